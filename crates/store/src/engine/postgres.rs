//! PostgreSQL: a pool, and the settings without which a confirmed write could be lost.

use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend,
    Statement,
};

use crate::error::StoreError;

/// The oldest server that the tests run on.
const OLDEST: i64 = 150_000;

/// No request waits longer than 15 s; a statement gets less.
const STATEMENT: Duration = Duration::from_secs(12);

/// Values under which the server answers before the disk has it.
const UNSAFE: [(&str, &[&str]); 3] =
    [("fsync", &["off"]), ("full_page_writes", &["off"]), ("synchronous_commit", &["off"])];

/// Opens the pool.
pub(super) async fn open(
    url: &str,
    connections: u32,
    lowered: bool,
) -> Result<DatabaseConnection, StoreError> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .acquire_timeout(Duration::from_secs(10))
        .set_application_name("gongkai")
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(move |it| {
            let commit = if lowered { "off" } else { "on" };
            let wait = STATEMENT.as_millis().to_string();
            it.options([
                ("synchronous_commit", commit),
                ("TimeZone", "UTC"),
                ("statement_timeout", &wait),
                ("idle_in_transaction_session_timeout", "30000"),
            ])
        });
    let pool = Database::connect(options).await.map_err(StoreError::reaching)?;
    if !lowered {
        refuse_unsafe(&pool).await?;
    }
    Ok(pool)
}

async fn refuse_unsafe(pool: &DatabaseConnection) -> Result<(), StoreError> {
    let version = setting(pool, "server_version_num").await?;
    if version.parse::<i64>().is_ok_and(|it| it < OLDEST) {
        return Err(StoreError::Unsafe(format!(
            "PostgreSQL {version} is older than 15, the oldest that is tested"
        )));
    }
    for (name, refused) in UNSAFE {
        let value = setting(pool, name).await?;
        if refused.contains(&value.as_str()) {
            return Err(StoreError::Unsafe(format!("PostgreSQL's {name} is {value}")));
        }
    }
    let encoding = setting(pool, "server_encoding").await?;
    if encoding != "UTF8" {
        return Err(StoreError::Unsafe(format!("the database's encoding is {encoding}, not UTF8")));
    }
    Ok(())
}

/// Settings.
pub(super) async fn describe(
    pool: &DatabaseConnection,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut lines = vec![("engine".to_owned(), "PostgreSQL".to_owned())];
    let names =
        ["server_version", "fsync", "full_page_writes", "synchronous_commit", "data_checksums"];
    for name in names {
        lines.push((name.to_owned(), setting(pool, name).await?));
    }
    Ok(lines)
}

/// A long look (a backup, a verification) may take its time; nobody waits for it.
pub(super) async fn without_hurry(transaction: &DatabaseTransaction) -> Result<(), StoreError> {
    let settings = "SET LOCAL statement_timeout = 0; \
                    SET LOCAL idle_in_transaction_session_timeout = 0";
    transaction.execute_unprepared(settings).await.map(|_| ()).map_err(StoreError::reaching)
}

async fn setting(pool: &DatabaseConnection, name: &str) -> Result<String, StoreError> {
    let statement = Statement::from_string(DbBackend::Postgres, format!("SHOW {name}"));
    let row = pool.query_one_raw(statement).await.map_err(StoreError::reaching)?;
    let row = row.ok_or_else(|| StoreError::Unreachable(format!("no answer to SHOW {name}")))?;
    row.try_get_by_index(0).map_err(StoreError::reaching)
}
