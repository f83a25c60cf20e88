//! The outbox: what must still happen, written by the transaction that causes it, taken by workers
//! under leases with fencing.

mod lease;
mod look;

use eventlog::{At, Token};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait, TryInsertResult};
use uuid::Uuid;

use super::log::LogEntry;
use crate::entity::job;
use crate::error::StoreError;
use crate::work::{Source, Work};

pub use lease::{Kinds, Lease};
pub use look::{Job, JobCount};

/// Jobs.
#[derive(Debug)]
pub struct Jobs<'a, S> {
    pub(crate) source: &'a S,
}

/// Something that must happen. Carries ids rather than copies, and may run twice without harm.
#[derive(Debug, Clone, PartialEq)]
pub struct NewJob {
    /// Which handler does it.
    pub kind: Token,
    /// What makes it one and the same, however often it is asked for.
    pub key: String,
    /// Ids. Never a personal value.
    pub payload: serde_json::Value,
    /// Not before.
    pub due_at: At,
}

/// How far a job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waits until it is due.
    Waiting,
    /// A worker holds it.
    Running,
    /// Done.
    Done,
    /// Failed too often; a person decides.
    Dead,
}

impl JobState {
    /// All states, in the order of a job's life.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Running, Self::Done, Self::Dead];

    /// The state's name in tables and outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

impl Jobs<'_, Work> {
    /// Enqueues a job with the transaction that causes it. Returns none where one of its key is there.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn enqueue(&self, new: NewJob) -> Result<Option<Uuid>, StoreError> {
        let edge = self.source.store().edge();
        let id = edge.new_id();
        let row = job::ActiveModel {
            id: Set(id),
            kind: Set(new.kind.to_string()),
            key: Set(new.key),
            payload: Set(new.payload.to_string()),
            state: Set(JobState::Waiting.name().to_owned()),
            due_at: Set(new.due_at.micros()),
            attempts: Set(0),
            fence: Set(0),
            enqueued_at: Set(edge.now().micros()),
            ..Default::default()
        };
        let once = OnConflict::column(job::Column::Key).do_nothing().to_owned();
        let inserted = job::Entity::insert(row)
            .on_conflict(once)
            .try_insert()
            .exec_without_returning(self.source.connection())
            .await
            .map_err(StoreError::writing("job"))?;
        Ok(match inserted {
            TryInsertResult::Inserted(1..) => Some(id),
            _ => None,
        })
    }

    /// Puts a dead job back to work, which is an act.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] where no dead job has that id.
    pub async fn repeat(&self, id: Uuid, act: LogEntry) -> Result<(), StoreError> {
        self.revive(id).await?;
        self.source.log().append(act).await?;
        Ok(())
    }
}
