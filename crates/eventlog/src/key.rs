//! The key that signs a log, and the key that checks it.

use std::fmt;
use std::str::FromStr;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use hkdf::Hkdf;
use sha2::Sha256;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::hash::HashSuite;
use crate::limits::KEY_BYTES;
use crate::origin::Origin;

const ED25519: u8 = 1;
/// What sets derived keys apart from everything else that is made of the secret.
const DERIVED: &[u8] = b"gongkai derived key 1";
/// Bytes of the fingerprint: 128 bits, which no one finds a second key for.
const FINGERPRINT_BYTES: usize = 16;

/// The secret key of a log. It is overwritten when dropped and never shown.
pub struct LogKey {
    origin: Origin,
    key: SigningKey,
}

impl LogKey {
    /// Makes the key of a log from 32 secret random bytes. The caller overwrites its own copy of them.
    pub fn from_seed(origin: Origin, seed: &[u8; 32]) -> Self {
        Self { origin, key: SigningKey::from_bytes(seed) }
    }

    /// Returns the name of the log.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns the key that checks what this one signs.
    pub fn verifier(&self) -> VerifierKey {
        VerifierKey { origin: self.origin.clone(), key: self.key.verifying_key() }
    }

    /// Derives a key for another purpose from the secret (HKDF with SHA-256). It is the same wherever the
    /// same log key is, for as long as the installation lives; it tells nothing about the log key, and one
    /// purpose's tells nothing about another's. The name of the log takes part, so that two logs by
    /// one seed do not share a key.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mut derived = Zeroizing::new([0; 32]);
        let hkdf = Hkdf::<Sha256>::new(Some(DERIVED), self.key.as_bytes());
        let info = [self.origin.as_str().as_bytes(), b"\n", purpose.as_bytes()];
        hkdf.expand_multi_info(&info, derived.as_mut_slice()).expect("32 bytes are one block");
        derived
    }

    pub(crate) fn sign_text(&self, text: &str) -> [u8; 64] {
        self.key.sign(text.as_bytes()).to_bytes()
    }
}

impl fmt::Debug for LogKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LogKey").field("origin", &self.origin).finish_non_exhaustive()
    }
}

/// The public key of a log, printed as `name+key id+key` after C2SP signed-note.
#[derive(Clone, PartialEq, Eq)]
pub struct VerifierKey {
    origin: Origin,
    key: VerifyingKey,
}

/// Why a text is not a verifier key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Not a name, eight digits and a key of Ed25519, joined by `+`.
    #[error("a verifier key is written as name+key id+key, the key being one of Ed25519")]
    Malformed,
    /// The key id is not the one of this name and key: a letter was changed.
    #[error("the key id does not belong to the name and the key")]
    OtherId,
    /// A key that anybody can sign for.
    #[error("the key is weak")]
    Weak,
}

impl VerifierKey {
    /// Returns the name of the log.
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Returns the number by which signature lines name the key.
    pub fn key_id(&self) -> u32 {
        signed_note::key_id(self.origin.as_str(), &self.typed_key())
    }

    /// Returns eight groups of four digits that people can compare on paper or by telephone.
    ///
    /// They are the first 128 bits of the SHA-256 of the key in print, so that anybody can compute them:
    /// `printf %s 'name+id+key' | sha256sum`.
    pub fn fingerprint(&self) -> String {
        let hash = HashSuite::Sha256.digest(&[self.to_string().as_bytes()]);
        let groups: Vec<_> = hash.as_bytes()[..FINGERPRINT_BYTES]
            .chunks(2)
            .map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
            .collect();
        groups.join(" ")
    }

    fn typed_key(&self) -> Vec<u8> {
        [&[ED25519], self.key.as_bytes().as_slice()].concat()
    }
}

impl signed_note::Verifier for VerifierKey {
    fn name(&self) -> &str {
        self.origin.as_str()
    }

    fn key_id(&self) -> u32 {
        Self::key_id(self)
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        Signature::from_slice(signature)
            .is_ok_and(|signature| self.key.verify_strict(text, &signature).is_ok())
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = BASE64_STANDARD.encode(self.typed_key());
        write!(f, "{}+{:08x}+{key}", self.origin, self.key_id())
    }
}

impl fmt::Debug for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VerifierKey({self})")
    }
}

impl FromStr for VerifierKey {
    type Err = KeyError;

    fn from_str(text: &str) -> Result<Self, KeyError> {
        if text.len() > KEY_BYTES {
            return Err(KeyError::Malformed);
        }
        let (name, rest) = text.split_once('+').ok_or(KeyError::Malformed)?;
        let (_, typed) = rest.split_once('+').ok_or(KeyError::Malformed)?;
        let origin = Origin::new(name).map_err(|_| KeyError::Malformed)?;
        let typed = BASE64_STANDARD.decode(typed).map_err(|_| KeyError::Malformed)?;
        let Some((&ED25519, bytes)) = typed.split_first() else {
            return Err(KeyError::Malformed);
        };
        let key = VerifyingKey::try_from(bytes).map_err(|_| KeyError::Malformed)?;
        if key.is_weak() {
            return Err(KeyError::Weak);
        }
        let key = Self { origin, key };
        if key.to_string() == text { Ok(key) } else { Err(KeyError::OtherId) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    // The key of the documentation of signed_note, made by another program.
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn a_key_of_another_program_is_read_and_printed() {
        let key: VerifierKey = PETER.parse().unwrap();
        assert_eq!(key.to_string(), PETER);
        assert_eq!(key.key_id(), 0xc74f_20a3);
        // printf %s 'PeterNeumann+c74f…' | sha256sum
        assert_eq!(key.fingerprint(), "a82f 24c4 8c9e e106 dd11 952a 8026 e14f");
    }

    #[test]
    fn a_key_with_a_slip_is_refused() {
        let check = |from: &str, to: &str, expected| {
            assert_eq!(PETER.replacen(from, to, 1).parse::<VerifierKey>(), Err(expected));
        };
        check("Peter", "Petra", KeyError::OtherId);
        check("c74f", "c74e", KeyError::OtherId);
        check("c74f", "C74F", KeyError::OtherId);
        check("+AR", "+AQ", KeyError::OtherId);
        check("+AR", "+BR", KeyError::Malformed);
        check("10TW", "10T", KeyError::Malformed);
        check("+", " ", KeyError::Malformed);
        let mut weak = [0; 33];
        weak[0] = ED25519;
        let weak = format!("a+00000000+{}", BASE64_STANDARD.encode(weak));
        assert_eq!(weak.parse::<VerifierKey>(), Err(KeyError::Weak));
    }

    #[test]
    fn a_secret_key_is_not_shown() {
        let key = LogKey::from_seed(Origin::new("log.example").unwrap(), &[7; 32]);
        assert_eq!(format!("{key:?}"), "LogKey { origin: Origin(\"log.example\"), .. }");
        assert_eq!(key.verifier().to_string().parse(), Ok(key.verifier()));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "[a-z]{1,3}\\+[0-9a-f]{8}\\+A[Q-T][A-Za-z0-9+/]{42}|\\PC*") {
            if let Ok(key) = text.parse::<VerifierKey>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }
}
