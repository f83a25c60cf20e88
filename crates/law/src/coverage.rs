//! Every figure of the law has exactly one value on every day since the Regulation took effect.

use std::collections::BTreeMap;

use crate::parameter::Remark;
use crate::testing::date;

/// Figures of rules that did not exist on the Regulation's first day, with the day they began.
const LATER: [(&str, &str); 13] = [
    ("calendar.movable_days_off_of_the_year", "2027-01-01"),
    ("processing_fee.pay_working_days", "2021-01-01"),
    ("processing_fee.items_are_counted_by_month_of_receipt", "2021-01-01"),
    ("processing_fee.items_are_counted_by_one_agency", "2021-01-01"),
    ("processing_fee.withdrawn_items_are_counted", "2021-01-01"),
    ("processing_fee.page_is_one_side_of_a4", "2021-01-01"),
    ("processing_fee.electronic_data_count_by_print_layout", "2021-01-01"),
    ("processing_fee.public_information_is_not_charged_by_page", "2021-01-01"),
    ("reply_clock.restart_on_payment", "2021-01-01"),
    ("reply_clock.fee_notice_within_reply_period", "2021-01-01"),
    ("reply_clock.late_payment_needs_a_reason", "2021-01-01"),
    ("penalty_withdrawal.withdraw_working_days", "2021-07-15"),
    ("respondent_answer.reconsideration_simplified_working_days", "2024-01-01"),
];

#[test]
fn every_day_finds_exactly_one_value_per_parameter() {
    let later = BTreeMap::from(LATER);
    let all = crate::parameters();
    assert!(all.len() >= 30, "{} parameters", all.len());
    for parameter in &all {
        let name = format!("{}.{}", parameter.rule, parameter.name);
        let first = date(later.get(name.as_str()).copied().unwrap_or("2019-05-15"));
        let days = first.iter_days().take_while(|day| *day <= date("2027-12-31"));
        for day in days {
            let mut begun: Vec<_> = parameter.versions.iter().filter(|it| it.0 <= day).collect();
            begun.sort_by_key(|it| it.0);
            begun.dedup_by_key(|it| it.0);
            let latest = begun.last().unwrap_or_else(|| panic!("{name} has no value on {day}"));
            let in_force = parameter.versions.iter().filter(|it| it.0 == latest.0).count();
            assert_eq!(in_force, 1, "{name} on {day}");
        }
    }
}

#[test]
fn every_value_names_its_article_and_the_day_it_was_checked() {
    for parameter in crate::parameters() {
        for (from, _, authority) in parameter.versions {
            assert!(authority.cite.starts_with('《'), "{} {from}", parameter.name);
            assert!(authority.checked_on >= date("2026-11-23"), "{} {from}", parameter.name);
            let remark = authority.remark.as_ref();
            assert!(remark.is_none_or(Remark::is_marked), "{} {from}: {remark:?}", parameter.name);
        }
    }
}
