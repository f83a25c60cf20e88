//! Ten who want the same thing at the same moment, on two nodes.

use store::Work;
use testkit::Installation;

/// Lets ten units attempt something at once, and says how many succeeded.
pub async fn ten(at: &Installation, attempt: impl AsyncFn(&Work) -> bool) -> usize {
    let other = at.reopen().await;
    let units = (0..10).map(|n| {
        let store = if n % 2 == 0 { &at.store } else { &other };
        let attempt = &attempt;
        async move {
            let work = store.begin().await.unwrap();
            let done = attempt(&work).await;
            work.commit().await.unwrap();
            done
        }
    });
    futures::future::join_all(units).await.into_iter().filter(|it| *it).count()
}
