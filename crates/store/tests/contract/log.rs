use eventlog::Checkpoint;
use store::{AgencyScope, LogFilter, Source, StoreError};
use testkit::{Installation, act, agency, token};

use crate::records::opened;

const KIND: &str = "disclosure_request";

pub async fn every_act_gets_a_leaf_and_a_proof(at: Installation) {
    let scope = AgencyScope::only(agency(1));
    let mut ids = Vec::new();
    for _ in 0..5 {
        ids.push(opened(&at, 1).await);
    }
    at.store.log().checkpoint().await.unwrap();
    for _ in 0..300 {
        ids.push(opened(&at, 1).await);
    }
    for id in [ids[0], ids[4], ids[5], ids[304]] {
        let entry = at.store.log().of_subject(&scope, id).await.unwrap()[0].entry.clone();
        let receipt = at.store.log().receipt(&scope, entry.id, true).await.unwrap();
        // Whoever keeps the receipt needs the public key and nothing else.
        let kept = eventlog::Receipt::from_json(&receipt.to_json()).unwrap();
        let proven = kept.verify(at.store.identity().key()).unwrap();
        assert_eq!((proven.entry, proven.opened), (entry, true));
    }
    let elsewhere = AgencyScope::only(agency(2));
    let entry = at.store.log().of_subject(&scope, ids[0]).await.unwrap()[0].entry.id;
    let told = at.store.log().receipt(&elsewhere, entry, true).await;
    assert!(matches!(told, Err(StoreError::NotFound(_))));
    let verdict = store::verify::verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!((verdict.faults, verdict.log.leaves, verdict.log.waiting), (vec![], 305, 0));
}

pub async fn a_purged_detail_leaves_the_log_whole(at: Installation) {
    let scope = AgencyScope::only(agency(1));
    let id = opened(&at, 1).await;
    let entry = at.store.log().of_subject(&scope, id).await.unwrap()[0].entry.id;
    let receipt = at.store.log().receipt(&scope, entry, true).await.unwrap();
    at.clock.advance(60);
    let work = at.store.begin().await.unwrap();
    let purge = act(agency(1), "any", KIND, id);
    assert_eq!(work.log().purge(&scope, purge).await.unwrap(), 1);
    work.commit().await.unwrap();
    let events = at.store.log().of_subject(&scope, id).await.unwrap();
    assert_eq!(events[0].detail, None);
    assert_eq!(events[1].entry.action, token("detail.purged"));
    at.store.log().checkpoint().await.unwrap();
    let verdict = store::verify::verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!((verdict.faults, verdict.log.purged), (vec![], 1));
    // What was handed out before still proves what it proved.
    assert!(receipt.verify(at.store.identity().key()).unwrap().opened);
}

pub async fn a_clock_set_back_stops_acts(at: Installation) {
    opened(&at, 1).await;
    at.clock.advance(-4);
    opened(&at, 1).await;
    at.clock.advance(-60);
    let append = async |store: &store::Store| {
        let work = store.begin().await?;
        let id = store.edge().new_id();
        work.log().append(act(agency(1), "officer.signed_in", "officer", id)).await?;
        work.commit().await
    };
    let told = append(&at.store).await;
    assert!(matches!(told, Err(StoreError::ClockBehind(_))), "{told:?}");
    // Nor does a restart make it forget.
    let told = append(&at.reopen().await).await;
    assert!(matches!(told, Err(StoreError::ClockBehind(_))), "{told:?}");
    at.clock.advance(120);
    append(&at.store).await.unwrap();
}

pub async fn the_log_is_searched_by_what_and_who_and_when(at: Installation) {
    let scope = AgencyScope::only(agency(1));
    let early = opened(&at, 1).await;
    at.clock.advance(3_600);
    let middle = at.edge.now();
    opened(&at, 1).await;
    opened(&at, 2).await;
    let find = async |filter: LogFilter| at.store.log().find(&scope, &filter, 10).await.unwrap();
    assert_eq!(find(LogFilter::default()).await.len(), 2);
    let later = find(LogFilter { from: Some(middle), ..Default::default() }).await;
    assert_eq!(later.len(), 1);
    let found = find(LogFilter { until: Some(middle), ..Default::default() }).await;
    assert_eq!(found[0].entry.subject_id, early);
    let before = Some(later[0].entry.id);
    assert_eq!(find(LogFilter { before, ..Default::default() }).await[0].entry.subject_id, early);
    let nobody = Some(token("officer:9"));
    assert!(find(LogFilter { actor: nobody, ..Default::default() }).await.is_empty());
    let action = Some(token("request.registered"));
    assert_eq!(find(LogFilter { action, ..Default::default() }).await.len(), 2);
}

