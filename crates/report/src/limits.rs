//! The bounds on every input, in one place; the manual prints them.
//!
//! A published report is some tens of kilobytes and a few hundred rows. The bounds are far above
//! that and far below what could stall a small machine.

use std::time::Duration;

/// Bounds that a reader keeps. [`Limits::default`] is what the program uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: usize,
    /// Bytes that all parts of an archive (DOCX, XLSX) unpack to, counted while unpacking.
    pub unpacked_bytes: usize,
    /// Entries in an archive.
    pub archive_entries: usize,
    /// Depth of nested elements.
    pub depth: usize,
    /// Elements of an HTML or XML document.
    pub elements: usize,
    /// Paragraphs and table rows of one document.
    pub blocks: usize,
    /// Cells of one table row, spans counted out.
    pub columns: usize,
    /// Cells of one document, spans counted out.
    pub cells: usize,
    /// Characters of one paragraph or cell.
    pub text_chars: usize,
    /// Pages of a PDF.
    pub pages: usize,
    /// Glyphs and lines drawn on one page of a PDF.
    pub page_marks: usize,
    /// Steps that the splitting of digits run together may take.
    pub split_steps: usize,
    /// Time for one document, checked between pages and parts.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 32 * 1024 * 1024,
            unpacked_bytes: 64 * 1024 * 1024,
            archive_entries: 2_000,
            depth: 256,
            elements: 400_000,
            blocks: 50_000,
            columns: 256,
            cells: 200_000,
            text_chars: 200_000,
            pages: 500,
            page_marks: 200_000,
            split_steps: 400_000,
            time: Duration::from_secs(20),
        }
    }
}
