//! The hash of a log and the two functions that make it.
//!
//! The tree hashes of RFC 6962 set leaves and nodes apart by their first byte, so that a node can never be
//! given out as a leaf. SHA-256 is the default; SM3 (GB/T 32905) is for places that have to use it.

use std::fmt;
use std::str::FromStr;

use ct_merkle::digest::Digest;
use ct_merkle::digest::typenum::U32;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Sha256;
use sm3::Sm3;
use thiserror::Error;

use crate::hex;

const LEAF: &[u8] = &[0];
const NODE: &[u8] = &[1];

/// A hash of 32 bytes, shown as lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

/// Why a text is not a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a hash is 64 lower-case hexadecimal digits")]
pub struct NotAHash;

impl Hash {
    /// Wraps the bytes.
    pub const fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// Reads a hash as a database keeps it; other than 32 bytes are none.
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Returns the bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl From<[u8; 32]> for Hash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.0, f)
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        hex::write(&self.0, f)
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        hex::read(text).map(Self).ok_or(NotAHash)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Hash {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

/// The hash function of a log. A log never changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HashSuite {
    /// SHA-256 (FIPS 180-4), which every verifier of other logs knows.
    #[default]
    Sha256,
    /// SM3 (GB/T 32905-2016).
    Sm3,
}

/// Why a text does not name a hash function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the hash function is \"sha256\" or \"sm3\"")]
pub struct UnknownSuite;

impl HashSuite {
    /// Every hash function there is.
    pub const ALL: [Self; 2] = [Self::Sha256, Self::Sm3];

    /// Returns the hash of a leaf with this text.
    pub fn leaf(self, text: &[u8]) -> Hash {
        self.digest(&[LEAF, text])
    }

    /// Returns the hash of a node over its two halves.
    pub fn node(self, left: Hash, right: Hash) -> Hash {
        self.digest(&[NODE, &left.0, &right.0])
    }

    /// Returns the root of the tree without leaves.
    pub fn empty(self) -> Hash {
        self.digest(&[])
    }

    /// Returns the hash of the parts one after another.
    pub(crate) fn digest(self, parts: &[&[u8]]) -> Hash {
        match self {
            Self::Sha256 => digest::<Sha256>(parts),
            Self::Sm3 => digest::<Sm3>(parts),
        }
    }
}

fn digest<H: Digest<OutputSize = U32>>(parts: &[&[u8]]) -> Hash {
    let mut hasher = H::new();
    for part in parts {
        hasher.update(part);
    }
    Hash(hasher.finalize().into())
}

impl fmt::Display for HashSuite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sha256 => "sha256",
            Self::Sm3 => "sm3",
        })
    }
}

impl FromStr for HashSuite {
    type Err = UnknownSuite;

    fn from_str(text: &str) -> Result<Self, UnknownSuite> {
        Self::ALL.into_iter().find(|suite| suite.to_string() == text).ok_or(UnknownSuite)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_empty_tree_is_the_hash_of_nothing() {
        let check = |suite: HashSuite, root: &str| assert_eq!(suite.empty().to_string(), root);
        check(
            HashSuite::Sha256,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        );
        check(HashSuite::Sm3, "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b");
    }

    // printf '\0abc' | openssl dgst -sm3, and the same with sha256sum
    #[test]
    fn leaves_agree_with_other_programs() {
        let check = |suite: HashSuite, leaf: &str| assert_eq!(suite.leaf(b"abc").to_string(), leaf);
        check(HashSuite::Sm3, "a7fe0cdcc2194aa7a9c6bfad5637581bf051d935a10bb6a9ccabfce125c27d96");
        check(
            HashSuite::Sha256,
            "609f6e36d2405585188d5cfd761f407c7cc46a7d3f314c88270469dde315fcd1",
        );
    }

    #[test]
    fn a_hash_is_read_as_it_is_shown_and_in_no_other_way() {
        let hash = HashSuite::Sm3.leaf(b"");
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(hash.to_string().to_uppercase().parse::<Hash>(), Err(NotAHash));
        assert_eq!(hash.to_string()[1..].parse::<Hash>(), Err(NotAHash));
        assert_eq!(("é".repeat(32)).parse::<Hash>(), Err(NotAHash));
    }

    #[test]
    fn the_suites_are_named() {
        for suite in HashSuite::ALL {
            assert_eq!(suite.to_string().parse(), Ok(suite));
        }
        assert_eq!("SM3".parse::<HashSuite>(), Err(UnknownSuite));
    }
}
