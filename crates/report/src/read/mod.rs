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

use block::Document;

use crate::limits::Limits;
use crate::model::Report;

/// Reads text.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Report, ReadError> {
    Ok(interpret::interpret(&document(bytes, limits)?, limits))
}

/// Reads the blocks.
pub fn document(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    if bytes.starts_with(b"%PDF") {
        pdf::read(bytes, limits)
    } else {
        text::read(&String::from_utf8_lossy(bytes), limits)
    }
}
