//! Personal data sealed field by field before it reaches the database.

mod field;
mod plain;

pub use field::FieldKind;
pub use plain::Plain;
