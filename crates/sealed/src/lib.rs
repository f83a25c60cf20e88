//! Personal data sealed field by field before it reaches the database.
//!
//! A [`Plain`] value is sealed by a [`KeyRing`] under its [`Place`] (agency, table, column, record) and leaves
//! as a [`SealedText`]; database, backups, logs and exports see nothing else. What has to be found again is
//! stored beside it as a [`LookupHash`], what a person sees without the right to the value is a mask.
//!
//! ```
//! use sealed::{FieldKind, KeyRing, Place, Plain, Suite};
//! # let mut rng = getrandom::SysRng;
//! # let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
//! let ring = KeyRing::generate(Suite::International, &mut rng, today)?;
//! let place = Place {
//!     agency: uuid::Uuid::from_u128(1),
//!     table: "applicant",
//!     column: "phone",
//!     record: uuid::Uuid::from_u128(2),
//! };
//! let phone = Plain::new(FieldKind::Phone, "138 0013 8000");
//! let stored = ring.seal(&phone, &place, &mut rng)?;
//! assert_eq!(ring.open(&stored, &place)?.expose(), "138 0013 8000");
//! assert_eq!(phone.mask(), "138********");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here opens a file, reads a clock or makes randomness: key file, dates and the generator are handed
//! in. Rights, reasons and the log entry of a reveal are the caller's.
//!
//! This is not a certified cryptographic module. The suite [`Suite::GuoMi`] uses the algorithms of
//! GB/T 32907 (SM4) and GB/T 32905 (SM3); a system that needs a product certified by the cryptography
//! administration (商用密码产品认证) has to put such a product in its place (`docs/decisions/0302`).

pub mod bounds;
mod encoding;
mod envelope;
mod field;
mod keys;
mod place;
mod plain;
mod random;
mod suite;
mod tracking_code;

pub use envelope::{MalformedEnvelope, OpenError, SealError, SealedText};
pub use field::FieldKind;
pub use keys::{
    KeyRing, KeyRingTextError, KeySummary, KeyUse, LookupHash, RetireError, RotateError,
};
pub use place::Place;
pub use plain::Plain;
pub use random::RandomnessFailed;
pub use suite::Suite;
pub use tracking_code::{MalformedTrackingCode, TrackingCode};

#[cfg(test)]
mod testing;
