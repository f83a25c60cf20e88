use law::report_form::{ApplicantColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion};
use law::report_form::{RequestRow, Section};
use proptest::prelude::*;

use super::*;
use crate::model::SectionText;
use crate::number::Number;
use crate::rollup::sample::{any_faulty_report, any_report, cell, found, report, set};
use crate::value::{CellValue, Place, Unreadable};

const NEW: CellId = CellId::Request(RequestRow::New, ApplicantColumn::Total);

fn year(report: &Report, year: i32) -> Report {
    Report { year: Some(found(year)), ..report.clone() }
}

fn with_text(report: &Report, section: Section, paragraphs: &[&str]) -> Report {
    let text = SectionText {
        section: Some(section),
        heading: section.heading().to_owned(),
        place: Place::default(),
        paragraphs: paragraphs.iter().map(|it| found((*it).to_owned())).collect(),
    };
    Report { sections: vec![text], ..report.clone() }
}

fn both_years(earlier: &Report, later: &Report) -> TwoYears {
    TwoYears::of(&year(earlier, 2023), &year(later, 2024))
}

fn two() -> (Report, Report) {
    let mut earlier = report(FormVersion::Form2021, &[3]);
    let mut later = earlier.clone();
    for column in ApplicantColumn::ALL {
        set(&mut earlier, CellId::Request(RequestRow::CarriedOut, *column), 7);
        set(&mut later, CellId::Request(RequestRow::CarriedIn, *column), 7);
    }
    (earlier, later)
}

#[test]
fn years_that_follow_each_other_agree() {
    let (earlier, later) = two();
    let compared = both_years(&earlier, &later);
    assert_eq!(compared.remarks, Vec::new());
    assert_eq!(compared.links.len(), 9);
    assert!(compared.links.iter().all(|it| it.state == LinkState::Agrees), "{compared:?}");
}

#[test]
fn a_column_that_does_not_carry_over_is_told() {
    let (earlier, mut later) = two();
    let at = CellId::Request(RequestRow::CarriedIn, ApplicantColumn::Total);
    set(&mut later, at, 9);
    let compared = both_years(&earlier, &later);
    let wrong: Vec<&Link> =
        compared.links.iter().filter(|it| it.state == LinkState::Differs).collect();
    assert_eq!(wrong.len(), 1);
    assert_eq!((wrong[0].cell, wrong[0].kind), (at, LinkKind::CarryOver));
    assert_eq!(wrong[0].expected, Some(Number::whole(7)));
    assert!(compared.findings.iter().any(|it| it.rule == "Y-1" && it.cell == Some(at)));
    assert_eq!(compared.worst(), Some(Severity::Error));
}

#[test]
fn a_blank_leaves_the_link_undecided() {
    let (mut earlier, later) = two();
    let before = CellId::Request(RequestRow::CarriedOut, ApplicantColumn::Other);
    earlier.cells.insert(before, cell(CellValue::Blank));
    let compared = both_years(&earlier, &later);
    let state = LinkState::Undecidable { report: Which::Earlier, cell: before, why: Lack::Blank };
    assert_eq!(compared.links.iter().filter(|it| it.state == state).count(), 1);
}

#[test]
fn the_stock_of_documents_is_followed() {
    let (earlier, mut later) = two();
    let at = CellId::Disclosure(DisclosureRow::NormativeDocuments, DisclosureColumn::InForce);
    set(&mut later, at, 4);
    let compared = both_years(&earlier, &later);
    let link = compared.links.iter().find(|it| it.cell == at).unwrap();
    assert_eq!(link.state, LinkState::Differs);
    assert_eq!((link.expected, link.found), (Some(Number::whole(3)), Some(Number::whole(4))));
}

#[test]
fn years_given_in_reverse_are_put_into_order() {
    let (earlier, later) = two();
    let compared = TwoYears::of(&year(&later, 2024), &year(&earlier, 2023));
    assert_eq!(compared.earlier.year, Some(2023));
    assert_eq!(compared.remarks[0].kind, RemarkKind::Swapped);
    assert!(compared.links.iter().all(|it| it.state == LinkState::Agrees));
}

