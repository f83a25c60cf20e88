//! Taking jobs and giving them back. A lease that ran out is taken by somebody else, and its number
//! (the fence) shuts the first worker out even if it wakes up later.

use eventlog::{At, Token};
use sea_orm::sea_query::{ExprTrait, LockBehavior, LockType, SimpleExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Job, JobState, Jobs};
use crate::entity::job::{self, ActiveModel, Column, Entity};
use crate::error::StoreError;
use crate::store::Store;
use crate::work::{Source, Work};

/// The longest text of an error that is kept.
const LONGEST_ERROR: usize = 2_000;

/// A job in the hands of one worker.
#[derive(Debug, Clone, PartialEq)]
pub struct Lease {
    /// The job.
    pub job: Job,
    fence: i64,
}

/// Which kinds of job a worker asks for.
#[derive(Debug, Clone, Copy)]
pub enum Kinds<'a> {
    /// Every kind.
    Any,
    /// This kind.
    Only(&'a Token),
    /// Kinds that are none of these.
    Except(&'a [Token]),
}

impl Kinds<'_> {
    fn condition(self) -> Condition {
        match self {
            Self::Any => Condition::all(),
            Self::Only(kind) => Condition::all().add(Column::Kind.eq(kind.as_str())),
            Self::Except(kinds) => {
                Condition::all().add(Column::Kind.is_not_in(kinds.iter().map(Token::as_str)))
            }
        }
    }
}

