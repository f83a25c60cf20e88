//! The two engines. What differs between them lives in this folder and in the triggers of the
//! migrations; everything else speaks to either through SeaORM.

mod hand;
mod postgres;
mod sqlite;
mod turns;

use sea_orm::{
    AccessMode, DatabaseConnection, DatabaseTransaction, IsolationLevel, TransactionTrait,
};

use crate::error::StoreError;
use crate::settings::{Database, Settings};
use crate::unit::Ending;

pub(crate) use hand::Hand;
use turns::Turns;

/// An open database.
#[derive(Debug, Clone)]
pub(crate) struct Engine {
    readers: DatabaseConnection,
    writing: Writing,
}

/// How units of work come to their transaction.
#[derive(Debug, Clone)]
enum Writing {
    /// One connection, lent in turn; waiting units share a commit.
    InTurn(Turns),
    /// A transaction of its own for each unit.
    Freely(DatabaseConnection),
}

impl Engine {
    /// Opens the database and refuses settings under which a confirmed write could be lost.
    pub(crate) async fn open(settings: &Settings) -> Result<Self, StoreError> {
        let lowered = settings.lowers_synchronous();
        match &settings.database {
            Database::Sqlite { file } => {
                let (readers, writer) = sqlite::open(file, lowered).await?;
                let turns = Turns::of(writer, sqlite::reconnect(file, lowered));
                Ok(Self { readers, writing: Writing::InTurn(turns) })
            }
            Database::Postgres { url, connections } => {
                let pool = postgres::open(url, *connections, lowered).await?;
                Ok(Self { readers: pool.clone(), writing: Writing::Freely(pool) })
            }
        }
    }

    /// Connections for queries outside a unit of work.
    pub(crate) fn readers(&self) -> &DatabaseConnection {
        &self.readers
    }

    /// A connection for changes of the schema.
    pub(crate) fn schema(&self) -> &DatabaseConnection {
        match &self.writing {
            Writing::InTurn(turns) => turns.first(),
            Writing::Freely(pool) => pool,
        }
    }

    /// Begins a transaction that may write.
    pub(crate) async fn begin(&self) -> Result<(Hand, Ending), StoreError> {
        match &self.writing {
            Writing::InTurn(turns) => turns.take().await,
            Writing::Freely(pool) => {
                let transaction = pool.begin().await.map_err(StoreError::reaching)?;
                Ok((Hand::alone(transaction), Ending::Alone))
            }
        }
    }

    /// Begins a transaction that sees one moment, whatever is written meanwhile.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, StoreError> {
        let begun = match &self.writing {
            // A reader of the write-ahead log sees the moment of its first query until it ends.
            Writing::InTurn(_) => self.readers.begin().await,
            Writing::Freely(pool) => {
                let (level, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
                pool.begin_with_config(Some(level), Some(access)).await
            }
        };
        let moment = begun.map_err(StoreError::reaching)?;
        if matches!(self.writing, Writing::Freely(_)) {
            postgres::without_hurry(&moment).await?;
        }
        Ok(moment)
    }

    /// Why no more writes are accepted, if so.
    pub(crate) fn halted(&self) -> Option<String> {
        match &self.writing {
            Writing::InTurn(turns) => turns.halted(),
            Writing::Freely(_) => None,
        }
    }

    /// What the engine says about itself, for people who look after it.
    pub(crate) async fn describe(&self) -> Result<Vec<(String, String)>, StoreError> {
        match &self.writing {
            Writing::InTurn(_) => sqlite::describe(&self.readers).await,
            Writing::Freely(pool) => postgres::describe(pool).await,
        }
    }

    /// Looks for damage that the engine itself can see.
    pub(crate) async fn check(&self) -> Result<Vec<String>, StoreError> {
        match &self.writing {
            Writing::InTurn(_) => sqlite::check(&self.readers).await,
            // Checksums of pages are the server's business (`initdb --data-checksums`).
            Writing::Freely(_) => Ok(Vec::new()),
        }
    }

    /// Closes the readers; the writer's connection closes when its last user is gone.
    pub(crate) async fn close(self) -> Result<(), StoreError> {
        self.readers.close().await.map_err(StoreError::reaching)
    }
}

/// The statement that lists the tables of the database.
pub(crate) fn table_names(engine: sea_orm::DbBackend) -> &'static str {
    if engine == sea_orm::DbBackend::Sqlite {
        return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
                AND name <> 'seaql_migrations' ORDER BY name";
    }
    "SELECT table_name::text FROM information_schema.tables WHERE table_schema = current_schema() \
     AND table_name <> 'seaql_migrations' ORDER BY table_name"
}
