//! SQLite: one connection that writes, a few that read, and the settings without which a confirmed
//! write could be lost.

use std::path::Path;
use std::time::Duration;

use futures::FutureExt;
use futures::future::BoxFuture;
use sea_orm::sqlx::sqlite::{SqliteAutoVacuum, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbBackend, DbErr, RuntimeErr,
    Statement, sqlx,
};

use crate::error::StoreError;

/// How long a writer of another process (a command beside the server) is waited for.
const BUSY: Duration = Duration::from_secs(5);

/// Readers beside the writer.
const READERS: u32 = 4;

/// What every connection must answer before it is used.
const REQUIRED: [(&str, &str); 3] =
    [("journal_mode", "wal"), ("synchronous", "2"), ("foreign_keys", "1")];

/// Opens readers and the writer.
pub(super) async fn open(
    file: &Path,
    lowered: bool,
) -> Result<(DatabaseConnection, DatabaseConnection), StoreError> {
    let writer = connect(file, 1, false, lowered).await?;
    if !lowered {
        refuse_unsafe(&writer).await?;
    }
    let readers = connect(file, READERS, true, lowered).await?;
    Ok((readers, writer))
}

/// Makes a new connection for the writer.
pub(super) type Reconnect =
    Box<dyn Fn() -> BoxFuture<'static, Result<DatabaseConnection, StoreError>> + Send + Sync>;

/// How the writer comes to a new connection.
pub(super) fn reconnect(file: &Path, lowered: bool) -> Reconnect {
    let file = file.to_owned();
    Box::new(move || {
        let file = file.clone();
        async move { connect(&file, 1, false, lowered).await }.boxed()
    })
}

/// What an error says about the transaction and the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The statement failed, and nothing else.
    None,
    /// No room: nothing was written, and SQLite may have undone the transaction by itself.
    Full,
    /// The disk or the file failed: nobody knows what it holds.
    Disk,
}

/// Judges an error by SQLite's code, whose low byte is the kind.
pub(super) fn trouble(error: &DbErr) -> Trouble {
    const BUSY: i64 = 5;
    const OUT_OF_MEMORY: i64 = 7;
    const INTERRUPTED: i64 = 9;
    const IO: i64 = 10;
    const DAMAGED: i64 = 11;
    const FULL: i64 = 13;
    const NO_DATABASE: i64 = 26;
    let (DbErr::Exec(RuntimeErr::SqlxError(it)) | DbErr::Query(RuntimeErr::SqlxError(it))) = error
    else {
        return Trouble::None;
    };
    let sqlx::Error::Database(it) = it.as_ref() else {
        // The worker of the connection is gone, or what it said cannot be read.
        return Trouble::Disk;
    };
    let code = it.code().and_then(|it| it.parse::<i64>().ok()).unwrap_or_default();
    match code & 0xFF {
        IO | DAMAGED | NO_DATABASE => Trouble::Disk,
        FULL | OUT_OF_MEMORY | INTERRUPTED | BUSY => Trouble::Full,
        _ => Trouble::None,
    }
}

async fn connect(
    file: &Path,
    connections: u32,
    reading: bool,
    lowered: bool,
) -> Result<DatabaseConnection, StoreError> {
    let file = file.to_owned();
    let mut options = ConnectOptions::new("sqlite://");
    options
        .max_connections(connections)
        .min_connections(1)
        .idle_timeout(None::<Duration>)
        .max_lifetime(None::<Duration>)
        .acquire_timeout(BUSY * 2)
        .test_before_acquire(false)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |it| {
            let synchronous =
                if lowered { SqliteSynchronous::Off } else { SqliteSynchronous::Full };
            let it = it
                .filename(&file)
                .create_if_missing(!reading)
                .synchronous(synchronous)
                .foreign_keys(true)
                .busy_timeout(BUSY)
                .pragma("cell_size_check", "ON")
                .pragma("temp_store", "MEMORY")
                .statement_cache_capacity(200);
            if reading {
                // What a writer sets takes the lock of a writer, for which a reader must not wait.
                return it.pragma("query_only", "ON");
            }
            it.journal_mode(SqliteJournalMode::Wal)
                .auto_vacuum(SqliteAutoVacuum::Incremental)
                // Deleted rows are overwritten, so that purged details leave no trace in the file.
                .pragma("secure_delete", "ON")
        });
    Database::connect(options).await.map_err(StoreError::reaching)
}

async fn refuse_unsafe(writer: &DatabaseConnection) -> Result<(), StoreError> {
    for (pragma, wanted) in REQUIRED {
        let found = pragma_value(writer, pragma).await?;
        if found != wanted {
            return Err(StoreError::Unsafe(format!(
                "SQLite's {pragma} is {found} and must be {wanted}"
            )));
        }
    }
    Ok(())
}

/// Settings and sizes.
pub(super) async fn describe(
    connection: &DatabaseConnection,
) -> Result<Vec<(String, String)>, StoreError> {
    let mut lines = vec![("engine".to_owned(), "SQLite".to_owned())];
    for pragma in ["journal_mode", "synchronous", "foreign_keys", "page_count", "page_size"] {
        lines.push((pragma.to_owned(), pragma_value(connection, pragma).await?));
    }
    Ok(lines)
}

/// Lets SQLite look through every page.
pub(super) async fn check(connection: &DatabaseConnection) -> Result<Vec<String>, StoreError> {
    let statement = Statement::from_string(DbBackend::Sqlite, "PRAGMA integrity_check(100)");
    let rows = connection.query_all_raw(statement).await.map_err(StoreError::reaching)?;
    let mut faults = Vec::new();
    for row in rows {
        let line: String = row.try_get_by_index(0).map_err(StoreError::reaching)?;
        if line != "ok" {
            faults.push(line);
        }
    }
    Ok(faults)
}

async fn pragma_value(connection: &DatabaseConnection, pragma: &str) -> Result<String, StoreError> {
    let statement = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {pragma}"));
    let row = connection.query_one_raw(statement).await.map_err(StoreError::reaching)?;
    let row = row.ok_or_else(|| StoreError::Unreachable(format!("no answer to {pragma}")))?;
    row.try_get_by_index::<String>(0)
        .or_else(|_| row.try_get_by_index::<i64>(0).map(|it| it.to_string()))
        .map_err(StoreError::reaching)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_that_could_lose_a_confirmed_write_is_refused() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("test.sqlite3");
        let safe = connect(&file, 1, false, false).await.expect("a connection");
        refuse_unsafe(&safe).await.expect("our own settings are safe");
        let lowered = connect(&file, 1, false, true).await.expect("a connection");
        let told = refuse_unsafe(&lowered).await.map_err(|it| it.to_string());
        assert!(told.is_err_and(|it| it.contains("synchronous")));
    }

    #[test]
    fn errors_are_judged_by_their_kind() {
        assert_eq!(trouble(&DbErr::Custom("a rule of ours".to_owned())), Trouble::None);
        let gone = sqlx::Error::WorkerCrashed;
        let gone = DbErr::Exec(RuntimeErr::SqlxError(std::sync::Arc::new(gone)));
        assert_eq!(trouble(&gone), Trouble::Disk);
    }
}
