//! A table as a grid: which cell begins in which column, and which columns a cell from above fills.

use crate::page::{Table, TableCell};

/// What stands in a row at a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot<'a> {
    /// A cell begins here.
    Begins {
        /// Its first column, from 0.
        column: usize,
        /// The cell.
        cell: &'a TableCell,
    },
    /// A cell that began in a row above goes on.
    GoesOn {
        /// Its first column, from 0.
        column: usize,
        /// Columns it covers.
        columns: u16,
    },
}

/// Lays the rows of a table out, from left to right and from top to bottom.
pub fn slots(table: &Table) -> Vec<Vec<Slot<'_>>> {
    let width = table.widths.len();
    let mut pending: Vec<Option<(u16, u16)>> = vec![None; width];
    table.rows.iter().map(|row| lay_out(row, width, &mut pending)).collect()
}

/// `pending` holds, at the first column of a cell from above, its columns and the rows still to come.
fn lay_out<'a>(
    row: &'a [TableCell],
    width: usize,
    pending: &mut [Option<(u16, u16)>],
) -> Vec<Slot<'a>> {
    let mut slots = Vec::new();
    let mut cells = row.iter();
    let mut column = 0;
    while column < width {
        if let Some((columns, left)) = pending.get(column).copied().flatten() {
            slots.push(Slot::GoesOn { column, columns });
            set(pending, column, (left > 1).then(|| (columns, left - 1)));
            column += usize::from(columns.max(1));
            continue;
        }
        let Some(cell) = cells.next() else { break };
        slots.push(Slot::Begins { column, cell });
        set(pending, column, (cell.rows > 1).then(|| (cell.columns, cell.rows - 1)));
        column += usize::from(cell.columns.max(1));
    }
    slots
}

fn set(pending: &mut [Option<(u16, u16)>], column: usize, value: Option<(u16, u16)>) {
    if let Some(slot) = pending.get_mut(column) {
        *slot = value;
    }
}

#[cfg(test)]
mod tests {
    use law::Lang;

    use super::*;
    use crate::page::Block;

    /// Every row of every table of the form covers every column exactly once.
    #[test]
    fn the_tables_of_both_forms_have_no_holes() {
        for year in [2020, 2024] {
            let report = crate::compose::blank("演示市教育局", year).expect("there is a form");
            let page = crate::compose::annotated(&report, &[], Lang::Zh);
            let tables = page.blocks.iter().filter_map(|it| match it {
                Block::Table(table) => Some(table),
                _ => None,
            });
            for table in tables {
                for (index, row) in slots(table).iter().enumerate() {
                    let covered: usize = row
                        .iter()
                        .map(|slot| match slot {
                            Slot::Begins { cell, .. } => usize::from(cell.columns),
                            Slot::GoesOn { columns, .. } => usize::from(*columns),
                        })
                        .sum();
                    assert_eq!(covered, table.widths.len(), "{year} {} {index}", table.caption);
                }
            }
        }
    }
}
