//! Witnesses hold checkpoints where whoever owns this machine cannot change them: a folder of another
//! machine, a mailbox. Who compares what they hold with the log finds what was removed or rewritten.

mod folder;
mod mail;

use async_trait::async_trait;
use eventlog::{Checkpoint, Token, VerifierKey};
use thiserror::Error;

pub use folder::FolderWitness;
pub use mail::{MailWitness, NotAnAddress};

/// Somebody who is given checkpoints. A value of the configuration.
#[async_trait]
pub trait Witness: Send + Sync {
    /// Its name. What it was given is remembered under it, so another place is another name.
    fn name(&self) -> &Token;

    /// Returns the newest checkpoint it holds, as far as it can be asked.
    ///
    /// # Errors
    ///
    /// Where it does not answer.
    async fn held(&self) -> Result<Held, WitnessError>;

    /// Gives it a checkpoint. The same one twice does no harm; an earlier one is refused by a witness
    /// that can be asked.
    ///
    /// # Errors
    ///
    /// Where it does not take it.
    async fn hand(&self, handover: &Handover) -> Result<(), WitnessError>;
}

/// What a witness says it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// It cannot be asked.
    Unknown,
    /// Nothing yet.
    Nothing,
    /// This note, unchecked.
    Note(String),
}

/// A checkpoint on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The signed note.
    pub note: String,
    /// The key that checks it.
    pub key: VerifierKey,
    /// Tells apart what is being written at the same time.
    pub unique: String,
}

/// Why a checkpoint was not handed over.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum WitnessError {
    /// The database has fewer acts than the witness has seen signed.
    #[error(
        "ALARM: the witness holds a checkpoint of {held} acts and this database has signed {ours}: \
         an old backup was put back, or acts were removed"
    )]
    WentBack {
        /// Acts in the witness's checkpoint.
        held: u64,
        /// Acts in ours.
        ours: u64,
    },
    /// The acts are others than those the witness has seen signed.
    #[error(
        "ALARM: the first {0} acts of this database are not those the witness holds a checkpoint of"
    )]
    Forked(u64),
    /// It held something once.
    #[error(
        "the witness was given a checkpoint of {0} acts and holds nothing: is its folder mounted? \
         A new place needs a new name"
    )]
    Emptied(i64),
    /// What it holds is damaged, or another log's.
    #[error("what the witness holds is no checkpoint of this log: {0}")]
    NotOurs(String),
    /// It does not answer or refuses to write.
    #[error("the witness cannot be reached: {0}")]
    Away(String),
}

impl WitnessError {
    /// Whether the log may have been tampered with: a person looks, and no further try helps.
    #[must_use]
    pub fn is_alarm(&self) -> bool {
        matches!(self, Self::WentBack { .. } | Self::Forked(_))
    }
}

impl From<std::io::Error> for WitnessError {
    fn from(error: std::io::Error) -> Self {
        Self::Away(error.to_string())
    }
}

/// Reads what a witness holds.
pub(crate) fn open(note: &str, key: &VerifierKey) -> Result<Checkpoint, WitnessError> {
    Checkpoint::open(note, key).map_err(|error| WitnessError::NotOurs(error.to_string()))
}

/// Refuses a checkpoint that cannot follow the one held, and says whether it is the same.
pub(crate) fn follows(held: &Checkpoint, ours: &Checkpoint) -> Result<bool, WitnessError> {
    if held.size > ours.size {
        return Err(WitnessError::WentBack { held: held.size, ours: ours.size });
    }
    if held.size < ours.size {
        return Ok(true);
    }
    if held.root == ours.root { Ok(false) } else { Err(WitnessError::Forked(held.size)) }
}
