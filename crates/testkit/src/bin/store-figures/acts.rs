//! Many acts, as fast as sixteen hands write them, while the log is signed as in an office.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use store::{NewRecord, Source, Store};
use testkit::{act, agency, token};

/// Writers at once, each for an agency of its own.
pub(super) const WRITERS: u64 = 16;

/// Acts upon each record.
const ACTS_PER_RECORD: u64 = 10;

/// The kind of record.
pub(super) const KIND: &str = "disclosure_request";

/// Writes so many acts, and signs them.
pub(super) async fn write(store: &Store, acts: u64) -> Result<()> {
    let left = std::sync::Arc::new(AtomicU64::new(acts));
    let mut hands = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let (store, left) = (store.clone(), std::sync::Arc::clone(&left));
        hands.spawn(async move {
            while let Some(acts) = take(&left) {
                unit(&store, writer, acts).await?;
            }
            anyhow::Ok(())
        });
    }
    let signing = tokio::spawn(sign(store.clone()));
    let mut written = Ok(());
    while let Some(ended) = hands.join_next().await {
        written = written.and(ended?);
    }
    signing.abort();
    // One that was begun ends before the last one here.
    let _ = signing.await;
    store.log().checkpoint().await?;
    written
}

/// Takes the acts of one unit from what is left.
fn take(left: &AtomicU64) -> Option<u64> {
    let next = |left: u64| (left > 0).then(|| left.saturating_sub(ACTS_PER_RECORD));
    let before = left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).ok()?;
    Some(before.min(ACTS_PER_RECORD))
}

/// One record with its acts.
async fn unit(store: &Store, writer: u64, acts: u64) -> Result<()> {
    let (id, ours) = (store.edge().new_id(), agency(u128::from(writer)));
    let work = store.begin().await?;
    let new = NewRecord { id, kind: token(KIND), body: json!({ "stage": "registered" }) };
    work.records().open(new, act(ours, "request.registered", KIND, id)).await?;
    for _ in 1..acts {
        work.log().append(act(ours, "value.revealed", KIND, id)).await?;
    }
    work.commit().await?;
    Ok(())
}

/// Signs every second, as the job does.
async fn sign(store: Store) -> Result<()> {
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        store.log().checkpoint().await?;
    }
}
