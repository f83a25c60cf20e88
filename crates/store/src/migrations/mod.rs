//! The schema, as steps forward. A step and the note that it was done are one transaction on both
//! engines, so a killed migration resumes where it stopped. Steps are added, never changed.

mod insert_only;
mod m0001_foundation;
mod m0002_people;
mod m0003_site;
mod m0004_notifications;

use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use sea_orm_migration::prelude::*;

use crate::error::StoreError;

/// All steps in order.
pub(crate) struct Migrations;

#[async_trait::async_trait]
impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_foundation::Migration),
            Box::new(m0002_people::Migration),
            Box::new(m0003_site::Migration),
            Box::new(m0004_notifications::Migration),
        ]
    }
}

/// The steps that a database has taken, known to this program or not.
pub(crate) async fn applied(connection: &DatabaseConnection) -> Result<Vec<String>, StoreError> {
    let manager = SchemaManager::new(connection);
    if !manager.has_table("seaql_migrations").await.map_err(StoreError::reaching)? {
        return Ok(Vec::new());
    }
    let names = Statement::from_string(
        connection.get_database_backend(),
        "SELECT version FROM seaql_migrations ORDER BY version",
    );
    let rows = connection.query_all_raw(names).await.map_err(StoreError::reaching)?;
    rows.iter().map(|row| row.try_get_by_index(0).map_err(StoreError::reaching)).collect()
}
