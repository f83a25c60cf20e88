//! Taking jobs and giving them back. A lease that ran out is taken by somebody else, and its number
//! (the fence) shuts the first worker out even if it wakes up later.

use eventlog::At;
use sea_orm::sea_query::{Expr, ExprTrait, LockBehavior, LockType};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::{Job, JobState, Jobs};
use crate::entity::job::{ActiveModel, Column, Entity};
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

impl Jobs<'_, Store> {
    /// Takes jobs that are due, the longest due first.
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
        let now = self.source.edge().now();
        // Most of the time nothing is due, and looking takes no turn of the writer.
        if self.first_due(now).await?.is_none() {
            return Ok(Vec::new());
        }
        let work = self.source.begin().await?;
        let leases = work.jobs().take_due(worker, now, until, limit).await?;
        work.commit().await?;
        Ok(leases)
    }

    async fn first_due(&self, now: At) -> Result<Option<Uuid>, StoreError> {
        let found = Entity::find()
            .select_only()
            .column(Column::Id)
            .filter(due(now))
            .into_tuple()
            .one(self.source.connection())
            .await;
        found.map_err(StoreError::reading("job"))
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
}

impl Jobs<'_, Work> {
    async fn take_due(
        &self,
        worker: &str,
        now: At,
        until: At,
        limit: u64,
    ) -> Result<Vec<Lease>, StoreError> {
        let rows = Entity::find()
            .filter(due(now))
            .order_by_asc(Column::DueAt)
            .order_by_asc(Column::Id)
            .limit(limit)
            // Several nodes take different jobs instead of waiting for one another.
            .lock_with_behavior(LockType::Update, LockBehavior::SkipLocked)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("job"))?;
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

/// Waiting and due, or held by a worker that has not been heard of.
fn due(now: At) -> Condition {
    let waiting = Expr::col(Column::State)
        .eq(JobState::Waiting.name())
        .and(Expr::col(Column::DueAt).lte(now.micros()));
    let abandoned = Expr::col(Column::State)
        .eq(JobState::Running.name())
        .and(Expr::col(Column::LeasedUntil).lt(now.micros()));
    Condition::any().add(waiting).add(abandoned)
}
