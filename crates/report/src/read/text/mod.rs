//! Plain text and Markdown: lines, tabs, bars, one cell per line, or everything run together.

mod bars;
mod flat;
mod tabs;

use super::block::{Block, Document, Layout, RowBlock, TextBlock, is_filler};
use super::{Counted, ReadError};
use crate::limits::Limits;
use crate::value::Place;

/// Reads decoded text.
///
/// # Errors
///
/// [`ReadError::Empty`] where there is nothing, [`ReadError::TooLarge`] past a bound.
pub fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut document = Document::default();
    let mut tables = Tables::default();
    let mut pending: Vec<bars::Line<'_>> = Vec::new();
    let mut tabbed: Vec<bars::Line<'_>> = Vec::new();
    let mut page = 0;
    let mut number = 0;
    for sheet in text.split('\u{c}') {
        if number > 0 || text.contains('\u{c}') {
            page += 1;
        }
        for line in sheet.lines() {
            number += 1;
            let place = Place::line(number).on_page(page);
            if line.contains('|') || line.contains('｜') {
                tabs::flush(&mut tabbed, &mut tables, &mut document.blocks);
                if !is_markdown_rule(line) {
                    pending.push(bars::Line { text: line, place });
                }
                continue;
            }
            let is_blank = line.chars().all(is_filler) && !line.contains('\t');
            if is_blank || is_page_number(line) {
                continue;
            }
            bars::flush(&mut pending, &mut tables, &mut document.blocks);
            if tabs::is_row(line) {
                tabbed.push(bars::Line { text: line, place });
                continue;
            }
            tabs::flush(&mut tabbed, &mut tables, &mut document.blocks);
            plain_line(line, place, &mut tables, &mut document.blocks);
            if document.blocks.len() > limits.blocks {
                return Err(ReadError::TooLarge { what: Counted::Lines, bound: limits.blocks });
            }
        }
    }
    bars::flush(&mut pending, &mut tables, &mut document.blocks);
    tabs::flush(&mut tabbed, &mut tables, &mut document.blocks);
    if document.blocks.is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(document)
}

/// Gives each run of rows its table number.
#[derive(Debug, Default)]
struct Tables {
    count: u32,
    row: u32,
    open: bool,
}

impl Tables {
    fn next_row(&mut self) -> (u32, u32) {
        if !self.open {
            (self.count, self.row, self.open) = (self.count + 1, 0, true);
        }
        self.row += 1;
        (self.count, self.row)
    }

    fn close(&mut self) {
        self.open = false;
    }
}

fn plain_line(line: &str, place: Place, tables: &mut Tables, blocks: &mut Vec<Block>) {
    if let Some(pieces) = flat::split(line, place) {
        tables.close();
        for piece in pieces {
            match piece {
                flat::Piece::Text(text) => blocks.push(Block::Text(TextBlock { text, place })),
                flat::Piece::Row(cells) => {
                    let (table, _) = tables.next_row();
                    blocks.push(Block::Row(RowBlock { table, cells, layout: Layout::Loose }));
                }
            }
        }
        return;
    }
    let text = line.trim_matches(is_filler).trim_start_matches('#').trim_matches(is_filler);
    if text.is_empty() || is_page_number(text) {
        return;
    }
    tables.close();
    blocks.push(Block::Text(TextBlock { text: text.to_owned(), place }));
}

/// Tells whether the line only rules off a Markdown header.
fn is_markdown_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':') || is_filler(c)) && {
        // A row of marks, `| - | - |`, has single dashes.
        line.contains("--")
    }
}

/// Tells whether the line is a page number of the forms `-2-`, `— 3 —`, `第 3 页`.
fn is_page_number(text: &str) -> bool {
    const LONGEST: usize = 60;
    let dashes = |c: char| matches!(c, '-' | '—' | '–' | '－' | '·' | '~');
    let first = text.chars().find(|c| !is_filler(*c));
    if text.len() > LONGEST || !first.is_some_and(|c| c == '第' || dashes(c)) {
        return false;
    }
    let squeezed: String = text.chars().filter(|c| !is_filler(*c)).collect();
    let inner = squeezed.trim_matches(dashes);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let framed = squeezed.starts_with(dashes) && squeezed.ends_with(dashes) && digits(inner);
    let named = squeezed.strip_prefix('第').and_then(|rest| rest.split_once('页')).is_some_and(
        |(number, rest)| {
            digits(number)
                && (rest.is_empty()
                    || rest
                        .trim_matches(['共', '页', '/', ',', '，'])
                        .bytes()
                        .all(|b| b.is_ascii_digit()))
        },
    );
    framed && inner.len() <= 4 || named
}

#[cfg(test)]
mod tests;
