use std::collections::BTreeMap;

use law::Lang;
use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion,
    RequestRow,
};
use proptest::prelude::*;

use super::sample::{any_faulty_report, any_report, cell, counts, found, report, set};
use super::*;
use crate::check::Severity;
use crate::number::Number;
use crate::value::{CellValue, Unreadable};

const NEW: CellId = CellId::Request(RequestRow::New, ApplicantColumn::Total);
const LICENCES: CellId = CellId::Disclosure(DisclosureRow::Licences, DisclosureColumn::Decisions);

fn name(at: usize) -> String {
    format!("云川市{}局", ["教育", "民政", "财政", "公安", "司法", "交通", "水利", "商务"][at % 8])
        + &"甲".repeat(at / 8)
}

fn plan(units: usize) -> Plan {
    let unit = |at| UnitPlan { name: name(at), aliases: Vec::new(), obliged: true };
    Plan {
        parent: "云川市人民政府".to_owned(),
        year: Some(2024),
        units: (0..units).map(unit).collect(),
    }
}

fn child(at: usize, report: &Report) -> Child {
    let report = Report { agency: Some(found(name(at))), ..report.clone() };
    Child { name_of_file: format!("{at:03}.html"), report }
}

fn children(reports: &[Report]) -> Vec<Child> {
    reports.iter().enumerate().map(|(at, report)| child(at, report)).collect()
}

fn roll(plan: &Plan, children: Vec<Child>, parent: Option<&Report>) -> Summary {
    let mut rollup = RollUp::new(plan, Options::default());
    rollup.extend(children);
    rollup.finish(parent)
}

/// Reports with 10, 20, 30, … licences and all else zero.
fn tens(units: usize) -> Vec<Report> {
    (1..=units)
        .map(|n| {
            let mut report = report(FormVersion::Form2021, &[0]);
            set(&mut report, LICENCES, 10 * i64::try_from(n).unwrap());
            report
        })
        .collect()
}

fn number(summary: &Summary, at: CellId) -> Option<i64> {
    summary.sum.get(&at)?.total.number()?.integer()
}

fn explanations(summary: &Summary) -> Vec<(ExplanationKind, Vec<String>)> {
    let [difference] = &summary.differences[..] else { panic!("{:?}", summary.differences) };
    difference.explained_by.iter().map(|it| (it.kind, it.units.clone())).collect()
}

fn stating(licences: i64) -> Report {
    let mut parent = report(FormVersion::Form2021, &[0]);
    set(&mut parent, LICENCES, licences);
    parent
}

#[test]
fn what_the_parent_lacks_names_the_unit() {
    let summary = roll(&plan(3), children(&tens(3)), Some(&stating(40)));
    assert_eq!(explanations(&summary), [(ExplanationKind::ParentLacks, vec![name(1)])]);
    let difference = &summary.differences[0];
    assert_eq!(difference.difference, Some(Number::whole(-20)));
    assert_eq!(
        difference.explained_by[0].sentence(Lang::En),
        format!("The parent lacks 20, exactly what {} reports.", name(1))
    );
    assert_eq!(summary.suspects[0].units, [name(1)]);
}

#[test]
fn a_unit_counted_twice_is_named() {
    let summary = roll(&plan(3), children(&tens(3)), Some(&stating(90)));
    assert_eq!(explanations(&summary), [(ExplanationKind::CountedTwice, vec![name(2)])]);
}

#[test]
fn two_units_together_explain_what_no_single_one_does() {
    let summary = roll(&plan(4), children(&tens(4)), Some(&stating(30)));
    assert_eq!(explanations(&summary), [(ExplanationKind::ParentLacks, vec![name(2), name(3)])]);
}

#[test]
fn a_report_set_aside_may_be_in_the_parent() {
    let mut reports = tens(3);
    set(&mut reports[1], NEW, 5);
    let summary = roll(&plan(3), children(&reports), Some(&stating(60)));
    assert_eq!(number(&summary, LICENCES), Some(40));
    assert_eq!(explanations(&summary), [(ExplanationKind::Quarantined, vec![name(1)])]);
}

