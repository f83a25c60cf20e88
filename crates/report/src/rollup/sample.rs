//! Random reports for tests: balanced, or with anything in their cells.

use std::collections::BTreeMap;

use law::report_form::{ApplicantColumn, CaseBlock, CaseColumn, CellId, FormVersion, RequestRow};
use proptest::prelude::*;

use crate::model::{Found, Report};
use crate::number::Number;
use crate::value::{Cell, CellValue, How, Place, Unreadable};

pub(crate) const AGENCY: &str = "云川市教育局";

/// Makes a cell.
pub(crate) fn cell(value: CellValue) -> Cell {
    let raw = match &value {
        CellValue::Number(number) => number.to_string(),
        CellValue::Blank => String::new(),
        CellValue::Mark(mark) => mark.clone(),
        CellValue::Unreadable(_) => "??".to_owned(),
    };
    Cell { value, raw, remark: None, place: Place::default(), how: How::Label }
}

/// Puts a whole number into a cell.
pub(crate) fn set(report: &mut Report, at: CellId, n: i64) {
    report.cells.insert(at, cell(CellValue::Number(Number::whole(n))));
}

/// Makes an agency, a year or a title.
pub(crate) fn found<T>(value: T) -> Found<T> {
    Found { value, place: Place::default() }
}

/// Makes a report in which every sum holds, from counts that are taken in turn.
pub(crate) fn report(version: FormVersion, counts: &[i64]) -> Report {
    let mut source = counts.iter().copied().cycle();
    let mut next = || source.next().unwrap_or_default();
    let mut report = Report {
        agency: Some(found(AGENCY.to_owned())),
        year: Some(found(2024)),
        disclosure_form: Some(version),
        request_form: Some(version),
        ..Report::default()
    };
    for at in version.form().cells().into_iter().filter(|it| it.table() == 2) {
        set(&mut report, at, next());
    }
    for column in ApplicantColumn::ALL.iter().filter(|it| **it != ApplicantColumn::Total) {
        request_column(&mut report, version, *column, &mut next);
    }
    totals(&mut report, version);
    for block in CaseBlock::ALL {
        let parts =
            [CaseColumn::Upheld, CaseColumn::Corrected, CaseColumn::Other, CaseColumn::Pending];
        let counts = parts.map(|part| (part, next()));
        for (part, count) in counts {
            set(&mut report, CellId::Case(*block, part), count);
        }
        let total = counts.iter().map(|(_, count)| count).sum();
        set(&mut report, CellId::Case(*block, CaseColumn::Total), total);
    }
    report
}

fn request_column(
    report: &mut Report,
    version: FormVersion,
    column: ApplicantColumn,
    next: &mut impl FnMut() -> i64,
) {
    let mut handled = 0;
    for (row, _, _) in version.form().requests.rows.iter().filter(|(row, ..)| row.is_outcome()) {
        let count = next();
        handled += count;
        set(report, CellId::Request(*row, column), count);
    }
    let open = next();
    let carried_in = next().min(handled + open);
    set(report, CellId::Request(RequestRow::TotalHandled, column), handled);
    set(report, CellId::Request(RequestRow::CarriedOut, column), open);
    set(report, CellId::Request(RequestRow::CarriedIn, column), carried_in);
    set(report, CellId::Request(RequestRow::New, column), handled + open - carried_in);
}

fn totals(report: &mut Report, version: FormVersion) {
    for (row, _, _) in &version.form().requests.rows {
        let total = ApplicantColumn::ALL
            .iter()
            .filter_map(|column| report.count(CellId::Request(*row, *column)))
            .sum();
        set(report, CellId::Request(*row, ApplicantColumn::Total), total);
    }
}

/// Counts as reports have them: mostly zero.
pub(crate) fn counts() -> impl Strategy<Value = Vec<i64>> {
    let count = prop_oneof![5 => Just(0_i64), 4 => 1..30_i64, 1 => 30..20_000_i64];
    proptest::collection::vec(count, 40..240)
}

/// Any report in which every sum holds.
pub(crate) fn any_report() -> impl Strategy<Value = Report> {
    let version = prop_oneof![4 => Just(FormVersion::Form2021), 1 => Just(FormVersion::Form2019)];
    (version, counts()).prop_map(|(version, counts)| report(version, &counts))
}

/// Any report in which some cells hold something else, or are gone.
pub(crate) fn any_faulty_report() -> impl Strategy<Value = Report> {
    let value = prop_oneof![
        3 => (0..50_i64).prop_map(|n| Some(CellValue::Number(Number::whole(n)))),
        1 => Just(Some(CellValue::Number(Number::whole(-1)))),
        1 => Just("0.5".parse().ok().map(CellValue::Number)),
        3 => Just(Some(CellValue::Blank)),
        1 => Just(Some(CellValue::Mark("/".to_owned()))),
        1 => Just(Some(CellValue::Unreadable(Unreadable::RunTogether))),
        1 => Just(None),
    ];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), value), 0..6);
    (any_report(), changes).prop_map(|(mut report, changes)| {
        let all: Vec<CellId> = report.cells.keys().copied().collect();
        let changes: BTreeMap<CellId, Option<CellValue>> =
            changes.into_iter().map(|(at, value)| (*at.get(&all), value)).collect();
        for (at, value) in changes {
            match value {
                Some(value) => report.cells.insert(at, cell(value)),
                None => report.cells.remove(&at),
            };
        }
        report
    })
}
