//! From bytes of any format to a report.

pub mod block;
mod error;
mod interpret;
mod label;
mod pdf;
mod printed;
mod text;
mod traditional;

pub use error::ReadError;

use crate::limits::Limits;
use crate::model::Report;

/// Reads text.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Report, ReadError> {
    let document = if bytes.starts_with(b"%PDF") {
        pdf::read(bytes, limits)?
    } else {
        text::read(&String::from_utf8_lossy(bytes), limits)?
    };
    Ok(interpret::interpret(&document, limits))
}
