//! The key ring as the text of a key file. Its mode (0600) and its place are the caller's business.
//!
//! ```text
//! gongkai-keyring/1
//! # purpose, version, algorithms, made on, check value, key
//! sealing 1 aes256gcm 2026-03-02 9f3c2a1b retired
//! sealing 2 sm4gcm 2027-03-01 00c4d1e7 <32 bytes in base64>
//! lookup 1 aes256gcm 2026-03-02 5b6a7c8d <32 bytes in base64>
//! ```

use std::collections::BTreeMap;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use chrono::NaiveDate;
use thiserror::Error;
use zeroize::Zeroizing;

use super::family::{Family, Older};
use super::key::{Key, KeyId, KeySummary, KeyUse, parse_version};
use super::ring::KeyRing;
use crate::bounds::{LARGEST_KEY_RING_BYTES, MOST_KEYS};
use crate::suite::{KEY_BYTES, Suite};

const FIRST_LINE: &str = "gongkai-keyring/1";
const WARNING: &str = "# Secret. Whoever has this file and the database reads every sealed value.\n\
     # Keep a copy apart from the backups of the database: without it sealed values are lost.\n\
     # purpose, version, algorithms, made on, check value, key\n";
const RETIRED: &str = "retired";
const LONGEST_LINE: usize = 128;

/// Why a text is not a key ring. No part of a line is ever quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyRingTextError {
    /// Larger than any key file.
    #[error("the text is larger than {LARGEST_KEY_RING_BYTES} bytes; check that it is a key file")]
    TooLarge,
    /// Another file, or one of a newer program.
    #[error("the first line is not {FIRST_LINE}; check that it is a key file of this program")]
    NotAKeyRing,
    /// A line that is not purpose, version, algorithms, date, check value and key.
    #[error("line {line}: not purpose, version, algorithms, date, check value and key")]
    Line {
        /// The line, counted from one.
        line: usize,
    },
    /// A version that is not one more than the version before it.
    #[error("line {line}: the version is not one more than the last one of its purpose")]
    OutOfOrder {
        /// The line, counted from one.
        line: usize,
    },
    /// More keys than a ring holds.
    #[error("line {line}: a key ring holds at most {MOST_KEYS} keys of one purpose")]
    TooMany {
        /// The line, counted from one.
        line: usize,
    },
    /// A key that was damaged or put into the wrong line.
    #[error("line {line}: the key does not fit its check value; the file is damaged")]
    Damaged {
        /// The line, counted from one.
        line: usize,
    },
    /// The newest key of a use is missing or retired.
    #[error("the newest {purpose} key is missing or retired")]
    NoCurrentKey {
        /// The use, as key files name it.
        purpose: &'static str,
    },
}

impl KeyRing {
    /// Reads a key file.
    ///
    /// # Errors
    ///
    /// [`KeyRingTextError`] names the line and never shows it.
    pub fn parse(text: &str) -> Result<Self, KeyRingTextError> {
        if text.len() > LARGEST_KEY_RING_BYTES {
            return Err(KeyRingTextError::TooLarge);
        }
        let mut lines = text.lines().enumerate();
        if lines.next().is_none_or(|(_, first)| first.trim_end() != FIRST_LINE) {
            return Err(KeyRingTextError::NotAKeyRing);
        }
        let (mut sealing, mut lookup) = (BTreeMap::new(), BTreeMap::new());
        for (at, text) in lines {
            let line = at + 1;
            if text.trim().is_empty() || text.starts_with('#') {
                continue;
            }
            let entry = Entry::parse(text).ok_or(KeyRingTextError::Line { line })?;
            let family = match entry.summary.used_for {
                KeyUse::Sealing => &mut sealing,
                KeyUse::Lookup => &mut lookup,
            };
            entry.add_to(family, line)?;
        }
        let sealing = family(KeyUse::Sealing, sealing)?;
        Ok(Self { sealing, lookup: family(KeyUse::Lookup, lookup)? })
    }

    /// Writes the key file. The text is wiped when dropped.
    pub fn to_text(&self) -> Zeroizing<String> {
        let keys: Vec<_> = self.sealing.all().chain(self.lookup.all()).collect();
        // Room for all of it, so that the text never moves and leaves no copy behind.
        let room = FIRST_LINE.len() + WARNING.len() + keys.len() * LONGEST_LINE;
        let mut text = Zeroizing::new(String::with_capacity(room));
        text.push_str(FIRST_LINE);
        text.push('\n');
        text.push_str(WARNING);
        for (summary, key) in keys {
            let KeySummary { used_for, version, suite, created_on, check, retired: _ } = summary;
            let (used_for, suite) = (used_for.name(), suite.name());
            text.push_str(&format!("{used_for} {version} {suite} {created_on} {check} "));
            match key {
                Some(key) => BASE64_STANDARD.encode_string(key.expose(), &mut text),
                None => text.push_str(RETIRED),
            }
            text.push('\n');
        }
        text
    }
}

/// One line of a key file.
struct Entry {
    summary: KeySummary,
    id: KeyId,
    master: Option<Zeroizing<[u8; KEY_BYTES]>>,
}

impl Entry {
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split_ascii_whitespace();
        let used_for = words.next()?;
        let used_for =
            [KeyUse::Sealing, KeyUse::Lookup].into_iter().find(|it| it.name() == used_for)?;
        let version = parse_version(words.next()?)?;
        let suite = Suite::from_name(words.next()?)?;
        let created_on = NaiveDate::parse_from_str(words.next()?, "%Y-%m-%d").ok()?;
        let id = KeyId::of_parts(version, words.next()?)?;
        let master = match words.next()? {
            RETIRED => None,
            key => Some(parse_master(key)?),
        };
        if words.next().is_some() {
            return None;
        }
        let (check, retired) = (id.check(), master.is_none());
        let summary = KeySummary { used_for, version, suite, created_on, check, retired };
        Some(Self { summary, id, master })
    }

    fn add_to(
        self,
        family: &mut BTreeMap<u32, Older>,
        line: usize,
    ) -> Result<(), KeyRingTextError> {
        let Self { summary, id, master } = self;
        if summary.version > MOST_KEYS {
            return Err(KeyRingTextError::TooMany { line });
        }
        if summary.version != family.last_key_value().map_or(1, |(last, _)| last + 1) {
            return Err(KeyRingTextError::OutOfOrder { line });
        }
        let KeySummary { used_for, version, suite, created_on, .. } = summary;
        let older = match master {
            None => Older::Retired(summary),
            Some(master) => {
                let key = Key::new(used_for, version, suite, created_on, master);
                if key.id() != id {
                    return Err(KeyRingTextError::Damaged { line });
                }
                Older::Kept(key)
            }
        };
        family.insert(version, older);
        Ok(())
    }
}

fn parse_master(text: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let mut master = Zeroizing::new([0; KEY_BYTES]);
    let written = BASE64_STANDARD.decode_slice(text, master.as_mut_slice()).ok()?;
    (written == KEY_BYTES).then_some(master)
}

/// Makes a family of its lines; the newest key has to be at hand.
fn family(used_for: KeyUse, mut keys: BTreeMap<u32, Older>) -> Result<Family, KeyRingTextError> {
    match keys.pop_last() {
        Some((_, Older::Kept(current))) => Ok(Family::new(used_for, current, keys)),
        _ => Err(KeyRingTextError::NoCurrentKey { purpose: used_for.name() }),
    }
}

#[cfg(test)]
mod tests;
