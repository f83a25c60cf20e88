//! The two sets of algorithms, and the only place that calls them.

use aes_gcm::aead::consts::{U12, U32};
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::{Aes256Gcm, AesGcm};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sm3::Sm3;
use sm4::Sm4;
use zeroize::Zeroizing;

/// SM4 in Galois/counter mode as RFC 8998 has it. The type is generic over any cipher with blocks of 128 bits;
/// the test vector of the RFC shows that it is the same construction.
type Sm4Gcm = AesGcm<Sm4, U12>;

pub(crate) const NONCE_BYTES: usize = 12;
pub(crate) const TAG_BYTES: usize = 16;
pub(crate) const KEY_BYTES: usize = 32;

const SALT: &[u8] = b"gongkai/sealed/1";

/// A key for one purpose, derived from a master key.
pub(crate) type DerivedKey = Zeroizing<[u8; KEY_BYTES]>;

/// Which algorithms a key is used with. Each key has one suite for life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Suite {
    /// AES-256-GCM, HMAC-SHA-256 and HKDF-SHA-256.
    International,
    /// SM4-GCM, HMAC-SM3 and HKDF-SM3. SM4 has keys of 128 bits.
    GuoMi,
}

/// The cipher refused, or a tag did not match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct CipherRefused;

impl Suite {
    /// Every suite.
    pub const ALL: [Self; 2] = [Self::International, Self::GuoMi];

    /// Returns the name as envelopes and key files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::International => "aes256gcm",
            Self::GuoMi => "sm4gcm",
        }
    }

    /// Finds a suite by its name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|suite| suite.name() == name)
    }

    /// Derives a key for one purpose (HKDF, RFC 5869).
    pub(crate) fn derive(self, master: &[u8; KEY_BYTES], info: &[u8]) -> DerivedKey {
        let mut key = Zeroizing::new([0; KEY_BYTES]);
        let derived = match self {
            Self::International => {
                Hkdf::<Sha256>::new(Some(SALT), master).expand(info, key.as_mut_slice())
            }
            Self::GuoMi => Hkdf::<Sm3>::new(Some(SALT), master).expand(info, key.as_mut_slice()),
        };
        derived.expect("32 bytes are within the 8,160 that HKDF gives");
        key
    }

    /// Returns the keyed hash of a message.
    pub(crate) fn mac(self, key: &DerivedKey, message: &[u8]) -> [u8; 32] {
        match self {
            Self::International => mac::<Hmac<Sha256>>(key, message),
            Self::GuoMi => mac::<Hmac<Sm3>>(key, message),
        }
    }

    /// Encrypts what is in the buffer and puts the tag behind it.
    pub(crate) fn encrypt(
        self,
        key: &DerivedKey,
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        buffer: &mut Vec<u8>,
    ) -> Result<(), CipherRefused> {
        match self {
            Self::International => aes(key).encrypt_in_place(&(*nonce).into(), associated, buffer),
            Self::GuoMi => sm4(key).encrypt_in_place(&(*nonce).into(), associated, buffer),
        }
        .map_err(|_| CipherRefused)
    }

    /// Decrypts what is in the buffer and takes the tag off. A tag that does not match leaves it encrypted.
    pub(crate) fn decrypt(
        self,
        key: &DerivedKey,
        nonce: &[u8; NONCE_BYTES],
        associated: &[u8],
        buffer: &mut Vec<u8>,
    ) -> Result<(), CipherRefused> {
        match self {
            Self::International => aes(key).decrypt_in_place(&(*nonce).into(), associated, buffer),
            Self::GuoMi => sm4(key).decrypt_in_place(&(*nonce).into(), associated, buffer),
        }
        .map_err(|_| CipherRefused)
    }
}

fn mac<M: Mac<OutputSize = U32> + KeyInit>(key: &DerivedKey, message: &[u8]) -> [u8; 32] {
    let keyed = <M as KeyInit>::new_from_slice(key.as_slice());
    let mut hash = keyed.expect("HMAC takes keys of any length");
    hash.update(message);
    hash.finalize().into_bytes().into()
}

fn aes(key: &DerivedKey) -> Aes256Gcm {
    Aes256Gcm::new(key.as_slice().try_into().expect("AES-256 takes the whole key"))
}

/// SM4 takes the first half of the derived key.
fn sm4(key: &DerivedKey) -> Sm4Gcm {
    let (half, _) = key.split_at(16);
    Sm4Gcm::new(half.try_into().expect("SM4 takes half the key"))
}

#[cfg(test)]
mod tests;
