//! Records: a head with a version, and the acts that brought it there.

use eventlog::Token;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::log::{LogEntry, Subject};
use crate::entity::record;
use crate::error::StoreError;
use crate::scope::{AgencyId, AgencyScope};
use crate::work::{Source, Work};

/// Records.
#[derive(Debug)]
pub struct Records<'a, S> {
    pub(crate) source: &'a S,
}

/// A record as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Its id, random and safe to show.
    pub id: Uuid,
    /// Whose it is.
    pub agency: AgencyId,
    /// What it is, such as `disclosure_request`.
    pub kind: Token,
    /// How many acts brought it here.
    pub version: i64,
    /// What its acts come to.
    pub body: serde_json::Value,
}

/// A record that begins.
#[derive(Debug, Clone, PartialEq)]
pub struct NewRecord {
    /// Its id, from [`crate::Edge::new_id`].
    pub id: Uuid,
    /// What it is.
    pub kind: Token,
    /// What its first act comes to. Without personal values: those are sealed fields.
    pub body: serde_json::Value,
}

impl Records<'_, Work> {
    /// Begins a record with its first act.
    ///
    /// # Errors
    ///
    /// [`StoreError::AlreadyThere`] where the id is taken.
    pub async fn open(&self, new: NewRecord, act: LogEntry) -> Result<Uuid, StoreError> {
        require_same(&act, &new.kind, new.id)?;
        let body = new.body.to_string();
        let row = record::ActiveModel {
            id: Set(new.id),
            agency_id: Set(act.agency.0),
            kind: Set(new.kind.to_string()),
            version: Set(1),
            opened_at: Set(self.source.store().edge().now().micros()),
            body: Set(body.clone()),
        };
        let inserted =
            record::Entity::insert(row).exec_without_returning(self.source.connection()).await;
        inserted.map_err(StoreError::writing("record"))?;
        self.source.log().append_at(act, 1, &body).await
    }

    /// Takes a record one act further. Whoever saw an older version overwrites nothing.
    ///
    /// # Errors
    ///
    /// [`StoreError::Stale`] where somebody else was first, [`StoreError::NotFound`] where the scope
    /// has no such record.
    pub async fn advance(
        &self,
        scope: &AgencyScope,
        from: &Record,
        body: serde_json::Value,
        act: LogEntry,
    ) -> Result<Uuid, StoreError> {
        require_same(&act, &from.kind, from.id)?;
        let (next, body) = (from.version + 1, body.to_string());
        let updated = record::Entity::update_many()
            .set(record::ActiveModel {
                version: Set(next),
                body: Set(body.clone()),
                ..Default::default()
            })
            .filter(scope.within(record::Column::AgencyId))
            .filter(record::Column::Id.eq(from.id))
            .filter(record::Column::AgencyId.eq(act.agency.0))
            .filter(record::Column::Version.eq(from.version))
            .exec(self.source.connection())
            .await
            .map_err(StoreError::writing("record"))?;
        if updated.rows_affected == 0 {
            self.find(scope, from.id).await?.ok_or(StoreError::NotFound("record"))?;
            let kind = from.kind.to_string();
            return Err(StoreError::Stale { kind, id: from.id, expected: from.version });
        }
        self.source.log().append_at(act, next, &body).await
    }
}

impl<S: Source> Records<'_, S> {
    /// Finds a record. Somebody else's answers like none.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the record makes no sense.
    pub async fn find(&self, scope: &AgencyScope, id: Uuid) -> Result<Option<Record>, StoreError> {
        let row = record::Entity::find_by_id(id)
            .filter(scope.within(record::Column::AgencyId))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("record"))?;
        row.map(Record::try_from).transpose()
    }

    /// Lists records of a kind in order of their ids, a page at a time.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or a record makes no sense.
    pub async fn page(
        &self,
        scope: &AgencyScope,
        kind: &Token,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<Record>, StoreError> {
        let rows = record::Entity::find()
            .filter(scope.within(record::Column::AgencyId))
            .filter(record::Column::Kind.eq(kind.as_str()))
            .filter(sea_orm::Condition::all().add_option(after.map(|it| record::Column::Id.gt(it))))
            .order_by_asc(record::Column::Id)
            .limit(limit)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("record"))?;
        rows.into_iter().map(Record::try_from).collect()
    }
}

impl TryFrom<record::Model> for Record {
    type Error = StoreError;

    fn try_from(row: record::Model) -> Result<Self, StoreError> {
        let corrupt = |why: String| StoreError::corrupt("record", row.id, why);
        Ok(Self {
            id: row.id,
            agency: AgencyId(row.agency_id),
            kind: Token::new(&row.kind).map_err(|error| corrupt(error.to_string()))?,
            version: row.version,
            body: serde_json::from_str(&row.body).map_err(|error| corrupt(error.to_string()))?,
        })
    }
}

/// An act upon one record must not be written down under another.
pub(super) fn require_same(act: &LogEntry, kind: &Token, id: Uuid) -> Result<(), StoreError> {
    let Subject { kind: told, id: about } = &act.subject;
    if told == kind && *about == id {
        return Ok(());
    }
    Err(StoreError::Log(format!("the act is about {told} {about}, the change about {kind} {id}")))
}
