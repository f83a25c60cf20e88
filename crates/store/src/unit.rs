//! How a transaction ends, on either engine.

use sea_orm::DatabaseTransaction;
use tokio::sync::oneshot;

use crate::error::CommitError;

/// What must happen after a unit's own part is done.
#[derive(Debug)]
pub(crate) enum Ending {
    /// The transaction is the unit's alone: its commit is the end.
    Alone,
    /// The unit is a savepoint in a shared transaction, and waits for that one's commit.
    InTurn(Turn),
}

/// The turn of one unit on a shared connection.
#[derive(Debug)]
pub(crate) struct Turn {
    back: oneshot::Sender<oneshot::Sender<Result<(), CommitError>>>,
}

impl Turn {
    pub(crate) fn of(back: oneshot::Sender<oneshot::Sender<Result<(), CommitError>>>) -> Self {
        Self { back }
    }
}

impl Ending {
    /// Commits, and returns when the disk has it.
    pub(crate) async fn commit(self, transaction: DatabaseTransaction) -> Result<(), CommitError> {
        match self {
            Self::Alone => {
                transaction.commit().await.map_err(|error| CommitError::Unknown(error.to_string()))
            }
            Self::InTurn(turn) => {
                let released = transaction.commit().await;
                released.map_err(|error| CommitError::NotStored(error.to_string()))?;
                let (tell, told) = oneshot::channel();
                let gone = || CommitError::Unknown("the writer has ended".to_owned());
                turn.back.send(tell).map_err(|_| gone())?;
                told.await.map_err(|_| gone())?
            }
        }
    }
}
