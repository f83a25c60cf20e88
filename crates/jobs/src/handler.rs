//! What does a kind of job.

use std::time::Duration;

use async_trait::async_trait;
use eventlog::Token;
use store::{Job, Store, StoreError, Work};
use thiserror::Error;

use crate::clock::minutes;
use crate::retry::Retry;

/// Does jobs of one kind.
///
/// A job may be begun more than once: the program may be killed at any point, and a worker that went
/// silent loses its lease. What a handler stores goes into the unit of work that it returns
/// ([`Outcome::With`]), which also marks the job done: both are stored, or neither. What it does outside
/// (a mail, a file) must come to the same when done twice; the job's key says what is the same.
#[async_trait]
pub trait Handler: Send + Sync {
    /// The kind of job it does.
    fn kind(&self) -> Token;

    /// Does one job. Dropped at any await, it leaves nothing half stored.
    ///
    /// # Errors
    ///
    /// [`HandlerError`] says whether another try makes sense.
    async fn run(&self, job: &Job, at: &Context) -> Result<Outcome, HandlerError>;

    /// How many jobs of this kind one node does at once.
    fn at_once(&self) -> usize {
        4
    }

    /// How long one job may take. It is asked at awaits only: work that keeps the processor busy
    /// belongs on a thread of its own.
    fn time_limit(&self) -> Duration {
        minutes(5)
    }

    /// What follows a failure.
    fn retry(&self) -> Retry {
        Retry::default()
    }
}

/// How a job ended well.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing is to be stored but that it is done.
    Done,
    /// This is stored together with its being done.
    ///
    /// From its beginning to its return a unit of work waits for nothing but the database: on SQLite
    /// everybody else waits for it.
    With(Work),
}

/// Why a job could not be done. The words are kept with the job: ids, never a personal value.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum HandlerError {
    /// Another try may go better.
    #[error("{0}")]
    Again(String),
    /// No other try will go better; a person decides.
    #[error("{0}")]
    Never(String),
}

impl From<StoreError> for HandlerError {
    fn from(error: StoreError) -> Self {
        Self::Again(error.to_string())
    }
}

/// Where a handler stands.
#[derive(Debug, Clone)]
pub struct Context {
    store: Store,
}

impl Context {
    pub(crate) fn of(store: Store) -> Self {
        Self { store }
    }

    /// The store, and with it time and chance.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Begins the unit of work that the handler returns.
    ///
    /// # Errors
    ///
    /// Where the database does not answer.
    pub async fn begin(&self) -> Result<Work, StoreError> {
        self.store.begin().await
    }
}
