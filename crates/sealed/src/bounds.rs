//! Bounds on everything this crate reads.

/// Largest value that can be sealed, in bytes.
pub const LARGEST_PLAIN_BYTES: usize = 64 * 1024;

/// Largest envelope that is read, in bytes: the largest value with its padding in base64, and the header.
pub const LARGEST_ENVELOPE_BYTES: usize = 90 * 1024;

/// Largest key ring that is read, in bytes.
pub const LARGEST_KEY_RING_BYTES: usize = 256 * 1024;

/// Most keys of one use in a ring, retired ones included.
pub const MOST_KEYS: u32 = 1_000;

/// Most characters of a tracking code as people type it.
pub const LONGEST_TYPED_CODE: usize = 64;
