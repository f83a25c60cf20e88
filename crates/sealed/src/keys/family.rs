//! The keys of one use: the current one, older ones that still open, and what is left of retired ones.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rand_core::TryCryptoRng;
use thiserror::Error;

use super::key::{Key, KeySummary, KeyUse};
use crate::bounds::MOST_KEYS;
use crate::random::RandomnessFailed;
use crate::suite::Suite;

/// Why a ring got no new key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RotateError {
    /// The ring is full.
    #[error("a key ring holds at most {MOST_KEYS} keys of one use")]
    TooMany,
    /// The generator failed.
    #[error(transparent)]
    Randomness(#[from] RandomnessFailed),
}

/// Why a key was not retired.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum RetireError {
    /// It is the current key.
    #[error("version {version} is the current key; rotate first")]
    Current {
        /// The version.
        version: u32,
    },
    /// There never was such a key.
    #[error("there is no key of version {version}")]
    Unknown {
        /// The version.
        version: u32,
    },
}

/// Why a ring has no key of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MissingKey {
    Unknown,
    Retired,
}

/// All keys of one use. Versions count from one without a gap and are never used again.
pub(super) struct Family {
    used_for: KeyUse,
    current: Key,
    older: BTreeMap<u32, Older>,
}

/// A key that seals nothing new.
pub(super) enum Older {
    Kept(Key),
    Retired(KeySummary),
}

impl Family {
    pub(super) fn new(used_for: KeyUse, current: Key, older: BTreeMap<u32, Older>) -> Self {
        Self { used_for, current, older }
    }

    pub(super) fn current(&self) -> &Key {
        &self.current
    }

    pub(super) fn find(&self, version: u32) -> Result<&Key, MissingKey> {
        if version == self.current.id().version {
            return Ok(&self.current);
        }
        match self.older.get(&version) {
            Some(Older::Kept(key)) => Ok(key),
            Some(Older::Retired(_)) => Err(MissingKey::Retired),
            None => Err(MissingKey::Unknown),
        }
    }

    /// Lists the keys at hand, newest first.
    pub(super) fn kept(&self) -> impl Iterator<Item = &Key> {
        let older = self.older.values().rev().filter_map(|older| match older {
            Older::Kept(key) => Some(key),
            Older::Retired(_) => None,
        });
        std::iter::once(&self.current).chain(older)
    }

    /// Lists every version, oldest first, with the key where it is at hand.
    pub(super) fn all(&self) -> impl Iterator<Item = (KeySummary, Option<&Key>)> {
        let older = self.older.values().map(|older| match older {
            Older::Kept(key) => (key.summary(self.used_for), Some(key)),
            Older::Retired(summary) => (summary.clone(), None),
        });
        older.chain(std::iter::once((self.current.summary(self.used_for), Some(&self.current))))
    }

    pub(super) fn rotate<R: TryCryptoRng + ?Sized>(
        &mut self,
        suite: Suite,
        rng: &mut R,
        today: NaiveDate,
    ) -> Result<u32, RotateError> {
        let version = self.current.id().version;
        let next = version.checked_add(1).filter(|next| *next <= MOST_KEYS);
        let next = next.ok_or(RotateError::TooMany)?;
        let key = Key::generate(self.used_for, next, suite, today, rng)?;
        let former = std::mem::replace(&mut self.current, key);
        self.older.insert(version, Older::Kept(former));
        Ok(next)
    }

    pub(super) fn retire(&mut self, version: u32) -> Result<(), RetireError> {
        if version == self.current.id().version {
            return Err(RetireError::Current { version });
        }
        let older = self.older.get_mut(&version).ok_or(RetireError::Unknown { version })?;
        if let Older::Kept(key) = older {
            let summary = KeySummary { retired: true, ..key.summary(self.used_for) };
            *older = Older::Retired(summary);
        }
        Ok(())
    }
}
