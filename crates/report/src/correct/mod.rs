//! A corrected form: cells that the sums of the form leave only one value for.
//!
//! A cell that has no number is proposed one where the sums allow no other. A number is contradicted where it is
//! the only one that explains every sum that fails. Where more than one reading is left nothing is proposed,
//! and a report whose sums hold stays as it is. What is proposed is for a person to compare with the register.

mod say;
mod sums;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use law::report_form::{CellId, Relation};
use serde::{Serialize, Serializer};

use crate::model::Report;
use crate::number::Number;
use crate::value::{Cell, CellValue};
use sums::Sums;

/// A report with what is proposed for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// What is proposed, in the order of the form.
    pub corrections: Vec<Correction>,
    /// The report with it.
    pub report: Report,
}

/// One proposed value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The cell.
    #[serde(serialize_with = "named")]
    pub cell: CellId,
    /// What it holds now.
    pub old: CellValue,
    /// What is proposed.
    pub proposed: Number,
    /// The rule that states the sum.
    pub rule: &'static str,
    /// Why no other value is left.
    pub why: Why,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

/// Why no other value is left for a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Of its sum all other cells have their numbers.
    OnlyOneWithoutNumber,
    /// The other cells of its sum already add up, and no count is below zero.
    OthersAddUp,
    /// It is the only cell that explains every sum that fails.
    OnlyExplanation,
}

/// A value for a cell, and the sum by which it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Proposal {
    value: i128,
    relation: Relation,
    /// The cell that stands for the sum.
    of: CellId,
    why: Why,
}

type Proposals = BTreeMap<CellId, Proposal>;

/// Proposes what the sums of the form leave no choice about.
#[must_use]
pub fn correct(report: &Report) -> Corrected {
    let mut sums = Sums::of(report);
    let mut proposals = filled(&mut sums);
    if let Some((cell, proposal)) = contradicted(&sums) {
        sums.set(cell, proposal.value);
        proposals.insert(cell, proposal);
        proposals.extend(filled(&mut sums));
    }
    applied(report, &proposals)
}

/// Fills cells without a number as long as any is determined. What then takes part in a sum that fails is taken
/// back: whether it or another cell is wrong cannot be told.
fn filled(sums: &mut Sums) -> Proposals {
    let before = sums.clone();
    let mut doubtful = BTreeSet::new();
    loop {
        let mut proposals = Proposals::new();
        loop {
            let found = sums.determined(&doubtful);
            if found.is_empty() {
                break;
            }
            for (cell, proposal) in &found {
                sums.set(*cell, proposal.value);
            }
            proposals.extend(found);
        }
        let failing: BTreeSet<CellId> = sums.failing().flat_map(|it| it.cells()).collect();
        let more: Vec<CellId> =
            proposals.keys().copied().filter(|it| failing.contains(it)).collect();
        if more.is_empty() {
            return proposals;
        }
        doubtful.extend(more);
        *sums = before.clone();
    }
}

/// The one cell whose change makes every failing sum hold, and breaks none.
fn contradicted(sums: &Sums) -> Option<(CellId, Proposal)> {
    let mut failing = sums.failing();
    let first = failing.next()?;
    let common = failing.fold(first.cells().collect::<BTreeSet<_>>(), |common, sum| {
        let cells: BTreeSet<CellId> = sum.cells().collect();
        common.intersection(&cells).copied().collect()
    });
    let mut explaining = common.into_iter().filter_map(|cell| {
        let proposal = sums.demanded(cell)?;
        let mut mended = sums.clone();
        mended.set(cell, proposal.value);
        mended.failing().next().is_none().then_some((cell, proposal))
    });
    let only = explaining.next()?;
    explaining.next().is_none().then_some(only)
}

fn applied(report: &Report, proposals: &Proposals) -> Corrected {
    let mut corrected = Corrected { corrections: Vec::new(), report: report.clone() };
    for (id, proposal) in proposals {
        let Some(cell) = corrected.report.cells.get_mut(id) else { continue };
        let Some(number) = sums::number(proposal.value) else { continue };
        let old = std::mem::replace(&mut cell.value, CellValue::Number(number));
        cell.raw = cell.printed();
        corrected.corrections.push(say::correction(*id, old, number, *proposal));
    }
    corrected
}

impl Cell {
    /// The number that a sum takes; none where nothing certain stands there.
    fn in_a_sum(&self) -> Option<i128> {
        self.number().map(Number::scaled)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn named<S: Serializer>(cell: &CellId, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(cell)
}
