//! The same form twice gets the first answer, after restarts too.

use eventlog::At;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};

use crate::entity::idempotency_key;
use crate::error::StoreError;
use crate::work::{Source, Work};

/// How long an answer is kept: seven days.
const KEPT_MICROS: i64 = 7 * 24 * 60 * 60 * 1_000_000;

/// Answers given before.
#[derive(Debug)]
pub struct Idempotency<'a, S> {
    pub(crate) source: &'a S,
}

/// What makes two submissions the same: the key that came with the form, and what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    key: [u8; 32],
    asked: [u8; 32],
}

impl Key {
    /// A key of one purpose (such as `request.submit`) and everything that was asked with it.
    #[must_use]
    pub fn new(purpose: &str, key: &str, asked: &[u8]) -> Self {
        let mut hasher = Sha256::new();
        for part in [purpose, key] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        Self { key: hasher.finalize().into(), asked: Sha256::digest(asked).into() }
    }
}

impl Idempotency<'_, Work> {
    /// Keeps the answer with the key, in the transaction that makes it true.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where the same form came twice at once; the second asks again with
    /// [`Idempotency::answer`].
    pub async fn keep(&self, key: &Key, answer: &str) -> Result<(), StoreError> {
        let row = idempotency_key::ActiveModel {
            key: Set(key.key.to_vec()),
            asked: Set(key.asked.to_vec()),
            answer: Set(answer.to_owned()),
            at: Set(self.source.store().edge().now().micros()),
        };
        let kept = idempotency_key::Entity::insert(row)
            .exec_without_returning(self.source.connection())
            .await;
        kept.map(|_| ()).map_err(StoreError::writing("idempotency_key"))
    }

    /// Forgets answers older than seven days.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn forget_old(&self, now: At) -> Result<u64, StoreError> {
        let deleted = idempotency_key::Entity::delete_many()
            .filter(idempotency_key::Column::At.lt(now.micros() - KEPT_MICROS))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing("idempotency_key"))?.rows_affected)
    }
}

impl<S: Source> Idempotency<'_, S> {
    /// Returns the answer that the key got before.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`] where something else was asked with it.
    pub async fn answer(&self, key: &Key) -> Result<Option<String>, StoreError> {
        let row = idempotency_key::Entity::find_by_id(key.key.to_vec())
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("idempotency_key"))?;
        match row {
            Some(row) if row.asked == key.asked => Ok(Some(row.answer)),
            Some(_) => Err(StoreError::KeyReused),
            None => Ok(None),
        }
    }
}