#[test]
fn a_faulty_report_is_named_with_its_reasons_and_counted_on_request() {
    let mut reports = tens(2);
    set(&mut reports[0], NEW, 5);
    reports[1].cells.insert(NEW, cell(CellValue::Unreadable(Unreadable::RunTogether)));
    let strict = roll(&plan(2), children(&reports), None);
    let kinds: Vec<Vec<ReasonKind>> = strict
        .quarantined
        .iter()
        .map(|it| it.reasons.iter().map(|reason| reason.kind).collect())
        .collect();
    assert_eq!(kinds, [vec![ReasonKind::Rule, ReasonKind::Rule], vec![ReasonKind::Unreadable]]);
    assert_eq!((strict.included.len(), strict.missing.len()), (0, 0));

    let plan = plan(2);
    let mut lenient = RollUp::new(&plan, Options { include_faulty: true });
    lenient.extend(children(&reports));
    let lenient = lenient.finish(None);
    assert_eq!(number(&lenient, LICENCES), Some(30));
    assert!(lenient.quarantined.iter().all(|it| it.counted));
    assert_eq!(lenient.identities.failing.len(), 2, "{:?}", lenient.identities);
}

#[test]
fn a_report_without_a_table_cannot_be_added_up() {
    let mut reports = tens(1);
    reports[0].cells.retain(|cell, _| cell.table() != 4);
    let summary = roll(&plan(1), children(&reports), None);
    assert_eq!(summary.quarantined[0].reasons[0].kind, ReasonKind::TableMissing);
}

#[test]
fn a_report_for_another_year_leaves_its_unit_missing() {
    let mut reports = tens(3);
    reports[2].year = Some(found(2023));
    let summary = roll(&Plan { year: None, ..plan(3) }, children(&reports), None);
    assert_eq!(summary.year, Some(2024));
    assert_eq!(summary.missing, [name(2)]);
    assert_eq!(summary.quarantined[0].reasons[0].kind, ReasonKind::OtherYear);
}

#[test]
fn a_second_report_counts_only_once() {
    let mut both = children(&tens(2));
    both.push(Child { name_of_file: "copy.html".to_owned(), ..both[0].clone() });
    let mut other = child(1, &tens(5)[4]);
    other.name_of_file = "other.html".to_owned();
    both.push(other);
    let summary = roll(&plan(2), both, None);
    assert_eq!(number(&summary, LICENCES), Some(30));
    let told: Vec<(&str, bool)> =
        summary.duplicates.iter().map(|it| (it.other.as_str(), it.same)).collect();
    assert_eq!(told, [("copy.html", true), ("other.html", false)]);
    assert_eq!(summary.quarantined[0].reasons[0].kind, ReasonKind::Duplicate);
}

#[test]
fn the_report_without_faults_is_the_one_that_counts() {
    let mut faulty = child(0, &tens(1)[0]);
    faulty.name_of_file = "000-draft.html".to_owned();
    set(&mut faulty.report, NEW, 5);
    let summary = roll(&plan(1), vec![faulty, child(0, &tens(1)[0])], None);
    assert_eq!(summary.included[0].file, "000.html");
}

#[test]
fn a_stranger_is_named_and_not_counted() {
    let summary = roll(&plan(2), children(&tens(3)), Some(&stating(60)));
    assert_eq!(summary.unmatched[0].why, NoUnit::Unknown);
    assert_eq!(explanations(&summary)[0], (ExplanationKind::Unmatched, vec![name(2)]));
}

#[test]
fn without_a_plan_every_report_is_a_unit() {
    let plan = Plan::default();
    let mut reports = children(&tens(2));
    reports[1].report.agency = None;
    let summary = roll(&plan, reports, None);
    let names: Vec<&str> = summary.included.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["001.html", name(0).as_str()]);
    assert_eq!(number(&summary, LICENCES), Some(30));
    assert!(summary.is_clean(), "{summary:?}");
}

