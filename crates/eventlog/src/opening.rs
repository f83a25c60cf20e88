//! What an entry says about people, kept outside the log behind a salted commitment.
//!
//! The log holds the commitment only. Whoever has salt and text can show that they belong to the entry;
//! once both are purged, the commitment tells nothing, because the salt makes guessing hopeless, and the
//! log stays whole.

use std::fmt;

use thiserror::Error;
use zeroize::Zeroize;

use crate::hash::{Hash, HashSuite};
use crate::limits::OPENING_BYTES;

const DOMAIN: &[u8] = b"gongkai.log.detail/1\n";

/// The salt and the text behind the `detail` of an entry. Neither is shown by `Debug`.
#[derive(Clone, PartialEq, Eq)]
pub struct Opening {
    salt: [u8; 32],
    body: String,
}

/// Why a text cannot be committed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the text is longer than {OPENING_BYTES} bytes")]
pub struct OpeningTooLarge;

impl Opening {
    /// Joins a text with its salt: 32 random bytes of its own, never used twice.
    ///
    /// # Errors
    ///
    /// [`OpeningTooLarge`] beyond [`OPENING_BYTES`]; a longer document is committed to by its hash.
    pub fn new(salt: [u8; 32], body: String) -> Result<Self, OpeningTooLarge> {
        let opening = Self { salt, body };
        if opening.body.len() <= OPENING_BYTES { Ok(opening) } else { Err(OpeningTooLarge) }
    }

    /// Returns the commitment for the `detail` of an entry: `H("gongkai.log.detail/1\n" ‖ salt ‖ body)`.
    pub fn commitment(&self, suite: HashSuite) -> Hash {
        suite.digest(&[DOMAIN, &self.salt, self.body.as_bytes()])
    }

    /// Returns the salt.
    pub fn salt(&self) -> &[u8; 32] {
        &self.salt
    }

    /// Returns the text.
    pub fn body(&self) -> &str {
        &self.body
    }
}

impl fmt::Debug for Opening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opening").finish_non_exhaustive()
    }
}

impl Drop for Opening {
    fn drop(&mut self) {
        self.salt.zeroize();
        self.body.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(salt: u8, body: &str) -> Opening {
        Opening::new([salt; 32], body.to_owned()).unwrap()
    }

    #[test]
    fn another_salt_text_or_suite_gives_another_commitment() {
        let commitments: Vec<_> = HashSuite::ALL
            .into_iter()
            .flat_map(|suite| {
                [opening(1, "张三"), opening(2, "张三"), opening(1, "李四"), opening(1, "")]
                    .map(|opening| opening.commitment(suite))
            })
            .collect();
        for (place, one) in commitments.iter().enumerate() {
            assert!(!commitments[place + 1..].contains(one), "{commitments:?}");
        }
    }

    // (printf 'gongkai.log.detail/1\n'; printf '\1%.0s' $(seq 32); printf '张三') | sha256sum
    #[test]
    fn the_commitment_agrees_with_other_programs() {
        let commitment = |suite| opening(1, "张三").commitment(suite).to_string();
        assert_eq!(
            commitment(HashSuite::Sha256),
            "ce597a677aa4160e8692e894cb9b7d7be3f80a68a34587d95194864ab438906e"
        );
        assert_eq!(
            commitment(HashSuite::Sm3),
            "66b3b94470037b35eef7e8da5f0331c710c71ec006619dff0b4116b4f5f87e66"
        );
    }

    #[test]
    fn neither_salt_nor_text_is_shown() {
        assert_eq!(format!("{:?}", opening(7, "张三")), "Opening { .. }");
    }

    #[test]
    fn a_text_beyond_the_bound_is_refused() {
        assert!(Opening::new([0; 32], "x".repeat(OPENING_BYTES)).is_ok());
        assert_eq!(Opening::new([0; 32], "x".repeat(OPENING_BYTES + 1)), Err(OpeningTooLarge));
    }
}
