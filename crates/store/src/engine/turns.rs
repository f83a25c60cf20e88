//! SQLite has one writer. Units of work take turns on its connection, each in a savepoint, and the
//! units that were waiting share one commit, hence one write to the disk. A unit is told that it is
//! stored only when that commit has returned.
//!
//! Transaction and savepoints are spoken here, statement by statement, because every answer counts:
//! on a full disk or a failing one SQLite may undo a whole transaction by itself, and whoever does not
//! notice takes the next savepoint for a transaction. After any such answer the connection is given up.

use std::sync::{Arc, OnceLock};

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, TransactionTrait};
use tokio::sync::{mpsc, oneshot};

use super::hand::{Hand, Pinned, Shared};
use super::sqlite::{Reconnect, Trouble, trouble};
use crate::error::{CommitError, StoreError};
use crate::unit::{Ending, Told, Turn};

/// Units that may share one commit: enough to fill a disk's wait, few enough that the first is not
/// kept waiting.
const LARGEST_GROUP: usize = 64;

/// Units that may wait for their turn before new ones are refused.
const LONGEST_QUEUE: usize = 1_024;

type Lent = Result<(Hand, Ending), StoreError>;

/// The queue before the writer's connection.
#[derive(Debug, Clone)]
pub(crate) struct Turns {
    queue: mpsc::Sender<oneshot::Sender<Lent>>,
    first: DatabaseConnection,
    halted: Arc<OnceLock<String>>,
}

impl Turns {
    /// Starts to lend out the connection; a new one is made where it must be given up.
    pub(crate) fn of(connection: DatabaseConnection, reconnect: Reconnect) -> Self {
        let (queue, waiting) = mpsc::channel(LONGEST_QUEUE);
        let halted = Arc::new(OnceLock::new());
        let first = connection.clone();
        let writer =
            Writer { pool: Some(connection), pinned: None, reconnect, halted: Arc::clone(&halted) };
        tokio::spawn(writer.serve(waiting));
        Self { queue, first, halted }
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

    /// The connection before any unit had its turn, for the schema and the first rows. Afterwards the
    /// writer keeps it, and whoever asks waits in vain.
    pub(crate) fn first(&self) -> &DatabaseConnection {
        &self.first
    }

    pub(crate) fn halted(&self) -> Option<String> {
        self.halted.get().cloned()
    }
}

struct Writer {
    pool: Option<DatabaseConnection>,
    pinned: Option<Arc<Pinned>>,
    reconnect: Reconnect,
    halted: Arc<OnceLock<String>>,
}

/// What a group has come to.
struct Group {
    shared: Shared,
    stored: Vec<oneshot::Sender<Told>>,
}

impl Writer {
    async fn serve(mut self, mut waiting: mpsc::Receiver<oneshot::Sender<Lent>>) {
        while let Some(first) = waiting.recv().await {
            if let Some(why) = self.halted.get() {
                let _ = first.send(Err(StoreError::Halted(why.clone())));
                continue;
            }
            let connection = match self.connection().await {
                Ok(connection) => connection,
                Err(error) => {
                    let _ = first.send(Err(error));
                    continue;
                }
            };
            if let Err(error) = run(&connection, "BEGIN IMMEDIATE").await {
                self.give_up(&error).await;
                let _ = first.send(Err(StoreError::reaching(error)));
                continue;
            }
            let mut group = Group { shared: Shared::new(connection), stored: Vec::new() };
            let worked = group.work(first, &mut waiting).await;
            self.end(group, worked).await;
        }
        self.close().await;
    }

    /// The connection, or a new one where it was given up.
    async fn connection(&mut self) -> Result<Arc<Pinned>, StoreError> {
        if let Some(connection) = &self.pinned {
            return Ok(Arc::clone(connection));
        }
        let pool = match self.pool.take() {
            Some(pool) => pool,
            None => (self.reconnect)().await?,
        };
        let pinned = pool.begin().await.map_err(StoreError::reaching)?;
        run(&pinned, "COMMIT").await.map_err(StoreError::reaching)?;
        let pinned = Arc::new(pinned);
        self.pool = Some(pool);
        self.pinned = Some(Arc::clone(&pinned));
        Ok(pinned)
    }

