//! Links that let somebody set a password: an invitation, a reset, the first administrator. One at a
//! time for an account, each good once. Without a scope: whoever follows one is not signed in.

use eventlog::At;
use records::person::AccountId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use crate::entity::invitation::{self, Column, Entity};
use crate::error::StoreError;
use crate::secret::SecretHash;
use crate::work::{Source, Work};

const TABLE: &str = "invitation";

/// Links that let somebody set a password.
#[derive(Debug)]
pub struct Invitations<'a, S> {
    pub(crate) source: &'a S,
}

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// To sign in for the first time.
    Invite,
    /// To set a new password in place of a forgotten one.
    Reset,
    /// To become the first administrator of an installation.
    First,
}

/// A link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Invitation {
    /// Whose password it lets one set.
    pub account: AccountId,
    /// What it is for.
    pub purpose: Purpose,
    /// Until when it is good.
    pub until: At,
    /// When it was made.
    pub made_at: At,
}

impl Purpose {
    const ALL: [Self; 3] = [Self::Invite, Self::Reset, Self::First];

    /// Its name in the data.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Invite => "invite",
            Self::Reset => "reset",
            Self::First => "first",
        }
    }
}

impl Invitations<'_, Work> {
    /// Keeps the hash of a new link, in place of an earlier one of the same account.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn put(
        &self,
        hash: &SecretHash,
        account: AccountId,
        purpose: Purpose,
        until: At,
    ) -> Result<(), StoreError> {
        let row = invitation::ActiveModel {
            hash: Set(hash.stored()),
            account_id: Set(account.0),
            purpose: Set(purpose.name().to_owned()),
            until: Set(until.micros()),
            made_at: Set(self.source.store().edge().now().micros()),
        };
        // In one statement: of two that are made at once, one is left.
        let replaced = OnConflict::column(Column::AccountId)
            .update_columns([Column::Hash, Column::Purpose, Column::Until, Column::MadeAt])
            .to_owned();
        let inserted = Entity::insert(row)
            .on_conflict(replaced)
            .exec_without_returning(self.source.connection())
            .await;
        inserted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }

    /// Uses a link up: returned once, however many ask at once, and never after its time.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn take(&self, hash: &SecretHash) -> Result<Option<Invitation>, StoreError> {
        let Some(found) = self.peek(hash).await? else { return Ok(None) };
        // Whoever deletes the row has it; the engine lets one of them.
        let deleted = Entity::delete_by_id(hash.stored()).exec(self.source.connection()).await;
        let taken = deleted.map_err(StoreError::writing(TABLE))?.rows_affected == 1;
        Ok(taken.then_some(found))
    }

    /// Forgets links that were not followed in time.
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

impl<S: Source> Invitations<'_, S> {
    /// Looks at a link that is still good, without using it up.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn peek(&self, hash: &SecretHash) -> Result<Option<Invitation>, StoreError> {
        let now = self.source.store().edge().now().micros();
        let row = Entity::find_by_id(hash.stored())
            .filter(Column::Until.gt(now))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(Invitation::try_from).transpose()
    }
}

impl TryFrom<invitation::Model> for Invitation {
    type Error = StoreError;

    fn try_from(row: invitation::Model) -> Result<Self, StoreError> {
        let purpose = Purpose::ALL.into_iter().find(|it| it.name() == row.purpose);
        let unknown = || StoreError::corrupt(TABLE, row.account_id, "an unknown purpose");
        Ok(Self {
            account: AccountId(row.account_id),
            purpose: purpose.ok_or_else(unknown)?,
            until: super::at(TABLE, row.account_id, row.until)?,
            made_at: super::at(TABLE, row.account_id, row.made_at)?,
        })
    }
}