#[test]
fn blanks_and_marks_count_as_zero_and_are_told() {
    let mut reports = tens(2);
    reports[0].cells.insert(LICENCES, cell(CellValue::Blank));
    reports[1].cells.insert(NEW, cell(CellValue::Mark("/".to_owned())));
    let summary = roll(&plan(2), children(&reports), None);
    let licences = summary.sum[&LICENCES];
    assert_eq!(licences.total, Total::Number(Number::whole(20)));
    assert_eq!((licences.units, licences.blanks), (1, 1));
    assert_eq!(summary.sum[&NEW].marks, 1);
    assert_eq!((summary.included[0].blanks, summary.included[1].marks), (1, 1));
    assert_eq!(summary.included[1].value(NEW), Some(CellValue::Mark("/".to_owned())));
    assert_eq!(summary.worst(), Some(Severity::Note));
}

#[test]
fn the_single_row_of_other_outcomes_is_not_lost() {
    let hybrid = Report {
        disclosure_form: Some(FormVersion::Form2021),
        ..report(FormVersion::Form2019, &[2])
    };
    let three = report(FormVersion::Form2021, &[1]);
    let summary = roll(&plan(2), children(&[hybrid, three.clone()]), Some(&three));
    let total = ApplicantColumn::Total;
    assert_eq!(summary.other_outcomes(total), Total::Number(Number::whole(12 + 18)));
    assert_eq!(summary.forms.requests[&FormVersion::Form2019], 1);
    assert_eq!(summary.identities.failing, Vec::new());
    let group = CellId::Request(RequestRow::OtherTotal, total);
    let difference = summary.differences.iter().find(|it| it.cell == group).unwrap();
    assert_eq!(difference.difference, Some(Number::whole(-12)));

    let printed = summary.as_report("云川市人民政府", 2024);
    let at = CellId::Request(RequestRow::OtherOther, total);
    assert_eq!(printed.count(at), Some(12 + 6));
    assert!(printed.cell(at).unwrap().remark.as_ref().unwrap().contains("12件"));
}

#[test]
fn a_sum_too_large_to_hold_is_told() {
    let reports = [stating(i64::MAX), stating(i64::MAX)];
    let summary = roll(&plan(2), children(&reports), Some(&stating(1)));
    assert_eq!(summary.sum[&LICENCES].total, Total::TooLarge);
    assert_eq!(summary.differences[0].difference, None);
}

#[test]
fn a_parent_that_is_a_department_is_remarked() {
    let plan = Plan { parent: "云川市教育局".to_owned(), ..Plan::default() };
    let summary = roll(&plan, Vec::new(), None);
    let kinds: Vec<RemarkKind> = summary.remarks.iter().map(|it| it.kind).collect();
    assert_eq!(kinds, [RemarkKind::NothingCounted, RemarkKind::ParentIsDepartment]);
}

#[test]
fn json_names_cells_as_files_do() {
    let summary = roll(&plan(2), children(&tens(1)), Some(&stating(30)));
    let json = serde_json::to_value(&summary).unwrap();
    assert_eq!(json["sum"]["table2.licences.decisions"]["total"]["number"], "10");
    assert_eq!(json["included"][0]["cells"]["table2.licences.decisions"]["number"], "10");
    assert_eq!(json["missing"][0], name(1));
    assert_eq!(json["differences"][0]["explained_by"][0]["kind"], "missing");
    assert_eq!(json["forms"]["requests"]["2021"], 1);
}

#[test]
fn a_plan_is_read_from_a_file() {
    let plan: Plan = toml::from_str(
        "parent = '云川市人民政府'\n[[units]]\nname = '云川市教育局'\naliases = ['市教育局']\n\
         [[units]]\nname = '云川市史志办'\nobliged = false",
    )
    .unwrap();
    assert!(plan.units[0].obliged && !plan.units[1].obliged);
    assert_eq!(plan.year, None);
}

fn any_children() -> impl Strategy<Value = Vec<Child>> {
    proptest::collection::vec(any_faulty_report(), 1..8).prop_map(|reports| {
        // A few units have two reports.
        let at = |at: usize| if at == 5 { 0 } else { at };
        let numbered = reports.iter().enumerate();
        numbered
            .map(|(n, report)| Child { name_of_file: format!("{n}"), ..child(at(n), report) })
            .collect()
    })
}

