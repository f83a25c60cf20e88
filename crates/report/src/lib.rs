//! Annual reports on government information disclosure as values: bytes in, values out.
//!
//! [`read::read`] turns a published report of any format into a [`Report`], in which each cell is a
//! number, a blank, a mark or unreadable, with its place in the source. [`check::check`] applies the
//! rules that a report must satisfy. Nothing here opens a file, a socket or a clock.

pub mod charges;
pub mod check;
pub mod compare;
pub mod correct;
mod dense;
pub mod json;
pub mod limits;
pub mod model;
pub mod names;
pub mod number;
pub mod read;
pub mod rollup;
pub mod value;

pub use model::Report;
