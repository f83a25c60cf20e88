//! Looks for what should exist and does not, and clears away what nobody needs any more.

use std::collections::BTreeMap;
use std::sync::Arc;

use async_trait::async_trait;
use eventlog::Token;
use store::{Job, NewJob, Source, Store, StoreError};

use crate::clock::{earlier, hours, name};
use crate::dead::tell_of_dead_jobs;
use crate::handler::{Context, Handler, HandlerError, Outcome};
use crate::retry::Retry;

/// Jobs that are enqueued in one transaction.
const BATCH: usize = 200;

/// Something that should exist. What the transaction that caused it enqueued may have been lost with a
/// deleted row, a restored table or a fault of ours; the sweep asks the records themselves.
#[async_trait]
pub trait Expectation: Send + Sync {
    /// Its name, for reports.
    fn name(&self) -> Token;

    /// Returns the jobs that would bring about what is missing. Their keys name what is missing, so
    /// that asking twice enqueues once, and a dead job stays a person's.
    ///
    /// # Errors
    ///
    /// Where the store cannot say.
    async fn missing(&self, store: &Store) -> Result<Vec<NewJob>, StoreError>;
}

/// The job `sweep`.
pub struct Sweep {
    expectations: Vec<Arc<dyn Expectation>>,
}

/// What a sweep found.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Swept {
    /// Jobs that had to be enqueued, by the name of the expectation.
    pub enqueued: BTreeMap<Token, u64>,
    /// Files that were never finished, and went.
    pub files_removed: u64,
    /// Answers to forms that were forgotten after seven days.
    pub answers_forgotten: u64,
    /// Done jobs that were forgotten after 35 days.
    pub jobs_forgotten: u64,
    /// Sessions, invitations, ceremonies and counts of failed sign-ins whose time was over.
    pub sign_ins_forgotten: u64,
    /// Notifications that were forgotten after a year.
    pub notifications_forgotten: u64,
    /// How many times an administrator was told of dead jobs.
    pub told_of_dead_jobs: u64,
    /// What could not be asked or cleared, and why. The rest was.
    pub failed: Vec<String>,
}

impl Sweep {
    /// Asks these.
    #[must_use]
    pub fn of(expectations: Vec<Arc<dyn Expectation>>) -> Self {
        Self { expectations }
    }

    /// Asks every expectation and clears away. One that fails does not keep the others.
    pub async fn sweep(&self, store: &Store) -> Swept {
        let mut swept = Swept::default();
        for expectation in &self.expectations {
            let name = expectation.name();
            match enqueue_missing(store, expectation.as_ref()).await {
                Ok(0) => {}
                Ok(count) => {
                    tracing::warn!(expectation = %name, count, "what should exist was missing");
                    swept.enqueued.insert(name, count);
                }
                Err(error) => swept.failed.push(format!("{name}: {error}")),
            }
        }
        swept.files_removed = swept.noted("spool", remove_unfinished_files(store).await);
        swept.answers_forgotten = swept.noted("answers", forget_answers(store).await);
        swept.jobs_forgotten = swept.noted("jobs", forget_jobs(store).await);
        swept.sign_ins_forgotten = swept.noted("sign-ins", forget_sign_ins(store).await);
        swept.notifications_forgotten =
            swept.noted("notifications", forget_notifications(store).await);
        swept.told_of_dead_jobs = swept.noted("dead jobs", tell_of_dead_jobs(store).await);
        tracing::info!(
            files_removed = swept.files_removed,
            answers_forgotten = swept.answers_forgotten,
            jobs_forgotten = swept.jobs_forgotten,
            sign_ins_forgotten = swept.sign_ins_forgotten,
            notifications_forgotten = swept.notifications_forgotten,
            told_of_dead_jobs = swept.told_of_dead_jobs,
            failed = swept.failed.len(),
            "swept"
        );
        swept
    }
}

impl Swept {
    fn noted(&mut self, what: &str, cleared: Result<u64, StoreError>) -> u64 {
        cleared.unwrap_or_else(|error| {
            self.failed.push(format!("{what}: {error}"));
            0
        })
    }
}

#[async_trait]
impl Handler for Sweep {
    fn kind(&self) -> Token {
        name("sweep")
    }

    async fn run(&self, _job: &Job, at: &Context) -> Result<Outcome, HandlerError> {
        let swept = self.sweep(at.store()).await;
        if swept.failed.is_empty() {
            Ok(Outcome::Done)
        } else {
            Err(HandlerError::Again(swept.failed.join("; ")))
        }
    }

    fn at_once(&self) -> usize {
        1
    }

    fn retry(&self) -> Retry {
        Retry::OF_SCHEDULES
    }
}

async fn enqueue_missing(store: &Store, expectation: &dyn Expectation) -> Result<u64, StoreError> {
    let missing = expectation.missing(store).await?;
    let mut count = 0;
    for batch in missing.chunks(BATCH) {
        let work = store.begin().await?;
        let mut new = 0;
        for job in batch {
            new += u64::from(work.jobs().enqueue(job.clone()).await?.is_some());
        }
        if new > 0 {
            work.commit().await?;
        }
        count += new;
    }
    Ok(count)
}

/// A day is longer than any upload takes.
async fn remove_unfinished_files(store: &Store) -> Result<u64, StoreError> {
    let older_than = earlier(store.edge().now(), hours(24));
    store.files().sweep_spool(older_than.to_utc()).await
}

async fn forget_answers(store: &Store) -> Result<u64, StoreError> {
    let work = store.begin().await?;
    let count = work.idempotency().forget_old(store.edge().now()).await?;
    work.commit().await?;
    Ok(count)
}

/// As long as any second can be restored, so that a restored store knows what was done.
async fn forget_jobs(store: &Store) -> Result<u64, StoreError> {
    let work = store.begin().await?;
    let count = work.jobs().forget_done(earlier(store.edge().now(), hours(35 * 24))).await?;
    work.commit().await?;
    Ok(count)
}

async fn forget_sign_ins(store: &Store) -> Result<u64, StoreError> {
    let work = store.begin().await?;
    let count = work.forget_expired(store.edge().now()).await?;
    work.commit().await?;
    Ok(count)
}

/// A year is long enough to look something up that somebody was told; the log keeps what happened.
async fn forget_notifications(store: &Store) -> Result<u64, StoreError> {
    let work = store.begin().await?;
    let before = earlier(store.edge().now(), hours(365 * 24));
    let count = work.notifications().forget_old(before).await?;
    work.commit().await?;
    Ok(count)
}
