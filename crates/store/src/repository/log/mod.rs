//! The event log: acts are appended in the transaction that causes them, take their place in the
//! tree in batches, and are proved by signed checkpoints.
//!
//! An act waits in `log_pending` until a sequencing run gives it a leaf (`sequence`). The tree is
//! hence in the order in which runs found the acts, which no transaction has to wait for; until a
//! checkpoint is signed nothing is lost by that, because nothing was proved before either.

mod append;
mod checkpoint;
mod history;
mod receipt;
mod sequence;
mod tree;

use eventlog::Token;
use uuid::Uuid;

use crate::scope::AgencyId;

pub(crate) use append::{PURGED, head_hash};
pub use history::{Detail, Event, LogFilter};
pub(crate) use history::{entry_of, opening_of};

/// The event log.
#[derive(Debug)]
pub struct Log<'a, S> {
    pub(crate) source: &'a S,
}

/// What an act is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The kind of record, such as `disclosure_request`.
    pub kind: Token,
    /// The record.
    pub id: Uuid,
}

/// An act, as the one who performs it states it. Time and place in the log are the store's to give.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// Whose records it happened in.
    pub agency: AgencyId,
    /// Who: a person, a job or the program, by id; never by name.
    pub actor: Token,
    /// Where: the way by which it came, such as `web` or `counter`.
    pub place: String,
    /// What, such as `request.registered`.
    pub action: Token,
    /// On what.
    pub subject: Subject,
    /// Why, in words.
    pub why: String,
    /// The values of the act.
    pub body: serde_json::Value,
}
