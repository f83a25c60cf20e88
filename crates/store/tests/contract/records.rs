use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;
use store::{AgencyScope, NewRecord, Source, StoreError};
use testkit::{Installation, act, agency, token};
use uuid::Uuid;

const KIND: &str = "disclosure_request";

/// Opens a record with one act.
pub async fn opened(at: &Installation, agency_number: u128) -> Uuid {
    let id = at.store.edge().new_id();
    let work = at.store.begin().await.unwrap();
    let new = NewRecord { id, kind: token(KIND), body: json!({"n": 1}) };
    let entry = act(agency(agency_number), "request.registered", KIND, id);
    work.records().open(new, entry).await.unwrap();
    work.commit().await.unwrap();
    id
}

pub async fn what_is_saved_is_what_is_loaded(at: Installation) {
    let id = opened(&at, 1).await;
    let scope = AgencyScope::only(agency(1));
    for store in [at.store.clone(), at.reopen().await] {
        let record = store.records().find(&scope, id).await.unwrap().expect("it is there");
        assert_eq!((record.version, record.body), (1, json!({"n": 1})));
        let events = store.log().of_subject(&scope, id).await.unwrap();
        let [event] = events.as_slice() else { panic!("one act: {events:?}") };
        assert_eq!(event.entry.action, token("request.registered"));
        assert_eq!(event.entry.subject_version, Some(1));
        assert_eq!(event.detail.as_ref().unwrap().why, "演示");
    }
}

pub async fn a_stale_save_overwrites_nothing(at: Installation) {
    let id = opened(&at, 1).await;
    let scope = AgencyScope::only(agency(1));
    let seen = at.store.records().find(&scope, id).await.unwrap().unwrap();
    let change = async |value: i64| {
        let work = at.store.begin().await?;
        let entry = act(agency(1), "request.assigned", KIND, id);
        work.records().advance(&scope, &seen, json!({ "n": value }), entry).await?;
        work.commit().await
    };
    change(2).await.unwrap();
    let second = change(3).await;
    assert!(matches!(second, Err(StoreError::Stale { expected: 1, .. })), "{second:?}");
    let now = at.store.records().find(&scope, id).await.unwrap().unwrap();
    assert_eq!((now.version, now.body), (2, json!({"n": 2})));
    assert_eq!(at.store.log().of_subject(&scope, id).await.unwrap().len(), 2);
}

pub async fn another_agencys_record_answers_like_none(at: Installation) {
    let id = opened(&at, 1).await;
    let theirs = AgencyScope::only(agency(2));
    assert_eq!(at.store.records().find(&theirs, id).await.unwrap(), None);
    assert_eq!(at.store.records().find(&AgencyScope::of([]), id).await.unwrap(), None);
    assert!(at.store.log().of_subject(&theirs, id).await.unwrap().is_empty());
    let ours = AgencyScope::only(agency(1));
    let seen = at.store.records().find(&ours, id).await.unwrap().unwrap();
    let work = at.store.begin().await.unwrap();
    let entry = act(agency(1), "request.assigned", KIND, id);
    let told = work.records().advance(&theirs, &seen, json!({}), entry).await;
    assert!(matches!(told, Err(StoreError::NotFound(_))), "{told:?}");
    drop(work);
    // Nor may an act be written down as another agency's.
    let work = at.store.begin().await.unwrap();
    let entry = act(agency(2), "request.assigned", KIND, id);
    let told = work.records().advance(&ours, &seen, json!({}), entry).await;
    assert!(told.is_err(), "{told:?}");
}

pub async fn a_unit_that_is_dropped_leaves_nothing(at: Installation) {
    let id = at.store.edge().new_id();
    let work = at.store.begin().await.unwrap();
    let new = NewRecord { id, kind: token(KIND), body: json!({}) };
    work.records().open(new, act(agency(1), "request.registered", KIND, id)).await.unwrap();
    drop(work);
    let scope = AgencyScope::only(agency(1));
    assert_eq!(at.store.records().find(&scope, id).await.unwrap(), None);
    assert!(at.store.log().of_subject(&scope, id).await.unwrap().is_empty());
    // The next unit works as if nothing had been.
    opened(&at, 1).await;
}

