//! SQLite has one writer. Units of work take turns on its connection, each in a savepoint, and the
//! units that were waiting share one commit, hence one write to the disk. A unit is told that it is
//! stored only when that commit has returned.

use std::sync::{Arc, OnceLock};

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbErr, RuntimeErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait, sqlx,
};
use tokio::sync::{mpsc, oneshot};

use crate::error::{CommitError, StoreError};
use crate::unit::{Ending, Turn};

/// Units that may share one commit: enough to fill a disk's wait, few enough that the first is not
/// kept waiting.
const LARGEST_GROUP: usize = 64;

/// Units that may wait for their turn before new ones are refused.
const LONGEST_QUEUE: usize = 1_024;

type Lent = Result<(DatabaseTransaction, Ending), StoreError>;

/// The queue before the writer's connection.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    queue: mpsc::Sender<oneshot::Sender<Lent>>,
    connection: DatabaseConnection,
    halted: Arc<OnceLock<String>>,
}

impl Turns {
    /// Starts to lend out the connection.
    pub(crate) fn of(connection: DatabaseConnection) -> Self {
        let (queue, waiting) = mpsc::channel(LONGEST_QUEUE);
        let halted = Arc::new(OnceLock::new());
        let writer = Writer { connection: connection.clone(), halted: Arc::clone(&halted) };
        tokio::spawn(writer.serve(waiting));
        Self { queue, connection, halted }
    }

    /// Waits for the connection.
    pub(crate) async fn take(&self) -> Lent {
        if let Some(why) = self.halted.get() {
            return Err(StoreError::Halted(why.clone()));
        }
        let (give, lent) = oneshot::channel();
        self.queue.try_send(give).map_err(|_| StoreError::Overloaded)?;
        lent.await.unwrap_or_else(|_| Err(StoreError::Halted("the writer has ended".to_owned())))
    }

    pub(crate) fn connection(&self) -> &DatabaseConnection {
        &self.connection
    }

    pub(crate) fn halted(&self) -> Option<String> {
        self.halted.get().cloned()
    }

    /// Returns the connection when nobody waits for it any more.
    pub(crate) async fn close(self) -> Option<DatabaseConnection> {
        drop(self.queue);
        Some(self.connection)
    }
}

struct Writer {
    connection: DatabaseConnection,
    halted: Arc<OnceLock<String>>,
}

impl Writer {
    async fn serve(self, mut waiting: mpsc::Receiver<oneshot::Sender<Lent>>) {
        while let Some(first) = waiting.recv().await {
            self.group(first, &mut waiting).await;
        }
    }

    /// Lets the waiting units work one after the other, then commits for all of them.
    async fn group(
        &self,
        first: oneshot::Sender<Lent>,
        waiting: &mut mpsc::Receiver<oneshot::Sender<Lent>>,
    ) {
        if let Some(why) = self.halted.get() {
            let _ = first.send(Err(StoreError::Halted(why.clone())));
            return;
        }
        let immediate = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        let transaction = match self.connection.begin_with_options(immediate).await {
            Ok(transaction) => transaction,
            Err(error) => {
                let _ = first.send(Err(StoreError::reaching(error)));
                return;
            }
        };
        let mut stored = Vec::new();
        let mut next = Some(first);
        while let Some(unit) = next.take() {
            if let Some(told) = lend(&transaction, unit).await {
                stored.push(told);
            }
            if stored.len() < LARGEST_GROUP {
                next = waiting.try_recv().ok();
            }
        }
        let committed = transaction.commit().await.map_err(|error| self.judge(&error));
        for told in stored {
            let _ = told.send(committed.clone());
        }
    }

    /// Says what a failed commit means. After an error from the disk nobody knows what it holds, and
    /// asking it again would be believed falsely: no more writes until the program starts anew.
    fn judge(&self, error: &DbErr) -> CommitError {
        if disk_is_full(error) {
            return CommitError::NotStored(error.to_string());
        }
        let why = error.to_string();
        tracing::error!(error = %why, "commit failed; no more writes are accepted");
        let _ = self.halted.set(why.clone());
        CommitError::Unknown(why)
    }
}

/// Lends the connection to one unit, and returns whom to tell when it wants to be stored.
async fn lend(
    transaction: &DatabaseTransaction,
    unit: oneshot::Sender<Lent>,
) -> Option<oneshot::Sender<Result<(), CommitError>>> {
    let savepoint = match transaction.begin().await {
        Ok(savepoint) => savepoint,
        Err(error) => {
            let _ = unit.send(Err(StoreError::reaching(error)));
            return None;
        }
    };
    let (back, returned) = oneshot::channel();
    // A unit that no longer waits gets nothing; its savepoint is undone as it is dropped.
    unit.send(Ok((savepoint, Ending::InTurn(Turn::of(back))))).ok()?;
    // A unit that was dropped without a word wants nothing stored.
    returned.await.ok()
}

/// SQLITE_FULL: nothing was written, and the same unit may be tried again later.
fn disk_is_full(error: &DbErr) -> bool {
    const SQLITE_FULL: &str = "13";
    let (DbErr::Exec(RuntimeErr::SqlxError(it)) | DbErr::Query(RuntimeErr::SqlxError(it))) = error
    else {
        return false;
    };
    match it.as_ref() {
        sqlx::Error::Database(it) => it.code().as_deref() == Some(SQLITE_FULL),
        _ => false,
    }
}
