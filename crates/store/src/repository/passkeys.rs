//! Public keys that devices sign in with. Without a scope: they are read while somebody signs in, and
//! by their owner.

use eventlog::At;
use records::person::AccountId;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use crate::entity::passkey::{self, Column, Entity};
use crate::error::StoreError;
use crate::work::{Source, Work};

const TABLE: &str = "passkey";

/// Passkeys.
#[derive(Debug)]
pub struct Passkeys<'a, S> {
    pub(crate) source: &'a S,
}

/// A passkey that is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPasskey {
    /// Whose it is.
    pub account: AccountId,
    /// The id that the device gave it.
    pub credential_id: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// What the library that checks it keeps, as JSON.
    pub data: String,
}

/// A passkey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// The passkey itself.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// The id that the device gave it.
    pub credential_id: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// What the library that checks it keeps, as JSON.
    pub data: String,
    /// When it was added.
    pub created_at: At,
    /// When it was last used.
    pub used_at: Option<At>,
}

impl Passkeys<'_, Work> {
    /// Adds a passkey.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where the device's id is known already, whosever it is.
    pub async fn add(&self, new: NewPasskey) -> Result<Uuid, StoreError> {
        let edge = self.source.store().edge();
        let id = edge.new_id();
        let row = passkey::ActiveModel {
            id: Set(id),
            account_id: Set(new.account.0),
            credential_id: Set(new.credential_id),
            name: Set(new.name),
            data: Set(new.data),
            created_at: Set(edge.now().micros()),
            used_at: Set(None),
        };
        let inserted = Entity::insert(row).exec_without_returning(self.source.connection()).await;
        inserted.map_err(StoreError::writing(TABLE))?;
        Ok(id)
    }

    /// Notes that a passkey was used, with what the library keeps of it now (its counter has moved), and
    /// says whether it still was there.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn note_used(&self, id: Uuid, data: &str) -> Result<bool, StoreError> {
        let now = self.source.store().edge().now().micros();
        let updated = Entity::update_many()
            .set(passkey::ActiveModel {
                data: Set(data.to_owned()),
                used_at: Set(Some(now)),
                ..Default::default()
            })
            .filter(Column::Id.eq(id))
            .exec(self.source.connection())
            .await;
        Ok(updated.map_err(StoreError::writing(TABLE))?.rows_affected == 1)
    }

    /// Removes a passkey of an account, and says whether there was one.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn remove(&self, account: AccountId, id: Uuid) -> Result<bool, StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::Id.eq(id))
            .filter(Column::AccountId.eq(account.0))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected == 1)
    }

    /// Removes every passkey of an account.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn remove_all_of(&self, account: AccountId) -> Result<(), StoreError> {
        let deleted = Entity::delete_many()
            .filter(Column::AccountId.eq(account.0))
            .exec(self.source.connection())
            .await;
        deleted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }
}

impl<S: Source> Passkeys<'_, S> {
    /// Lists the passkeys of an account, oldest first.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a row makes no sense.
    pub async fn of_account(&self, account: AccountId) -> Result<Vec<Passkey>, StoreError> {
        let rows = Entity::find()
            .filter(Column::AccountId.eq(account.0))
            .order_by_asc(Column::Id)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        rows.into_iter().map(Passkey::try_from).collect()
    }

    /// Finds a passkey by the id that the device gave it.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the row makes no sense.
    pub async fn by_credential_id(&self, id: &[u8]) -> Result<Option<Passkey>, StoreError> {
        let row = Entity::find()
            .filter(Column::CredentialId.eq(id.to_vec()))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(Passkey::try_from).transpose()
    }
}

impl TryFrom<passkey::Model> for Passkey {
    type Error = StoreError;

    fn try_from(row: passkey::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id,
            account: AccountId(row.account_id),
            credential_id: row.credential_id,
            name: row.name,
            data: row.data,
            created_at: super::at(TABLE, row.id, row.created_at)?,
            used_at: row.used_at.map(|it| super::at(TABLE, row.id, it)).transpose()?,
        })
    }
}
