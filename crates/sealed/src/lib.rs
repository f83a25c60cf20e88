//! Personal data sealed field by field before it reaches the database.

pub mod bounds;
mod field;
mod plain;
mod random;
mod tracking_code;

pub use field::FieldKind;
pub use plain::Plain;
pub use random::RandomnessFailed;
pub use tracking_code::{MalformedTrackingCode, TrackingCode};

#[cfg(test)]
mod testing;
