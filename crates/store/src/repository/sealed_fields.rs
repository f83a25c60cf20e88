//! Personal values of records: kept sealed, shown masked, revealed with a reason and an entry.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use sealed::{FieldKind, Place, Plain, SealedText};
use uuid::Uuid;

use super::log::LogEntry;
use crate::chance::EdgeRng;
use crate::entity::sealed_field;
use crate::error::StoreError;
use crate::scope::{AgencyId, AgencyScope};
use crate::store::Store;
use crate::work::{Source, Work};

const TABLE: &str = "sealed_field";

/// Values that are sealed anew in one transaction.
const BATCH: u64 = 200;

/// How fields begin that prove who somebody is. They lie among the others so that new keys seal them
/// anew and no key is retired under them; but nobody is ever shown one, masked or for a reason.
const RESERVED: &str = "credential.";

/// Personal values.
#[derive(Debug)]
pub struct SealedFields<'a, S> {
    pub(crate) source: &'a S,
}

impl SealedFields<'_, Work> {
    /// Keeps a value as a field of a record, in place of an earlier one.
    ///
    /// # Errors
    ///
    /// Where sealing fails or the database refuses.
    pub async fn put(
        &self,
        agency: AgencyId,
        record: Uuid,
        field: &str,
        value: &Plain,
    ) -> Result<(), StoreError> {
        if field.starts_with(RESERVED) {
            return Err(StoreError::Sealed(format!("{field} is no field of a record")));
        }
        let ring = self.source.store().keys().ring();
        let lookup = ring.lookup(value.kind(), agency.0, value.expose());
        let lookup = lookup.map(|it| it.as_bytes().to_vec());
        self.write(agency, record, field, value, lookup).await
    }

    /// Removes a field of a record, where it has it.
    pub(super) async fn remove(&self, record: Uuid, field: &str) -> Result<(), StoreError> {
        let key = (record, field.to_owned());
        let deleted = sealed_field::Entity::delete_by_id(key).exec(self.source.connection()).await;
        deleted.map(|_| ()).map_err(StoreError::writing(TABLE))
    }

    /// Keeps a secret that proves who an account is. It is not found again by its value.
    pub(super) async fn put_credential(
        &self,
        agency: AgencyId,
        account: Uuid,
        name: &str,
        secret: &Plain,
    ) -> Result<(), StoreError> {
        self.write(agency, account, &format!("{RESERVED}{name}"), secret, None).await
    }

    /// Removes a secret that proved who an account is.
    pub(super) async fn remove_credential(
        &self,
        account: Uuid,
        name: &str,
    ) -> Result<(), StoreError> {
        self.remove(account, &format!("{RESERVED}{name}")).await
    }

    async fn write(
        &self,
        agency: AgencyId,
        record: Uuid,
        field: &str,
        value: &Plain,
        lookup: Option<Vec<u8>>,
    ) -> Result<(), StoreError> {
        let store = self.source.store();
        let ring = store.keys().ring();
        let place = Place { agency: agency.0, table: TABLE, column: field, record };
        let sealed = ring
            .seal(value, &place, &mut EdgeRng::new(store.edge()))
            .map_err(|error| StoreError::Sealed(error.to_string()))?;
        let row = sealed_field::ActiveModel {
            record_id: Set(record),
            field: Set(field.to_owned()),
            agency_id: Set(agency.0),
            envelope: Set(sealed.as_str().to_owned()),
            key_version: Set(row_version(&sealed)?),
            lookup: Set(lookup),
        };
        let replaced =
            OnConflict::columns([sealed_field::Column::RecordId, sealed_field::Column::Field])
                .update_columns([
                    sealed_field::Column::Envelope,
                    sealed_field::Column::KeyVersion,
                    sealed_field::Column::Lookup,
                ])
                .to_owned();
        sealed_field::Entity::insert(row)
            .on_conflict(replaced)
            .exec_without_returning(self.source.connection())
            .await
            .map(|_| ())
            .map_err(StoreError::writing(TABLE))
    }

    /// Removes every value of a record for good.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn purge(&self, scope: &AgencyScope, record: Uuid) -> Result<u64, StoreError> {
        let deleted = sealed_field::Entity::delete_many()
            .filter(scope.within(sealed_field::Column::AgencyId))
            .filter(sealed_field::Column::RecordId.eq(record))
            .exec(self.source.connection())
            .await;
        Ok(deleted.map_err(StoreError::writing(TABLE))?.rows_affected)
    }
}

