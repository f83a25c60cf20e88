//! What a unit of work writes with: its turn on the one connection of SQLite, or a transaction of its
//! own on PostgreSQL.

use std::sync::{Arc, OnceLock};

use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, ExecResult, QueryResult, Statement,
};

use super::sqlite::{Trouble, trouble};

/// The hand of a unit.
#[derive(Debug)]
pub struct Hand(Kind);

#[derive(Debug)]
enum Kind {
    /// A turn on a shared connection.
    InTurn(Shared),
    /// A transaction of its own.
    Alone(DatabaseTransaction),
}

impl Hand {
    pub(super) fn in_turn(shared: Shared) -> Self {
        Self(Kind::InTurn(shared))
    }

    pub(super) fn alone(transaction: DatabaseTransaction) -> Self {
        Self(Kind::Alone(transaction))
    }

    /// The transaction that is the unit's alone, if so.
    pub(crate) fn own(self) -> Option<DatabaseTransaction> {
        match self.0 {
            Kind::Alone(transaction) => Some(transaction),
            Kind::InTurn(_) => None,
        }
    }
}

/// One connection taken out of its pool: a pool asks a connection after every statement whether it
/// still lives, which costs as much as the statement. The library pins it for a transaction of its
/// own, which is ended at once; those that count are spoken by us.
pub(crate) type Pinned = DatabaseTransaction;

/// A shared connection while a unit has its turn.
#[derive(Debug, Clone)]
pub(crate) struct Shared {
    connection: Arc<Pinned>,
    broken: Arc<OnceLock<DbErr>>,
}

impl Shared {
    pub(super) fn new(connection: Arc<Pinned>) -> Self {
        Self { connection, broken: Arc::new(OnceLock::new()) }
    }

    pub(super) fn connection(&self) -> &Arc<Pinned> {
        &self.connection
    }

    /// The failure on which SQLite may have undone the whole transaction by itself, if there was one.
    pub(super) fn broken(&self) -> Option<DbErr> {
        self.broken.get().cloned()
    }

    /// Runs a statement. After a failure on which SQLite may undo the transaction by itself, a further
    /// statement would be stored alone, so there is none.
    async fn guarded<T>(&self, run: impl Future<Output = Result<T, DbErr>>) -> Result<T, DbErr> {
        if let Some(error) = self.broken() {
            return Err(error);
        }
        let result = run.await;
        if let Err(error) = &result
            && trouble(error) != Trouble::None
        {
            let _ = self.broken.set(error.clone());
        }
        result
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Hand {
    fn get_database_backend(&self) -> DbBackend {
        match &self.0 {
            Kind::InTurn(it) => it.connection.get_database_backend(),
            Kind::Alone(it) => it.get_database_backend(),
        }
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Kind::InTurn(it) => it.guarded(it.connection.execute_raw(statement)).await,
            Kind::Alone(it) => it.execute_raw(statement).await,
        }
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        match &self.0 {
            Kind::InTurn(it) => it.guarded(it.connection.execute_unprepared(sql)).await,
            Kind::Alone(it) => it.execute_unprepared(sql).await,
        }
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        match &self.0 {
            Kind::InTurn(it) => it.guarded(it.connection.query_one_raw(statement)).await,
            Kind::Alone(it) => it.query_one_raw(statement).await,
        }
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        match &self.0 {
            Kind::InTurn(it) => it.guarded(it.connection.query_all_raw(statement)).await,
            Kind::Alone(it) => it.query_all_raw(statement).await,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use sea_orm::{RuntimeErr, TransactionTrait, sqlx};

    use super::*;
    use crate::engine::sqlite;

    #[tokio::test]
    async fn after_a_failing_disk_no_statement_runs_and_the_failure_is_kept() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = folder.path().join("test.sqlite3");
        let (_, writer) = sqlite::open(&file, false).await.expect("a database");
        let shared = Shared::new(Arc::new(writer.begin().await.expect("a connection")));
        let refused = shared.guarded(async { Err::<(), _>(DbErr::Custom("a rule".to_owned())) });
        assert!(refused.await.is_err() && shared.broken().is_none());
        let failing = DbErr::Exec(RuntimeErr::SqlxError(Arc::new(sqlx::Error::WorkerCrashed)));
        assert!(shared.guarded(async { Err::<(), _>(failing) }).await.is_err());
        assert_eq!(shared.broken().as_ref().map(trouble), Some(Trouble::Disk));
        let ran = AtomicBool::new(false);
        let late = shared.guarded(async {
            ran.store(true, Ordering::SeqCst);
            Ok(())
        });
        assert!(late.await.is_err() && !ran.load(Ordering::SeqCst));
    }
}
