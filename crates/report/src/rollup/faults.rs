//! Why a report is kept out of the sum: tables that cannot be read or do not add up.
//!
//! The rules of [`crate::check`] judge. Because they are run for ten thousand reports, a report whose
//! numbers are proper and whose sums hold is told first by plain addition over arrays.

use std::sync::LazyLock;

use law::Lang;
use law::report_form::{
    CellId, DisclosureColumn, FormVersion, Identity, case_identities, request_identities,
};
use serde::Serialize;

use crate::check::{Finding, Prepared, Severity, Subject, rule};
use crate::dense;
use crate::model::Report;
use crate::names;
use crate::number::Number;
use crate::value::CellValue;

/// Rules whose errors keep a report out: properness and sums of the three tables.
const ARITHMETIC: [&str; 7] = ["T2-1", "T3-1", "T3-2", "T3-3", "T3-4", "T4-1", "T4-0"];

/// Why a report is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What is wrong.
    pub kind: ReasonKind,
    /// The finding of a rule, where one speaks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

/// Kinds of reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// A rule on the tables finds an error.
    Rule,
    /// Cells cannot be read.
    Unreadable,
    /// A whole table is not there.
    TableMissing,
    /// The report is for another year.
    OtherYear,
    /// Another report of the same unit is counted, with other figures.
    Duplicate,
}

impl Reason {
    pub(super) fn new(kind: ReasonKind, zh: String, en: String) -> Self {
        Self { kind, finding: None, zh, en }
    }

    /// Returns the sentence in the language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// Tells whether the reason is a fault of the tables, which `include_faulty` overlooks.
    pub fn is_fault(&self) -> bool {
        match self.kind {
            ReasonKind::Rule | ReasonKind::Unreadable | ReasonKind::TableMissing => true,
            ReasonKind::OtherYear | ReasonKind::Duplicate => false,
        }
    }
}

/// Returns the faults in the tables of a report.
pub(super) fn reasons(report: &Report) -> Vec<Reason> {
    let mut reasons: Vec<Reason> =
        [2, 3, 4].into_iter().filter(|table| !report.has_table(*table)).map(missing).collect();
    reasons.extend(unreadable(report));
    if !adds_up(report) {
        reasons.extend(errors(report).map(|finding| Reason {
            kind: ReasonKind::Rule,
            zh: finding.zh.clone(),
            en: finding.en.clone(),
            finding: Some(finding),
        }));
    }
    reasons
}

fn missing(table: u8) -> Reason {
    let zh = ["二", "三", "四"].get(usize::from(table) - 2).copied().unwrap_or_default();
    Reason::new(
        ReasonKind::TableMissing,
        format!("没有找到表{zh}，无法汇总。"),
        format!("Table {table} was not found and cannot be added up."),
    )
}

fn unreadable(report: &Report) -> Option<Reason> {
    let mut cells = report
        .cells
        .iter()
        .filter(|(_, cell)| matches!(cell.value, CellValue::Unreadable(_)))
        .map(|(cell, _)| *cell);
    let first = cells.next()?;
    let count = 1 + cells.count();
    Some(Reason::new(
        ReasonKind::Unreadable,
        format!("有{count}格无法读出，例如{}。", names::cell(first, Lang::Zh)),
        format!("{count} cells cannot be read, for example {}.", names::cell(first, Lang::En)),
    ))
}

/// Applies the rules on the tables and keeps the errors.
fn errors(report: &Report) -> impl Iterator<Item = Finding> {
    let report = Prepared::new(Subject { report, previous: None });
    ARITHMETIC
        .into_iter()
        .filter_map(rule)
        .flat_map(move |rule| (rule.check)(&report))
        .filter(|finding| finding.severity == Severity::Error)
}

/// The identities of a form by numbers of cells.
struct Sums {
    cells: Vec<CellId>,
    identities: Vec<(Vec<usize>, Vec<usize>)>,
}

impl Sums {
    fn of(version: FormVersion) -> Self {
        let numbered = |cells: &[CellId]| cells.iter().map(|cell| dense::index(*cell)).collect();
        let all = request_identities(version).into_iter().chain(case_identities());
        Self {
            cells: version.form().cells(),
            identities: all
                .map(|Identity { left, right, .. }| (numbered(&left), numbered(&right)))
                .collect(),
        }
    }
}

static SUMS_2019: LazyLock<Sums> = LazyLock::new(|| Sums::of(FormVersion::Form2019));
static SUMS_2021: LazyLock<Sums> = LazyLock::new(|| Sums::of(FormVersion::Form2021));

fn sums_of(version: FormVersion) -> &'static Sums {
    match version {
        FormVersion::Form2019 => &SUMS_2019,
        FormVersion::Form2021 => &SUMS_2021,
    }
}

/// Returns the cells of the form, kept ready.
pub(super) fn cells_of(version: FormVersion) -> &'static [CellId] {
    &sums_of(version).cells
}

/// Tells whether every number is proper and every sum holds with all that is no number taken as zero.
///
/// Where it says yes no rule finds an error; where it says no the rules have to look.
fn adds_up(report: &Report) -> bool {
    let mut values = [0_i128; dense::CELLS];
    for (cell, read) in &report.cells {
        if let CellValue::Number(number) = read.value {
            if !is_proper(*cell, number) {
                return false;
            }
            if let Some(value) = values.get_mut(dense::index(*cell)) {
                *value = number.scaled();
            }
        }
    }
    let version = report.request_form.or_else(|| report.form()).unwrap_or(FormVersion::Form2021);
    let sum = |cells: &[usize]| cells.iter().filter_map(|at| values.get(*at)).sum::<i128>();
    sums_of(version).identities.iter().all(|(left, right)| sum(left) == sum(right))
}

fn is_proper(cell: CellId, number: Number) -> bool {
    use DisclosureColumn::{Amount, Change, ProcurementAmount};
    let (decimals, signed) = match cell {
        CellId::Disclosure(_, Amount | ProcurementAmount) => (6, false),
        CellId::Disclosure(_, Change) => (0, true),
        CellId::Disclosure(..) | CellId::Request(..) | CellId::Case(..) => (0, false),
    };
    number.decimals() <= decimals && (signed || !number.is_negative())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rollup::sample::{any_faulty_report, any_report};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_report_that_adds_up_has_no_error(report in any_report()) {
            prop_assert!(adds_up(&report));
            prop_assert_eq!(reasons(&report), Vec::new());
        }

        #[test]
        fn plain_addition_never_hides_what_a_rule_finds(report in any_faulty_report()) {
            if adds_up(&report) {
                prop_assert_eq!(errors(&report).count(), 0);
            }
        }
    }
}