#[test]
fn another_agency_is_remarked_and_not_judged() {
    let (earlier, mut later) = two();
    set(&mut later, CellId::Request(RequestRow::CarriedIn, ApplicantColumn::Total), 9);
    later.agency = Some(found("云川市民政局".to_owned()));
    let compared = both_years(&earlier, &later);
    assert_eq!(compared.remarks[0].kind, RemarkKind::OtherAgency);
    assert_eq!(compared.findings, Vec::new());
    assert_eq!(compared.worst(), Some(Severity::Warning));
    assert!(compared.links.iter().any(|it| it.state == LinkState::Differs), "to look at by hand");
}

#[test]
fn one_year_twice_has_nothing_to_carry() {
    let (report, _) = two();
    let compared = TwoYears::of(&report, &report);
    assert_eq!(compared.remarks[0].kind, RemarkKind::SameYear);
    assert_eq!(compared.links, Vec::new());
    assert_eq!(compared.worst(), Some(Severity::Error));
}

#[test]
fn a_change_is_exact_and_its_share_rounded() {
    let (mut earlier, mut later) = two();
    let charge = CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
    earlier.cells.insert(charge, cell(CellValue::Number("755.2974".parse().unwrap())));
    later.cells.insert(charge, cell(CellValue::Number("700".parse().unwrap())));
    set(&mut earlier, NEW, 0);
    let compared = both_years(&earlier, &later);
    let pair = |at| compared.cells.iter().find(|it| it.cell == at).unwrap();
    assert_eq!(pair(charge).difference, "-55.2974".parse().ok());
    assert_eq!(pair(charge).change_permille, Some(-73));
    assert_eq!(pair(charge).change_percent, Some(-7));
    assert_eq!(pair(NEW).change_percent, None, "from zero there is no share");
}

#[test]
fn across_the_change_of_form_little_can_be_compared() {
    let earlier = year(&report(FormVersion::Form2019, &[3]), 2020);
    let later = year(&report(FormVersion::Form2021, &[3]), 2021);
    let compared = TwoYears::of(&earlier, &later);
    let comparable = |at| compared.cells.iter().find(|it| it.cell == at).map(|it| it.comparable);
    let carried = CellId::Request(RequestRow::CarriedIn, ApplicantColumn::Total);
    assert_eq!(comparable(carried), Some(Comparable::Yes));
    assert_eq!(comparable(NEW), Some(Comparable::No(NotComparable::ChangeOfForm)));
    let other = CellId::Request(RequestRow::OtherOther, ApplicantColumn::Total);
    assert_eq!(comparable(other), Some(Comparable::No(NotComparable::OtherRows)));
    let stock = CellId::Disclosure(DisclosureRow::Rules, DisclosureColumn::InForce);
    assert_eq!(comparable(stock), Some(Comparable::WithCare(Care::StockAcrossForms)));
    let old = CellId::Disclosure(DisclosureRow::Rules, DisclosureColumn::TotalPublic);
    assert_eq!(comparable(old), None, "shown beside the stock of today");
}

#[test]
fn a_hybrid_table_three_differs_in_its_last_group_alone() {
    let mut hybrid = report(FormVersion::Form2019, &[3]);
    hybrid.disclosure_form = Some(FormVersion::Form2021);
    let compared = both_years(&hybrid, &report(FormVersion::Form2021, &[3]));
    let pair = compared.cells.iter().find(|it| it.cell == NEW).unwrap();
    assert_eq!(pair.comparable, Comparable::Yes);
}

#[test]
fn each_kind_of_cell_change_is_its_own() {
    let base = report(FormVersion::Form2021, &[3]);
    let kind = |old: CellValue, new: Option<CellValue>| {
        let (mut left, mut right) = (base.clone(), base.clone());
        left.cells.insert(NEW, cell(old));
        match new {
            Some(new) => right.cells.insert(NEW, cell(new)),
            None => right.cells.remove(&NEW),
        };
        let changes = Versions::of(&left, &right).cells;
        changes.first().map(|it| it.change)
    };
    let zero = CellValue::Number(Number::whole(0));
    let unreadable = CellValue::Unreadable(Unreadable::RunTogether);
    let mark = |mark: &str| CellValue::Mark(mark.to_owned());
    assert_eq!(kind(zero.clone(), Some(zero.clone())), None);
    let one = Some(CellValue::Number(Number::whole(1)));
    assert_eq!(kind(zero.clone(), one), Some(CellChangeKind::Value));
    assert_eq!(kind(zero.clone(), Some(CellValue::Blank)), Some(CellChangeKind::State));
    assert_eq!(kind(CellValue::Blank, Some(mark("/"))), Some(CellChangeKind::State));
    assert_eq!(kind(mark("-"), Some(mark("/"))), Some(CellChangeKind::Mark));
    assert_eq!(kind(zero.clone(), None), Some(CellChangeKind::Presence));
    assert_eq!(kind(zero, Some(unreadable.clone())), Some(CellChangeKind::CannotTell));
    assert_eq!(kind(unreadable.clone(), Some(unreadable)), None);
}

