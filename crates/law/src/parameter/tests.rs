//! Tests of dated parameters.

use super::*;

#[derive(Debug, Deserialize)]
struct Sample {
    limit_days: Parameter<u32>,
}

fn sample() -> Parameter<u32> {
    let text = r#"
        [[limit_days]]
        from = 2008-05-01
        value = 15
        cite = "old"
        checked_on = 2026-11-23

        [[limit_days]]
        from = 2019-05-15
        value = 20
        cite = "new"
        checked_on = 2026-11-23
    "#;
    toml::from_str::<Sample>(text).unwrap().limit_days
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_day_before_a_change_is_judged_by_the_old_value() {
    let limit = sample();
    assert_eq!(limit.in_force_on(date("2019-05-14")).unwrap().value, 15);
    assert_eq!(limit.in_force_on(date("2019-05-15")).unwrap().value, 20);
}

#[test]
fn a_day_before_the_first_version_has_no_rule() {
    let error = sample().in_force_on(date("2008-04-30")).unwrap_err();
    assert_eq!(error.first, date("2008-05-01"));
}

#[test]
fn versions_out_of_order_are_refused() {
    let mut versions = sample().versions;
    versions.reverse();
    assert!(matches!(Parameter::try_from(versions), Err(ParameterError::NotAscending { .. })));
    assert!(matches!(Parameter::<u32>::try_from(vec![]), Err(ParameterError::Empty)));
}
