//! Sums cell by cell, exact.

use std::collections::BTreeMap;

use law::report_form::{ApplicantColumn, CellId, OutcomeGroup};
use serde::Serialize;

use super::row::{Addend, UnitRow};
use crate::compare::exact;
use crate::dense;
use crate::number::Number;

/// The sum of one cell over all units that were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SumCell {
    /// The sum.
    pub total: Total,
    /// Units with a number in the cell.
    pub units: usize,
    /// Units whose cell is blank, counted as zero.
    pub blanks: usize,
    /// Units whose cell holds a mark, counted as zero.
    pub marks: usize,
}

/// An exact sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Total {
    /// The sum.
    Number(Number),
    /// The sum is too large to hold.
    TooLarge,
}

impl Total {
    pub(super) fn of(scaled: Option<i128>) -> Self {
        scaled.and_then(exact::number).map_or(Self::TooLarge, Self::Number)
    }

    /// Returns the sum where it can be held.
    pub fn number(self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(number),
            Self::TooLarge => None,
        }
    }
}

/// Sums of all cells, by their numbers.
#[derive(Debug, Clone)]
pub(super) struct Sums {
    slots: Vec<Slot>,
}

#[derive(Debug, Clone, Copy)]
struct Slot {
    /// In units of 10⁻¹², `None` after an overflow.
    scaled: Option<i128>,
    units: usize,
    blanks: usize,
    marks: usize,
}

impl Sums {
    /// Adds up the rows.
    pub(super) fn of<'a>(rows: impl IntoIterator<Item = &'a UnitRow>) -> Self {
        let empty = Slot { scaled: Some(0), units: 0, blanks: 0, marks: 0 };
        let mut slots = vec![empty; dense::CELLS];
        for (cell, addend) in rows.into_iter().flat_map(UnitRow::addends) {
            let Some(slot) = slots.get_mut(dense::index(cell)) else { continue };
            match addend {
                Addend::Number(scaled) => {
                    slot.scaled = slot.scaled.and_then(|sum| sum.checked_add(scaled));
                    slot.units += 1;
                }
                Addend::Blank => slot.blanks += 1,
                Addend::Mark => slot.marks += 1,
            }
        }
        Self { slots }
    }

    /// Returns the sum of a cell in units of 10⁻¹², zero where no unit has it.
    pub(super) fn scaled(&self, cell: CellId) -> Option<i128> {
        self.slots.get(dense::index(cell)).map_or(Some(0), |slot| slot.scaled)
    }

    /// Returns the sum of several cells in units of 10⁻¹².
    pub(super) fn over(&self, cells: &[CellId]) -> Option<i128> {
        cells.iter().try_fold(0_i128, |sum, cell| sum.checked_add(self.scaled(*cell)?))
    }

    /// Tells whether any unit has the cell.
    pub(super) fn has(&self, cell: CellId) -> bool {
        self.slots
            .get(dense::index(cell))
            .is_some_and(|slot| slot.units + slot.blanks + slot.marks > 0)
    }

    /// Returns the sums of the cells that some unit has.
    pub(super) fn by_cell(&self) -> BTreeMap<CellId, SumCell> {
        dense::cells()
            .zip(&self.slots)
            .filter(|(cell, _)| self.has(*cell))
            .map(|(cell, slot)| {
                let Slot { scaled, units, blanks, marks } = *slot;
                (cell, SumCell { total: Total::of(scaled), units, blanks, marks })
            })
            .collect()
    }
}

/// Returns the cells of （六）其他处理 in one column, the single row of 2019 first.
pub(super) fn other_group(column: ApplicantColumn) -> Vec<CellId> {
    OutcomeGroup::Other.rows().map(|row| CellId::Request(row, column)).collect()
}