pub async fn a_failing_unit_does_not_disturb_its_neighbours(at: Installation) {
    let taken = opened(&at, 1).await;
    let good = async || opened(&at, 1).await;
    let bad = async || {
        let work = at.store.begin().await.unwrap();
        let new = NewRecord { id: taken, kind: token(KIND), body: json!({}) };
        let entry = act(agency(1), "request.registered", KIND, taken);
        let told = work.records().open(new, entry).await;
        assert!(matches!(told, Err(StoreError::AlreadyThere(_))), "{told:?}");
    };
    let (a, (), b, (), c) = tokio::join!(good(), bad(), good(), bad(), good());
    let scope = AgencyScope::only(agency(1));
    for id in [a, b, c] {
        assert!(at.store.records().find(&scope, id).await.unwrap().is_some());
    }
    let verdict = store::verify::verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!((verdict.faults, verdict.records.records), (vec![], 4));
}

pub async fn units_that_fail_keep_no_stored_one_waiting(at: Installation) {
    const AT_ONCE: usize = 8;
    const PATIENCE: Duration = Duration::from_secs(60);
    let told = AtomicBool::new(false);
    let stored = async {
        opened(&at, 1).await;
        told.store(true, Ordering::SeqCst);
    };
    // They ask for turns without end, and stop only when the other has been told.
    let failing = (0..AT_ONCE).map(|_| async {
        while !told.load(Ordering::SeqCst) {
            drop(at.store.begin().await.unwrap());
        }
    });
    let all = futures::future::join(stored, futures::future::join_all(failing));
    tokio::time::timeout(PATIENCE, all).await.expect("it is told while others go on failing");
}

pub async fn readers_wait_for_no_unit(at: Installation) {
    let id = opened(&at, 1).await;
    let work = at.store.begin().await.unwrap();
    let signed_in = act(agency(1), "officer.signed_in", "officer", at.store.edge().new_id());
    work.log().append(signed_in).await.unwrap();
    // More at once than there are connections, so that each of them has to be opened now.
    let scope = AgencyScope::only(agency(1));
    let records = at.store.records();
    let reads = (0..12).map(|_| records.find(&scope, id));
    for read in futures::future::join_all(reads).await {
        assert!(read.unwrap().is_some());
    }
    work.commit().await.unwrap();
}

pub async fn the_schema_is_told_between_units(at: Installation) {
    opened(&at, 1).await;
    let schema = at.store.schema().await.unwrap();
    assert_eq!((schema.pending, schema.unknown), (vec![], vec![]));
    assert!(!schema.applied.is_empty());
}

pub async fn an_act_is_about_what_it_changes(at: Installation) {
    let (id, other) = (at.store.edge().new_id(), at.store.edge().new_id());
    let work = at.store.begin().await.unwrap();
    let new = NewRecord { id, kind: token(KIND), body: json!({}) };
    let told = work.records().open(new, act(agency(1), "request.registered", KIND, other)).await;
    assert!(matches!(told, Err(StoreError::Log(_))), "{told:?}");
}

pub async fn many_writers_at_once_lose_nothing(at: Installation) {
    let writers = (0..16).map(|writer| {
        let at = &at;
        async move {
            let mut ids = Vec::new();
            for _ in 0..10 {
                ids.push(opened(at, 1 + writer % 3).await);
            }
            ids
        }
    });
    let ids: Vec<Uuid> = futures::future::join_all(writers).await.into_iter().flatten().collect();
    let scope = AgencyScope::of([agency(1), agency(2), agency(3)]);
    let (mut seen, mut after) = (0, None);
    loop {
        let page = at.store.records().page(&scope, &token(KIND), after, 50).await.unwrap();
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        seen += page.len();
    }
    assert_eq!((ids.len(), seen), (160, 160));
    let verdict = store::verify::verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verdict.faults, []);
    assert_eq!((verdict.log.waiting, verdict.records.records), (160, 160));
}
