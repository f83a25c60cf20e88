//! The bounds on everything that is read here, in one place.
//!
//! They hold together: a receipt whose parts are each within their bounds is within its own, even where
//! JSON writes every letter of the opening as an escape of six.

/// Most leaves in a log. At a thousand entries a second this lasts for 8,900 years.
pub const LOG_SIZE: u64 = 1 << 48;

/// Most characters of a [`Token`](crate::Token).
pub const TOKEN_CHARS: usize = 64;

/// Most bytes of the text of an entry.
pub const ENTRY_BYTES: usize = 1024;

/// Most bytes of the text that an [`Opening`](crate::Opening) keeps outside the log.
pub const OPENING_BYTES: usize = 32 * 1024;

/// Most bytes of the name of a log.
pub const ORIGIN_BYTES: usize = 200;

/// Most bytes of a verifier key in print: name, key id and an Ed25519 key.
pub const KEY_BYTES: usize = ORIGIN_BYTES + 64;

/// Most bytes of a signed checkpoint with the lines of its witnesses.
pub const NOTE_BYTES: usize = 16 * 1024;

/// Most hashes in a proof.
pub const PROOF_HASHES: usize = 64;

/// Most bytes of a proof with its checkpoint.
pub const PROOF_BYTES: usize = NOTE_BYTES + 4096;

/// Most bytes of a receipt.
pub const RECEIPT_BYTES: usize = 256 * 1024;
