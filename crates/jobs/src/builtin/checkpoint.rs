//! `log.checkpoint`: acts get their place in the tree, and the tree is signed.

use async_trait::async_trait;
use eventlog::Token;
use serde_json::json;
use store::{Job, NewJob, Source, Store, StoreError};

use crate::clock::{earlier, minutes, name};
use crate::handler::{Context, Handler, HandlerError, Outcome};
use crate::retry::Retry;
use crate::sweep::Expectation;

const KIND: &str = "log.checkpoint";

/// Signs the log. Done twice, it signs once: a tree that has not grown is not signed again.
#[derive(Debug, Clone, Copy)]
pub struct CheckpointLog;

#[async_trait]
impl Handler for CheckpointLog {
    fn kind(&self) -> Token {
        name(KIND)
    }

    async fn run(&self, _job: &Job, at: &Context) -> Result<Outcome, HandlerError> {
        at.store().log().checkpoint().await?;
        Ok(Outcome::Done)
    }

    fn at_once(&self) -> usize {
        1
    }

    fn retry(&self) -> Retry {
        Retry::OF_SCHEDULES
    }
}

/// No act waits for its leaf for over two minutes.
#[derive(Debug, Clone, Copy)]
pub struct WaitingActs;

#[async_trait]
impl Expectation for WaitingActs {
    fn name(&self) -> Token {
        name("log.waiting")
    }

    async fn missing(&self, store: &Store) -> Result<Vec<NewJob>, StoreError> {
        let now = store.edge().now();
        let waiting = store.log().longest_waiting().await?;
        let overdue = waiting.filter(|(_, since)| *since < earlier(now, minutes(2)));
        let job = |(act, _)| NewJob {
            kind: name(KIND),
            key: format!("expected:{KIND}:{act}"),
            payload: json!({}),
            due_at: now,
        };
        Ok(overdue.map(job).into_iter().collect())
    }
}
