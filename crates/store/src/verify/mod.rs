//! Looks through everything that can be proved: the log against its own signatures, records against
//! the log, numbers against their series, files against their hashes.

mod fault;
mod log;
mod page;
mod records;

use eventlog::Checkpoint;

use crate::error::StoreError;
use crate::store::Store;

pub use fault::{Fault, What};
pub use log::LogVerdict;
pub use records::RecordVerdict;

/// What was looked at and found.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Verdict {
    /// The log.
    pub log: LogVerdict,
    /// Records, numbers and files.
    pub records: RecordVerdict,
    /// What is wrong, at most [`MOST_FAULTS`].
    pub faults: Vec<Fault>,
}

/// More faults than these are not listed: one look at the first shows what happened.
pub const MOST_FAULTS: usize = 1_000;

/// What is verified against.
#[derive(Debug, Clone, Default)]
pub struct Against {
    /// Checkpoints that somebody kept outside: the log must still contain them.
    pub witnessed: Vec<Checkpoint>,
    /// Whether files are read whole, not only looked for.
    pub read_files: bool,
}

/// Tells how far a long look is.
pub type Progress<'a> = &'a mut (dyn FnMut(u64) + Send);

/// Verifies an installation, in one snapshot while it works on.
///
/// # Errors
///
/// Where the database does not answer. Whatever is wrong with what it holds is a [`Fault`].
pub async fn verify(
    store: &Store,
    against: &Against,
    progress: Progress<'_>,
) -> Result<Verdict, StoreError> {
    let moment = store.snapshot().await?;
    let mut faults = Vec::new();
    let log = log::verify(&moment, against, &mut faults, progress).await?;
    let records = records::verify(&moment, against.read_files, &mut faults).await?;
    faults.truncate(MOST_FAULTS);
    Ok(Verdict { log, records, faults })
}
