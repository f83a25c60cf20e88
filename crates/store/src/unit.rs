//! How a unit of work ends, on either engine.

use tokio::sync::oneshot;

use crate::engine::Hand;
use crate::error::CommitError;

/// What a unit is told in the end.
pub(crate) type Told = Result<(), CommitError>;

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
    back: oneshot::Sender<oneshot::Sender<Told>>,
}

impl Turn {
    pub(crate) fn of(back: oneshot::Sender<oneshot::Sender<Told>>) -> Self {
        Self { back }
    }
}

impl Ending {
    /// Commits, and returns when the disk has it.
    pub(crate) async fn commit(self, hand: Hand) -> Told {
        match self {
            Self::Alone => {
                let no_end = || CommitError::NotStored("a turn without an end".to_owned());
                let committed = hand.own().ok_or_else(no_end)?.commit().await;
                committed.map_err(|error| CommitError::Unknown(error.to_string()))
            }
            Self::InTurn(turn) => {
                let (tell, told) = oneshot::channel();
                let gone = || CommitError::Unknown("the writer has ended".to_owned());
                turn.back.send(tell).map_err(|_| gone())?;
                told.await.map_err(|_| gone())?
            }
        }
    }
}
