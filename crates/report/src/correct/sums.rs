//! The sums of the form over what is known of a report.

use std::collections::{BTreeMap, BTreeSet};

use law::report_form::{
    CellId, FormVersion, Identity, Relation, case_identities, request_identities,
};

use super::{Proposal, Proposals, Why};
use crate::model::Report;
use crate::number::Number;

/// The largest number that is proposed; no report counts so far.
const MOST: i64 = 999_999_999;

/// Sums whose cells the report has, and the numbers in them.
#[derive(Debug, Clone)]
pub struct Sums {
    sums: Vec<Sum>,
    /// `None` for a cell that is there and has no number.
    values: BTreeMap<CellId, Option<i128>>,
}

/// One sum of the form.
#[derive(Debug, Clone)]
pub struct Sum {
    identity: Identity,
    /// The cell that stands for it.
    of: CellId,
}

/// A sum with its numbers put in.
struct Weighed {
    /// What the right side has more than the left.
    gap: i128,
    /// Cells without a number on the left.
    left: Vec<CellId>,
    /// And on the right.
    right: Vec<CellId>,
}

impl Sum {
    /// Its cells.
    pub fn cells(&self) -> impl Iterator<Item = CellId> {
        self.identity.left.iter().chain(&self.identity.right).copied()
    }
}

impl Sums {
    /// Takes the sums of the report's form. One with a cell that the document does not have says nothing.
    pub fn of(report: &Report) -> Self {
        let form = report.request_form.or_else(|| report.form()).unwrap_or(FormVersion::Form2021);
        let has_all = |sum: &Sum| sum.cells().all(|it| report.cells.contains_key(&it));
        let all = request_identities(form).into_iter().chain(case_identities());
        let sums = all.filter_map(|identity| {
            let of = *identity.right.first()?;
            Some(Sum { identity, of })
        });
        let values = report.cells.iter().map(|(id, cell)| (*id, cell.in_a_sum())).collect();
        Self { sums: sums.filter(has_all).collect(), values }
    }

    /// Puts a number in.
    pub fn set(&mut self, cell: CellId, value: i128) {
        self.values.insert(cell, Some(value));
    }

    fn value(&self, cell: CellId) -> Option<i128> {
        self.values.get(&cell).copied().flatten()
    }

    fn weigh(&self, sum: &Sum) -> Weighed {
        let side = |cells: &[CellId]| {
            let known: i128 = cells.iter().filter_map(|it| self.value(*it)).sum();
            let without = cells.iter().copied().filter(|it| self.value(*it).is_none());
            (known, without.collect::<Vec<_>>())
        };
        let ((left_known, left), (right_known, right)) =
            (side(&sum.identity.left), side(&sum.identity.right));
        Weighed { gap: right_known - left_known, left, right }
    }

    /// Sums that do not hold, whatever stands in the cells without a number.
    pub fn failing(&self) -> impl Iterator<Item = &Sum> {
        self.sums.iter().filter(|sum| self.weigh(sum).fails())
    }

    /// Values of cells without a number that leave no choice. Where two sums disagree there is none.
    pub fn determined(&self, but: &BTreeSet<CellId>) -> Proposals {
        let mut found = Proposals::new();
        let mut disputed = but.clone();
        for sum in &self.sums {
            for (cell, value, why) in self.weigh(sum).determined() {
                let proposal = Proposal { value, relation: sum.identity.relation, of: sum.of, why };
                let other = found.insert(cell, proposal).filter(|it| it.value != value);
                if other.is_some() || number(value).is_none() {
                    disputed.insert(cell);
                }
            }
        }
        found.retain(|cell, _| !disputed.contains(cell));
        found
    }

    /// The value that all complete sums of a cell with a number demand of it. At least two have to speak: in one
    /// sum alone every cell would do.
    pub fn demanded(&self, cell: CellId) -> Option<Proposal> {
        let now = self.value(cell)?;
        let mut proposals = self.sums.iter().filter_map(|sum| {
            let weighed = self.weigh(sum);
            let value =
                match (sum.identity.left.contains(&cell), sum.identity.right.contains(&cell)) {
                    (true, false) => now + weighed.gap,
                    (false, true) => now - weighed.gap,
                    _ => return None,
                };
            let relation: Relation = sum.identity.relation;
            let proposal = Proposal { value, relation, of: sum.of, why: Why::OnlyExplanation };
            weighed.is_complete().then_some(proposal)
        });
        let first = proposals.next()?;
        let rest: Vec<Proposal> = proposals.collect();
        let agree = !rest.is_empty() && rest.iter().all(|it| it.value == first.value);
        (agree && first.value != now && number(first.value).is_some()).then_some(first)
    }
}

impl Weighed {
    fn is_complete(&self) -> bool {
        self.left.is_empty() && self.right.is_empty()
    }

    /// A cell without a number can only add to its side.
    fn fails(&self) -> bool {
        (self.gap > 0 && self.left.is_empty()) || (self.gap < 0 && self.right.is_empty())
    }

    fn determined(&self) -> Vec<(CellId, i128, Why)> {
        match (&self.left[..], &self.right[..]) {
            ([cell], []) => vec![(*cell, self.gap, Why::OnlyOneWithoutNumber)],
            ([], [cell]) => vec![(*cell, -self.gap, Why::OnlyOneWithoutNumber)],
            (cells, []) | ([], cells) if self.gap == 0 => {
                cells.iter().map(|it| (*it, 0, Why::OthersAddUp)).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// A count, where the value is one.
pub fn number(scaled: i128) -> Option<Number> {
    let one = Number::whole(1).scaled();
    let whole = i64::try_from(scaled / one).ok()?;
    (scaled % one == 0 && (0..=MOST).contains(&whole)).then(|| Number::whole(whole))
}
