//! Every outcome has its row, its letter and its remedies.

use super::*;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    outcome: Outcome,
    row: String,
    reconsideration_first: bool,
}

#[test]
fn every_outcome_has_its_row_and_remedies() {
    let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
    let outcomes: Vec<Outcome> = cases.case.iter().map(|it| it.outcome).collect();
    assert_eq!(outcomes, Outcome::ALL);
    for case in cases.case {
        assert_eq!(case.outcome.row().id(), case.row, "{}", case.name);
        let first = case.outcome.remedy_class() == RemedyClass::WithheldByExemption;
        assert_eq!(first, case.reconsideration_first, "{}", case.name);
        assert!(!case.outcome.letter_elements().is_empty(), "{}", case.name);
    }
}

#[test]
fn every_letter_has_twelve_elements_that_end_with_remedies_and_seal() {
    use crate::lang::Lang;
    let labels = |lang| EveryLetterElement::ALL.map(|it| it.label(lang));
    assert_eq!(labels(Lang::Zh)[10..], ["救济途径和期限", "行政机关名称、印章（电子印章）和日期"]);
    assert!(labels(Lang::Zh).iter().all(|it| !it.is_ascii()));
    let distinct: std::collections::BTreeSet<_> = labels(Lang::En).into_iter().collect();
    assert_eq!(distinct.len(), EveryLetterElement::ALL.len());
}

#[test]
fn every_remark_is_said_in_both_languages() {
    for remark in Outcome::ALL.into_iter().filter_map(Outcome::remark) {
        assert!(!remark.zh.is_ascii(), "{remark:?}");
        assert!(remark.en.is_ascii(), "{remark:?}");
    }
}

#[test]
fn every_result_row_is_reached_by_an_outcome() {
    for row in ReportRow::ALL {
        let counted = matches!(
            row,
            ReportRow::NewlyReceived
                | ReportRow::CarriedIn
                | ReportRow::Total
                | ReportRow::CarriedOut
        );
        let reached = Outcome::ALL.iter().any(|it| it.row() == row);
        assert_ne!(counted, reached, "{}", row.id());
    }
}

#[test]
fn a_special_query_is_not_in_the_group_that_goes_to_reconsideration_first() {
    assert_eq!(Outcome::SpecialQueryRegime.row().id(), "r338");
    assert_eq!(Outcome::SpecialQueryRegime.remedy_class(), RemedyClass::OtherRefusal);
}
