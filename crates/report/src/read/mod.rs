//! From bytes of any format to a report.

pub mod block;
mod clean;
mod docx;
mod encoding;
mod error;
mod html;
mod interpret;
mod label;
mod package;
mod pdf;
mod printed;
mod say;
mod sniff;
mod spans;
mod text;
mod traditional;
mod xlsx;

pub use error::{Counted, FileKind, ReadError};

use block::Document;
use sniff::{Format, Sniffed};

use crate::limits::Limits;
use crate::model::Report;

/// Reads a published report of any format.
///
/// # Errors
///
/// Why the document could not be read at all; a cell that cannot be read is no error.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Report, ReadError> {
    let sniffed = sniffed(bytes, limits)?;
    let mut report = match sniffed.format {
        Format::Json => from_json(bytes, limits)?,
        _ => interpret::interpret(&document_of(sniffed, bytes, limits)?, limits),
    };
    clean::clean(&mut report);
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
/// As [`read`]; a report in JSON has no layout and is [`ReadError::UnsupportedFormat`] here.
pub fn document(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    document_of(sniffed(bytes, limits)?, bytes, limits)
}

fn sniffed<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Sniffed<'a>, ReadError> {
    if bytes.len() > limits.file_bytes {
        return Err(ReadError::TooLarge { what: Counted::Bytes, bound: limits.file_bytes });
    }
    sniff::sniff(bytes)
}

fn document_of(
    Sniffed { format, text }: Sniffed<'_>,
    bytes: &[u8],
    limits: &Limits,
) -> Result<Document, ReadError> {
    let text = || text.unwrap_or_else(|| encoding::decode(bytes));
    match format {
        Format::Html => html::read(&text(), limits),
        Format::Pdf => pdf::read(bytes, limits),
        Format::Text => text::read(&text(), limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Xlsx => xlsx::read(bytes, limits),
        Format::Json => Err(ReadError::UnsupportedFormat { kind: "a report in JSON".to_owned() }),
    }
}

fn from_json(bytes: &[u8], limits: &Limits) -> Result<Report, ReadError> {
    let damaged = |detail: String| ReadError::Damaged { format: FileKind::Json, detail };
    let text = std::str::from_utf8(bytes).map_err(|error| damaged(error.to_string()))?;
    let report = crate::json::from_json(text).map_err(|error| damaged(error.to_string()))?;
    let texts = || {
        let narrative = report.sections.iter().flat_map(|section| {
            let paragraphs = section.paragraphs.iter().map(|it| it.value.as_str());
            std::iter::once(section.heading.as_str()).chain(paragraphs)
        });
        let names = [&report.agency, &report.title].into_iter().flatten();
        names.map(|it| it.value.as_str()).chain(narrative)
    };
    if texts().count() > limits.blocks {
        return Err(ReadError::TooLarge { what: Counted::Blocks, bound: limits.blocks });
    }
    if texts().any(|it| it.len() > limits.text_chars) {
        return Err(ReadError::TooLarge { what: Counted::Characters, bound: limits.text_chars });
    }
    Ok(report)
}
