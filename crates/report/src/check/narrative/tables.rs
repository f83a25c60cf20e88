//! What the tables say: totals of rows and groups of rows, with the doubt that blanks leave.

use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, FormVersion, OutcomeGroup, RequestRow,
};

use crate::check::Prepared;
use crate::value::CellValue;

/// A number out of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    pub value: i64,
    /// Whether every cell that it rests on holds a number; a blank leaves doubt.
    pub certain: bool,
}

/// Columns of organisations.
pub(super) const ORGANISATIONS: [ApplicantColumn; 5] = [
    ApplicantColumn::Commercial,
    ApplicantColumn::Research,
    ApplicantColumn::Social,
    ApplicantColumn::Legal,
    ApplicantColumn::Other,
];

/// Adds cells up: a blank counts as zero but leaves doubt, a missing or unreadable one ends it.
///
/// Where no cell holds a number there is nothing to compare.
pub(super) fn sum(
    report: &Prepared<'_>,
    cells: impl IntoIterator<Item = CellId>,
) -> Option<Amount> {
    let mut amount = Amount { value: 0, certain: true };
    let mut numbers = 0;
    for cell in cells {
        match &report.cell(cell)?.value {
            CellValue::Number(number) => {
                amount.value = amount.value.checked_add(number.integer()?)?;
                numbers += 1;
            }
            CellValue::Blank | CellValue::Mark(_) => amount.certain = false,
            CellValue::Unreadable(_) => return None,
        }
    }
    (numbers > 0).then_some(amount)
}

/// Returns the total of a row of table three: its own cell, else the sum of its columns.
pub(super) fn row(report: &Prepared<'_>, row: RequestRow) -> Option<Amount> {
    let own = sum(report, [CellId::Request(row, ApplicantColumn::Total)]);
    own.or_else(|| {
        let sum = columns_of(report, row)?;
        Some(Amount { certain: false, ..sum })
    })
}

fn columns_of(report: &Prepared<'_>, row: RequestRow) -> Option<Amount> {
    let columns = ApplicantColumn::ALL.iter().filter(|it| **it != ApplicantColumn::Total);
    sum(report, columns.map(|column| CellId::Request(row, *column)))
}

/// Adds the totals of several rows up; a row that is blank throughout leaves doubt.
pub(super) fn rows(report: &Prepared<'_>, rows: &[RequestRow]) -> Option<Amount> {
    let mut amount = Amount { value: 0, certain: true };
    let mut numbers = 0;
    for each in rows {
        match row(report, *each) {
            Some(one) => {
                amount.value = amount.value.checked_add(one.value)?;
                amount.certain &= one.certain;
                numbers += 1;
            }
            None => {
                let cell = report.cell(CellId::Request(*each, ApplicantColumn::Total))?;
                if matches!(cell.value, CellValue::Unreadable(_)) {
                    return None;
                }
                amount.certain = false;
            }
        }
    }
    (numbers > 0).then_some(amount)
}

/// Returns a row of table three in some of its columns.
pub(super) fn row_in(
    report: &Prepared<'_>,
    row: RequestRow,
    columns: &[ApplicantColumn],
) -> Option<Amount> {
    sum(report, columns.iter().map(|column| CellId::Request(row, *column)))
}

/// Returns the rows of a group as the table of this report has them.
///
/// （六）其他处理 is one row in the form of 2019 and three in that of 2021.
pub(super) fn group(report: &Prepared<'_>, group: OutcomeGroup) -> Vec<RequestRow> {
    let single = CellId::Request(RequestRow::OtherTotal, ApplicantColumn::Total);
    if group == OutcomeGroup::Other && report.cell(single).is_some() {
        return vec![RequestRow::OtherTotal];
    }
    group.rows().filter(|row| *row != RequestRow::OtherTotal).collect()
}

/// Returns all outcomes added up, which should be the total handled.
pub(super) fn outcomes(report: &Prepared<'_>) -> Option<Amount> {
    let form = report.request_form.unwrap_or(FormVersion::Form2021);
    let all: Vec<RequestRow> =
        form.form().requests.rows.iter().map(|it| it.0).filter(|it| it.is_outcome()).collect();
    rows(report, &all)
}

/// Returns the totals of blocks of table four added up.
pub(super) fn cases(
    report: &Prepared<'_>,
    blocks: &[CaseBlock],
    column: CaseColumn,
) -> Option<Amount> {
    sum(report, blocks.iter().map(|block| CellId::Case(*block, column)))
}

/// Returns the results of blocks of table four added up, which should be their totals.
pub(super) fn case_results(report: &Prepared<'_>, blocks: &[CaseBlock]) -> Option<Amount> {
    let results = CaseColumn::ALL.iter().filter(|it| **it != CaseColumn::Total);
    sum(report, blocks.iter().flat_map(|b| results.clone().map(|column| CellId::Case(*b, *column))))
}

/// Adds two numbers; `None` where one is not to be had.
pub(super) fn plus(left: Option<Amount>, right: Option<Amount>) -> Option<Amount> {
    let (left, right) = (left?, right?);
    Some(Amount {
        value: left.value.checked_add(right.value)?,
        certain: left.certain && right.certain,
    })
}

/// Takes one number from another.
pub(super) fn minus(left: Option<Amount>, right: Option<Amount>) -> Option<Amount> {
    plus(left, right.map(|it| Amount { value: -it.value, ..it }))
}
