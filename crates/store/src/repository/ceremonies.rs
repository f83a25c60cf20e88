//! What a sign-in that takes several steps has to remember between two of them: the challenge of a
//! passkey, a visit to another place that vouches, a password that was right while the second factor is
//! still awaited. Without a scope: nobody is signed in yet.

use eventlog::At;
use records::person::AccountId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::ceremony::{self, Column, Entity};
use crate::error::StoreError;
use crate::secret::SecretHash;
use crate::work::{Source, Work};

const TABLE: &str = "ceremony";

/// Ceremonies.
#[derive(Debug)]
pub struct Ceremonies<'a, S> {
    pub(crate) source: &'a S,
}

/// A ceremony half way through. `Debug` does not show what it remembers.
#[derive(Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// Which ceremony it is: one is never taken for another.
    pub kind: String,
    /// Whose it is, where that is known already.
    pub account: Option<AccountId>,
    /// What it remembers.
    pub body: String,
    /// Until when it can go on.
    pub until: At,
}

impl std::fmt::Debug for Ceremony {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ceremony")
            .field("kind", &self.kind)
            .field("account", &self.account)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

impl Ceremonies<'_, Work> {
    /// Keeps a ceremony under the hash of a secret that the browser holds.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn put(&self, hash: &SecretHash, ceremony: &Ceremony) -> Result<(), StoreError> {
        let row = ceremony::ActiveModel {
            hash: Set(hash.stored()),
            kind: Set(ceremony.kind.clone()),
            account_id: Set(ceremony.account.map(|it| it.0)),
            body: Set(ceremony.body.clone()),
            until: Set(ceremony.until.micros()),
        };
        let inserted = Entity::insert(row).exec_without_returning(self.source.connection()).await;
        inserted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }

    /// Takes a ceremony of this kind up again: returned once, however many ask at once, and never after
    /// its time.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn take(
        &self,
        hash: &SecretHash,
        kind: &str,
    ) -> Result<Option<Ceremony>, StoreError> {
        let Some(found) = self.peek(hash, kind).await? else { return Ok(None) };
        // Whoever deletes the row has it; the engine lets one of them.
        let deleted = Entity::delete_by_id(hash.stored()).exec(self.source.connection()).await;
        let taken = deleted.map_err(StoreError::writing(TABLE))?.rows_affected == 1;
        Ok(taken.then_some(found))
    }

    /// Forgets ceremonies that were not gone through in time.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget_expired(&self, now: At) -> Result<u64, StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::Until.lte(now.micros()))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected)
    }
}

impl<S: Source> Ceremonies<'_, S> {
    /// Looks at a ceremony that can still go on, without taking it up: a page that is shown again.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn peek(
        &self,
        hash: &SecretHash,
        kind: &str,
    ) -> Result<Option<Ceremony>, StoreError> {
        let now = self.source.store().edge().now().micros();
        let row = Entity::find_by_id(hash.stored())
            .filter(Column::Kind.eq(kind))
            .filter(Column::Until.gt(now))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(|row| {
            Ok(Ceremony {
                until: super::at(TABLE, &row.kind, row.until)?,
                kind: row.kind,
                account: row.account_id.map(AccountId),
                body: row.body,
            })
        })
        .transpose()
    }
}
