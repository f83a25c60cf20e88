//! The key ring of an installation.

use std::fmt;

use chrono::NaiveDate;
use rand_core::TryCryptoRng;

use super::family::{Family, MissingKey, RetireError, RotateError};
use super::key::{Key, KeySummary, KeyUse};
use crate::random::RandomnessFailed;
use crate::suite::Suite;

/// Master keys for sealing and for look-up, each in versions. Keys are wiped when the ring is dropped, and
/// `Debug` shows their names only.
///
/// The two uses rotate apart. A new sealing key costs nothing at once: old envelopes open with their old key
/// until they are sealed anew. A new look-up key means computing every stored hash again from the opened value,
/// and what was stored as a hash alone (tracking codes) can never be computed again, so old look-up keys stay
/// as long as such hashes do.
pub struct KeyRing {
    pub(super) sealing: Family,
    pub(super) lookup: Family,
}

impl KeyRing {
    /// Makes a ring with one key of each use.
    ///
    /// # Errors
    ///
    /// [`RandomnessFailed`] when the generator does.
    pub fn generate<R: TryCryptoRng + ?Sized>(
        suite: Suite,
        rng: &mut R,
        today: NaiveDate,
    ) -> Result<Self, RandomnessFailed> {
        let mut family = |used_for| {
            let key = Key::generate(used_for, 1, suite, today, rng)?;
            Ok(Family::new(used_for, key, Default::default()))
        };
        Ok(Self { sealing: family(KeyUse::Sealing)?, lookup: family(KeyUse::Lookup)? })
    }

    /// Returns the suite of new envelopes.
    pub fn suite(&self) -> Suite {
        self.sealing.current().suite()
    }

    /// Returns the version of the key that seals new envelopes.
    pub fn version(&self) -> u32 {
        self.sealing.current().id().version
    }

    /// Returns the version of the key that makes new look-up hashes.
    pub fn lookup_version(&self) -> u32 {
        self.lookup.current().id().version
    }

    /// Lists every key, sealing before look-up and oldest first, without showing any.
    pub fn summaries(&self) -> Vec<KeySummary> {
        let families = [&self.sealing, &self.lookup].into_iter();
        families.flat_map(|family| family.all().map(|(summary, _)| summary)).collect()
    }

    /// Adds a sealing key of the same suite, makes it current and returns its version.
    ///
    /// # Errors
    ///
    /// [`RotateError`]; the ring is as before then.
    pub fn rotate<R: TryCryptoRng + ?Sized>(
        &mut self,
        rng: &mut R,
        today: NaiveDate,
    ) -> Result<u32, RotateError> {
        self.rotate_to(self.suite(), rng, today)
    }

    /// Adds a sealing key of another suite, makes it current and returns its version.
    ///
    /// # Errors
    ///
    /// [`RotateError`]; the ring is as before then.
    pub fn rotate_to<R: TryCryptoRng + ?Sized>(
        &mut self,
        suite: Suite,
        rng: &mut R,
        today: NaiveDate,
    ) -> Result<u32, RotateError> {
        self.sealing.rotate(suite, rng, today)
    }

    /// Forgets an old sealing key. Envelopes sealed with it are lost, so seal them anew first
    /// ([`KeyRing::needs_rotation`]). Retiring twice is once.
    ///
    /// # Errors
    ///
    /// [`RetireError`] for the current key and for a version that never was.
    pub fn retire(&mut self, version: u32) -> Result<(), RetireError> {
        self.sealing.retire(version)
    }

    /// Adds a look-up key, makes it current and returns its version. Every stored hash has to be computed again
    /// after this; until then [`KeyRing::lookups`] finds both.
    ///
    /// # Errors
    ///
    /// [`RotateError`]; the ring is as before then.
    pub fn rotate_lookup<R: TryCryptoRng + ?Sized>(
        &mut self,
        suite: Suite,
        rng: &mut R,
        today: NaiveDate,
    ) -> Result<u32, RotateError> {
        self.lookup.rotate(suite, rng, today)
    }

    /// Forgets an old look-up key. What is stored under its hashes is found no more.
    ///
    /// # Errors
    ///
    /// [`RetireError`] for the current key and for a version that never was.
    pub fn retire_lookup(&mut self, version: u32) -> Result<(), RetireError> {
        self.lookup.retire(version)
    }

    pub(crate) fn current_sealing_key(&self) -> &Key {
        self.sealing.current()
    }

    pub(crate) fn sealing_key(&self, version: u32) -> Result<&Key, MissingKey> {
        self.sealing.find(version)
    }
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (suite, version) = (self.suite().name(), self.version());
        write!(f, "KeyRing({suite}, key {version}, look-up key {}, …)", self.lookup_version())
    }
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;
    use static_assertions::assert_not_impl_any;

    use super::*;
    use crate::bounds::MOST_KEYS;
    use crate::testing::{Repeating, day, ring};

    assert_not_impl_any!(KeyRing: fmt::Display, serde::Serialize, Clone);

    #[test]
    fn the_current_key_is_never_retired() {
        let mut ring = ring(Suite::International);
        assert_eq!(ring.retire(1), Err(RetireError::Current { version: 1 }));
        assert_eq!(ring.retire(2), Err(RetireError::Unknown { version: 2 }));
        assert_eq!(ring.rotate(&mut SysRng, day()), Ok(2));
        assert_eq!([ring.retire(1), ring.retire(1)], [Ok(()), Ok(())]);
        assert_eq!(ring.rotate(&mut SysRng, day()), Ok(3), "a version is never used again");
        assert_eq!(ring.lookup_version(), 1, "the two uses rotate apart");
        let retired: Vec<_> = ring.summaries().iter().map(|it| (it.version, it.retired)).collect();
        assert_eq!(retired, [(1, true), (2, false), (3, false), (1, false)]);
    }

    #[test]
    fn a_failed_rotation_changes_nothing() {
        let mut ring = ring(Suite::GuoMi);
        assert!(ring.rotate(&mut Repeating(0), day()).is_err());
        for _ in 1..MOST_KEYS {
            ring.rotate(&mut SysRng, day()).unwrap();
        }
        assert_eq!(ring.rotate(&mut SysRng, day()), Err(RotateError::TooMany));
        assert_eq!(ring.version(), MOST_KEYS);
    }

    #[test]
    fn debug_shows_names_of_keys_only() {
        let ring = KeyRing::generate(Suite::GuoMi, &mut Repeating(0x41), day()).unwrap();
        assert_eq!(format!("{ring:?}"), "KeyRing(sm4gcm, key 1, look-up key 1, …)");
    }
}
