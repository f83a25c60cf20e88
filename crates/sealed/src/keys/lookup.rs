//! Keyed hashes, under which sealed values and secrets are found again.

use std::fmt;

use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

use super::key::Key;
use super::ring::KeyRing;
use crate::encoding;
use crate::field::FieldKind;
use crate::tracking_code::TrackingCode;

/// A keyed hash with the version of its look-up key. Stored beside an envelope it tells which records of one
/// agency hold the same value, and nothing more to whoever lacks the key. `Debug` hides it, so that logs do not
/// link records; it is compared in constant time.
#[derive(Clone, Copy)]
pub struct LookupHash {
    key_version: u32,
    bytes: [u8; 32],
}

impl LookupHash {
    /// Takes up a hash as it was stored.
    pub fn from_stored(key_version: u32, bytes: [u8; 32]) -> Self {
        Self { key_version, bytes }
    }

    /// Returns the version of the key that made it, to be stored beside it.
    pub fn key_version(&self) -> u32 {
        self.key_version
    }

    /// Returns the hash for storing.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.bytes
    }
}

impl PartialEq for LookupHash {
    fn eq(&self, other: &Self) -> bool {
        let same = self.key_version.ct_eq(&other.key_version) & self.bytes.ct_eq(&other.bytes);
        same.into()
    }
}

impl Eq for LookupHash {}

impl fmt::Debug for LookupHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LookupHash(key {}, …)", self.key_version)
    }
}

impl KeyRing {
    /// Hashes a value of one agency for storing. Values that people write differently but mean alike
    /// ([`FieldKind::normalise`]) have one hash. A value in which nothing is left to compare has none, or every
    /// applicant who typed 无 for a phone would be the same person.
    pub fn lookup(&self, kind: FieldKind, agency: Uuid, value: &str) -> Option<LookupHash> {
        let value = normalised(kind, value)?;
        Some(hash_value(self.lookup.current(), kind, agency, &value))
    }

    /// Hashes a value with every look-up key at hand, newest first, for searching while stored hashes are being
    /// computed again.
    pub fn lookups(&self, kind: FieldKind, agency: Uuid, value: &str) -> Vec<LookupHash> {
        let Some(value) = normalised(kind, value) else { return Vec::new() };
        self.lookup.kept().map(|key| hash_value(key, kind, agency, &value)).collect()
    }

    /// Hashes bytes for a purpose named by the caller. Equal bytes of two purposes have unrelated hashes.
    pub fn keyed_hash(&self, purpose: &str, bytes: &[u8]) -> LookupHash {
        hash_bytes(self.lookup.current(), purpose, bytes)
    }

    /// Hashes bytes for a purpose with every look-up key at hand, newest first.
    pub fn keyed_hashes(&self, purpose: &str, bytes: &[u8]) -> Vec<LookupHash> {
        self.lookup.kept().map(|key| hash_bytes(key, purpose, bytes)).collect()
    }

    /// Hashes a tracking code for storing.
    pub fn tracking_code_hash(&self, code: &TrackingCode) -> LookupHash {
        self.keyed_hash(TRACKING_CODE, code.letters())
    }

    /// Hashes a typed tracking code with every look-up key at hand, newest first.
    pub fn tracking_code_hashes(&self, code: &TrackingCode) -> Vec<LookupHash> {
        self.keyed_hashes(TRACKING_CODE, code.letters())
    }
}

const TRACKING_CODE: &str = "tracking_code";

fn normalised(kind: FieldKind, value: &str) -> Option<Zeroizing<String>> {
    Some(Zeroizing::new(kind.normalise(value))).filter(|value| !value.is_empty())
}

fn hash_value(key: &Key, kind: FieldKind, agency: Uuid, value: &str) -> LookupHash {
    let message = Zeroizing::new(encoding::join(&[kind.name().as_bytes(), value.as_bytes()]));
    let bytes = key.suite().mac(&key.for_lookup(agency), &message);
    LookupHash { key_version: key.id().version, bytes }
}

fn hash_bytes(key: &Key, purpose: &str, message: &[u8]) -> LookupHash {
    let bytes = key.suite().mac(&key.for_purpose(purpose), message);
    LookupHash { key_version: key.id().version, bytes }
}

#[cfg(test)]
mod tests {
    use getrandom::SysRng;

    use super::*;
    use crate::Suite;
    use crate::testing::{Repeating, SUITES, day, ring};

    const BUREAU: Uuid = Uuid::from_u128(1);
    const COUNTY: Uuid = Uuid::from_u128(2);

