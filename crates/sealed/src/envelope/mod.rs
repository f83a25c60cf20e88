//! The envelope: what is stored instead of a personal value.
//!
//! `gk1.<suite>.<key version>-<key check>.<field kind>.<base64url of nonce, ciphertext and tag>`, for example
//! `gk1.sm4gcm.3-9f3c2a1b.phone.Ab…`. The header is authenticated with the place. Each envelope has one
//! spelling, so changing any letter of it is noticed.

mod contents;
mod seal;
mod serde_text;

use std::fmt;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use thiserror::Error;

use crate::bounds::LARGEST_ENVELOPE_BYTES;
use crate::field::FieldKind;
use crate::keys::KeyId;
use crate::suite::{NONCE_BYTES, Suite, TAG_BYTES};

pub use seal::{OpenError, SealError};

const FORMAT: &str = "gk1";

/// A sealed value as text. It is no secret, but belongs where the value belongs: `Debug` leaves the ciphertext out.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedText {
    text: String,
    body_at: usize,
    header: Header,
}

/// What an envelope says about itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Header {
    pub(crate) suite: Suite,
    pub(crate) key: KeyId,
    pub(crate) kind: FieldKind,
}

/// Why a text is not an envelope. The text itself is never quoted: it may be a value nobody sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MalformedEnvelope {
    /// Longer than any envelope.
    #[error("longer than any sealed text")]
    TooLong,
    /// Not five parts that begin with `gk1`: perhaps a value in the clear.
    #[error("not a sealed text")]
    NotSealed,
    /// Algorithms this program does not have.
    #[error("sealed with algorithms this program does not have")]
    Suite,
    /// The key is not written as version and check.
    #[error("the key of the sealed text is misspelt")]
    Key,
    /// A kind of field this program does not have.
    #[error("a kind of field this program does not have")]
    Kind,
    /// Not base64, or of a length that no envelope has.
    #[error("the body of the sealed text is damaged")]
    Body,
}

impl SealedText {
    /// Reads an envelope as stored, strictly.
    ///
    /// # Errors
    ///
    /// [`MalformedEnvelope`] says which part is wrong.
    pub fn parse(text: impl Into<String>) -> Result<Self, MalformedEnvelope> {
        let text = text.into();
        if text.len() > LARGEST_ENVELOPE_BYTES {
            return Err(MalformedEnvelope::TooLong);
        }
        let parts: Vec<&str> = text.splitn(6, '.').collect();
        let [FORMAT, suite, key, kind, body] = parts[..] else {
            return Err(MalformedEnvelope::NotSealed);
        };
        let suite = Suite::from_name(suite).ok_or(MalformedEnvelope::Suite)?;
        let key = KeyId::parse(key).ok_or(MalformedEnvelope::Key)?;
        let kind = FieldKind::from_name(kind).ok_or(MalformedEnvelope::Kind)?;
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(body).map_err(|_| MalformedEnvelope::Body)?;
        let inside = bytes.len().checked_sub(NONCE_BYTES + TAG_BYTES);
        if !inside.is_some_and(contents::is_padded_length) {
            return Err(MalformedEnvelope::Body);
        }
        let body_at = text.len() - body.len();
        Ok(Self { text, body_at, header: Header { suite, key, kind } })
    }

    /// Returns the envelope as it is stored.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the kind of the sealed value.
    pub fn kind(&self) -> FieldKind {
        self.header.kind
    }

    /// Returns the algorithms it was sealed with.
    pub fn suite(&self) -> Suite {
        self.header.suite
    }

    /// Returns the version of the key it was sealed with.
    pub fn key_version(&self) -> u32 {
        self.header.key.version
    }

    fn new(header: Header, body: &[u8]) -> Self {
        let mut text = header.to_string();
        text.push('.');
        let body_at = text.len();
        BASE64_URL_SAFE_NO_PAD.encode_string(body, &mut text);
        Self { text, body_at, header }
    }

    fn body(&self) -> Option<Vec<u8>> {
        BASE64_URL_SAFE_NO_PAD.decode(self.text.get(self.body_at..)?).ok()
    }
}

impl fmt::Display for Header {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{FORMAT}.{}.{}.{}", self.suite.name(), self.key, self.kind.name())
    }
}

impl fmt::Debug for SealedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedText({}, key {}, …)", self.suite().name(), self.key_version())
    }
}

#[cfg(test)]
mod tests;
