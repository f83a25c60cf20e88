//! Records of which an organisation has one: its site, its guide.

use sea_orm::sea_query::Query;
use sea_orm::{ActiveValue::Set, EntityTrait};
use uuid::Uuid;

use super::heads::{self, Head, Versioned};
use super::log::LogEntry;
use crate::entity::head_of_organisation;
use crate::error::StoreError;
use crate::scope::AgencyId;
use crate::work::{Source, Work};

const TABLE: &str = "head_of_organisation";

/// Begins the one record of its kind.
pub(super) async fn open<T: Head + Clone>(
    work: &Work,
    id: Uuid,
    value: &T,
    act: LogEntry,
) -> Result<Versioned<T>, StoreError> {
    let row = head_of_organisation::ActiveModel {
        kind: Set(T::KIND.to_owned()),
        organisation_id: Set(value.agency().0),
        record_id: Set(id),
    };
    let inserted =
        head_of_organisation::Entity::insert(row).exec_without_returning(work.connection()).await;
    inserted.map_err(StoreError::writing(TABLE))?;
    heads::open(work, id, value, act).await
}

/// Takes it one act further. Whose it is stays.
pub(super) async fn change<T: Head + Clone>(
    work: &Work,
    from: &Versioned<T>,
    to: &T,
    act: LogEntry,
) -> Result<Versioned<T>, StoreError> {
    if from.value.agency() != to.agency() {
        return Err(StoreError::Fixed("organisation of a record that it has one of"));
    }
    heads::change(work, from, to, act).await
}

/// The one record of an organisation.
pub(super) async fn of<T: Head>(
    source: &impl Source,
    organisation: AgencyId,
) -> Result<Option<Versioned<T>>, StoreError> {
    let key = (T::KIND.to_owned(), organisation.0);
    let row = head_of_organisation::Entity::find_by_id(key)
        .one(source.connection())
        .await
        .map_err(StoreError::reading(TABLE))?;
    let Some(row) = row else { return Ok(None) };
    // The log covers the head, not this table: what it says is checked against the head.
    match heads::find::<T>(source, row.record_id).await? {
        Some(found) if found.value.agency() == organisation => Ok(Some(found)),
        _ => {
            Err(StoreError::corrupt(TABLE, organisation.0, "the record is another organisation's"))
        }
    }
}

/// Those of all organisations, in order of their ids.
pub(super) async fn all<T: Head>(source: &impl Source) -> Result<Vec<Versioned<T>>, StoreError> {
    let ids = Query::select()
        .column(head_of_organisation::Column::RecordId)
        .from(head_of_organisation::Entity)
        .take();
    heads::all(source, ids).await
}
