//! Keys: one key, the keys of one use, the ring of both uses, its text, and keyed hashes.

mod family;
mod key;
mod lookup;
mod ring;
mod text;

pub use family::{RetireError, RotateError};
pub use key::{KeySummary, KeyUse};
pub use lookup::LookupHash;
pub use ring::KeyRing;
pub use text::KeyRingTextError;

pub(crate) use family::MissingKey;
pub(crate) use key::KeyId;
