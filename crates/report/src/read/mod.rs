//! From bytes of any format to a report.

pub mod block;
mod error;

pub use error::ReadError;
