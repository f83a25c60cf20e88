//! A parent's figures as the sum of its units, cell by cell, for tables two, three and four.
//!
//! [`RollUp`] takes reports one by one and keeps only their tables; parts of a roll-up that were
//! gathered apart are merged, in any order. [`RollUp::finish`] yields a [`Summary`]: the sums, who is
//! missing, whose report was set aside and why, and which report explains a difference with the
//! parent's own. Who belongs to whom is data: a [`Plan`] per parent and year.
//!
//! A government's report covers its organs and may cover lower governments; a department's covers
//! only itself, so its schools and institutions are not summed. Roll-up is for governments and for
//! supervision.
//!
//! # Authority
//!
//! 《政府信息公开条例》第四十九条 (who reports); 国办公开办函〔2021〕30号 (the tables). Adding up level by
//! level (L-1, L-2, L-4) is the practice of supervision.

mod difference;
mod explain;
mod faults;
mod identities;
mod matching;
mod plan;
mod printed;
mod row;
mod search;
mod settle;
mod sum;
mod summary;

pub use difference::Difference;
pub use explain::{Explanation, ExplanationKind, Suspect};
pub use faults::{Reason, ReasonKind};
pub use identities::{FailingIdentity, Identities};
pub use matching::{NoUnit, Unmatched};
pub use plan::{Child, Options, Plan, UnitPlan};
pub use row::UnitRow;
pub use settle::{Duplicate, Quarantined};
pub use sum::{SumCell, Total};
pub use summary::{Forms, Remark, RemarkKind, Summary};

use crate::model::Report;

/// Law and practice on which a roll-up rests, for pages and letters.
pub const AUTHORITY: &str = "《政府信息公开条例》第四十九条；国办公开办函〔2021〕30号；逐级逐格汇总核对（L-1、L-2、L-4）为监督实务";

/// Reports being added up.
///
/// # Examples
///
/// ```
/// use report::rollup::{Options, Plan, RollUp};
///
/// let plan = Plan { parent: "云川市人民政府".to_owned(), ..Plan::default() };
/// let mut rollup = RollUp::new(&plan, Options::default());
/// rollup.extend([]); // One `Child` per file.
/// assert!(rollup.finish(None).included.is_empty());
/// ```
#[derive(Debug, Clone)]
pub struct RollUp<'a> {
    plan: &'a Plan,
    options: Options,
    entries: Vec<Entry>,
}

/// A report as it waits for the end: its tables and their faults.
#[derive(Debug, Clone)]
struct Entry {
    row: UnitRow,
    reasons: Vec<Reason>,
}

impl<'a> RollUp<'a> {
    /// Starts a roll-up.
    pub fn new(plan: &'a Plan, options: Options) -> Self {
        Self { plan, options, entries: Vec::new() }
    }

    /// Takes a report, of which only the tables are kept.
    pub fn add(&mut self, child: Child) {
        let reasons = faults::reasons(&child.report);
        self.entries.push(Entry { row: UnitRow::of(&child), reasons });
    }

    /// Joins what was gathered apart under the same plan; the order does not matter.
    #[must_use]
    pub fn merge(mut self, mut other: Self) -> Self {
        self.entries.append(&mut other.entries);
        self
    }

    /// Returns how many reports were taken.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether no report was taken.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Adds up, and compares with the parent's own report where one is given.
    pub fn finish(self, parent_report: Option<&Report>) -> Summary {
        let settled = settle::settle(self.plan, self.options, self.entries);
        Summary::of(self.plan, settled, parent_report)
    }
}

impl Extend<Child> for RollUp<'_> {
    fn extend<I: IntoIterator<Item = Child>>(&mut self, children: I) {
        for child in children {
            self.add(child);
        }
    }
}

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;
