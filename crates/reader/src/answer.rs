//! What a reader answers: what it read, or why the document cannot be read.

use serde::{Deserialize, Serialize};

/// The answer, as it goes from one process to the other.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Answer<T, E> {
    /// It was read.
    Read(T),
    /// It cannot be read.
    NotRead(E),
}

impl<T, E> From<Result<T, E>> for Answer<T, E> {
    fn from(result: Result<T, E>) -> Self {
        match result {
            Ok(read) => Self::Read(read),
            Err(error) => Self::NotRead(error),
        }
    }
}
