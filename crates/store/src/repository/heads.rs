//! Records whose body is a value of the domain: read as that value, changed only with an act.

use eventlog::Token;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::log::LogEntry;
use super::records::{NewRecord, Record};
use crate::entity::record;
use crate::error::StoreError;
use crate::scope::{AgencyId, AgencyScope};
use crate::work::{Source, Work};

/// A value and the version at which it was read. Made by the store alone, so that a change tells truly
/// what it was made upon.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Versioned<T> {
    /// Its record.
    pub id: Uuid,
    /// How many acts brought it here.
    pub version: i64,
    /// What it is.
    pub value: T,
}

/// A value that is the body of a record.
pub(super) trait Head: Serialize + DeserializeOwned {
    /// The kind of record.
    const KIND: &'static str;

    /// Whose record it is, for good.
    fn agency(&self) -> AgencyId;
}

/// The kind of record.
pub(super) fn kind<T: Head>() -> Token {
    Token::new(T::KIND).expect("a constant within the alphabet")
}

/// Begins the record of a value.
pub(super) async fn open<T: Head + Clone>(
    work: &Work,
    id: Uuid,
    value: &T,
    act: LogEntry,
) -> Result<Versioned<T>, StoreError> {
    require_agency(value, &act)?;
    let new = NewRecord { id, kind: kind::<T>(), body: body(value)? };
    work.records().open(new, act).await?;
    Ok(Versioned { id, version: 1, value: value.clone() })
}

/// Takes the record of a value one act further.
pub(super) async fn change<T: Head + Clone>(
    work: &Work,
    from: &Versioned<T>,
    to: &T,
    act: LogEntry,
) -> Result<Versioned<T>, StoreError> {
    require_agency(&from.value, &act)?;
    let agency = from.value.agency();
    let head = Record {
        id: from.id,
        agency,
        kind: kind::<T>(),
        version: from.version,
        body: serde_json::Value::Null,
    };
    work.records().advance(&AgencyScope::only(agency), &head, body(to)?, act).await?;
    Ok(Versioned { id: from.id, version: from.version + 1, value: to.clone() })
}

/// Finds the value of a record, whose ever it is. Callers say why they need no scope.
pub(super) async fn find<T: Head>(
    source: &impl Source,
    id: Uuid,
) -> Result<Option<Versioned<T>>, StoreError> {
    let row = record::Entity::find_by_id(id)
        .filter(record::Column::Kind.eq(T::KIND))
        .one(source.connection())
        .await
        .map_err(StoreError::reading("record"))?;
    row.map(read).transpose()
}

/// The values of these records, in order of their ids. By way of a table that names them: among millions of
/// records no index is by kind alone.
pub(super) async fn all<T: Head>(
    source: &impl Source,
    ids: SelectStatement,
) -> Result<Vec<Versioned<T>>, StoreError> {
    let rows = record::Entity::find()
        .filter(record::Column::Id.in_subquery(ids))
        .filter(record::Column::Kind.eq(T::KIND))
        .order_by_asc(record::Column::Id)
        .all(source.connection())
        .await
        .map_err(StoreError::reading("record"))?;
    rows.into_iter().map(read).collect()
}

/// Reads the value of a row.
pub(super) fn read<T: Head>(row: record::Model) -> Result<Versioned<T>, StoreError> {
    let value = serde_json::from_str(&row.body)
        .map_err(|error| StoreError::corrupt("record", row.id, error))?;
    Ok(Versioned { id: row.id, version: row.version, value })
}

/// Reads the value of a record.
pub(super) fn of_record<T: Head>(record: Record) -> Result<Versioned<T>, StoreError> {
    let value = serde_json::from_value(record.body)
        .map_err(|error| StoreError::corrupt("record", record.id, error))?;
    Ok(Versioned { id: record.id, version: record.version, value })
}

fn body<T: Head>(value: &T) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(value).map_err(|error| StoreError::corrupt("record", T::KIND, error))
}

fn require_agency<T: Head>(value: &T, act: &LogEntry) -> Result<(), StoreError> {
    let (ours, told) = (value.agency(), act.agency);
    if ours == told {
        return Ok(());
    }
    Err(StoreError::Log(format!("the {} is agency {}'s, the act {}'s", T::KIND, ours.0, told.0)))
}