#[test]
fn another_year_or_title_is_told_but_white_space_is_not() {
    let base = report(FormVersion::Form2021, &[3]);
    let titled = |title: &str| Report { title: Some(found(title.to_owned())), ..base.clone() };
    let heads = |left: &Report, right: &Report| -> Vec<HeadPart> {
        Versions::of(left, right).heads.into_iter().map(|it| it.part).collect()
    };
    assert_eq!(heads(&base, &year(&base, 2023)), [HeadPart::Year]);
    assert_eq!(heads(&titled("甲局 2024 年报告"), &titled("甲局2024年报告")), []);
    assert_eq!(heads(&titled("甲局2024年报告"), &base), [HeadPart::Title]);
}

#[test]
fn a_preface_above_or_below_the_first_heading_is_the_same_text() {
    let base = report(FormVersion::Form2021, &[3]);
    let below = with_text(&base, Section::Overview, &["本局公开信息12条。", "（一）主动公开"]);
    let mut above = with_text(&base, Section::Overview, &["（一）主动公开"]);
    let front = SectionText {
        section: None,
        ..with_text(&base, Section::Overview, &["云川市教育局", "本局公开信息12条。"]).sections[0]
            .clone()
    };
    above.sections.insert(0, front);
    assert_eq!(Versions::of(&above, &below).sections, Vec::new());
}

#[test]
fn headings_of_the_form_are_not_copied() {
    let base = report(FormVersion::Form2021, &[3]);
    let text = with_text(&base, Section::Overview, &["（四）政府信息公开平台建设情况"]);
    let compared = both_years(&text, &text);
    assert_eq!(compared.sections[0].copied, Vec::new());
}

#[test]
fn json_names_cells_as_files_do() {
    let base = report(FormVersion::Form2021, &[3]);
    let mut other = with_text(&base, Section::Problems, &["公开不及时。"]);
    set(&mut other, NEW, 1);
    let json = serde_json::to_value(versions(&base, &other)).unwrap();
    assert_eq!(json["kind"], "versions");
    assert_eq!(json["cells"][0]["cell"], "table3.new.total");
    assert_eq!(json["cells"][0]["change"], "value");
    assert_eq!(json["sections"][0]["section"], "problems");
    assert_eq!(json["sections"][0]["paragraphs"][0]["hunks"][0]["kind"], "added");
    let json = serde_json::to_value(two_years(&base, &other)).unwrap();
    assert_eq!(json["kind"], "two_years");
    assert_eq!(json["remarks"][0]["kind"], "same_year");
}

fn text() -> impl Strategy<Value = Vec<String>> {
    let piece = prop_oneof![Just("收到申请"), Just("12件"), Just("。"), Just(" "), Just("OGI ")];
    let paragraph = proptest::collection::vec(piece, 0..12).prop_map(|it| it.concat());
    proptest::collection::vec(paragraph, 0..6)
}

proptest! {
    #[test]
    fn a_report_against_itself_is_clean(report in any_faulty_report(), text in text()) {
        let text: Vec<&str> = text.iter().map(String::as_str).collect();
        let report = with_text(&report, Section::Overview, &text);
        prop_assert!(versions(&report, &report).is_clean());
    }

    #[test]
    fn a_changed_cell_is_the_only_difference(
        report in any_report(),
        at in any::<prop::sample::Index>(),
        more in 1..1000_i64,
    ) {
        let cells: Vec<CellId> = report.cells.keys().copied().collect();
        let at = *at.get(&cells);
        let mut changed = report.clone();
        set(&mut changed, at, report.count(at).unwrap_or_default() + more);
        let compared = Versions::of(&report, &changed);
        prop_assert!(compared.heads.is_empty() && compared.sections.is_empty());
        prop_assert_eq!(compared.cells.len(), 1);
        prop_assert_eq!(compared.cells[0].cell, at);
        prop_assert_eq!(compared.cells[0].difference, Some(Number::whole(more)));
    }
}
