//! Files of records. The bytes are in [`crate::Files`] before the row is; the name is a sealed field of
//! the attachment.

use eventlog::Hash;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use sealed::{FieldKind, Plain};
use uuid::Uuid;

use crate::entity::{attachment, stored_file};
use crate::error::StoreError;
use crate::files::Kept;
use crate::scope::{AgencyId, AgencyScope};
use crate::work::{Source, Work};

/// The field that holds an attachment's name.
const NAME: &str = "file_name";

/// Files of records.
#[derive(Debug)]
pub struct Attachments<'a, S> {
    pub(crate) source: &'a S,
}

/// A file of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attachment {
    /// Its id.
    pub id: Uuid,
    /// The record.
    pub record: Uuid,
    /// The content.
    pub file: Hash,
}

impl Attachments<'_, Work> {
    /// Attaches a file that is kept to a record.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn add(
        &self,
        agency: AgencyId,
        record: Uuid,
        file: &Kept,
        name: &str,
    ) -> Result<Uuid, StoreError> {
        let edge = self.source.store().edge();
        let connection = self.source.connection();
        let hash = file.hash.as_bytes().to_vec();
        let row = stored_file::ActiveModel {
            hash: Set(hash.clone()),
            size: Set(i64::try_from(file.size).unwrap_or(i64::MAX)),
            media_type: Set(file.media_type.clone()),
            stored_at: Set(edge.now().micros()),
        };
        // The same content is one file, whoever attached it first.
        stored_file::Entity::insert(row)
            .on_conflict(OnConflict::column(stored_file::Column::Hash).do_nothing().to_owned())
            .exec_without_returning(connection)
            .await
            .map_err(StoreError::writing("stored_file"))?;
        let id = edge.new_id();
        let row = attachment::ActiveModel {
            id: Set(id),
            agency_id: Set(agency.0),
            record_id: Set(record),
            file_hash: Set(hash),
            attached_at: Set(edge.now().micros()),
        };
        let inserted = attachment::Entity::insert(row).exec_without_returning(connection).await;
        inserted.map_err(StoreError::writing("attachment"))?;
        let name = Plain::new(FieldKind::FileName, name);
        self.source.sealed_fields().put(agency, id, NAME, &name).await?;
        Ok(id)
    }
}

impl<S: Source> Attachments<'_, S> {
    /// Lists the files of a record.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn of_record(
        &self,
        scope: &AgencyScope,
        record: Uuid,
    ) -> Result<Vec<Attachment>, StoreError> {
        let rows = attachment::Entity::find()
            .filter(scope.within(attachment::Column::AgencyId))
            .filter(attachment::Column::RecordId.eq(record))
            .order_by_asc(attachment::Column::Id)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading("attachment"))?;
        rows.into_iter()
            .map(|row| {
                let file = Hash::from_slice(&row.file_hash);
                let file = file.ok_or_else(|| {
                    StoreError::corrupt("attachment", row.id, "a hash of another length")
                })?;
                Ok(Attachment { id: row.id, record: row.record_id, file })
            })
            .collect()
    }
}
