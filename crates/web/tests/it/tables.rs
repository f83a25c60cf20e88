//! What lies in the database, to see that nothing was changed.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

use crate::site::Site;

impl Site {
    /// Every row of some tables, as text in order, but for when something was last used.
    pub async fn dump(&self, tables: &[&str]) -> BTreeMap<String, String> {
        let database = self.at.raw().await;
        let mut all = BTreeMap::new();
        for table in tables {
            let read = match database.get_database_backend() {
                DbBackend::Sqlite => {
                    let columns = format!(
                        "SELECT group_concat('coalesce(quote(\"' || name || '\"), '''')', ' || '';'' || ') \
                         FROM pragma_table_info('{table}') WHERE name NOT IN ('seen_at', 'used_at')"
                    );
                    let columns = one(&database, columns).await;
                    format!(
                        "SELECT coalesce(group_concat(it, char(10)), '') FROM \
                         (SELECT {columns} AS it FROM \"{table}\" ORDER BY 1)"
                    )
                }
                _ => format!(
                    "SELECT coalesce(string_agg(it, chr(10) ORDER BY it), '') FROM \
                     (SELECT (to_jsonb(t) - 'seen_at' - 'used_at')::text AS it FROM \"{table}\" t) lines"
                ),
            };
            all.insert((*table).to_owned(), one(&database, read).await);
        }
        all
    }
}

/// Every table that a request may change.
pub const EVERY_TABLE: [&str; 21] = [
    "record",
    "log_entry",
    "log_detail",
    "organisation_code",
    "account_login",
    "directory_generation",
    "head_of_organisation",
    "site_host",
    "given_report",
    "calendar_notice",
    "idempotency_key",
    "job",
    "credential",
    "recovery_code",
    "passkey",
    "identity_link",
    "api_token",
    "session",
    "invitation",
    "ceremony",
    "sign_in_try",
];

async fn one(database: &DatabaseConnection, sql: String) -> String {
    let statement = Statement::from_string(database.get_database_backend(), sql);
    let row = database.query_one_raw(statement).await.unwrap().unwrap();
    row.try_get_by_index::<String>(0).unwrap()
}
