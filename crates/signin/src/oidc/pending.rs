//! What is kept of a sign-in that has begun, until the browser comes back.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use url::Url;
use zeroize::Zeroizing;

use super::RANDOM_BYTES;

/// A sign-in that has begun.
#[derive(Debug)]
pub struct Begun {
    /// Where to send the browser.
    pub url: Url,
    /// What to keep on the server, for this browser only.
    pub pending: Pending,
}

/// What the answer of the provider is compared with. It is stored on the server and used once;
/// `Debug` hides it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    state_hash: [u8; 32],
    pub(super) nonce: Zeroizing<String>,
    pub(super) verifier: Zeroizing<String>,
    pub(super) begun_at: DateTime<Utc>,
}

impl Pending {
    /// Tells in constant time whether a state is the one that was sent.
    pub(super) fn is_of(&self, state: &str) -> bool {
        hash(state).ct_eq(&self.state_hash).into()
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").field("begun_at", &self.begun_at).finish_non_exhaustive()
    }
}

/// The three random texts of a sign-in, 256 bits each.
pub(super) struct Secrets {
    pub(super) state: Zeroizing<String>,
    pub(super) nonce: Zeroizing<String>,
    pub(super) verifier: Zeroizing<String>,
}

impl Secrets {
    pub(super) fn from_random(random: &[u8; RANDOM_BYTES]) -> Self {
        let mut parts = random.chunks_exact(RANDOM_BYTES / 3);
        let mut next = || Zeroizing::new(URL_SAFE_NO_PAD.encode(parts.next().unwrap_or_default()));
        Self { state: next(), nonce: next(), verifier: next() }
    }

    pub(super) fn pending(self, begun_at: DateTime<Utc>) -> Pending {
        let state_hash = hash(&self.state);
        Pending { state_hash, nonce: self.nonce, verifier: self.verifier, begun_at }
    }
}

/// The state travels through the browser; what is stored does not open a sign-in to who reads it.
fn hash(state: &str) -> [u8; 32] {
    Sha256::digest(state).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some() -> (Secrets, Pending) {
        let secrets = || Secrets::from_random(&std::array::from_fn(|at| u8::try_from(at).unwrap()));
        (secrets(), secrets().pending(DateTime::UNIX_EPOCH))
    }

    #[test]
    fn only_the_state_that_was_sent_is_right() {
        let (secrets, pending) = some();
        assert!(pending.is_of(&secrets.state));
        for wrong in ["", &secrets.nonce, &secrets.state[1..], &format!("{} ", &*secrets.state)] {
            assert!(!pending.is_of(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_three_texts_are_different_and_as_long_as_pkce_asks() {
        let (secrets, _) = some();
        assert_ne!(secrets.state, secrets.nonce);
        assert_ne!(secrets.nonce, secrets.verifier);
        assert_eq!(secrets.verifier.len(), 43);
    }

    #[test]
    fn what_is_stored_is_read_again_and_debug_shows_nothing_of_it() {
        let (secrets, pending) = some();
        let stored = serde_json::to_string(&pending).unwrap();
        assert!(!stored.contains(secrets.state.as_str()));
        let read: Pending = serde_json::from_str(&stored).unwrap();
        assert!(read.is_of(&secrets.state));
        assert_eq!(read.verifier, secrets.verifier);
        let shown = format!("{pending:?}");
        assert!(!shown.contains(secrets.verifier.as_str()) && !shown.contains(&*secrets.nonce));
    }
}
