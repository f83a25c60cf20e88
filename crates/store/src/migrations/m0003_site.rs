//! What the site of an organisation shows: its marks and hosts, its guide, holiday notices, and annual reports
//! that were given as files. All are rows of `record`; these tables find them, and make a host one
//! organisation's and an edition one report's.

use sea_orm::Schema;
use sea_orm::sea_query::Index;
use sea_orm_migration::prelude::*;

use crate::entity::{calendar_notice, given_report, head_of_organisation, site_host};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0003_site"
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
            schema.create_table_from_entity(head_of_organisation::Entity),
            schema.create_table_from_entity(site_host::Entity),
            schema.create_table_from_entity(given_report::Entity),
            schema.create_table_from_entity(calendar_notice::Entity),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        let of_organisation = Index::create()
            .name("site_host_of")
            .table(site_host::Entity)
            .col(site_host::Column::OrganisationId)
            .take();
        manager.create_index(of_organisation).await
    }
}