    /// Undoes what is open and lets the connection go. It closes when the last unit that was lent it
    /// is told its end, which must not be waited for: that unit waits for us.
    async fn close(&mut self) {
        if let Some(pinned) = self.pinned.take() {
            let _ = run(&pinned, "ROLLBACK").await;
        }
        if let Some(pool) = self.pool.take() {
            tokio::spawn(async move { pool.close().await });
        }
    }

    /// Commits for everybody, or for nobody.
    async fn end(&mut self, group: Group, worked: Result<(), DbErr>) {
        let connection = self.pinned.clone();
        let ended = match (worked, &connection) {
            (Ok(()), Some(connection)) => match run(connection, "COMMIT").await {
                Ok(()) => Ok(()),
                Err(error) => {
                    let judged = match trouble(&error) {
                        // Nothing was written, and the same unit may be tried again later.
                        Trouble::Full => CommitError::NotStored(error.to_string()),
                        Trouble::None | Trouble::Disk => CommitError::Unknown(error.to_string()),
                    };
                    self.give_up(&error).await;
                    Err(judged)
                }
            },
            (Err(error), _) => {
                // No commit was asked for, and closing the connection undoes what is left.
                self.give_up(&error).await;
                Err(CommitError::NotStored(error.to_string()))
            }
            (Ok(()), None) => Err(CommitError::NotStored("the connection is gone".to_owned())),
        };
        if let Err(CommitError::Unknown(why)) = &ended {
            self.halt(why);
        }
        for told in group.stored {
            let _ = told.send(ended.clone());
        }
    }

    /// Closes a connection whose state nobody knows. After an error of the disk nobody knows what the
    /// disk holds either, and asking it again would be believed falsely: no more writes until the
    /// program starts anew.
    async fn give_up(&mut self, error: &DbErr) {
        if trouble(error) == Trouble::Disk {
            self.halt(&error.to_string());
        }
        tracing::warn!(%error, "the writer's connection is given up");
        self.close().await;
    }

    fn halt(&self, why: &str) {
        tracing::error!(error = %why, "no more writes are accepted");
        let _ = self.halted.set(why.to_owned());
    }
}

impl Group {
    /// Lets the waiting units work one after the other.
    async fn work(
        &mut self,
        first: oneshot::Sender<Lent>,
        waiting: &mut mpsc::Receiver<oneshot::Sender<Lent>>,
    ) -> Result<(), DbErr> {
        self.lend(first).await?;
        // Turns count, not what they came to: those that are stored wait for those that fail.
        for _ in 1..LARGEST_GROUP {
            let Ok(unit) = waiting.try_recv() else { break };
            self.lend(unit).await?;
        }
        Ok(())
    }

    /// Lends the connection to one unit.
    async fn lend(&mut self, unit: oneshot::Sender<Lent>) -> Result<(), DbErr> {
        let connection = Arc::clone(self.shared.connection());
        if let Err(error) = run(&connection, "SAVEPOINT unit").await {
            let _ = unit.send(Err(StoreError::reaching(error.clone())));
            return Err(error);
        }
        let (back, returned) = oneshot::channel();
        let hand = Hand::in_turn(self.shared.clone());
        // A unit that no longer waits gets nothing.
        let wanted = match unit.send(Ok((hand, Ending::InTurn(Turn::of(back))))) {
            // A unit that was dropped without a word wants nothing stored.
            Ok(()) => returned.await.ok(),
            Err(_) => None,
        };
        if let Some(error) = self.shared.broken() {
            if let Some(told) = wanted {
                let _ = told.send(Err(CommitError::NotStored(error.to_string())));
            }
            return Err(error);
        }
        match wanted {
            Some(told) => {
                self.stored.push(told);
                run(&connection, "RELEASE unit").await
            }
            None => run(&connection, "ROLLBACK TO unit; RELEASE unit").await,
        }
    }
}

async fn run(connection: &Pinned, sql: &str) -> Result<(), DbErr> {
    connection.execute_unprepared(sql).await.map(|_| ())
}
