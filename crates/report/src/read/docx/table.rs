//! The grid of a Word table: `gridSpan` across, `vMerge` down.

use crate::limits::Limits;
use crate::read::block::{BlockCell, Layout, RowBlock};
use crate::read::{Counted, ReadError};
use crate::value::Place;

/// How a cell takes part in a merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Merge {
    /// Not at all.
    #[default]
    None,
    /// It is the first.
    Begins,
    /// It belongs to the one before.
    Continues,
}

/// A cell as it stands in the file.
#[derive(Debug, Clone, Default)]
pub struct Cell {
    /// Its text, paragraphs joined.
    pub text: String,
    /// Columns of the grid it covers.
    pub columns: usize,
    /// Merge with the row above.
    pub down: Merge,
    /// Merge with the cell to the left, of older files.
    pub across: Merge,
}

/// A table being read.
#[derive(Debug)]
pub struct Table {
    number: u32,
    rows: Vec<Vec<Cell>>,
    /// Rows of tables inside its cells.
    pub inner: Vec<RowBlock>,
}

impl Table {
    /// Begins a table.
    pub fn new(number: u32) -> Self {
        Self { number, rows: Vec::new(), inner: Vec::new() }
    }

    /// Begins a row.
    pub fn begin_row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// Begins a cell.
    pub fn begin_cell(&mut self) {
        if let Some(row) = self.rows.last_mut() {
            row.push(Cell { columns: 1, ..Cell::default() });
        }
    }

    /// Returns the cell being read.
    pub fn cell(&mut self) -> Option<&mut Cell> {
        self.rows.last_mut()?.last_mut()
    }

    /// Lays the rows out on the grid; returns them and the rows of tables inside.
    pub fn rows(self, limits: &Limits) -> Result<(Vec<RowBlock>, Vec<RowBlock>), ReadError> {
        let mut laid: Vec<RowBlock> = Vec::new();
        let mut count = 0_usize;
        for (row, number) in self.rows.into_iter().zip(1..) {
            let mut cells: Vec<BlockCell> = Vec::new();
            for cell in row {
                let above = laid.last().and_then(|row| row.cells.get(cells.len()));
                let (text, continued) = match (cell.down, cell.across, above) {
                    (Merge::Continues, _, Some(above)) if cell.text.is_empty() => {
                        (above.text.clone(), true)
                    }
                    (_, Merge::Continues, _) => {
                        (cells.last().map(|it| it.text.clone()).unwrap_or_default(), true)
                    }
                    _ => (cell.text, false),
                };
                for column in 0..cell.columns {
                    let at = u32::try_from(cells.len() + 1).unwrap_or(u32::MAX);
                    let place = Place::cell(self.number, number, at);
                    let continued = continued || column > 0;
                    cells.push(BlockCell { text: text.clone(), place, continued });
                }
                if cells.len() > limits.columns {
                    return Err(ReadError::TooLarge {
                        what: Counted::Columns,
                        bound: limits.columns,
                    });
                }
            }
            count = count.saturating_add(cells.len());
            if count > limits.cells {
                return Err(ReadError::TooLarge { what: Counted::Cells, bound: limits.cells });
            }
            if !cells.is_empty() {
                laid.push(RowBlock { table: self.number, cells, layout: Layout::Grid });
            }
        }
        Ok((laid, self.inner))
    }
}
