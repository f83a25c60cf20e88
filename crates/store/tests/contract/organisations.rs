use records::organisation::{Change, Fact, Names, Organisation};
use sea_orm::ConnectionTrait;
use store::verify::verify;
use store::{AgencyScope, Source, Store, StoreError, Subject, Versioned};
use testkit::{Installation, act_on, agency, found, organisation};

fn renamed(of: &Organisation, name: &str) -> Organisation {
    let on = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let change = Change::Renamed { names: Names::of(name) };
    of.note(Fact { on, basis: String::new(), change }).unwrap()
}

async fn rename(
    store: &Store,
    seen: &Versioned<Organisation>,
    name: &str,
) -> Result<Versioned<Organisation>, StoreError> {
    let id = seen.value.id;
    let act = act_on(id.into(), "organisation.renamed", Subject::organisation(id));
    let work = store.begin().await?;
    let changed = work.organisations().change(seen, &renamed(&seen.value, name), act).await?;
    work.commit().await?;
    Ok(changed)
}

pub async fn an_organisation_is_found_by_id_and_code(at: Installation) {
    let founded = found(&at.store, 1, "first").await.unwrap();
    found(&at.store, 2, "second").await.unwrap();
    for store in [at.store.clone(), at.reopen().await] {
        let organisations = store.organisations();
        assert_eq!(organisations.find(agency(1).into()).await.unwrap().as_ref(), Some(&founded));
        assert_eq!(organisations.by_code("first").await.unwrap().as_ref(), Some(&founded));
        assert_eq!(organisations.by_code("third").await.unwrap(), None);
        let all = organisations.all().await.unwrap();
        assert_eq!(
            all.iter().map(|it| it.value.code.as_str()).collect::<Vec<_>>(),
            ["first", "second"]
        );
    }
    // Another kind of record is no organisation.
    let other = crate::records::opened(&at, 1).await;
    let id = records::organisation::OrganisationId(other);
    assert_eq!(at.store.organisations().find(id).await.unwrap(), None);
}

pub async fn of_two_at_once_one_gets_the_code(at: Installation) {
    let other = at.reopen().await;
    let (one, two) = tokio::join!(found(&at.store, 1, "same"), found(&other, 2, "same"));
    let told = [one.map(|_| ()), two.map(|_| ())];
    let refused = |it: &&Result<(), StoreError>| matches!(it, Err(StoreError::AlreadyThere(_)));
    assert_eq!(told.iter().filter(|it| it.is_ok()).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(refused).count(), 1, "{told:?}");
    assert_eq!(at.store.organisations().all().await.unwrap().len(), 1);
}

pub async fn an_organisation_changes_with_its_act_or_not_at_all(at: Installation) {
    let seen = found(&at.store, 1, "first").await.unwrap();
    let second = rename(&at.store, &seen, "演示市甲局").await.unwrap();
    let stale = rename(&at.store, &seen, "演示市乙局").await;
    assert!(matches!(stale, Err(StoreError::Stale { expected: 1, .. })), "{stale:?}");
    let now = at.store.organisations().find(agency(1).into()).await.unwrap().unwrap();
    assert_eq!((now.version, &now.value), (2, &second.value));
    // Its code is for good, and an act that is another agency's does not change it.
    let work = at.store.begin().await.unwrap();
    let act = || act_on(agency(1), "organisation.renamed", Subject::organisation(now.value.id));
    let told = work.organisations().change(&now, &organisation(1, "other"), act()).await;
    assert!(matches!(told, Err(StoreError::Fixed(_))), "{told:?}");
    let told = work.organisations().change(&now, &organisation(2, "first"), act()).await;
    assert!(matches!(told, Err(StoreError::Fixed(_))), "{told:?}");
    let theirs = store::LogEntry { agency: agency(2), ..act() };
    let told = work.organisations().change(&now, &now.value, theirs).await;
    assert!(matches!(told, Err(StoreError::Log(_))), "{told:?}");
    drop(work);
    let acts = at.store.log().of_subject(&AgencyScope::only(agency(1)), now.id).await.unwrap();
    let told: Vec<_> = acts.iter().map(|it| it.entry.action.as_str()).collect();
    assert_eq!(told, ["organisation.founded", "organisation.renamed"]);
}

