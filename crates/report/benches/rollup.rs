//! `cargo bench -p report --bench rollup`: adding up 10,000 reports, and explaining what differs.
//!
//! Making and freeing the reports is not measured: `add` drops each report, so a handful is cloned at
//! a time and the clock runs over `add`, the drop included, and over `finish`.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use law::report_form::{ApplicantColumn, CaseColumn, CellId, FormVersion, RequestRow};
use report::Report;
use report::model::Found;
use report::number::Number;
use report::rollup::{Child, Options, Plan, RollUp, UnitPlan};
use report::value::{Cell, CellValue, How, Place};

const UNITS: usize = 10_000;
const BATCH: usize = 250;

fn name(at: usize) -> String {
    format!("云川市第{at}局")
}

fn plan() -> Plan {
    let unit = |at| UnitPlan { name: name(at), aliases: Vec::new(), obliged: true };
    Plan {
        parent: "云川市人民政府".to_owned(),
        year: Some(2024),
        units: (0..UNITS).map(unit).collect(),
    }
}

/// Makes a report whose sums hold: each outcome has the same count in each column.
fn report(at: usize) -> Report {
    let count = i64::try_from(at % 7).unwrap_or_default();
    let version = FormVersion::Form2021;
    let outcomes = version.form().requests.rows.iter().filter(|(row, ..)| row.is_outcome());
    let outcomes = i64::try_from(outcomes.count()).unwrap_or_default();
    let value = |cell: CellId| match cell {
        CellId::Disclosure(..) => count,
        CellId::Request(row, column) => {
            let columns = if column == ApplicantColumn::Total { 6 } else { 1 };
            columns
                * match row {
                    RequestRow::TotalHandled | RequestRow::New => outcomes * count,
                    RequestRow::CarriedIn | RequestRow::CarriedOut => 1,
                    _ => count,
                }
        }
        CellId::Case(_, CaseColumn::Total) => 4 * count,
        CellId::Case(..) => count,
    };
    let place = Place::default();
    let cell = |cell: CellId| {
        let number = Number::whole(value(cell));
        let (value, raw) = (CellValue::Number(number), number.to_string());
        (cell, Cell { value, raw, remark: None, place, how: How::Label })
    };
    Report {
        agency: Some(Found { value: name(at), place }),
        year: Some(Found { value: 2024, place }),
        disclosure_form: Some(version),
        request_form: Some(version),
        cells: version.form().cells().into_iter().map(cell).collect::<BTreeMap<_, _>>(),
        ..Report::default()
    }
}

fn children(from: usize) -> Vec<Child> {
    let files = (from..UNITS).take(BATCH);
    files.map(|at| Child { name_of_file: format!("{at}.json"), report: report(at) }).collect()
}

/// Adds up all reports; returns what was spent in the roll-up itself.
fn roll(plan: &Plan, parent: Option<&Report>) -> Duration {
    let mut spent = Duration::ZERO;
    let mut rollup = RollUp::new(plan, Options::default());
    for from in (0..UNITS).step_by(BATCH) {
        let children = children(from);
        let start = Instant::now();
        rollup.extend(children);
        spent += start.elapsed();
    }
    let start = Instant::now();
    let summary = rollup.finish(parent);
    spent += start.elapsed();
    assert_eq!(black_box(&summary).included.len(), UNITS);
    spent
}

fn ten_thousand(criterion: &mut Criterion) {
    let plan = plan();
    let mut group = criterion.benchmark_group("roll up 10,000 reports");
    group.sample_size(10);
    group.bench_function("sums alone", |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| roll(&plan, None)).sum());
    });
    let parent = report(1);
    group.bench_function("against a parent that differs in every cell", |bencher| {
        bencher.iter_custom(|times| (0..times).map(|_| roll(&plan, Some(&parent))).sum());
    });
    group.finish();
}

criterion_group!(benches, ten_thousand);
criterion_main!(benches);
