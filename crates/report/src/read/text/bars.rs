//! Lines with bars: a row on each line, or one cell per line in a stream without row ends.

use law::report_form::RequestRow;

use super::Tables;
use crate::read::block::{Block, BlockCell, Layout, RowBlock, is_filler};
use crate::read::label::{self, vocabulary};
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
    let stream = is_stream(lines);
    let rows = if stream { stream_rows(lines) } else { line_rows(lines) };
    let layout = if !stream && is_grid(&rows) { Layout::Grid } else { Layout::Loose };
    for mut cells in rows {
        let (table, row) = tables.next_row();
        for (cell, column) in cells.iter_mut().zip(1..) {
            cell.place = Place { table, row, column, ..cell.place };
        }
        blocks.push(Block::Row(RowBlock { table, cells, layout }));
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

/// Cuts lines into cells. A bar in front of most lines is a frame; in front of a few it ends a
/// blank cell.
fn line_rows(lines: &[Line<'_>]) -> Vec<Vec<BlockCell>> {
    let bar = ['|', '｜'];
    let led = lines.iter().filter(|line| line.text.trim_matches(is_filler).starts_with(bar));
    let framed = led.count() * 2 > lines.len();
    lines
        .iter()
        .map(|line| {
            let text = line.text.trim_matches(is_filler);
            let text = text.strip_prefix(bar).filter(|_| framed).unwrap_or(text);
            let text = text.strip_suffix(bar).unwrap_or(text);
            text.split(bar)
                .map(|cell| BlockCell::new(cell.trim_matches(is_filler), line.place))
                .collect()
        })
        .collect()
}

/// Tells whether every row has the same cells and values stand under each other.
///
/// Rows filled up to one width at their end look alike: there a label stands right before its
/// values. So some row has to have a blank cell before its label or between label and values.
pub fn is_grid(rows: &[Vec<BlockCell>]) -> bool {
    const VALUES: usize = 7;
    let width = rows.first().map_or(0, Vec::len);
    if width <= VALUES || rows.iter().any(|row| row.len() != width) {
        return false;
    }
    let is_value = |cell: &BlockCell| {
        matches!(printed(&cell.text), Printed::Number { .. } | Printed::Mark(_) | Printed::Digits)
    };
    let spans = rows.iter().filter_map(|row| {
        let first = row.iter().position(is_value)?;
        Some((row, first, row.iter().rposition(is_value)?))
    });
    let first = spans.clone().map(|(_, first, _)| first).min();
    let last = spans.clone().map(|(_, _, last)| last).max();
    let Some((first, last)) = first.zip(last) else { return false };
    let all = last - first + 1 == VALUES;
    let reaches = |begins: usize, ends: usize| all && begins == first && ends == last;
    let blank_in_front = spans.clone().any(|(row, begins, ends)| {
        let front = row.get(..begins).unwrap_or_default();
        let labelled = front.iter().any(|cell| !cell.is_blank());
        let apart = front.last().is_some_and(BlockCell::is_blank) && reaches(begins, ends);
        labelled && (apart || front.first().is_some_and(BlockCell::is_blank))
    });
    let one_label_column =
        first == 1 && spans.clone().any(|(_, begins, ends)| reaches(begins, ends));
    last - first < VALUES && (blank_in_front || one_label_column)
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
        if words && (!after_words || ends_headers(&row, &cell.text)) {
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

/// Tells whether a label of table three follows on the headers of its columns.
fn ends_headers(row: &[BlockCell], label: &str) -> bool {
    let is_header = |cell: &&BlockCell| {
        let words = label::normalise(&cell.text);
        vocabulary::APPLICANT_COLUMNS.iter().any(|it| it.words == words)
    };
    let outer = || {
        use RequestRow::{CarriedIn, CarriedOut, New};
        let named = label::request_row(label).map(|named| named.candidates);
        matches!(named.as_deref(), Some([New | CarriedIn | CarriedOut]))
    };
    row.iter().filter(is_header).count() > 2 && outer()
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
