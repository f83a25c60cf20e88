use std::collections::BTreeSet;

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
