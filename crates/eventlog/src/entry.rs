//! One entry of the log and its canonical text.
//!
//! The text is what is hashed, so there is one way to write an entry and the reader takes no other:
//! lines in a fixed order, a version in the first, a newline at the end. It holds ids and names of kinds.
//! What the entry says about people is in the [`Opening`](crate::Opening) behind `detail`.

use std::fmt::Display;
use std::str::{FromStr, Split};

use thiserror::Error;
use uuid::Uuid;

use crate::at::At;
use crate::hash::{Hash, HashSuite};
use crate::limits::ENTRY_BYTES;
use crate::token::Token;

const VERSION: &str = "gongkai.log.entry/1";
const NONE: &str = "-";

/// What happened: who did what to which record, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The entry itself.
    pub id: Uuid,
    /// When it happened, by the clock of the server.
    pub at: At,
    /// The agency in whose records it happened.
    pub agency: Uuid,
    /// Who did it: a person, a job or the program, by id.
    pub actor: Token,
    /// What was done, such as `request.registered`.
    pub action: Token,
    /// The kind of record, such as `disclosure_request`.
    pub subject_kind: Token,
    /// The record.
    pub subject_id: Uuid,
    /// The version of the record afterwards, where it has versions.
    pub subject_version: Option<i64>,
    /// The commitment to everything else there is to say.
    pub detail: Hash,
}

/// Why a text is not an entry.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum EntryError {
    /// Longer than any entry.
    #[error("the text is longer than {ENTRY_BYTES} bytes")]
    TooLarge,
    /// The first line is not the one of this version.
    #[error("the first line is not \"{VERSION}\"")]
    OtherVersion,
    /// A line is missing, out of order, or its value cannot be read.
    #[error("the line \"{0}\" is missing or cannot be read")]
    Line(&'static str),
    /// The values can be read, but an entry with them is written otherwise.
    #[error("the entry is not in its canonical form")]
    NotCanonical,
}

impl Entry {
    /// Writes the canonical text, which is what the log hashes.
    ///
    /// # Examples
    ///
    /// ```text
    /// gongkai.log.entry/1
    /// id 019cd6f0-9a40-7000-8000-000000000001
    /// at 2026-03-10T08:00:00.123456Z
    /// agency 00000000-0000-4000-8000-00000000000a
    /// actor officer:00000000-0000-4000-8000-0000000000aa
    /// action request.registered
    /// subject-kind disclosure_request
    /// subject-id 00000000-0000-4000-8000-0000000000bb
    /// subject-version 1
    /// detail 9f3c…
    /// ```
    pub fn text(&self) -> String {
        let version = match self.subject_version {
            Some(version) => version.to_string(),
            None => NONE.to_owned(),
        };
        let values: [(&str, &dyn Display); 9] = [
            ("id", &self.id),
            ("at", &self.at),
            ("agency", &self.agency),
            ("actor", &self.actor),
            ("action", &self.action),
            ("subject-kind", &self.subject_kind),
            ("subject-id", &self.subject_id),
            ("subject-version", &version),
            ("detail", &self.detail),
        ];
        let mut text = format!("{VERSION}\n");
        for (name, value) in values {
            text.push_str(&format!("{name} {value}\n"));
        }
        text
    }

    /// Reads the canonical text and nothing else.
    ///
    /// # Errors
    ///
    /// [`EntryError`] for every text that [`Entry::text`] does not write.
    pub fn parse(text: &str) -> Result<Self, EntryError> {
        if text.len() > ENTRY_BYTES {
            return Err(EntryError::TooLarge);
        }
        let mut lines = text.split('\n');
        if lines.next() != Some(VERSION) {
            return Err(EntryError::OtherVersion);
        }
        let entry = Self {
            id: value(&mut lines, "id")?,
            at: value(&mut lines, "at")?,
            agency: value(&mut lines, "agency")?,
            actor: value(&mut lines, "actor")?,
            action: value(&mut lines, "action")?,
            subject_kind: value(&mut lines, "subject-kind")?,
            subject_id: value(&mut lines, "subject-id")?,
            subject_version: version(&mut lines, "subject-version")?,
            detail: value(&mut lines, "detail")?,
        };
        if entry.text() == text { Ok(entry) } else { Err(EntryError::NotCanonical) }
    }

    /// Returns the hash of the leaf that this entry is in the tree.
    pub fn leaf_hash(&self, suite: HashSuite) -> Hash {
        suite.leaf(self.text().as_bytes())
    }
}

fn value<T: FromStr>(lines: &mut Split<'_, char>, name: &'static str) -> Result<T, EntryError> {
    raw(lines, name)?.parse().map_err(|_| EntryError::Line(name))
}

fn version(lines: &mut Split<'_, char>, name: &'static str) -> Result<Option<i64>, EntryError> {
    match raw(lines, name)? {
        NONE => Ok(None),
        number => number.parse().map(Some).map_err(|_| EntryError::Line(name)),
    }
}

fn raw<'a>(lines: &mut Split<'a, char>, name: &'static str) -> Result<&'a str, EntryError> {
    lines
        .next()
        .and_then(|line| line.strip_prefix(name)?.strip_prefix(' '))
        .ok_or(EntryError::Line(name))
}

#[cfg(test)]
mod tests;
