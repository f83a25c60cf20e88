//! One module per command.

pub mod check;
pub mod compare;
pub mod completions;
pub mod convert;
pub mod due;
pub mod fee;
pub mod form;
pub mod man;
pub mod read;
pub mod rollup;
pub mod rules;
