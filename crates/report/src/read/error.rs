//! Why a document could not be read.

use thiserror::Error;

/// Why a document could not be read at all. A cell that cannot be read is not an error but
/// [`crate::value`]'s `Unreadable`.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The file holds nothing.
    #[error("the file is empty")]
    Empty,
    /// The content is of a kind that this program does not read.
    #[error("the content is {kind}, which is not read")]
    UnsupportedFormat {
        /// What it looks like, for people.
        kind: String,
    },
    /// The file is encrypted or needs a password.
    #[error("the file is encrypted")]
    Encrypted,
    /// The document has pages but no text: pictures only.
    #[error("the document has {pictures} pictures and no readable text")]
    NoText {
        /// How many pictures were seen.
        pictures: usize,
    },
    /// Neither a table nor a heading of an annual report was found.
    #[error("no table and no heading of an annual report was found")]
    NotAReport,
    /// The file breaks its own format.
    #[error("the {format} file is damaged: {detail}")]
    Damaged {
        /// `pdf`, `docx`, `xlsx`, …
        format: &'static str,
        /// What the parser met, for people who know the format.
        detail: String,
    },
    /// A bound of [`crate::limits::Limits`] was passed.
    #[error("more than {bound} {what}")]
    TooLarge {
        /// What was counted: `bytes`, `pages`, …
        what: &'static str,
        /// The bound.
        bound: usize,
    },
    /// Reading took longer than the bound.
    #[error("reading took longer than {seconds} seconds")]
    TooSlow {
        /// The bound in seconds.
        seconds: u64,
    },
}
