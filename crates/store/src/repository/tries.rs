//! Failed attempts to sign in, counted by bucket: a keyed hash of a login, an address or both, which the
//! caller computes. The table tells nobody who tried. Without a scope: nobody is signed in.

use std::time::Duration;

use eventlog::At;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entity::sign_in_try::{Column, Entity};
use crate::error::StoreError;
use crate::secret::SecretHash;
use crate::work::{Source, Work};

const TABLE: &str = "sign_in_try";

/// How long a count is kept after its last failure; no window is longer.
const KEPT: Duration = Duration::from_secs(24 * 60 * 60);

/// Failed attempts to sign in.
#[derive(Debug)]
pub struct Tries<'a, S> {
    pub(crate) source: &'a S,
}

/// The count of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Try {
    /// Failures since there was a pause as long as the window.
    pub failures: u64,
    /// When the last of them happened.
    pub last_at: At,
}

impl Tries<'_, Work> {
    /// Counts a failure and returns how many there are by now. After a pause as long as the window
    /// (a day at most) the count begins anew. Ten at once count as ten.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn failed(
        &self,
        bucket: &SecretHash,
        now: At,
        window: Duration,
    ) -> Result<u64, StoreError> {
        let long_ago = super::before(now.micros(), window.min(KEPT));
        let own = |column: Column| Expr::col((Entity, column));
        let next = CaseStatement::new()
            .case(own(Column::LastAt).lte(long_ago), 1_i64)
            .finally(own(Column::Failures).add(1));
        let mut count = Query::insert();
        count
            .into_table(Entity)
            .columns([Column::Bucket, Column::Failures, Column::LastAt])
            .values_panic([bucket.stored().into(), 1_i64.into(), now.micros().into()])
            .on_conflict(
                OnConflict::column(Column::Bucket)
                    .value(Column::Failures, next)
                    .value(Column::LastAt, now.micros())
                    .to_owned(),
            )
            .returning_col(Column::Failures);
        let counted = self.source.connection().query_one(&count).await;
        let failures: i64 = counted
            .map_err(StoreError::writing(TABLE))?
            .ok_or_else(|| StoreError::corrupt(TABLE, "a bucket", "no answer"))?
            .try_get_by_index(0)
            .map_err(StoreError::reading(TABLE))?;
        Ok(u64::try_from(failures).unwrap_or(0))
    }

    /// Forgets a bucket, after a success.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn clear(&self, bucket: &SecretHash) -> Result<(), StoreError> {
        let deleted = Entity::delete_by_id(bucket.stored()).exec(self.source.connection()).await;
        deleted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }

    /// Forgets counts whose last failure is a day old.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget_expired(&self, now: At) -> Result<u64, StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::LastAt.lte(super::before(now.micros(), KEPT)))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected)
    }
}

impl<S: Source> Tries<'_, S> {
    /// Returns the count of a bucket; none where nothing failed. Whether its last failure is long ago is
    /// the caller's to judge by the same window.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn state(&self, bucket: &SecretHash) -> Result<Option<Try>, StoreError> {
        let row = Entity::find_by_id(bucket.stored()).one(self.source.connection()).await;
        let row = row.map_err(StoreError::reading(TABLE))?;
        row.map(|row| {
            let last_at = super::at(TABLE, "a bucket", row.last_at)?;
            Ok(Try { failures: u64::try_from(row.failures).unwrap_or(0), last_at })
        })
        .transpose()
    }
}