fn part<'a>(plan: &'a Plan, children: &[Child]) -> RollUp<'a> {
    let mut part = RollUp::new(plan, Options::default());
    part.extend(children.iter().cloned());
    part
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn the_sum_is_what_the_units_were_built_of(
        reports in proptest::collection::vec(any_report(), 1..6),
    ) {
        let mut expected: BTreeMap<CellId, i64> = BTreeMap::new();
        for (cell, read) in reports.iter().flat_map(|it| &it.cells) {
            *expected.entry(*cell).or_default() += read.count().unwrap();
        }
        let summary = roll(&plan(reports.len()), children(&reports), None);
        let sums: BTreeMap<CellId, i64> =
            summary.sum.keys().map(|cell| (*cell, number(&summary, *cell).unwrap())).collect();
        prop_assert_eq!(sums, expected);
        prop_assert_eq!(summary.identities.failing, Vec::new());
        prop_assert_eq!(summary.quarantined, Vec::new());
    }

    #[test]
    fn the_order_of_children_does_not_matter(
        (children, shuffled) in any_children()
            .prop_flat_map(|it| (Just(it.clone()), Just(it).prop_shuffle())),
        parent in any_report(),
    ) {
        let plan = plan(6);
        prop_assert_eq!(
            roll(&plan, children, Some(&parent)),
            roll(&plan, shuffled, Some(&parent))
        );
    }

    #[test]
    fn merging_is_associative(
        children in any_children(),
        cuts in any::<(prop::sample::Index, prop::sample::Index)>(),
    ) {
        let plan = plan(6);
        let (a, b) = (cuts.0.index(children.len()), cuts.1.index(children.len()));
        let (low, high) = (a.min(b), a.max(b));
        let parts = || (
            part(&plan, &children[..low]),
            part(&plan, &children[low..high]),
            part(&plan, &children[high..]),
        );
        let ((a, b, c), (d, e, f)) = (parts(), parts());
        let left = a.merge(b).merge(c).finish(None);
        let right = d.merge(e.merge(f)).finish(None);
        prop_assert_eq!(&left, &right);
        prop_assert_eq!(left, part(&plan, &children).finish(None));
    }

    #[test]
    fn a_child_taken_away_is_missing_and_explains_every_difference(
        counts in proptest::collection::vec(counts(), 2..6),
        gone in any::<prop::sample::Index>(),
    ) {
        let reports: Vec<Report> =
            counts.iter().map(|it| report(FormVersion::Form2021, it)).collect();
        let plan = plan(reports.len());
        let parent = roll(&plan, children(&reports), None).as_report("云川市人民政府", 2024);
        let whole = roll(&plan, children(&reports), Some(&parent));
        prop_assert!(whole.is_clean(), "{:?}", whole.differences);

        let gone = gone.index(reports.len());
        let mut rest = children(&reports);
        rest.remove(gone);
        let summary = roll(&plan, rest, Some(&parent));
        prop_assert_eq!(&summary.missing, &[name(gone)]);
        for difference in &summary.differences {
            let value = reports[gone].count(difference.cell).map(Number::whole);
            prop_assert_eq!(difference.difference, value);
            let units: Vec<&[String]> = difference
                .explained_by
                .iter()
                .filter(|it| it.kind == ExplanationKind::Missing)
                .map(|it| &it.units[..])
                .collect();
            prop_assert_eq!(units, [&[name(gone)][..]]);
        }
        let differing = reports[gone].cells.values().filter(|it| it.count() != Some(0)).count();
        prop_assert_eq!(summary.differences.len(), differing);
    }

    #[test]
    fn the_sum_as_a_report_adds_up_and_sums_to_itself(
        reports in proptest::collection::vec(any_report(), 1..5),
    ) {
        let summary = roll(&plan(reports.len()), children(&reports), None);
        let printed = summary.as_report(&name(0), 2024);
        prop_assert_eq!(faults::reasons(&printed), Vec::new());
        let again = roll(&plan(1), children(std::slice::from_ref(&printed)), Some(&printed));
        prop_assert_eq!(again.differences, Vec::new());
    }
}

#[test]
fn cases_are_added_up_as_well() {
    let at = CellId::Case(CaseBlock::SuitAfter, CaseColumn::Total);
    let reports = [report(FormVersion::Form2021, &[1]), report(FormVersion::Form2021, &[2])];
    assert_eq!(number(&roll(&plan(2), children(&reports), None), at), Some(4 + 8));
}
