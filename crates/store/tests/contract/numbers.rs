use std::collections::BTreeSet;

use store::{AgencyScope, Series, Source, Store, StoreError};
use testkit::{Installation, agency, token};
use uuid::Uuid;

fn series(n: u128) -> Series {
    Series { agency: agency(n), kind: token("disclosure_request"), year: 2026 }
}

async fn given(store: &Store, of: &Series) -> i64 {
    let work = store.begin().await.unwrap();
    let number = work.numbers().give(of, store.edge().new_id()).await.unwrap();
    work.commit().await.unwrap();
    number
}

pub async fn numbers_have_no_gap_and_no_duplicate(at: Installation) {
    let many = (0..40).map(|n| {
        let store = at.store.clone();
        async move { given(&store, &series(1 + n % 2)).await }
    });
    let numbers: Vec<i64> = futures::future::join_all(many).await;
    let unique: BTreeSet<i64> = numbers.iter().copied().collect();
    assert_eq!(unique, (1..=20).collect());
    let scope = AgencyScope::only(agency(1));
    let (listed, voided) = at.store.numbers().list(&scope, &series(1)).await.unwrap();
    assert_eq!(listed.iter().map(|it| it.number).collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
    assert!(voided.is_empty());
    let theirs = at.store.numbers().list(&scope, &series(2)).await.unwrap();
    assert_eq!(theirs, (vec![], vec![]));
}

pub async fn a_number_that_was_undone_is_given_again(at: Installation) {
    assert_eq!(given(&at.store, &series(1)).await, 1);
    let work = at.store.begin().await.unwrap();
    assert_eq!(work.numbers().give(&series(1), Uuid::nil()).await.unwrap(), 2);
    drop(work);
    assert_eq!(given(&at.store, &series(1)).await, 2);
    let next_year = Series { year: 2027, ..series(1) };
    assert_eq!(given(&at.store, &next_year).await, 1);
}

pub async fn a_void_stays_listed_with_its_reason(at: Installation) {
    given(&at.store, &series(1)).await;
    let (ours, theirs) = (AgencyScope::only(agency(1)), AgencyScope::only(agency(2)));
    let void = async |scope: &AgencyScope, number| {
        let work = at.store.begin().await?;
        let actor = token("officer:1");
        work.numbers().void(scope, &series(1), number, actor, "重复登记").await?;
        work.commit().await
    };
    assert!(matches!(void(&theirs, 1).await, Err(StoreError::NotFound(_))));
    void(&ours, 1).await.unwrap();
    assert!(matches!(void(&ours, 1).await, Err(StoreError::AlreadyThere(_))));
    assert!(matches!(void(&ours, 7).await, Err(StoreError::NotFound(_))));
    assert_eq!(given(&at.store, &series(1)).await, 2);
    let scope = AgencyScope::only(agency(1));
    let (given, voided) = at.store.numbers().list(&scope, &series(1)).await.unwrap();
    assert_eq!(given.len(), 2);
    assert_eq!(
        voided.iter().map(|it| (it.number, it.reason.as_str())).collect::<Vec<_>>(),
        [(1, "重复登记")]
    );
}
