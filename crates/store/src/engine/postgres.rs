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
const UNSAFE: [(&str, &str); 3] =
    [("fsync", "off"), ("full_page_writes", "off"), ("synchronous_commit", "off")];

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
    let mut found = Vec::new();
    for name in ["server_version_num", "server_encoding"].into_iter().chain(UNSAFE.map(|it| it.0)) {
        found.push((name, setting(pool, name).await?));
    }
    match unsafe_among(&found) {
        Some(why) => Err(StoreError::Unsafe(why)),
        None => Ok(()),
    }
}

/// Why a server with these settings could lose a confirmed write, or was never tried, if so.
fn unsafe_among(settings: &[(&str, String)]) -> Option<String> {
    settings.iter().find_map(|(name, value)| match *name {
        "server_version_num" if value.parse::<i64>().is_ok_and(|it| it >= OLDEST) => None,
        "server_version_num" => {
            Some(format!("PostgreSQL {value} is older than 15, the oldest that is tested"))
        }
        "server_encoding" if value == "UTF8" => None,
        "server_encoding" => Some(format!("the database's encoding is {value}, not UTF8")),
        name => {
            let refused = UNSAFE.iter().any(|it| it.0 == name && it.1 == value);
            refused.then(|| format!("PostgreSQL's {name} is {value}"))
        }
    })
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

#[cfg(test)]
mod tests {
    use super::*;

    const SAFE: [(&str, &str); 5] = [
        ("server_version_num", "150018"),
        ("server_encoding", "UTF8"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "remote_apply"),
    ];

    fn judged(changed: &str, value: &str) -> Option<String> {
        let settings = SAFE.map(|(name, safe)| {
            (name, if name == changed { value.to_owned() } else { safe.to_owned() })
        });
        unsafe_among(&settings)
    }

    #[test]
    fn a_server_that_could_lose_a_confirmed_write_is_refused() {
        assert_eq!(judged("", ""), None);
        for (name, value) in [
            ("fsync", "off"),
            ("full_page_writes", "off"),
            ("synchronous_commit", "off"),
            ("server_version_num", "140012"),
            ("server_version_num", "unknown"),
            ("server_encoding", "SQL_ASCII"),
        ] {
            assert!(judged(name, value).is_some(), "{name} {value}");
        }
    }
}
