//! One module per command.

pub mod check;
pub mod completions;
pub mod due;
pub mod fee;
pub mod man;
pub mod read;
pub mod rules;
