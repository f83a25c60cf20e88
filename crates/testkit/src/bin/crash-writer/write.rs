//! Submits with sixteen hands until it is killed.

use std::io::Write as _;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use store::{Source, Store, StoreError};

use super::submission::{AGENCIES, prepare};
use super::{Broken, Place, place};

/// Submitters at once.
const HANDS: u64 = 16;

/// The exit code of a writer whose store accepts no more writes.
const HALTED: u8 = 3;

pub(super) async fn write(at: &Place, seed: u64, broken: Option<Broken>) -> Result<ExitCode> {
    let sabotage = broken.and_then(Broken::in_the_store);
    let store = place::open(at, sabotage).await?;
    let early = broken == Some(Broken::AnswerBeforeCommit);
    // A key is never used for two submissions, whatever seed a later life is given.
    let life = store.edge().new_id().simple().to_string();
    let mut hands = tokio::task::JoinSet::new();
    for hand in 0..HANDS {
        let (store, life) = (store.clone(), life.clone());
        hands.spawn(
            async move { submit(&store, &format!("{seed}-{life}-{hand}"), hand, early).await },
        );
    }
    let signer = store.clone();
    hands.spawn(async move { sign(&signer).await });
    let worker = store.clone();
    hands.spawn(async move { work_off(&worker, &life).await });
    while let Some(ended) = hands.join_next().await {
        ended?;
        if store.halted().is_some() {
            return Ok(ExitCode::from(HALTED));
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn submit(store: &Store, hand: &str, number: u64, early: bool) {
    for turn in 0_u64.. {
        let agency = 1 + u128::from(number + turn) % AGENCIES;
        let done = async {
            let (work, submission) = prepare(store, format!("{hand}-{turn}"), agency).await?;
            if early {
                acknowledge(&json!(submission));
                // Time for the kill to come between the word and the deed.
                tokio::time::sleep(Duration::from_millis(2)).await;
            }
            work.commit().await?;
            if !early {
                acknowledge(&json!(submission));
            }
            anyhow::Ok(())
        };
        if !told(store, done.await).await {
            return;
        }
    }
}

/// Signs checkpoints, as a witness would be handed them.
async fn sign(store: &Store) {
    loop {
        tokio::time::sleep(Duration::from_millis(40)).await;
        let signed = async {
            if let Some(note) = store.log().checkpoint().await? {
                acknowledge(&json!({ "checkpoint": note }));
            }
            anyhow::Ok(())
        };
        if !told(store, signed.await).await {
            return;
        }
    }
}

/// Works jobs off, so that leases and their ends are struck as well.
async fn work_off(store: &Store, worker: &str) {
    loop {
        tokio::time::sleep(Duration::from_millis(15)).await;
        let worked = async {
            let until = eventlog::At::from_micros(store.edge().now().micros() + 500_000)?;
            for lease in store.jobs().take(worker, until, 4).await? {
                let work = store.begin().await?;
                work.jobs().finish(&lease).await?;
                work.commit().await?;
                acknowledge(&json!({ "done": lease.job.key }));
            }
            anyhow::Ok(())
        };
        if !told(store, worked.await).await {
            return;
        }
    }
}

/// Says what went wrong, and whether it is worth to go on.
async fn told(store: &Store, outcome: Result<()>) -> bool {
    let Err(error) = outcome else { return true };
    eprintln!("ERROR {error:#}");
    let halted = error.chain().any(|it| matches!(it.downcast_ref(), Some(StoreError::Halted(_))));
    if halted || store.halted().is_some() {
        return false;
    }
    // A full disk or a server that is away: a person would be asked to try again.
    tokio::time::sleep(Duration::from_millis(20)).await;
    true
}

/// Says it where the harness hears it. Nobody to hear means that nobody was told.
fn acknowledge(what: &serde_json::Value) {
    let line = format!("ACK {what}\n");
    let mut out = std::io::stdout().lock();
    if out.write_all(line.as_bytes()).and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}
