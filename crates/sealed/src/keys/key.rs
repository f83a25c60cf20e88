//! One master key, its name, and the keys derived from it.

use std::fmt;

use chrono::NaiveDate;
use rand_core::TryCryptoRng;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::encoding;
use crate::place::Place;
use crate::random::{RandomnessFailed, fresh};
use crate::suite::{DerivedKey, KEY_BYTES, Suite};

const CHECK_BYTES: usize = 4;

/// What a key is for. No key serves both uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyUse {
    /// Sealing values.
    Sealing,
    /// Hashing values to look them up.
    Lookup,
}

impl KeyUse {
    /// Returns the word for the use in key files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sealing => "sealing",
            Self::Lookup => "lookup",
        }
    }
}

/// The name of a key: its version, and a check value of 32 bits by which another key of the same version is
/// told apart. The check is derived like any other key, so it tells nothing about the key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyId {
    pub(crate) version: u32,
    check: [u8; CHECK_BYTES],
}

impl KeyId {
    /// Reads `3-9f3c2a1b`; any other spelling is refused.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (version, check) = text.split_once('-')?;
        Self::of_parts(parse_version(version)?, check)
    }

    /// Makes an id of a version and a check in lower-case hexadecimal.
    pub(super) fn of_parts(version: u32, check: &str) -> Option<Self> {
        let plain = |letter: u8| matches!(letter, b'0'..=b'9' | b'a'..=b'f');
        if check.len() != 2 * CHECK_BYTES || !check.bytes().all(plain) {
            return None;
        }
        let check = u32::from_str_radix(check, 16).ok()?.to_be_bytes();
        Some(Self { version, check })
    }

    pub(super) fn check(self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.check))
    }
}

/// Reads a version: a number from one up, without sign or leading zeros.
pub(super) fn parse_version(text: &str) -> Option<u32> {
    let plain = text.bytes().all(|letter| letter.is_ascii_digit()) && !text.starts_with('0');
    if plain { text.parse().ok() } else { None }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.version, self.check())
    }
}

/// What may be told about a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeySummary {
    /// What it is for.
    pub used_for: KeyUse,
    /// Its version, counted from one.
    pub version: u32,
    /// Its algorithms.
    pub suite: Suite,
    /// The day it was made.
    pub created_on: NaiveDate,
    /// Its check value. Kept beside the data, it shows at start whether the key file belongs to them.
    pub check: String,
    /// Whether it is gone for good.
    pub retired: bool,
}

/// A master key in memory, wiped when dropped.
pub(crate) struct Key {
    id: KeyId,
    suite: Suite,
    created_on: NaiveDate,
    master: Zeroizing<[u8; KEY_BYTES]>,
}

impl Key {
    pub(super) fn new(
        used_for: KeyUse,
        version: u32,
        suite: Suite,
        created_on: NaiveDate,
        master: Zeroizing<[u8; KEY_BYTES]>,
    ) -> Self {
        let info = encoding::join(&[b"check", used_for.name().as_bytes()]);
        let derived = suite.derive(&master, &info);
        let mut check = [0; CHECK_BYTES];
        check.iter_mut().zip(derived.iter()).for_each(|(check, byte)| *check = *byte);
        Self { id: KeyId { version, check }, suite, created_on, master }
    }

    pub(super) fn generate<R: TryCryptoRng + ?Sized>(
        used_for: KeyUse,
        version: u32,
        suite: Suite,
        created_on: NaiveDate,
        rng: &mut R,
    ) -> Result<Self, RandomnessFailed> {
        Ok(Self::new(used_for, version, suite, created_on, fresh(rng)?))
    }

    pub(crate) fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn suite(&self) -> Suite {
        self.suite
    }

    /// Derives the sealing key of one column of one agency.
    pub(crate) fn for_column(&self, place: &Place<'_>) -> DerivedKey {
        let Place { agency, table, column, record: _ } = place;
        let parts: [&[u8]; 4] = [b"seal", agency.as_bytes(), table.as_bytes(), column.as_bytes()];
        self.suite.derive(&self.master, &encoding::join(&parts))
    }

    /// Derives the look-up key of one agency.
    pub(super) fn for_lookup(&self, agency: Uuid) -> DerivedKey {
        self.suite.derive(&self.master, &encoding::join(&[b"lookup", agency.as_bytes()]))
    }

    /// Derives the key of a purpose that belongs to no agency.
    pub(super) fn for_purpose(&self, purpose: &str) -> DerivedKey {
        self.suite.derive(&self.master, &encoding::join(&[b"purpose", purpose.as_bytes()]))
    }

    pub(super) fn summary(&self, used_for: KeyUse) -> KeySummary {
        KeySummary {
            used_for,
            version: self.id.version,
            suite: self.suite,
            created_on: self.created_on,
            check: self.id.check(),
            retired: false,
        }
    }

    /// Shows the key itself, for the key file.
    pub(super) fn expose(&self) -> &[u8; KEY_BYTES] {
        &self.master
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_one_spelling() {
        assert_eq!(KeyId::parse("3-009f3c2a").unwrap().to_string(), "3-009f3c2a");
        for text in [
            "",
            "3",
            "3-",
            "0-009f3c2a",
            "03-009f3c2a",
            "+3-009f3c2a",
            "3-009F3c2a",
            "3-9f3c2a",
            "3-+09f3c2a",
            "4294967296-009f3c2a",
            "-1-009f3c2a",
            "3-009f3c2a-",
        ] {
            assert_eq!(KeyId::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_two_uses_of_the_same_bytes_have_different_checks() {
        let day = crate::testing::day();
        let key = |used_for| {
            Key::new(used_for, 1, Suite::International, day, Zeroizing::new([1; KEY_BYTES]))
        };
        assert_ne!(key(KeyUse::Sealing).id(), key(KeyUse::Lookup).id());
    }

    #[test]
    fn each_column_of_each_agency_has_a_key_of_its_own_whatever_the_record() {
        let day = crate::testing::day();
        for suite in Suite::ALL {
            let key = Key::new(KeyUse::Sealing, 1, suite, day, Zeroizing::new([1; KEY_BYTES]));
            let here = crate::testing::place();
            let other = Uuid::from_u128(0xC);
            let derived = key.for_column(&here);
            assert_eq!(derived, key.for_column(&Place { record: other, ..here }));
            assert_ne!(derived, key.for_column(&Place { agency: other, ..here }));
            assert_ne!(derived, key.for_column(&Place { table: "agent", ..here }));
            assert_ne!(derived, key.for_column(&Place { column: "phone", ..here }));
            assert_ne!(derived, key.for_lookup(here.agency));
        }
    }
}
