//! The first schema: records, event log, outbox, numbers, files and sealed fields, because none of
//! them can be trusted without the others.

use sea_orm::Schema;
use sea_orm::sea_query::{Index, IndexCreateStatement};
use sea_orm_migration::prelude::*;

use super::insert_only::refuse;
use crate::entity::{
    attachment, idempotency_key, job, job_schedule, log_checkpoint, log_detail, log_entry,
    log_leaf, log_node, log_pending, number_given, number_series, number_void, record,
    sealed_field, setting, stored_file, witness_receipt,
};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0001_foundation"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::new(manager.get_database_backend());
        let tables = [
            schema.create_table_from_entity(setting::Entity),
            schema.create_table_from_entity(log_entry::Entity),
            schema.create_table_from_entity(log_detail::Entity),
            schema.create_table_from_entity(log_pending::Entity),
            schema.create_table_from_entity(log_leaf::Entity),
            schema.create_table_from_entity(log_node::Entity),
            schema.create_table_from_entity(log_checkpoint::Entity),
            schema.create_table_from_entity(witness_receipt::Entity),
            schema.create_table_from_entity(record::Entity),
            schema.create_table_from_entity(number_series::Entity),
            schema.create_table_from_entity(number_given::Entity),
            schema.create_table_from_entity(number_void::Entity),
            schema.create_table_from_entity(sealed_field::Entity),
            schema.create_table_from_entity(stored_file::Entity),
            schema.create_table_from_entity(attachment::Entity),
            schema.create_table_from_entity(idempotency_key::Entity),
            schema.create_table_from_entity(job::Entity),
            schema.create_table_from_entity(job_schedule::Entity),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for index in indexes() {
            manager.create_index(index).await?;
        }
        insert_only(manager).await
    }
}

/// The engine refuses what no repository offers.
async fn insert_only(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let connection = manager.get_connection();
    for table in
        ["log_entry", "log_leaf", "log_node", "log_checkpoint", "number_given", "number_void"]
    {
        refuse(connection, table, &["UPDATE", "DELETE"]).await?;
    }
    // A detail can be purged, never changed.
    refuse(connection, "log_detail", &["UPDATE"]).await
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("log_entry_of_version", log_entry::Entity)
            .col(log_entry::Column::SubjectId)
            .col(log_entry::Column::SubjectVersion)
            .take(),
        plain("log_entry_of_agency", log_entry::Entity)
            .col(log_entry::Column::AgencyId)
            .col(log_entry::Column::At)
            .take(),
        unique("log_leaf_of_entry", log_leaf::Entity).col(log_leaf::Column::EntryId).take(),
        plain("record_of_agency", record::Entity)
            .col(record::Column::AgencyId)
            .col(record::Column::Kind)
            .col(record::Column::Id)
            .take(),
        plain("number_of_record", number_given::Entity).col(number_given::Column::RecordId).take(),
        plain("sealed_field_lookup", sealed_field::Entity)
            .col(sealed_field::Column::AgencyId)
            .col(sealed_field::Column::Field)
            .col(sealed_field::Column::Lookup)
            .take(),
        plain("sealed_field_key", sealed_field::Entity)
            .col(sealed_field::Column::KeyVersion)
            .take(),
        plain("attachment_of_record", attachment::Entity).col(attachment::Column::RecordId).take(),
        plain("attachment_of_file", attachment::Entity).col(attachment::Column::FileHash).take(),
        unique("job_key", job::Entity).col(job::Column::Key).take(),
        plain("job_due", job::Entity).col(job::Column::State).col(job::Column::DueAt).take(),
        // A worker asks for one kind, however many of another wait before it.
        plain("job_due_of_kind", job::Entity)
            .col(job::Column::Kind)
            .col(job::Column::State)
            .col(job::Column::DueAt)
            .take(),
    ]
}

fn plain(name: &str, table: impl IntoTableRef) -> IndexCreateStatement {
    Index::create().name(name).table(table).take()
}

fn unique(name: &str, table: impl IntoTableRef) -> IndexCreateStatement {
    Index::create().name(name).table(table).unique().take()
}
