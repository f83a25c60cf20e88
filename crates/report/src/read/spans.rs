//! Lays cells that cover several columns and rows out on a grid.

use super::block::{BlockCell, Layout, RowBlock};
use super::{Counted, ReadError};
use crate::limits::Limits;
use crate::value::Place;

/// Builds the rows of one table.
#[derive(Debug)]
pub struct Spans {
    table: u32,
    row: u32,
    cells: usize,
    /// For each column: the cell from above that still covers it, and for how many rows more.
    hanging: Vec<Option<(BlockCell, u32)>>,
}

/// A cell as the document has it.
#[derive(Debug, Clone)]
pub struct SpanCell {
    /// Its text.
    pub text: String,
    /// Columns it covers.
    pub columns: usize,
    /// Rows it covers.
    pub rows: u32,
}

impl Spans {
    /// Begins a table.
    pub fn new(table: u32) -> Self {
        Self { table, row: 0, cells: 0, hanging: Vec::new() }
    }

    /// Lays out the next row.
    ///
    /// # Errors
    ///
    /// [`ReadError::TooLarge`] past the bound on cells.
    pub fn row(&mut self, cells: Vec<SpanCell>, limits: &Limits) -> Result<RowBlock, ReadError> {
        self.row += 1;
        let mut laid: Vec<BlockCell> = Vec::new();
        for cell in cells {
            self.fill_hanging(&mut laid);
            let left = limits.columns.saturating_sub(laid.len());
            let columns = cell.columns.clamp(1, left.max(1));
            let first = BlockCell::new(cell.text, self.place(laid.len()));
            for column in 0..columns {
                let at = laid.len();
                let entry = BlockCell { continued: column > 0, ..first.clone() };
                if cell.rows > 1 {
                    let below = BlockCell { continued: true, ..first.clone() };
                    self.hang(at, below, cell.rows - 1);
                }
                laid.push(entry);
            }
        }
        self.fill_hanging(&mut laid);
        self.cells = self.cells.saturating_add(laid.len());
        if self.cells > limits.cells || laid.len() > limits.columns.saturating_mul(2) {
            return Err(ReadError::TooLarge { what: Counted::Cells, bound: limits.cells });
        }
        Ok(RowBlock { table: self.table, cells: laid, layout: Layout::Grid })
    }

    fn place(&self, column: usize) -> Place {
        Place::cell(self.table, self.row, u32::try_from(column + 1).unwrap_or(u32::MAX))
    }

    fn hang(&mut self, column: usize, cell: BlockCell, rows: u32) {
        if self.hanging.len() <= column {
            self.hanging.resize(column + 1, None);
        }
        if let Some(slot) = self.hanging.get_mut(column) {
            *slot = Some((cell, rows));
        }
    }

    /// Repeats cells from above as long as they cover the next column.
    fn fill_hanging(&mut self, laid: &mut Vec<BlockCell>) {
        while let Some(slot) = self.hanging.get_mut(laid.len()) {
            let Some((cell, rows)) = slot.take() else { break };
            if rows > 1 {
                *slot = Some((cell.clone(), rows - 1));
            }
            let place = Place { row: self.row, ..cell.place };
            laid.push(BlockCell { place, ..cell });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, columns: usize, rows: u32) -> SpanCell {
        SpanCell { text: text.to_owned(), columns, rows }
    }

    #[test]
    fn cells_over_rows_and_columns_are_repeated() {
        let mut spans = Spans::new(1);
        let limits = Limits::default();
        let mut row = |cells| {
            let row = spans.row(cells, &limits).expect("small");
            row.cells.iter().map(|it| (it.text.clone(), it.continued)).collect::<Vec<_>>()
        };
        let of = |cells: &[(&str, bool)]| -> Vec<(String, bool)> {
            cells.iter().map(|(text, continued)| ((*text).to_owned(), *continued)).collect()
        };
        assert_eq!(
            row(vec![cell("a", 1, 2), cell("b", 2, 1)]),
            of(&[("a", false), ("b", false), ("b", true)])
        );
        assert_eq!(
            row(vec![cell("c", 1, 1), cell("d", 1, 1)]),
            of(&[("a", true), ("c", false), ("d", false)])
        );
        assert_eq!(row(vec![cell("e", 1, 1)]), of(&[("e", false)]));
    }

    #[test]
    fn absurd_spans_are_bounded() {
        let mut spans = Spans::new(1);
        let limits = Limits::default();
        let row = spans.row(vec![cell("a", usize::MAX, u32::MAX)], &limits).expect("clamped");
        assert_eq!(row.cells.len(), limits.columns);
    }
}
