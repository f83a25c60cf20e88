use law::report_form::{
    ApplicantColumn as A, CaseBlock, CaseColumn, CellId, FormVersion, RequestRow as R,
};
use proptest::prelude::*;

use super::*;
use crate::check::{Severity, Subject, check};
use crate::json::plain_cell;
use crate::value::Unreadable;

/// Columns of table three without 总计.
const KINDS: usize = 6;

/// A report whose sums all hold, from numbers that are drawn.
fn balanced(outcomes: &[Vec<i64>], open: &[(i64, i64)], cases: &[Vec<i64>]) -> Report {
    let mut report = Report { request_form: Some(FormVersion::Form2021), ..Report::default() };
    let mut put = |cell, n: i64| {
        report.cells.insert(cell, plain_cell(CellValue::Number(n.into()), None));
    };
    let form = FormVersion::Form2021.form();
    let rows = form.requests.rows.iter().map(|it| it.0).filter(|it| it.is_outcome());
    let mut table: Vec<(R, Vec<i64>)> = rows.zip(outcomes.iter().cloned()).collect();
    let handled: Vec<i64> = (0..KINDS).map(|at| outcomes.iter().map(|it| it[at]).sum()).collect();
    // Of what was handled or is still open, some came in last year.
    let carried_in = |at: usize| open[at].1.min(handled[at] + open[at].0);
    table.push((R::CarriedOut, open.iter().map(|it| it.0).collect()));
    table.push((R::CarriedIn, (0..KINDS).map(carried_in).collect()));
    let new = (0..KINDS).map(|at| handled[at] + open[at].0 - carried_in(at)).collect();
    table.push((R::New, new));
    table.push((R::TotalHandled, handled));
    for (row, numbers) in table {
        put(CellId::Request(row, A::Total), numbers.iter().sum());
        for (column, n) in A::ALL.iter().filter(|it| **it != A::Total).zip(numbers) {
            put(CellId::Request(row, *column), n);
        }
    }
    for (block, numbers) in CaseBlock::ALL.iter().zip(cases) {
        put(CellId::Case(*block, CaseColumn::Total), numbers.iter().sum());
        let parts = CaseColumn::ALL.iter().filter(|it| **it != CaseColumn::Total);
        for (column, n) in parts.zip(numbers) {
            put(CellId::Case(*block, *column), *n);
        }
    }
    report
}

fn any_balanced() -> impl Strategy<Value = Report> {
    let rows = FormVersion::Form2021.form().requests.rows.len();
    let outcomes = prop::collection::vec(prop::collection::vec(0_i64..40, KINDS), rows - 4);
    let open = prop::collection::vec((0_i64..9, 0_i64..9), KINDS);
    let cases = prop::collection::vec(prop::collection::vec(0_i64..9, 4), 3);
    (outcomes, open, cases).prop_map(|(outcomes, open, cases)| balanced(&outcomes, &open, &cases))
}

fn small() -> Report {
    let rows = FormVersion::Form2021.form().requests.rows.len() - 4;
    balanced(&vec![vec![2; KINDS]; rows], &[(1, 3); KINDS], &[vec![1; 4], vec![0; 4], vec![2; 4]])
}

fn with(report: &Report, cell: CellId, value: CellValue) -> Report {
    let mut changed = report.clone();
    assert!(changed.cells.insert(cell, plain_cell(value, None)).is_some(), "{cell}");
    changed
}

fn nothing(which: u8) -> CellValue {
    match which % 3 {
        0 => CellValue::Blank,
        1 => CellValue::Mark("/".to_owned()),
        _ => CellValue::Unreadable(Unreadable::NotANumber),
    }
}

fn values(report: &Report) -> Vec<(CellId, CellValue)> {
    report.cells.iter().map(|(id, it)| (*id, it.value.clone())).collect()
}

fn nth(report: &Report, at: prop::sample::Index, table: u8) -> CellId {
    let cells: Vec<CellId> =
        report.cells.keys().copied().filter(|it| it.table() == table).collect();
    *at.get(&cells)
}

/// How many sums are wrong.
fn wrong_sums(report: &Report) -> usize {
    let findings = check(Subject { report, previous: None });
    let of_sum = |it: &&crate::check::Finding| it.holds.is_some() && it.severity == Severity::Error;
    findings.iter().filter(of_sum).count()
}

#[test]
fn a_blank_total_is_proposed_with_its_sum_in_both_languages() {
    let report = small();
    let total = CellId::Request(R::Granted, A::Total);
    let corrected = correct(&with(&report, total, CellValue::Blank));
    let [only] = &corrected.corrections[..] else { panic!("{:?}", corrected.corrections) };
    assert_eq!((only.cell, only.proposed, only.why), (total, 12.into(), Why::OnlyOneWithoutNumber));
    assert!(only.rule == "T3-2" || only.rule == "T3-4");
    assert!(only.zh.contains("原为空白") && only.zh.contains("只能是12"), "{}", only.zh);
    assert!(only.en.contains("now blank") && only.en.contains("only be 12"), "{}", only.en);
    assert_eq!(values(&corrected.report), values(&report));
}

#[test]
fn a_wrong_part_is_told_by_the_two_sums_that_fail() {
    let report = small();
    let part = CellId::Request(R::Partial, A::NaturalPerson);
    let corrected = correct(&with(&report, part, CellValue::Number(20.into())));
    let [only] = &corrected.corrections[..] else { panic!("{:?}", corrected.corrections) };
    assert_eq!((only.cell, only.proposed, only.why), (part, 2.into(), Why::OnlyExplanation));
    assert!(only.zh.contains("原为20；只有改为2"), "{}", only.zh);
}

