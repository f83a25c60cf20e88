//! What an applicant keeps: one file that proves, without us, that an entry is in the log.
//!
//! The file holds the entry, the text behind its commitment where the applicant may have it, and the proof
//! up to a signed checkpoint. The key in it is for information: who checks takes the key from where the
//! agency publishes it, and compares its fingerprint.

mod error;
mod file;

use crate::checkpoint::Checkpoint;
use crate::entry::Entry;
use crate::hash::HashSuite;
use crate::key::VerifierKey;
use crate::opening::Opening;
use crate::proof::LogProof;
use crate::tree::verify_inclusion;

pub use error::ReceiptError;

/// An entry with everything that shows it is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// The entry.
    pub entry: Entry,
    /// What is behind its commitment.
    pub opening: Option<Opening>,
    /// The hash function of the log.
    pub suite: HashSuite,
    /// Its place in the log and the proof.
    pub proof: LogProof,
    /// The key the log used, for information.
    pub key: VerifierKey,
}

/// What a receipt has proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The entry that is in the log.
    pub entry: Entry,
    /// Its place, counted from zero.
    pub index: u64,
    /// The signed head of the log that contains it.
    pub checkpoint: Checkpoint,
    /// The receipt has the text behind the commitment, and it is that text.
    pub opened: bool,
}

impl Receipt {
    /// Checks the receipt against the key of the log, which comes from elsewhere than the receipt.
    ///
    /// # Errors
    ///
    /// [`ReceiptError`] with the first thing that does not match.
    pub fn verify(&self, key: &VerifierKey) -> Result<Proven, ReceiptError> {
        let checkpoint = Checkpoint::open(self.proof.note(), key)?;
        if checkpoint.suite != self.suite {
            let (receipt, checkpoint) = (self.suite, checkpoint.suite);
            return Err(ReceiptError::OtherSuite { receipt, checkpoint });
        }
        let text = self.entry.text();
        let (index, size) = (self.proof.index(), checkpoint.size);
        verify_inclusion(
            self.suite,
            text.as_bytes(),
            index,
            size,
            self.proof.hashes(),
            checkpoint.root,
        )?;
        let opened = match &self.opening {
            None => false,
            Some(opening) if opening.commitment(self.suite) == self.entry.detail => true,
            Some(_) => return Err(ReceiptError::OtherOpening),
        };
        Ok(Proven { entry: self.entry.clone(), index, checkpoint, opened })
    }
}