pub async fn every_node_sees_at_once_that_organisations_changed(at: Installation) {
    let other = at.reopen().await;
    let generation = async || other.organisations().generation().await.unwrap();
    assert_eq!(generation().await, 0);
    let seen = found(&at.store, 1, "first").await.unwrap();
    assert_eq!(generation().await, 1);
    rename(&at.store, &seen, "演示市甲局").await.unwrap();
    assert_eq!(generation().await, 2);
    // What was not stored did not change.
    rename(&at.store, &seen, "演示市乙局").await.unwrap_err();
    assert_eq!(generation().await, 2);
    // Count and organisations are seen together.
    let writing = async {
        for n in 2..12 {
            found(&at.store, n, &format!("office-{n}")).await.unwrap();
        }
    };
    let reading = async {
        loop {
            let moment = other.snapshot().await.unwrap();
            let generation = moment.organisations().generation().await.unwrap();
            let all = moment.organisations().all().await.unwrap();
            assert_eq!(i64::try_from(all.len()).unwrap() + 1, generation);
            if all.len() == 11 {
                break;
            }
        }
    };
    tokio::join!(writing, reading);
    assert_eq!(generation().await, 12);
}

pub async fn units_that_change_the_same_organisations_do_not_wait_for_each_other(at: Installation) {
    let one = found(&at.store, 1, "first").await.unwrap();
    let two = found(&at.store, 2, "second").await.unwrap();
    let other = at.reopen().await;
    let both = async |store: &Store, pair: [&Versioned<Organisation>; 2]| {
        let work = store.begin().await?;
        for seen in pair {
            let id = seen.value.id;
            let act = act_on(id.into(), "organisation.renamed", Subject::organisation(id));
            let to = renamed(&seen.value, "演示市甲局");
            work.organisations().change(seen, &to, act).await?;
        }
        work.commit().await
    };
    for _ in 0..5 {
        let refreshed = async |it: &Versioned<Organisation>| {
            at.store.organisations().find(it.value.id).await.unwrap().unwrap()
        };
        let (a, b) = (refreshed(&one).await, refreshed(&two).await);
        let (first, second) = tokio::join!(both(&at.store, [&a, &b]), both(&other, [&b, &a]));
        let told = [first, second];
        assert_eq!(told.iter().filter(|it| it.is_ok()).count(), 1, "{told:?}");
        let stale = |it: &&Result<(), StoreError>| matches!(it, Err(StoreError::Stale { .. }));
        assert_eq!(told.iter().filter(stale).count(), 1, "{told:?}");
    }
}

pub async fn a_head_changed_past_the_log_is_found(at: Installation) {
    let seen = found(&at.store, 1, "first").await.unwrap();
    rename(&at.store, &seen, "演示市甲局").await.unwrap();
    testkit::invite(&at.store, 1, "jia").await.unwrap();
    at.store.log().checkpoint().await.unwrap();
    let faults = async || verify(&at.store, &Default::default(), &mut |_| {}).await.unwrap().faults;
    assert_eq!(faults().await, []);
    let raw = at.raw().await;
    for (kind, from, to) in [("organisation", "甲局", "乙局"), ("account", "invited", "active")]
    {
        let change = |from: &str, to: &str| {
            format!(
                "UPDATE record SET body = replace(body, '{from}', '{to}') WHERE kind = '{kind}'"
            )
        };
        raw.execute_unprepared(&change(from, to)).await.unwrap();
        let found = faults().await;
        assert!(found.len() == 1 && found[0].what.to_string().contains("newest act"), "{found:?}");
        raw.execute_unprepared(&change(to, from)).await.unwrap();
        assert_eq!(faults().await, []);
    }
    // An older state put back, with its version, is no state of now.
    raw.execute_unprepared("UPDATE record SET version = 1 WHERE kind = 'organisation'")
        .await
        .unwrap();
    assert_eq!(faults().await.len(), 2);
}
