//! Lines with tabs: a row on each line.

use super::Tables;
use super::bars::{Line, is_grid};
use crate::read::block::{Block, BlockCell, Layout, RowBlock, is_filler};
use crate::value::Place;

/// Rows from this width on may be ragged; narrower ones are tables of one label column.
const WIDE: usize = 8;

/// Tells whether tabs part a line into cells; one at its beginning only indents it.
pub fn is_row(line: &str) -> bool {
    let cells = line.matches('\t').count() > 2 || line.trim_end_matches(is_filler).contains('\t');
    cells && super::flat::split(line, Place::default()).is_none()
}

/// Turns the lines gathered so far into rows.
///
/// Editors drop blank cells at the end of a line, so rows are filled up to one width; where values
/// do not stand under each other then, cells over several rows or columns were left out, and an
/// index says nothing about the column.
pub fn flush(lines: &mut Vec<Line<'_>>, tables: &mut Tables, blocks: &mut Vec<Block>) {
    let rows: Vec<Vec<BlockCell>> = lines.iter().map(cells).collect();
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut filled = rows.clone();
    for (row, line) in filled.iter_mut().zip(lines.iter()) {
        row.resize(width, BlockCell::new("", line.place));
    }
    let (rows, layout) = match (width < WIDE, is_grid(&filled)) {
        (true, _) => (rows, Layout::Grid),
        (false, true) => (filled, Layout::Grid),
        (false, false) => (rows, Layout::Loose),
    };
    for mut cells in rows {
        let (table, row) = tables.next_row();
        for (cell, column) in cells.iter_mut().zip(1..) {
            cell.place = Place { table, row, column, ..cell.place };
        }
        blocks.push(Block::Row(RowBlock { table, cells, layout }));
    }
    lines.clear();
}

fn cells(line: &Line<'_>) -> Vec<BlockCell> {
    let cell = |text: &str| BlockCell::new(text.trim_matches(is_filler), line.place);
    line.text.split('\t').map(cell).collect()
}
