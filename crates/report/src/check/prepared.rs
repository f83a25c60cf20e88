//! A report made ready for the rules, so that none of them does again what another has done.

use std::cell::OnceCell;
use std::ops::Deref;

use law::report_form::CellId;

use super::Subject;
use super::narrative::Narrative;
use crate::dense;
use crate::model::Report;
use crate::value::Cell;

/// A report and, where it is at hand, that of the year before, made ready for the rules.
///
/// It reads as the report itself. Cells are looked up by number, which the sums do some thousand
/// times, and the narrative is brought into one spelling when the first rule asks for it.
#[derive(Debug)]
pub struct Prepared<'a> {
    report: &'a Report,
    pub(super) previous: Option<&'a Report>,
    cells: Vec<Option<&'a Cell>>,
    narrative: OnceCell<Narrative<'a>>,
}

impl<'a> Prepared<'a> {
    /// Makes a report ready.
    pub fn new(Subject { report, previous }: Subject<'a>) -> Self {
        let mut cells = vec![None; dense::CELLS];
        for (id, cell) in &report.cells {
            if let Some(slot) = cells.get_mut(dense::index(*id)) {
                *slot = Some(cell);
            }
        }
        Self { report, previous, cells, narrative: OnceCell::new() }
    }

    /// Returns the cell, `None` where the document does not have it.
    pub(super) fn cell(&self, id: CellId) -> Option<&'a Cell> {
        self.cells.get(dense::index(id)).copied().flatten()
    }

    /// Returns the whole number in the cell.
    pub(super) fn count(&self, id: CellId) -> Option<i64> {
        self.cell(id).and_then(Cell::count)
    }

    /// Returns the narrative in one spelling.
    pub(super) fn narrative(&self) -> &Narrative<'a> {
        self.narrative.get_or_init(|| Narrative::of(self.report))
    }
}

impl Deref for Prepared<'_> {
    type Target = Report;

    fn deref(&self) -> &Report {
        self.report
    }
}
