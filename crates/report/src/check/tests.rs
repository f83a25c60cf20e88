use std::collections::BTreeSet;

use law::report_form::{CellId, FormVersion, Reporter, publication_day};

use super::*;

#[test]
fn each_rule_has_its_own_name_and_is_told_in_both_languages() {
    let mut seen = BTreeSet::new();
    for rule in rules() {
        assert!(seen.insert(rule.id), "{} twice", rule.id);
        for text in rule.title.iter().chain(&rule.what).chain(&rule.remedy) {
            assert!(!text.is_empty(), "{} has an empty text", rule.id);
        }
        assert!(rule.authority.chars().count() > 4, "{} cites nothing", rule.id);
    }
}

#[test]
fn a_rule_is_found_by_its_name_in_any_case() {
    assert_eq!(rule("t3-2").map(|rule| rule.id), Some("T3-2"));
    assert!(rule("T9-9").is_none());
}

/// The texts of a rule, which are written out for readers, in one string.
fn told(id: &str) -> String {
    let rule = rule(id).expect("the rule exists");
    [rule.title, rule.what, rule.remedy].concat().concat()
}

#[test]
fn figures_in_the_texts_are_those_of_the_form_and_the_law() {
    let count = |version: FormVersion, table: u8| {
        version.form().cells().into_iter().filter(|cell: &CellId| cell.table() == table).count()
    };
    let check = |id: &str, figure: String| assert!(told(id).contains(&figure), "{id}: {figure}");
    check("T2-1", format!("应有{}个数字", count(FormVersion::Form2021, 2)));
    check("T2-1", format!("最多{MOST_AMOUNT_DECIMALS}位小数"));
    check("T3-1", format!("共{}个", count(FormVersion::Form2021, 3)));
    check("T3-1", format!("{}个）", count(FormVersion::Form2019, 3)));
    check("T4-0", format!("应有{}个", count(FormVersion::Form2021, 4)));
    check("N-9", format!("{}年度起", FormVersion::Form2021.form().first_report_year));
    for reporter in [Reporter::Department, Reporter::Government] {
        let day = publication_day(2024, reporter).expect("the day of every year is known");
        check("F-4", day.format("%-m月%-d日").to_string());
    }
}

#[test]
fn a_rule_is_either_checked_or_said_to_be_left_to_others() {
    for left in UNANSWERED {
        assert!(rule(left.id).is_none(), "{} is checked", left.id);
        assert!(left.title.iter().chain(&left.why).all(|text| !text.is_empty()), "{}", left.id);
    }
}
