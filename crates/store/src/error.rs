//! Why something could not be kept or found.

use sea_orm::{DbErr, SqlErr};
use thiserror::Error;
use uuid::Uuid;

/// Why the store could not do what was asked. One variant per situation a caller treats differently.
#[derive(Debug, Error)]
pub enum StoreError {
    /// Somebody else changed the record meanwhile; nothing was overwritten.
    #[error("{kind} {id} was changed meanwhile: expected version {expected}")]
    Stale {
        /// The kind of record.
        kind: String,
        /// The record.
        id: Uuid,
        /// The version that the change was made upon.
        expected: i64,
    },
    /// The record is not there, or not for this scope; the two answer alike.
    #[error("there is no {0} of that id")]
    NotFound(&'static str),
    /// The same key was used for something else.
    #[error("the key was used before for something else")]
    KeyReused,
    /// The row is there already.
    #[error("{0} is there already")]
    AlreadyThere(&'static str),
    /// It was given for good.
    #[error("the {0} is for good")]
    Fixed(&'static str),
    /// Another worker has taken the job over; what this one did is undone.
    #[error("the job is another worker's by now")]
    LeaseLost,
    /// The clock stands before the last entry of the log.
    #[error(
        "the clock is {0} s behind the last entry of the log; no act is recorded until it is right"
    )]
    ClockBehind(i64),
    /// More is waiting than can be served.
    #[error("too many writes are waiting")]
    Overloaded,
    /// The disk gave an error; what it holds is not known, so no more is confirmed.
    #[error("no more writes are accepted until the program starts anew: {0}")]
    Halted(String),
    /// The database cannot be reached or refuses.
    #[error("the database does not answer: {0}")]
    Unreachable(String),
    /// The database or its settings would lose confirmed writes.
    #[error("unsafe setting: {0}")]
    Unsafe(String),
    /// Something in the database makes no sense.
    #[error("{table} {id} makes no sense: {why}")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// The row.
        id: String,
        /// What is wrong.
        why: String,
    },
    /// A query failed.
    #[error("{table} could not be {doing}: {cause}")]
    Query {
        /// The table.
        table: &'static str,
        /// What was attempted.
        doing: &'static str,
        /// What the engine said.
        cause: String,
    },
    /// The database is not one that this program can work on.
    #[error(transparent)]
    Schema(#[from] SchemaError),
    /// A file could not be kept or read.
    #[error("the file could not be {doing}: {cause}")]
    File {
        /// What was attempted.
        doing: &'static str,
        /// What the system said.
        cause: String,
    },
    /// A sealed value cannot be opened.
    #[error("a sealed value cannot be opened: {0}")]
    Sealed(String),
    /// The keys are missing, unreadable or not those of this installation.
    #[error("{0}")]
    Keys(String),
    /// The log does not prove what it should.
    #[error("the log is broken: {0}")]
    Log(String),
    /// The transaction did not end well.
    #[error(transparent)]
    Commit(#[from] CommitError),
}

/// Why a database cannot be worked on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SchemaError {
    /// A newer program wrote it.
    #[error("the database was written by a newer version of the program (step {0})")]
    Newer(String),
    /// It was not taken forward yet.
    #[error("the schema lacks {0}: run `gongkai migrate`")]
    Older(String),
    /// A step could not be taken.
    #[error("a step of the schema failed: {0}")]
    StepFailed(String),
    /// Nothing is in it.
    #[error("the database is empty: run `gongkai init` or `gongkai restore`")]
    Empty,
    /// Somebody else is in it.
    #[error("the database belongs to an installation already; take an empty one")]
    Taken,
}

/// How a transaction failed to end.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CommitError {
    /// Nothing of it is stored.
    #[error("nothing was stored: {0}")]
    NotStored(String),
    /// Nobody can say. The idempotency key tells, once the store answers again.
    #[error("it is not known whether it was stored: {0}")]
    Unknown(String),
}

impl StoreError {
    /// The engine did not answer.
    pub(crate) fn reaching(error: DbErr) -> Self {
        Self::Unreachable(error.to_string())
    }

    /// A read of the table failed.
    pub(crate) fn reading(table: &'static str) -> impl FnOnce(DbErr) -> Self {
        move |error| Self::Query { table, doing: "read", cause: error.to_string() }
    }

    /// A write to the table failed.
    pub(crate) fn writing(table: &'static str) -> impl FnOnce(DbErr) -> Self {
        move |error| match error.sql_err() {
            Some(SqlErr::UniqueConstraintViolation(_)) => Self::AlreadyThere(table),
            _ => Self::Query { table, doing: "written", cause: error.to_string() },
        }
    }

    /// A row holds what nothing of ours writes.
    pub(crate) fn corrupt(table: &'static str, id: impl ToString, why: impl ToString) -> Self {
        Self::Corrupt { table, id: id.to_string(), why: why.to_string() }
    }

    /// A file could not be handled.
    pub(crate) fn file(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::File { doing, cause: error.to_string() }
    }

    /// An object could not be handled.
    pub(crate) fn object(doing: &'static str) -> impl FnOnce(object_store::Error) -> Self {
        move |error| Self::File { doing, cause: error.to_string() }
    }
}
