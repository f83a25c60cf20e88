//! Reading acts back.

use eventlog::{At, Entry, Hash, Opening, Token};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::Log;
use crate::entity::{log_detail, log_entry};
use crate::error::StoreError;
use crate::scope::AgencyScope;
use crate::work::Source;

/// An act as it was written down.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The leaf.
    pub entry: Entry,
    /// What it says in words and values; gone where it was purged.
    pub detail: Option<Detail>,
}

/// What an act says in words and values.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    /// Where.
    pub place: String,
    /// Why.
    pub why: String,
    /// The values.
    pub body: serde_json::Value,
    /// SHA-256, in hex, of the record as this act left it; none where it changed no record.
    #[serde(default)]
    pub head: Option<String>,
}

/// Which acts are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Upon this record.
    pub subject: Option<Uuid>,
    /// By this actor.
    pub actor: Option<Token>,
    /// Of this action.
    pub action: Option<Token>,
    /// Not before.
    pub from: Option<At>,
    /// Before.
    pub until: Option<At>,
    /// Older than this entry: the last of the page before.
    pub before: Option<Uuid>,
}

impl<S: Source> Log<'_, S> {
    /// Returns the acts upon a record in their order.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or an entry makes no sense.
    pub async fn of_subject(
        &self,
        scope: &AgencyScope,
        subject: Uuid,
    ) -> Result<Vec<Event>, StoreError> {
        let rows = log_entry::Entity::find()
            .filter(scope.within(log_entry::Column::AgencyId))
            .filter(log_entry::Column::SubjectId.eq(subject))
            .order_by_asc(log_entry::Column::Id)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("log_entry"))?;
        let mut events = self.with_details(rows).await?;
        // Acts within the same millisecond have ids in any order; versions tell.
        events.sort_by_key(|it| (it.entry.at, it.entry.subject_version));
        Ok(events)
    }

    /// Returns acts, newest first.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or an entry makes no sense.
    pub async fn find(
        &self,
        scope: &AgencyScope,
        filter: &LogFilter,
        limit: u64,
    ) -> Result<Vec<Event>, StoreError> {
        use log_entry::Column;
        let condition = sea_orm::Condition::all()
            .add(scope.within(Column::AgencyId))
            .add_option(filter.subject.map(|it| Column::SubjectId.eq(it)))
            .add_option(filter.actor.as_ref().map(|it| Column::Actor.eq(it.as_str())))
            .add_option(filter.action.as_ref().map(|it| Column::Action.eq(it.as_str())))
            .add_option(filter.from.map(|it| Column::At.gte(it.micros())))
            .add_option(filter.until.map(|it| Column::At.lt(it.micros())))
            .add_option(filter.before.map(|it| Column::Id.lt(it)));
        let rows = log_entry::Entity::find()
            .filter(condition)
            .order_by_desc(Column::Id)
            .limit(limit)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("log_entry"))?;
        self.with_details(rows).await
    }

    async fn with_details(&self, rows: Vec<log_entry::Model>) -> Result<Vec<Event>, StoreError> {
        let ids: Vec<Uuid> = rows.iter().map(|it| it.id).collect();
        let details = log_detail::Entity::find()
            .filter(log_detail::Column::EntryId.is_in(ids))
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("log_detail"))?;
        let mut details: std::collections::BTreeMap<Uuid, log_detail::Model> =
            details.into_iter().map(|it| (it.entry_id, it)).collect();
        rows.iter().map(|row| event_of(row, details.remove(&row.id))).collect()
    }
}

/// An act from its rows.
pub(crate) fn event_of(
    row: &log_entry::Model,
    detail: Option<log_detail::Model>,
) -> Result<Event, StoreError> {
    let detail = detail.map(|it| {
        serde_json::from_str(&it.body)
            .map_err(|error| StoreError::corrupt("log_detail", it.entry_id, error))
    });
    Ok(Event { entry: entry_of(row)?, detail: detail.transpose()? })
}

/// The leaf of a row.
pub(crate) fn entry_of(row: &log_entry::Model) -> Result<Entry, StoreError> {
    let corrupt = |why: &str| StoreError::corrupt("log_entry", row.id, why);
    let token = |text: &str| Token::new(text).map_err(|_| corrupt("a name outside the alphabet"));
    Ok(Entry {
        id: row.id,
        at: At::from_micros(row.at).map_err(|_| corrupt("an instant outside the calendar"))?,
        agency: row.agency_id,
        actor: token(&row.actor)?,
        action: token(&row.action)?,
        subject_kind: token(&row.subject_kind)?,
        subject_id: row.subject_id,
        subject_version: row.subject_version,
        detail: Hash::from_slice(&row.detail).ok_or_else(|| corrupt("a hash of another length"))?,
    })
}

/// Salt and words behind an entry.
pub(crate) fn opening_of(row: log_detail::Model) -> Result<Opening, StoreError> {
    let corrupt = |why: &str| StoreError::corrupt("log_detail", row.entry_id, why);
    let salt: [u8; 32] =
        row.salt.as_slice().try_into().map_err(|_| corrupt("a salt of another length"))?;
    Opening::new(salt, row.body).map_err(|_| {
        StoreError::corrupt("log_detail", row.entry_id, "longer than any detail can be")
    })
}
