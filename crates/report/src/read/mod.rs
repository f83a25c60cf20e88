//! From bytes of any format to a report.

pub mod block;
mod docx;
mod encoding;
mod error;
mod html;
mod interpret;
mod label;
mod package;
mod pdf;
mod printed;
mod sniff;
mod spans;
mod text;
mod traditional;
mod xlsx;

pub use error::ReadError;

use block::Document;
use sniff::Format;

use crate::limits::Limits;
use crate::model::Report;

/// Reads a published report of any format.
///
/// # Errors
///
/// Why the document could not be read at all; a cell that cannot be read is no error.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Report, ReadError> {
    let document = document(bytes, limits)?;
    let report = interpret::interpret(&document, limits);
    let has_sections = report.sections.iter().filter(|it| it.section.is_some()).count() >= 2;
    if report.cells.is_empty() && !has_sections {
        return Err(ReadError::NotAReport);
    }
    Ok(report)
}

/// Reads a document into text and rows, before anything is understood.
///
/// # Errors
///
/// As [`read`].
pub fn document(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    if bytes.len() > limits.file_bytes {
        return Err(ReadError::TooLarge { what: "bytes", bound: limits.file_bytes });
    }
    match sniff::sniff(bytes)? {
        Format::Html => html::read(&encoding::decode(bytes), limits),
        Format::Pdf => pdf::read(bytes, limits),
        Format::Text => text::read(&encoding::decode(bytes), limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Xlsx => xlsx::read(bytes, limits),
    }
}
