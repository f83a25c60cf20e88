//! The same form twice gets the first answer, after restarts too.

use eventlog::At;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, TryInsertResult};
use sha2::{Digest, Sha256};

use crate::entity::idempotency_key;
use crate::error::StoreError;
use crate::work::{Source, Work};

const TABLE: &str = "idempotency_key";

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
    /// Takes the key for this unit, as the first thing it does. Where somebody was first, returns the
    /// answer that they get: it may be given out once this unit, which does nothing else, is committed,
    /// because theirs may share its commit.
    ///
    /// # Errors
    ///
    /// [`StoreError::KeyReused`] where something else was asked with it.
    pub async fn claim(&self, key: &Key) -> Result<Option<String>, StoreError> {
        let row = idempotency_key::ActiveModel {
            key: Set(key.key.to_vec()),
            asked: Set(key.asked.to_vec()),
            answer: Set(String::new()),
            at: Set(self.source.store().edge().now().micros()),
        };
        let once = OnConflict::column(idempotency_key::Column::Key).do_nothing().to_owned();
        let claimed = idempotency_key::Entity::insert(row)
            .on_conflict(once)
            .try_insert()
            .exec_without_returning(self.source.connection())
            .await
            .map_err(StoreError::writing(TABLE))?;
        match claimed {
            TryInsertResult::Inserted(1..) => Ok(None),
            _ => self.answer(key).await,
        }
    }

    /// Keeps the answer with the key that this unit claimed.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] where it claimed none.
    pub async fn settle(&self, key: &Key, answer: &str) -> Result<(), StoreError> {
        let settled = idempotency_key::Entity::update_many()
            .set(idempotency_key::ActiveModel {
                answer: Set(answer.to_owned()),
                ..Default::default()
            })
            .filter(idempotency_key::Column::Key.eq(key.key.to_vec()))
            .filter(idempotency_key::Column::Answer.eq(""))
            .exec(self.source.connection())
            .await
            .map_err(StoreError::writing(TABLE))?;
        if settled.rows_affected == 1 { Ok(()) } else { Err(StoreError::NotFound("claim")) }
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
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected)
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
            .map_err(StoreError::reading(TABLE))?;
        match row {
            Some(row) if row.asked == key.asked => Ok(Some(row.answer)),
            Some(_) => Err(StoreError::KeyReused),
            None => Ok(None),
        }
    }
}