impl Jobs<'_, Store> {
    /// Takes jobs of any kind that are due, the longest due first.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn take(
        &self,
        worker: &str,
        until: At,
        limit: u64,
    ) -> Result<Vec<Lease>, StoreError> {
        self.take_of(Kinds::Any, worker, until, limit).await
    }

    /// Takes jobs of some kinds that are due: first those whose worker went silent, then the longest
    /// due.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn take_of(
        &self,
        kinds: Kinds<'_>,
        worker: &str,
        until: At,
        limit: u64,
    ) -> Result<Vec<Lease>, StoreError> {
        let now = self.source.edge().now();
        // Most of the time nothing is due, and looking takes no turn of the writer.
        if !self.any_due(kinds, now).await? {
            return Ok(Vec::new());
        }
        let work = self.source.begin().await?;
        let leases = work.jobs().take_due(kinds, worker, now, until, limit).await?;
        work.commit().await?;
        Ok(leases)
    }

    async fn any_due(&self, kinds: Kinds<'_>, now: At) -> Result<bool, StoreError> {
        for due in [abandoned(now), waiting(now)] {
            let found: Option<Uuid> = Entity::find()
                .select_only()
                .column(Column::Id)
                .filter(kinds.condition().add(due))
                .into_tuple()
                .one(self.source.connection())
                .await
                .map_err(StoreError::reading("job"))?;
            if found.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Keeps a lease for longer, and says whether it still was this worker's.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] where another worker has the job.
    pub async fn extend(&self, lease: &Lease, until: At) -> Result<(), StoreError> {
        let work = self.source.begin().await?;
        let change = ActiveModel { leased_until: Set(Some(until.micros())), ..Default::default() };
        work.jobs().change(lease, change).await?;
        work.commit().await
    }

    /// Gives a job back that failed: to be tried again, or dead.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] where another worker has the job.
    pub async fn fail(
        &self,
        lease: &Lease,
        error: &str,
        again_at: Option<At>,
    ) -> Result<(), StoreError> {
        let state = if again_at.is_some() { JobState::Waiting } else { JobState::Dead };
        let ended = again_at.is_none().then(|| self.source.edge().now().micros());
        let change = ActiveModel {
            state: Set(state.name().to_owned()),
            due_at: Set(again_at.map_or(lease.job.due_at.micros(), At::micros)),
            leased_by: Set(None),
            leased_until: Set(None),
            last_error: Set(Some(error.chars().take(LONGEST_ERROR).collect())),
            ended_at: Set(ended),
            ..Default::default()
        };
        let work = self.source.begin().await?;
        work.jobs().change(lease, change).await?;
        work.commit().await
    }

    /// Gives a job back that this worker cannot end, as if it had not been begun.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] where another worker has the job.
    pub async fn give_back(&self, lease: &Lease) -> Result<(), StoreError> {
        let change = ActiveModel {
            state: Set(JobState::Waiting.name().to_owned()),
            attempts: Set(lease.job.attempts - 1),
            leased_by: Set(None),
            leased_until: Set(None),
            ..Default::default()
        };
        let work = self.source.begin().await?;
        work.jobs().change(lease, change).await?;
        work.commit().await
    }
}

impl Jobs<'_, Work> {
    async fn take_due(
        &self,
        kinds: Kinds<'_>,
        worker: &str,
        now: At,
        until: At,
        limit: u64,
    ) -> Result<Vec<Lease>, StoreError> {
        // Two questions, so that each follows an index in its order and stops at the limit.
        let mut rows = self.due(kinds.condition().add(abandoned(now)), limit).await?;
        let rest = limit.saturating_sub(rows.len() as u64);
        rows.extend(self.due(kinds.condition().add(waiting(now)), rest).await?);
        let mut leases = Vec::with_capacity(rows.len());
        for row in rows {
            let fence = row.fence + 1;
            let mut job = Job::try_from(row)?;
            job.attempts += 1;
            Entity::update_many()
                .set(ActiveModel {
                    state: Set(JobState::Running.name().to_owned()),
                    fence: Set(fence),
                    attempts: Set(job.attempts),
                    leased_by: Set(Some(worker.to_owned())),
                    leased_until: Set(Some(until.micros())),
                    ..Default::default()
                })
                .filter(Column::Id.eq(job.id))
                .exec(self.source.connection())
                .await
                .map_err(StoreError::writing("job"))?;
            leases.push(Lease { job, fence });
        }
        Ok(leases)
    }

    async fn due(&self, due: Condition, limit: u64) -> Result<Vec<job::Model>, StoreError> {
        Entity::find()
            .filter(due)
            .order_by_asc(Column::DueAt)
            .order_by_asc(Column::Id)
            .limit(limit)
            // Several nodes take different jobs instead of waiting for one another.
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("job"))
    }

    /// Marks a job done in the transaction that holds what it did: both are stored, or neither.
    ///
    /// # Errors
    ///
    /// [`StoreError::LeaseLost`] where another worker has the job; this one's work must be dropped.
    pub async fn finish(&self, lease: &Lease) -> Result<(), StoreError> {
        let change = ActiveModel {
            state: Set(JobState::Done.name().to_owned()),
            leased_by: Set(None),
            leased_until: Set(None),
            last_error: Set(None),
            ended_at: Set(Some(self.source.store().edge().now().micros())),
            ..Default::default()
        };
        self.change(lease, change).await
    }

    async fn change(&self, lease: &Lease, change: ActiveModel) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .set(change)
            .filter(Column::Id.eq(lease.job.id))
            .filter(Column::Fence.eq(lease.fence))
            .filter(Column::State.eq(JobState::Running.name()))
            .exec(self.source.connection())
            .await
            .map_err(StoreError::writing("job"))?;
        if changed.rows_affected == 1 { Ok(()) } else { Err(StoreError::LeaseLost) }
    }

    pub(super) async fn revive(&self, id: Uuid) -> Result<(), StoreError> {
        let changed = Entity::update_many()
            .set(ActiveModel {
                state: Set(JobState::Waiting.name().to_owned()),
                attempts: Set(0),
                due_at: Set(self.source.store().edge().now().micros()),
                ended_at: Set(None),
                ..Default::default()
            })
            .filter(Column::Id.eq(id))
            .filter(Column::State.eq(JobState::Dead.name()))
            .exec(self.source.connection())
            .await
            .map_err(StoreError::writing("job"))?;
        if changed.rows_affected == 1 { Ok(()) } else { Err(StoreError::NotFound("dead job")) }
    }

    /// Forgets jobs that were done before an instant.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget_done(&self, before: At) -> Result<u64, StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::State.eq(JobState::Done.name()))
            .filter(Column::EndedAt.lt(before.micros()))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing("job"))?.rows_affected)
    }
}

/// Waiting, and due.
fn waiting(now: At) -> SimpleExpr {
    Column::State.eq(JobState::Waiting.name()).and(Column::DueAt.lte(now.micros()))
}

/// Held by a worker that has not been heard of.
fn abandoned(now: At) -> SimpleExpr {
    Column::State.eq(JobState::Running.name()).and(Column::LeasedUntil.lt(now.micros()))
}