#[test]
fn one_sum_alone_does_not_tell_which_cell_is_wrong() {
    let report = small();
    let part = CellId::Case(CaseBlock::Reconsideration, CaseColumn::Upheld);
    let damaged = with(&report, part, CellValue::Number(7.into()));
    let corrected = correct(&damaged);
    assert_eq!(corrected.corrections, []);
    assert_eq!(corrected.report, damaged);
}

#[test]
fn two_wrong_cells_are_left_to_people() {
    let report = small();
    let one =
        with(&report, CellId::Request(R::Partial, A::NaturalPerson), CellValue::Number(5.into()));
    let two = with(&one, CellId::Request(R::Granted, A::Commercial), CellValue::Number(9.into()));
    assert_eq!(correct(&two).corrections, []);
}

#[test]
fn two_blanks_of_one_sum_are_only_filled_where_they_must_be_zero() {
    let block = |column| CellId::Case(CaseBlock::Reconsideration, column);
    let blank = |report: &Report| {
        let one = with(report, block(CaseColumn::Upheld), CellValue::Blank);
        with(&one, block(CaseColumn::Corrected), CellValue::Blank)
    };
    assert_eq!(correct(&blank(&small())).corrections, []);
    let rest = with(&small(), block(CaseColumn::Total), CellValue::Number(2.into()));
    let corrected = correct(&blank(&rest));
    let zero = |it: &Correction| it.proposed == 0.into() && it.why == Why::OthersAddUp;
    assert_eq!(corrected.corrections.len(), 2);
    assert!(corrected.corrections.iter().all(zero));
}

#[test]
fn a_blank_between_sums_that_disagree_is_left() {
    let report =
        with(&small(), CellId::Request(R::Granted, A::NaturalPerson), CellValue::Number(30.into()));
    let blank = with(&report, CellId::Request(R::Granted, A::Total), CellValue::Blank);
    let proposed = correct(&blank).corrections;
    assert!(
        proposed.iter().all(|it| it.cell != CellId::Request(R::Granted, A::Total)),
        "{proposed:?}"
    );
}

#[test]
fn cells_that_a_document_does_not_have_are_not_made_up() {
    let mut report = small();
    report.cells.retain(|it, _| !matches!(it, CellId::Request(R::Granted, _)));
    let blank = with(&report, CellId::Request(R::TotalHandled, A::NaturalPerson), CellValue::Blank);
    let corrected = correct(&blank);
    assert!(corrected.report.cells.len() == report.cells.len());
    assert_eq!(values(&corrected.report), values(&report));
    assert_eq!(correct(&Report::default()).corrections, []);
}

proptest! {
    #[test]
    fn a_correct_report_stays_as_it_is(report in any_balanced()) {
        let corrected = correct(&report);
        prop_assert_eq!(wrong_sums(&report), 0);
        prop_assert_eq!(&corrected.corrections, &[]);
        prop_assert_eq!(corrected.report, report);
    }

    #[test]
    fn one_damaged_cell_of_table_three_is_repaired(
        report in any_balanced(), at: prop::sample::Index, wrong in 0_i64..500, gone: Option<u8>,
    ) {
        let cell = nth(&report, at, 3);
        let value = gone.map_or(CellValue::Number(wrong.into()), nothing);
        let corrected = correct(&with(&report, cell, value));
        prop_assert_eq!(values(&corrected.report), values(&report));
    }

    #[test]
    fn a_damaged_case_is_filled_where_it_is_gone_and_left_where_it_is_wrong(
        report in any_balanced(), at: prop::sample::Index, wrong in 10_i64..500, gone: Option<u8>,
    ) {
        let cell = nth(&report, at, 4);
        let damaged = with(&report, cell, gone.map_or(CellValue::Number(wrong.into()), nothing));
        let corrected = correct(&damaged);
        match gone {
            Some(_) => prop_assert_eq!(values(&corrected.report), values(&report)),
            None if report.count(cell) != Some(wrong) => {
                prop_assert_eq!(values(&corrected.report), values(&damaged));
            }
            None => {}
        }
    }

    #[test]
    fn whatever_is_filled_is_what_stood_there(
        report in any_balanced(), gone in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..60),
    ) {
        let cells: Vec<CellId> = report.cells.keys().copied().collect();
        let damaged = gone.iter().fold(report.clone(), |report, (at, which)| {
            with(&report, *at.get(&cells), nothing(*which))
        });
        for correction in correct(&damaged).corrections {
            prop_assert_eq!(Some(correction.proposed), report.cell(correction.cell).and_then(Cell::number));
        }
    }

    #[test]
    fn sums_never_get_worse_and_a_second_look_proposes_nothing(
        report in any_balanced(),
        changes in prop::collection::vec(
            (any::<prop::sample::Index>(), prop::option::of(0_i64..60), any::<u8>()), 0..12),
    ) {
        let cells: Vec<CellId> = report.cells.keys().copied().collect();
        let damaged = changes.iter().fold(report, |report, (at, number, which)| {
            let value = number.map_or_else(|| nothing(*which), |n| CellValue::Number(n.into()));
            with(&report, *at.get(&cells), value)
        });
        let corrected = correct(&damaged);
        prop_assert!(wrong_sums(&corrected.report) <= wrong_sums(&damaged));
        prop_assert_eq!(correct(&corrected.report).corrections, []);
    }
}
