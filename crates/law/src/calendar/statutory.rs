//! Days off by 《全国年节及纪念日放假办法》 itself, for years whose notice is not loaded.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::parameter::{Authority, Parameter, ParameterSummary, Version, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatutoryDays {
    fixed_days_off: Parameter<Vec<String>>,
    movable_days_off_of_the_year: Parameter<Vec<String>>,
}

static DAYS: LazyLock<StatutoryDays> =
    LazyLock::new(|| shipped(include_str!("statutory_days.toml")));

/// Lists the statutory days off.
pub fn parameters() -> Vec<ParameterSummary> {
    let movable = &DAYS.movable_days_off_of_the_year;
    vec![
        DAYS.fixed_days_off.summary("calendar", "fixed_days_off"),
        movable.summary("calendar", "movable_days_off_of_the_year"),
    ]
}

/// Says whether a date is a statutory day off, as far as the shipped table knows.
pub(super) fn is_day_off(day: NaiveDate) -> bool {
    entry_of(day).is_some()
}

/// Returns the article that makes a date a day off.
pub(super) fn ground_of(day: NaiveDate) -> Option<String> {
    entry_of(day).map(|it| it.cite.clone())
}

/// Returns the ground on which the days off of a year without notice rest.
pub(super) fn authority_of(year: i32) -> Option<Authority> {
    movable_of(year).or_else(|| fixed_of(year)).map(Version::authority)
}

/// Says whether the movable festivals of a year are known.
pub(super) fn knows_movable_days_of(year: i32) -> bool {
    movable_of(year).is_some()
}

/// Returns the fixed statutory days of a year that a complete notice must name.
pub(super) fn fixed_days_of(year: i32) -> Vec<NaiveDate> {
    let days = fixed_of(year).map(|it| it.value.as_slice()).unwrap_or_default();
    days.iter().filter_map(|it| format!("{year}-{it}").parse().ok()).collect()
}

type Days = Version<Vec<String>>;

fn entry_of(day: NaiveDate) -> Option<&'static Days> {
    let written = day.format("%m-%d").to_string();
    let entries = [movable_of(day.year()), fixed_of(day.year())];
    entries.into_iter().flatten().find(|it| it.value.contains(&written))
}

fn movable_of(year: i32) -> Option<&'static Days> {
    DAYS.movable_days_off_of_the_year.versions().iter().find(|it| it.from.year() == year)
}

fn fixed_of(year: i32) -> Option<&'static Days> {
    DAYS.fixed_days_off.in_force_on(NaiveDate::from_ymd_opt(year, 1, 1)?).ok()
}
