//! Lines with bars: a row on each line, or one cell per line in a stream without row ends.

use super::Tables;
use crate::read::block::{Block, BlockCell, Layout, RowBlock, is_filler};
use crate::read::printed::{Printed, printed};
use crate::value::Place;

/// A line that holds a bar.
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// The line.
    pub text: &'a str,
    /// Where it stands.
    pub place: Place,
}

/// Turns the lines gathered so far into rows.
pub fn flush(lines: &mut Vec<Line<'_>>, tables: &mut Tables, blocks: &mut Vec<Block>) {
    if lines.is_empty() {
        return;
    }
    tables.close();
    let rows = if is_stream(lines) { stream_rows(lines) } else { line_rows(lines) };
    for mut cells in rows {
        let (table, row) = tables.next_row();
        for (cell, column) in cells.iter_mut().zip(1..) {
            cell.place = Place { table, row, column, ..cell.place };
        }
        blocks.push(Block::Row(RowBlock { table, cells, layout: Layout::Loose }));
    }
    tables.close();
    lines.clear();
}

/// Tells whether cells stand one to a line, so that line ends say nothing about rows.
fn is_stream(lines: &[Line<'_>]) -> bool {
    let filled = |line: &Line<'_>| {
        line.text.split(['|', '｜']).filter(|cell| !cell.chars().all(is_filler)).count()
    };
    let rows = lines.iter().filter(|line| filled(line) > 1).count();
    lines.len() >= 4 && rows * 5 < lines.len()
}

fn line_rows(lines: &[Line<'_>]) -> Vec<Vec<BlockCell>> {
    lines
        .iter()
        .map(|line| {
            let text = line.text.trim_matches(is_filler);
            let text = text.strip_prefix(['|', '｜']).unwrap_or(text);
            let text = text.strip_suffix(['|', '｜']).unwrap_or(text);
            text.split(['|', '｜'])
                .map(|cell| BlockCell::new(cell.trim_matches(is_filler), line.place))
                .collect()
        })
        .collect()
}

/// Cuts a stream of cells into rows: words after a value or a blank begin a new one.
///
/// Where a bar opens each row, it leaves a blank cell in front. That blank ends the row before, except
/// behind a row of headers that runs on into values: there it has to go.
fn stream_rows(lines: &[Line<'_>]) -> Vec<Vec<BlockCell>> {
    const HEADERS: usize = 5;
    let opened_by_bar = lines.first().is_some_and(|line| line.text.trim() == "|");
    let mut rows: Vec<Vec<BlockCell>> = Vec::new();
    let mut row: Vec<BlockCell> = Vec::new();
    let mut words_in_row = 0;
    for cell in stream_cells(lines) {
        let words = printed(&cell.text) == Printed::Words;
        let after_words = words_in_row == row.len();
        if words && !after_words {
            rows.push(std::mem::take(&mut row));
            words_in_row = 0;
        }
        let opens_values = opened_by_bar && after_words && words_in_row >= HEADERS;
        if opens_values && cell.is_blank() {
            words_in_row = 0;
            rows.push(std::mem::take(&mut row));
            continue;
        }
        words_in_row += usize::from(words);
        row.push(cell);
    }
    if !row.is_empty() {
        rows.push(row);
    }
    rows
}

fn stream_cells(lines: &[Line<'_>]) -> Vec<BlockCell> {
    let mut cells = Vec::new();
    let mut open = String::new();
    for line in lines {
        let mut pieces = line.text.split(['|', '｜']);
        if let Some(first) = pieces.next() {
            open.push_str(first.trim_matches(is_filler));
        }
        for piece in pieces {
            cells.push(BlockCell::new(std::mem::take(&mut open), line.place));
            open.push_str(piece.trim_matches(is_filler));
        }
    }
    if !open.is_empty() {
        cells.push(BlockCell::new(open, lines.last().map(|line| line.place).unwrap_or_default()));
    }
    cells
}
