use std::time::Duration;

use store::{SecretHash, Source, Store};
use testkit::Installation;

const WINDOW: Duration = Duration::from_secs(15 * 60);

async fn fail(at: &Installation, store: &Store, bucket: &SecretHash) -> u64 {
    let work = store.begin().await.unwrap();
    let count = work.tries().failed(bucket, at.edge.now(), WINDOW).await.unwrap();
    work.commit().await.unwrap();
    count
}

pub async fn failures_are_counted_exactly(at: Installation) {
    let (bucket, neighbour) = (SecretHash::of(b"a"), SecretHash::of(b"b"));
    let other = at.reopen().await;
    let attempts = (0..40).map(|n| fail(&at, if n % 2 == 0 { &at.store } else { &other }, &bucket));
    let mut told = futures::future::join_all(attempts).await;
    told.sort_unstable();
    assert_eq!(told, (1..=40).collect::<Vec<_>>());
    assert_eq!(fail(&at, &at.store, &neighbour).await, 1);
    assert_eq!(other.tries().state(&bucket).await.unwrap().unwrap().failures, 40);
    let work = at.store.begin().await.unwrap();
    work.tries().clear(&bucket).await.unwrap();
    work.commit().await.unwrap();
    assert_eq!(other.tries().state(&bucket).await.unwrap(), None);
    assert_eq!(fail(&at, &other, &bucket).await, 1);
    assert_eq!(fail(&at, &other, &neighbour).await, 2);
}

pub async fn after_a_pause_the_count_begins_anew(at: Installation) {
    let bucket = SecretHash::of(b"a");
    assert_eq!(fail(&at, &at.store, &bucket).await, 1);
    // Each failure prolongs the wait.
    for n in 2..5 {
        at.clock.advance(14 * 60);
        assert_eq!(fail(&at, &at.store, &bucket).await, n);
    }
    at.clock.advance(15 * 60);
    assert_eq!(fail(&at, &at.store, &bucket).await, 1);
}
