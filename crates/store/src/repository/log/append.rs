//! Writing acts down, and purging what they say about persons.

use std::sync::atomic::Ordering;

use eventlog::{At, Entry, Opening};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Log, LogEntry};
use crate::entity::{log_detail, log_entry, log_pending};
use crate::error::StoreError;
use crate::scope::AgencyScope;
use crate::work::{Source, Work};

/// How far a clock may stand behind the newest entry; more than this is not the drift of a clock.
const CLOCK_TOLERANCE: i64 = 5_000_000;

impl Log<'_, Work> {
    /// Writes an act down that changes no record: a reveal, a sign-in, a hand-over.
    ///
    /// # Errors
    ///
    /// Where the clock stands before the newest entry, or the database refuses.
    pub async fn append(&self, entry: LogEntry) -> Result<Uuid, StoreError> {
        let body = json!({ "place": entry.place, "why": entry.why, "body": entry.body });
        self.write(entry, None, &body).await
    }

    /// Writes an act down that brings its subject to a version. What the record came to stands in the
    /// detail as a hash, so that whoever changes the record past the log is found out.
    pub(crate) async fn append_at(
        &self,
        entry: LogEntry,
        version: i64,
        head: &str,
    ) -> Result<Uuid, StoreError> {
        let body = json!({
            "place": entry.place,
            "why": entry.why,
            "body": entry.body,
            "head": head_hash(head),
        });
        self.write(entry, Some(version), &body).await
    }

    async fn write(
        &self,
        entry: LogEntry,
        version: Option<i64>,
        detail: &serde_json::Value,
    ) -> Result<Uuid, StoreError> {
        let store = self.source.store();
        let at = store.edge().now();
        self.require_right_clock(at)?;
        let opening = Opening::new(store.edge().bytes(), detail.to_string())
            .map_err(|error| StoreError::Log(error.to_string()))?;
        let leaf = Entry {
            id: store.edge().new_id(),
            at,
            agency: entry.agency.0,
            actor: entry.actor,
            action: entry.action,
            subject_kind: entry.subject.kind,
            subject_id: entry.subject.id,
            subject_version: version,
            detail: opening.commitment(store.identity().suite()),
        };
        self.insert(&leaf, &opening).await?;
        store.note_entry_at(at.micros());
        Ok(leaf.id)
    }

    async fn insert(&self, leaf: &Entry, opening: &Opening) -> Result<(), StoreError> {
        let connection = self.source.connection();
        let row = log_entry::ActiveModel {
            id: Set(leaf.id),
            at: Set(leaf.at.micros()),
            agency_id: Set(leaf.agency),
            actor: Set(leaf.actor.to_string()),
            action: Set(leaf.action.to_string()),
            subject_kind: Set(leaf.subject_kind.to_string()),
            subject_id: Set(leaf.subject_id),
            subject_version: Set(leaf.subject_version),
            detail: Set(leaf.detail.as_bytes().to_vec()),
        };
        let inserted = log_entry::Entity::insert(row).exec_without_returning(connection).await;
        inserted.map_err(StoreError::writing("log_entry"))?;
        let row = log_detail::ActiveModel {
            entry_id: Set(leaf.id),
            salt: Set(opening.salt().to_vec()),
            body: Set(opening.body().to_owned()),
        };
        let inserted = log_detail::Entity::insert(row).exec_without_returning(connection).await;
        inserted.map_err(StoreError::writing("log_detail"))?;
        let row = log_pending::ActiveModel { entry_id: Set(leaf.id) };
        let inserted = log_pending::Entity::insert(row).exec_without_returning(connection).await;
        inserted.map_err(StoreError::writing("log_pending"))?;
        Ok(())
    }

    /// Removes for good what the acts upon a record say about persons. The entries stay, and so does
    /// every proof; the purge is itself an act, whose body names how many details went.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn purge(&self, scope: &AgencyScope, act: LogEntry) -> Result<u64, StoreError> {
        let connection = self.source.connection();
        let subject = act.subject.id;
        let entries: Vec<Uuid> = log_entry::Entity::find()
            .select_only()
            .column(log_entry::Column::Id)
            .filter(scope.within(log_entry::Column::AgencyId))
            .filter(log_entry::Column::SubjectId.eq(subject))
            .into_tuple()
            .all(connection)
            .await
            .map_err(StoreError::reading("log_entry"))?;
        let deleted = log_detail::Entity::delete_many()
            .filter(log_detail::Column::EntryId.is_in(entries))
            .exec(connection)
            .await
            .map_err(StoreError::writing("log_detail"))?;
        self.append(LogEntry {
            action: eventlog::Token::new(PURGED).expect("a constant within the alphabet"),
            body: json!({ "details": deleted.rows_affected, "request": act.body }),
            ..act
        })
        .await?;
        Ok(deleted.rows_affected)
    }

    fn require_right_clock(&self, now: At) -> Result<(), StoreError> {
        let latest = self.source.store().latest_entry_at().load(Ordering::Relaxed);
        if now.micros() < latest.saturating_sub(CLOCK_TOLERANCE) {
            return Err(StoreError::ClockBehind((latest - now.micros()) / 1_000_000));
        }
        Ok(())
    }
}

/// How a detail names what a record came to: SHA-256 of its body as it is stored, in hex.
pub(crate) fn head_hash(body: &str) -> String {
    hex::encode(Sha256::digest(body))
}

/// The action by which a missing detail is explained.
pub(crate) const PURGED: &str = "detail.purged";
