//! Notifications and how people want them, because whoever has to act must hear of it without looking,
//! and what is sent by mail must not depend on the mail alone.

use sea_orm::Schema;
use sea_orm::sea_query::{Index, IndexCreateStatement};
use sea_orm_migration::prelude::*;

use crate::entity::{notification, notification_choice};

pub(super) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m0004_notifications"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let schema = Schema::new(manager.get_database_backend());
        manager.create_table(schema.create_table_from_entity(notification::Entity)).await?;
        manager.create_table(schema.create_table_from_entity(notification_choice::Entity)).await?;
        for index in indexes() {
            manager.create_index(index).await?;
        }
        Ok(())
    }
}

fn indexes() -> [IndexCreateStatement; 2] {
    [
        Index::create()
            .name("notification_of_account")
            .table(notification::Entity)
            .col(notification::Column::AccountId)
            .col(notification::Column::Id)
            .take(),
        // The sweep asks what was not mailed yet.
        Index::create()
            .name("notification_unsettled")
            .table(notification::Entity)
            .col(notification::Column::Delivery)
            .col(notification::Column::SettledAt)
            .col(notification::Column::At)
            .take(),
    ]
}