pub async fn two_nodes_grow_one_tree(at: Installation) {
    let other = at.reopen().await;
    let mut sizes = Vec::new();
    for round in 0..6 {
        for _ in 0..70 {
            opened(&at, 1).await;
        }
        let node = if round % 2 == 0 { &at.store } else { &other };
        node.log().sequence().await.unwrap();
        let note = node.log().checkpoint().await.unwrap().unwrap();
        sizes.push(Checkpoint::open(&note, node.identity().key()).unwrap().size);
    }
    assert_eq!(sizes, [70, 140, 210, 280, 350, 420]);
    let verdict = store::verify::verify(&other, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!((verdict.faults, verdict.log.leaves, verdict.log.checkpoints), (vec![], 420, 6));
}

pub async fn what_waits_for_a_leaf_or_a_witness_is_known(at: Installation) {
    let scope = AgencyScope::only(agency(1));
    let log = at.store.log();
    assert_eq!(log.longest_waiting().await.unwrap(), None);
    let record = opened(&at, 1).await;
    at.clock.advance(60);
    opened(&at, 1).await;
    let first = log.of_subject(&scope, record).await.unwrap()[0].entry.clone();
    assert_eq!(log.longest_waiting().await.unwrap(), Some((first.id, first.at)));
    assert_eq!(log.unwitnessed_since("branch").await.unwrap(), None);
    log.checkpoint().await.unwrap();
    assert_eq!(log.longest_waiting().await.unwrap(), None);
    let (size, signed_at, _) = log.latest_checkpoint().await.unwrap().unwrap();
    opened(&at, 1).await;
    at.clock.advance(60);
    log.checkpoint().await.unwrap();
    assert_eq!(log.unwitnessed_since("branch").await.unwrap(), Some(signed_at));
    let work = at.store.begin().await.unwrap();
    for _ in 0..2 {
        work.log().note_witness("branch", i64::try_from(size).unwrap()).await.unwrap();
    }
    work.commit().await.unwrap();
    assert_eq!(log.witnessed("branch").await.unwrap(), Some(2));
    assert!(log.unwitnessed_since("branch").await.unwrap() > Some(signed_at));
    assert_eq!(log.unwitnessed_since("court").await.unwrap(), Some(signed_at));
}

pub async fn the_root_over_earlier_acts_is_what_was_signed(at: Installation) {
    let mut signed = Vec::new();
    for acts in [3, 260, 40] {
        for _ in 0..acts {
            opened(&at, 1).await;
        }
        let note = at.store.log().checkpoint().await.unwrap().unwrap();
        signed.push(Checkpoint::open(&note, at.store.identity().key()).unwrap());
    }
    for it in signed {
        assert_eq!(at.store.log().root_over(it.size).await.unwrap(), Some(it.root));
    }
    assert_eq!(at.store.log().root_over(304).await.unwrap(), None);
}

pub async fn acts_can_only_be_added(at: Installation) {
    use sea_orm::ConnectionTrait;
    opened(&at, 1).await;
    at.store.log().checkpoint().await.unwrap();
    let raw = at.raw().await;
    for change in [
        "UPDATE log_entry SET actor = 'officer:2'",
        "DELETE FROM log_entry",
        "UPDATE log_detail SET body = '{}'",
        "DELETE FROM log_leaf",
        "UPDATE log_checkpoint SET note = ''",
    ] {
        let refused = raw.execute_unprepared(change).await;
        assert!(refused.is_err_and(|it| it.to_string().contains("only inserted")), "{change}");
    }
    let verdict = store::verify::verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap();
    assert_eq!(verdict.faults, []);
}
