//! Personal data sealed field by field before it reaches the database.

mod field;

pub use field::FieldKind;