    #[test]
    fn values_typed_differently_are_found_under_one_hash() {
        for ring in SUITES.map(ring) {
            let hash = |value| ring.lookup(FieldKind::Phone, BUREAU, value).unwrap();
            assert_eq!(hash("13800138000"), hash("+86 138-0013-8000"));
            assert_ne!(hash("13800138000"), hash("13800138001"));
            let hash = |value| ring.lookup(FieldKind::IdentityNumber, BUREAU, value).unwrap();
            assert_eq!(hash("11010519491231002x"), hash("１１０１０５ 19491231 002Ｘ"));
        }
    }

    #[test]
    fn hashes_of_an_earlier_program_are_found() {
        // Computed as those of `envelope/tests.rs`. A failure here means that stored hashes find nothing.
        let stored = [
            (
                Suite::International,
                [
                    "7572fb6a2df30c7ee177f0c305f66f0f5c58b46b223626e6c755a7ca743a764a",
                    "baf686696b66c3d1896944e42ec94ce256a018c9554b4a78cdc4a0dc1203255d",
                ],
            ),
            (
                Suite::GuoMi,
                [
                    "80791b8b91b33c598dede28f9a7b2ceaa1ad25d70251b16fbcfb26dec68c1dcd",
                    "c2a3ba1a4444d67bb3c9bf4c18e664c7a955a85057cdee968609c5a4e039059e",
                ],
            ),
        ];
        let hex = |hash: LookupHash| {
            hash.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect::<String>()
        };
        for (suite, [phone, code]) in stored {
            let ring = KeyRing::generate(suite, &mut Repeating(1), day()).unwrap();
            let agency = Uuid::from_u128(0xA);
            assert_eq!(hex(ring.lookup(FieldKind::Phone, agency, "13800138000").unwrap()), phone);
            let typed = TrackingCode::parse("1040 G208 1040 G208").unwrap();
            assert_eq!(hex(ring.tracking_code_hash(&typed)), code);
        }
    }

    #[test]
    fn another_agency_kind_purpose_or_ring_gives_another_hash() {
        let ring = ring(Suite::GuoMi);
        let hash = |kind, agency| ring.lookup(kind, agency, "12345678").unwrap();
        assert_ne!(hash(FieldKind::Phone, BUREAU), hash(FieldKind::Phone, COUNTY));
        assert_ne!(hash(FieldKind::Phone, BUREAU), hash(FieldKind::BankCard, BUREAU));
        assert_ne!(ring.keyed_hash("a", b"12345678"), ring.keyed_hash("b", b"12345678"));
        let other = KeyRing::generate(Suite::GuoMi, &mut SysRng, day()).unwrap();
        assert_ne!(ring.keyed_hash("a", b"1"), other.keyed_hash("a", b"1"));
    }

    #[test]
    fn nothing_to_compare_has_no_hash() {
        let ring = ring(Suite::International);
        for value in ["", "  ", "无"] {
            assert_eq!(ring.lookup(FieldKind::Phone, BUREAU, value), None, "{value}");
            assert_eq!(ring.lookups(FieldKind::Phone, BUREAU, value), []);
        }
    }

    #[test]
    fn rotating_sealing_keys_moves_no_hash_and_rotating_look_up_keys_keeps_the_old_one() {
        let mut ring = ring(Suite::International);
        let code = TrackingCode::generate(&mut SysRng).unwrap();
        let stored = ring.tracking_code_hash(&code);
        let phone = ring.lookup(FieldKind::Phone, BUREAU, "13800138000").unwrap();
        ring.rotate(&mut SysRng, day()).unwrap();
        assert_eq!(ring.tracking_code_hash(&code), stored);

        assert_eq!(ring.rotate_lookup(Suite::GuoMi, &mut SysRng, day()), Ok(2));
        assert_ne!(ring.tracking_code_hash(&code), stored);
        assert_eq!(ring.tracking_code_hashes(&code)[1], stored);
        assert_eq!(ring.lookups(FieldKind::Phone, BUREAU, "138 0013 8000")[1], phone);
        ring.retire_lookup(1).unwrap();
        assert_eq!(ring.tracking_code_hashes(&code).len(), 1);
    }

    #[test]
    fn a_stored_hash_is_taken_up_and_hidden() {
        let ring = ring(Suite::International);
        let hash = ring.keyed_hash("session", b"CANARY");
        assert_eq!(LookupHash::from_stored(hash.key_version(), *hash.as_bytes()), hash);
        assert_ne!(LookupHash::from_stored(2, *hash.as_bytes()), hash);
        assert_eq!(format!("{hash:?}"), "LookupHash(key 1, …)");
    }
}
