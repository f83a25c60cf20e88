//! Tokens: 32 random bytes in a person's or a program's hands, of which we keep the hash only.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use zeroize::Zeroizing;

/// What a token opens. It is part of the text and of the hash, so a token of one purpose is never
/// taken for one of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    /// Calls of the programming interface.
    Api,
    /// Accepting an invitation to become a member.
    Invitation,
    /// One sign-in in one browser.
    Session,
    /// A sign-in between its steps.
    HalfDone,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: [Self; 4] = [Self::Api, Self::Invitation, Self::Session, Self::HalfDone];

    /// Returns what its tokens begin with, so that a leaked one is recognised for what it is.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Api => "gk_api_",
            Self::Invitation => "gk_invite_",
            Self::Session => "gk_session_",
            Self::HalfDone => "gk_half_",
        }
    }
}

const BYTES: usize = 32;

/// Letters of 32 bytes in base64 without padding.
const LETTERS: usize = 43;

/// A token. Whoever has its text is let in, so it is handed out once, and the database has
/// [`hash`](Self::hash) only. A fast hash is enough, because 256 random bits cannot be guessed.
pub struct OneTimeToken {
    purpose: Purpose,
    bytes: Zeroizing<[u8; BYTES]>,
}

/// What was sent is no token of this purpose. The answer to the sender is the one for an unknown token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a token of this kind")]
pub struct NotAToken;

impl OneTimeToken {
    /// Makes a token of fresh random bytes.
    #[must_use]
    pub fn new(purpose: Purpose, random: [u8; BYTES]) -> Self {
        Self { purpose, bytes: Zeroizing::new(random) }
    }

    /// Reads the text of a token. There is one text per token: no spaces, no padding.
    ///
    /// # Errors
    ///
    /// [`NotAToken`] for anything else.
    pub fn parse(purpose: Purpose, text: &str) -> Result<Self, NotAToken> {
        let letters = text.strip_prefix(purpose.prefix()).ok_or(NotAToken)?;
        if letters.len() != LETTERS {
            return Err(NotAToken);
        }
        let mut bytes = Zeroizing::new([0; BYTES]);
        let read = URL_SAFE_NO_PAD.decode_slice(letters, bytes.as_mut_slice());
        match read {
            Ok(BYTES) => Ok(Self { purpose, bytes }),
            _ => Err(NotAToken),
        }
    }

    /// Returns the purpose.
    #[must_use]
    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// Writes the text: for the person or the cookie, and nothing else.
    #[must_use]
    pub fn text(&self) -> Zeroizing<String> {
        let prefix = self.purpose.prefix();
        let mut text = Zeroizing::new(String::with_capacity(prefix.len() + LETTERS));
        text.push_str(prefix);
        URL_SAFE_NO_PAD.encode_string(self.bytes.as_slice(), &mut text);
        text
    }

    /// Returns what is stored and looked up.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::new()
            .chain_update(self.purpose.prefix())
            .chain_update(self.bytes.as_slice())
            .finalize()
            .into()
    }

    /// Tells in constant time whether a stored hash is the one of this token.
    #[must_use]
    pub fn matches(&self, stored: &[u8; 32]) -> bool {
        self.hash().ct_eq(stored).into()
    }
}

impl fmt::Debug for OneTimeToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OneTimeToken({}…)", self.purpose.prefix())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use static_assertions::assert_not_impl_any;

    use super::*;

    assert_not_impl_any!(OneTimeToken: fmt::Display, serde::Serialize, Clone);

    #[test]
    fn the_text_says_what_the_token_is_for_and_debug_says_no_more() {
        let token = OneTimeToken::new(Purpose::Api, [0xFB; 32]);
        assert_eq!(token.text().as_str(), "gk_api_-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_v7-_s");
        assert_eq!(format!("{token:?}"), "OneTimeToken(gk_api_…)");
    }

    #[test]
    fn the_same_bytes_for_another_purpose_are_another_token() {
        let hashes = Purpose::ALL.map(|it| OneTimeToken::new(it, [7; 32]).hash());
        assert_ne!(hashes[0], hashes[1]);
        assert_ne!(hashes[1], hashes[2]);
        let text = OneTimeToken::new(Purpose::Invitation, [7; 32]).text();
        for other in [Purpose::Api, Purpose::Session] {
            assert_eq!(OneTimeToken::parse(other, &text).err(), Some(NotAToken));
        }
    }

    #[test]
    fn only_its_own_hash_matches() {
        let token = OneTimeToken::new(Purpose::Session, [1; 32]);
        let mut hash = token.hash();
        assert!(token.matches(&hash));
        hash[31] ^= 1;
        assert!(!token.matches(&hash));
    }

    #[test]
    fn a_token_has_one_text_only() {
        let text = OneTimeToken::new(Purpose::Api, [0; 32]).text().to_string();
        let other_last_bits = format!("{}B", &text[..text.len() - 1]);
        for wrong in [
            "",
            "gk_api_",
            &text[..text.len() - 1],
            &format!("{text}="),
            &format!("{text}A"),
            &format!(" {text}"),
            &text.to_uppercase(),
            &other_last_bits,
        ] {
            assert_eq!(OneTimeToken::parse(Purpose::Api, wrong).err(), Some(NotAToken), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(bytes: [u8; 32], at in 0usize..3) {
            let token = OneTimeToken::new(Purpose::ALL[at], bytes);
            let read = OneTimeToken::parse(Purpose::ALL[at], &token.text()).unwrap();
            prop_assert_eq!(read.hash(), token.hash());
        }

        #[test]
        fn reading_never_panics(text in "(gk_api_)?.{0,50}") {
            let _ = OneTimeToken::parse(Purpose::Api, &text);
        }
    }
}
