//! Who accounts are at other places that vouch for people (OpenID Connect). Without a scope: they are
//! read while somebody signs in, and by their owner.

use eventlog::At;
use records::person::AccountId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::entity::identity_link::{self, Column, Entity};
use crate::error::StoreError;
use crate::work::{Source, Work};

const TABLE: &str = "identity_link";

/// Links between accounts and other places.
#[derive(Debug)]
pub struct IdentityLinks<'a, S> {
    pub(crate) source: &'a S,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdentityLink {
    /// The place that vouches, by its address.
    pub issuer: String,
    /// Who the account is there: an id that the place gave.
    pub subject: String,
    /// Since when.
    pub linked_at: At,
}

impl IdentityLinks<'_, Work> {
    /// Links an account.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where that person is linked already, to whichever account.
    pub async fn link(
        &self,
        account: AccountId,
        issuer: &str,
        subject: &str,
    ) -> Result<(), StoreError> {
        let row = identity_link::ActiveModel {
            issuer: Set(issuer.to_owned()),
            subject: Set(subject.to_owned()),
            account_id: Set(account.0),
            linked_at: Set(self.source.store().edge().now().micros()),
        };
        let inserted = Entity::insert(row).exec_without_returning(self.source.connection()).await;
        inserted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }

    /// Takes a link of an account away, and says whether there was one.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn unlink(
        &self,
        account: AccountId,
        issuer: &str,
        subject: &str,
    ) -> Result<bool, StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::Issuer.eq(issuer))
            .filter(Column::Subject.eq(subject))
            .filter(Column::AccountId.eq(account.0))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected == 1)
    }

    /// Unlinks an account from everywhere.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn unlink_all_of(&self, account: AccountId) -> Result<(), StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::AccountId.eq(account.0))
            .exec(self.source.connection())
            .await;
        deleted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }
}

impl<S: Source> IdentityLinks<'_, S> {
    /// Finds the account that somebody is here.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn account_of(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<AccountId>, StoreError> {
        let row = Entity::find_by_id((issuer.to_owned(), subject.to_owned()))
            .one(self.source.connection())
            .await;
        Ok(row.map_err(StoreError::reading(TABLE))?.map(|it| AccountId(it.account_id)))
    }

    /// Lists the links of an account.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn of_account(&self, account: AccountId) -> Result<Vec<IdentityLink>, StoreError> {
        let rows = Entity::find()
            .filter(Column::AccountId.eq(account.0))
            .order_by_asc(Column::Issuer)
            .order_by_asc(Column::Subject)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        rows.into_iter()
            .map(|row| {
                let linked_at = super::at(TABLE, &row.issuer, row.linked_at)?;
                Ok(IdentityLink { issuer: row.issuer, subject: row.subject, linked_at })
            })
            .collect()
    }
}
