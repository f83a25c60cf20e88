//! PDF with a text layer: the glyphs and lines of each page become text and rows of cells.
//!
//! - [`glyphs`], [`paths`], [`radicals`]: what a page draws
//! - [`lines`]: glyphs to lines of text
//! - [`rules`], [`grid`], [`table`]: drawn lines to tables
//! - [`page`], [`furniture`], [`continued`]: reading order, page numbers, page breaks
//!
//! Pictures are counted and not read: a scanned report is [`ReadError::NoText`]. What the words and
//! numbers mean is told elsewhere.

mod blocks;
mod continued;
mod furniture;
mod glyphs;
mod grid;
mod lines;
mod page;
mod paths;
mod radicals;
mod rules;
mod table;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use hayro_interpret::hayro_syntax::{LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::util::TransformExt;
use hayro_interpret::{
    Context, InterpreterCache, InterpreterSettings, RenderContent, interpret_page,
};

use self::glyphs::{Collector, Drawn};
use self::page::Page;
use crate::limits::Limits;
use crate::read::block::Document;
use crate::read::{Counted, FileKind, ReadError};

/// Room for the interpreter's recursion into forms and fonts, which it bounds by itself.
const STACK_BYTES: usize = 32 * 1024 * 1024;

/// Reads a PDF.
///
/// # Errors
///
/// [`ReadError::Encrypted`], [`ReadError::Damaged`], [`ReadError::NoText`] for pictures of pages,
/// and [`ReadError::TooLarge`] or [`ReadError::TooSlow`] where a limit is passed.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    let (bytes, limits) = (bytes.to_vec(), *limits);
    // A thread of its own gives the interpreter stack enough and keeps its panics from the caller.
    let reader = thread::Builder::new().name("pdf".into()).stack_size(STACK_BYTES);
    let running = reader
        .spawn(move || read_here(bytes, &limits))
        .map_err(|error| damaged(format!("no thread to read it on: {error}")))?;
    running.join().unwrap_or_else(|payload| match payload.downcast::<ReadError>() {
        Ok(error) => Err(*error),
        Err(_) => Err(damaged("the interpreter failed on its content")),
    })
}

fn damaged(detail: impl Into<String>) -> ReadError {
    ReadError::Damaged { format: FileKind::Pdf, detail: detail.into() }
}

fn read_here(bytes: Vec<u8>, limits: &Limits) -> Result<Document, ReadError> {
    let started = Instant::now();
    let bytes = Arc::new(bytes);
    let pdf = Pdf::new(Arc::clone(&bytes)).map_err(|error| match error {
        LoadPdfError::Decryption(_) => ReadError::Encrypted,
        // With its index damaged too, a locked file is told by its own words only.
        LoadPdfError::Invalid if mentions_encryption(&bytes) => ReadError::Encrypted,
        LoadPdfError::Invalid => damaged("no pages can be found"),
    })?;
    let (mut pages, pictures) = read_pages(&pdf, limits, started)?;
    furniture::remove(&mut pages);
    let blocks = blocks::blocks(continued::items(pages), limits)?;
    let title = pdf.metadata().title.as_deref().and_then(blocks::title);
    Ok(Document { blocks, title, metadata: Vec::new(), pictures })
}

fn mentions_encryption(bytes: &[u8]) -> bool {
    const KEY: &[u8] = b"/Encrypt";
    bytes.windows(KEY.len()).any(|window| window == KEY)
}

/// Draws each page and finds its text and tables; counts pictures.
fn read_pages(
    pdf: &Pdf,
    limits: &Limits,
    started: Instant,
) -> Result<(Vec<Page>, usize), ReadError> {
    let cache = InterpreterCache::new();
    let drawn_pages = pdf.pages();
    if drawn_pages.is_empty() {
        return Err(damaged("it has no pages"));
    }
    if drawn_pages.len() > limits.pages {
        return Err(ReadError::TooLarge { what: Counted::Pages, bound: limits.pages });
    }
    let (mut pages, mut pictures, mut letters, mut unknown) = (Vec::new(), 0_usize, 0_usize, 0);
    for (number, source) in (1_u32..).zip(drawn_pages.iter()) {
        if started.elapsed() > limits.time {
            return Err(ReadError::TooSlow { seconds: limits.time.as_secs() });
        }
        let (width, height) = source.render_dimensions();
        let sheet = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let to_sheet = source.initial_transform(true).to_kurbo();
        let settings =
            InterpreterSettings { render_content: RenderContent::PAGE, ..Default::default() };
        let mut context = Context::new(to_sheet, sheet, &cache, pdf.xref(), settings);
        let mut collector = Collector::new(sheet, *limits, started);
        interpret_page(source, &mut context, &mut collector);
        let drawn: Drawn = collector.finish();
        pictures += drawn.pictures;
        letters += drawn.glyphs.len();
        unknown += drawn.glyphs.iter().filter(|it| it.ch == char::REPLACEMENT_CHARACTER).count();
        pages.extend(page::pages(drawn, number, limits));
    }
    // Fonts that do not say what their glyphs mean leave nothing to read.
    if letters == 0 || unknown * 5 > letters * 4 {
        return Err(ReadError::NoText { pictures });
    }
    Ok((pages, pictures))
}
