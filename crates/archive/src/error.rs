//! Why a backup could not be taken or brought back.

use store::StoreError;
use thiserror::Error;

/// What went wrong.
#[derive(Debug, Error)]
pub enum ArchiveError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Reading or writing the archive.
    #[error("the archive could not be {doing}: {cause}")]
    Io {
        /// What was attempted.
        doing: &'static str,
        /// What the system said.
        cause: std::io::Error,
    },
    /// No key fits, or it is no age file.
    #[error("the backup cannot be opened with this recovery key: {0}")]
    Locked(String),
    /// A key that is none.
    #[error("this is no {0} key")]
    NoKey(&'static str),
    /// What came out is not what went in.
    #[error("the backup is damaged: {0}")]
    Damaged(String),
    /// A backup of another format.
    #[error("the backup has the format {found}; this program reads {known}")]
    Format {
        /// The format of the backup.
        found: String,
        /// The format this program reads.
        known: &'static str,
    },
    /// There is something where the archive would go.
    #[error("{0} is there already")]
    AlreadyThere(String),
}

impl ArchiveError {
    pub(crate) fn io(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |cause| Self::Io { doing, cause }
    }
}