impl<S: Source> SealedFields<'_, S> {
    /// Returns the values of a record as they may be shown: masked.
    ///
    /// # Errors
    ///
    /// Where a value cannot be opened.
    pub async fn masked(
        &self,
        scope: &AgencyScope,
        record: Uuid,
    ) -> Result<Vec<(String, String)>, StoreError> {
        let rows = sealed_field::Entity::find()
            .filter(scope.within(sealed_field::Column::AgencyId))
            .filter(sealed_field::Column::RecordId.eq(record))
            .order_by_asc(sealed_field::Column::Field)
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        let shown = rows.iter().filter(|row| !row.field.starts_with(RESERVED));
        shown.map(|row| Ok((row.field.clone(), self.open(row)?.mask()))).collect()
    }

    /// Opens a secret that proves who an account is, for checking a proof.
    pub(super) async fn credential(
        &self,
        account: Uuid,
        name: &str,
    ) -> Result<Option<Plain>, StoreError> {
        self.value(account, &format!("{RESERVED}{name}")).await
    }

    /// Opens a field of a record for a program, not for somebody to see.
    pub(super) async fn value(
        &self,
        record: Uuid,
        field: &str,
    ) -> Result<Option<Plain>, StoreError> {
        let row = sealed_field::Entity::find_by_id((record, field.to_owned()))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        row.map(|row| self.open(&row)).transpose()
    }

    /// Whether a record has a field.
    pub(super) async fn has(&self, record: Uuid, field: &str) -> Result<bool, StoreError> {
        let found = sealed_field::Entity::find_by_id((record, field.to_owned()));
        let count = found.count(self.source.connection()).await;
        Ok(count.map_err(StoreError::reading(TABLE))? > 0)
    }

    /// Finds records that have an equal value in a field, however it was typed.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn records_with(
        &self,
        scope: &AgencyScope,
        agency: AgencyId,
        field: &str,
        kind: FieldKind,
        value: &str,
    ) -> Result<Vec<Uuid>, StoreError> {
        // A value sealed before the look-up key was renewed is found by the key of its time.
        let lookups = self.source.store().keys().ring().lookups(kind, agency.0, value);
        sealed_field::Entity::find()
            .select_only()
            .column(sealed_field::Column::RecordId)
            .filter(scope.within(sealed_field::Column::AgencyId))
            .filter(sealed_field::Column::AgencyId.eq(agency.0))
            .filter(sealed_field::Column::Field.eq(field))
            .filter(
                sealed_field::Column::Lookup.is_in(lookups.iter().map(|it| it.as_bytes().to_vec())),
            )
            .order_by_asc(sealed_field::Column::RecordId)
            .into_tuple()
            .all(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))
    }

    fn open(&self, row: &sealed_field::Model) -> Result<Plain, StoreError> {
        let ring = self.source.store().keys().ring();
        let sealed = envelope_of(row)?;
        let place = place_of(row);
        ring.open(&sealed, &place).map_err(|error| StoreError::Sealed(error.to_string()))
    }
}

impl SealedFields<'_, Store> {
    /// Shows one value. The act that says who asked and why is stored before the value is returned.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] where the scope has no such value.
    pub async fn reveal(
        &self,
        scope: &AgencyScope,
        record: Uuid,
        field: &str,
        act: LogEntry,
    ) -> Result<Plain, StoreError> {
        if act.why.trim().is_empty() {
            return Err(StoreError::Sealed("a value is revealed for a reason only".to_owned()));
        }
        if field.starts_with(RESERVED) {
            return Err(StoreError::NotFound("value"));
        }
        let row = sealed_field::Entity::find_by_id((record, field.to_owned()))
            .filter(scope.within(sealed_field::Column::AgencyId))
            .filter(sealed_field::Column::AgencyId.eq(act.agency.0))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading(TABLE))?
            .ok_or(StoreError::NotFound("value"))?;
        let value = self.open(&row)?;
        let work = self.source.begin().await?;
        work.log().append(act).await?;
        work.commit().await?;
        Ok(value)
    }

    /// Counts the values that a key still seals.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn sealed_with(&self, version: u32) -> Result<u64, StoreError> {
        let fields = sealed_field::Entity::find()
            .filter(sealed_field::Column::KeyVersion.eq(i64::from(version)));
        fields.count(self.source.connection()).await.map_err(StoreError::reading(TABLE))
    }

    /// Seals some values anew that older keys sealed, and returns how many; none are left at zero.
    ///
    /// # Errors
    ///
    /// Where a value cannot be opened, or the database refuses.
    pub async fn rotate_some(&self) -> Result<u64, StoreError> {
        let ring = self.source.keys().ring();
        let current = i32::try_from(ring.version())
            .map_err(|_| StoreError::Keys("too many keys".to_owned()))?;
        let work = self.source.begin().await?;
        let rows = sealed_field::Entity::find()
            .filter(sealed_field::Column::KeyVersion.lt(current))
            .limit(BATCH)
            .all(work.connection())
            .await
            .map_err(StoreError::reading(TABLE))?;
        let count = rows.len() as u64;
        for row in rows {
            let sealed = ring
                .reseal(&envelope_of(&row)?, &place_of(&row), &mut EdgeRng::new(self.source.edge()))
                .map_err(|error| StoreError::Sealed(error.to_string()))?;
            // A value that was replaced meanwhile is not touched.
            sealed_field::Entity::update_many()
                .set(sealed_field::ActiveModel {
                    envelope: Set(sealed.as_str().to_owned()),
                    key_version: Set(row_version(&sealed)?),
                    ..Default::default()
                })
                .filter(sealed_field::Column::RecordId.eq(row.record_id))
                .filter(sealed_field::Column::Field.eq(row.field))
                .filter(sealed_field::Column::Envelope.eq(row.envelope))
                .exec(work.connection())
                .await
                .map_err(StoreError::writing(TABLE))?;
        }
        if count > 0 {
            work.commit().await?;
        }
        Ok(count)
    }
}

fn envelope_of(row: &sealed_field::Model) -> Result<SealedText, StoreError> {
    SealedText::parse(row.envelope.as_str())
        .map_err(|error| StoreError::corrupt(TABLE, row.record_id, error))
}

fn place_of(row: &sealed_field::Model) -> Place<'_> {
    Place { agency: row.agency_id, table: TABLE, column: &row.field, record: row.record_id }
}

fn row_version(sealed: &SealedText) -> Result<i32, StoreError> {
    i32::try_from(sealed.key_version()).map_err(|_| StoreError::Keys("too many keys".to_owned()))
}
