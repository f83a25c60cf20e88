//! Looking at jobs.

use eventlog::{At, Token};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::{JobState, Jobs};
use crate::entity::{job, job_schedule};
use crate::error::StoreError;
use crate::work::{Source, Work};

/// A job as it stands.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Job {
    /// Its id.
    pub id: Uuid,
    /// Which handler does it.
    #[serde(serialize_with = "as_text")]
    pub kind: Token,
    /// What makes it one and the same.
    pub key: String,
    /// Ids.
    pub payload: serde_json::Value,
    /// How far it is.
    pub state: JobState,
    /// Not before.
    pub due_at: At,
    /// How often it was begun.
    pub attempts: i32,
    /// Why it failed last.
    pub last_error: Option<String>,
}

fn as_text<S: serde::Serializer>(token: &Token, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(token)
}

/// How many jobs are in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct JobCount {
    /// The state.
    pub state: JobState,
    /// How many.
    pub count: u64,
}

impl<S: Source> Jobs<'_, S> {
    /// Counts jobs by state.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn counts(&self) -> Result<Vec<JobCount>, StoreError> {
        let mut counts = Vec::new();
        for state in JobState::ALL {
            let jobs = job::Entity::find().filter(job::Column::State.eq(state.name()));
            let count = jobs.count(self.source.connection()).await;
            counts.push(JobCount { state, count: count.map_err(StoreError::reading("job"))? });
        }
        Ok(counts)
    }

    /// Lists jobs, of one state if asked, the longest due first.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a job makes no sense.
    pub async fn list(&self, state: Option<JobState>, limit: u64) -> Result<Vec<Job>, StoreError> {
        let of_state = state.map(|it| job::Column::State.eq(it.name()));
        let rows = job::Entity::find()
            .filter(Condition::all().add_option(of_state))
            .order_by_asc(job::Column::DueAt)
            .order_by_asc(job::Column::Id)
            .limit(limit)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("job"))?;
        rows.into_iter().map(Job::try_from).collect()
    }

    /// Lists the kinds of jobs of which some are dead.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a kind makes no sense.
    pub async fn dead_kinds(&self) -> Result<Vec<Token>, StoreError> {
        let kinds: Vec<String> = job::Entity::find()
            .select_only()
            .column(job::Column::Kind)
            .filter(job::Column::State.eq(JobState::Dead.name()))
            .distinct()
            .order_by_asc(job::Column::Kind)
            .into_tuple()
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("job"))?;
        let token = |kind| Token::new(kind).map_err(|why| StoreError::corrupt("job", "kind", why));
        kinds.into_iter().map(token).collect()
    }

    /// Lists dead jobs of a kind, the last due first.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a job makes no sense.
    pub async fn newest_dead(&self, kind: &Token, limit: u64) -> Result<Vec<Job>, StoreError> {
        let rows = job::Entity::find()
            .filter(job::Column::Kind.eq(kind.as_str()))
            .filter(job::Column::State.eq(JobState::Dead.name()))
            .order_by_desc(job::Column::DueAt)
            .order_by_desc(job::Column::Id)
            .limit(limit)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("job"))?;
        rows.into_iter().map(Job::try_from).collect()
    }

    /// Whether a job of this key was ever enqueued (and not yet forgotten).
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn has(&self, key: &str) -> Result<bool, StoreError> {
        let found = job::Entity::find()
            .filter(job::Column::Key.eq(key))
            .count(self.source.connection())
            .await;
        Ok(found.map_err(StoreError::reading("job"))? > 0)
    }

    /// How far the job of this key is, if it is there.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or its state is unknown.
    pub async fn state_of(&self, key: &str) -> Result<Option<JobState>, StoreError> {
        let found: Option<String> = job::Entity::find()
            .select_only()
            .column(job::Column::State)
            .filter(job::Column::Key.eq(key))
            .into_tuple()
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("job"))?;
        let state = |name: String| {
            JobState::of(&name).ok_or_else(|| StoreError::corrupt("job", key, "an unknown state"))
        };
        found.map(state).transpose()
    }

    /// When a schedule was last due.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn schedule_last_due(&self, name: &str) -> Result<Option<At>, StoreError> {
        let row = job_schedule::Entity::find_by_id(name.to_owned())
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("job_schedule"))?;
        row.map(|it| {
            At::from_micros(it.last_due_at)
                .map_err(|error| StoreError::corrupt("job_schedule", name, error))
        })
        .transpose()
    }
}

impl Jobs<'_, Work> {
    /// Notes when a schedule was last due, and says whether that is later than what was noted before:
    /// of several nodes that note the same instant, one is told so.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn note_schedule(&self, name: &str, due_at: At) -> Result<bool, StoreError> {
        use job_schedule::Column::{LastDueAt, Name};
        let row = job_schedule::ActiveModel {
            name: Set(name.to_owned()),
            last_due_at: Set(due_at.micros()),
        };
        let earlier = Expr::col((job_schedule::Entity, LastDueAt)).lt(due_at.micros());
        let moved =
            OnConflict::column(Name).update_column(LastDueAt).action_and_where(earlier).to_owned();
        let changed = job_schedule::Entity::insert(row)
            .on_conflict(moved)
            .exec_without_returning(self.source.connection())
            .await
            .map_err(StoreError::writing("job_schedule"))?;
        Ok(changed > 0)
    }
}

impl TryFrom<job::Model> for Job {
    type Error = StoreError;

    fn try_from(row: job::Model) -> Result<Self, StoreError> {
        let corrupt = |why: &str| StoreError::corrupt("job", row.id, why);
        Ok(Self {
            id: row.id,
            kind: Token::new(&row.kind).map_err(|_| corrupt("its kind is no name"))?,
            payload: serde_json::from_str(&row.payload)
                .map_err(|_| corrupt("its payload is no JSON"))?,
            state: JobState::of(&row.state).ok_or_else(|| corrupt("its state is unknown"))?,
            due_at: At::from_micros(row.due_at).map_err(|_| corrupt("an impossible instant"))?,
            attempts: row.attempts,
            last_error: row.last_error,
            key: row.key,
        })
    }
}
