//! Days off by 《全国年节及纪念日放假办法》 itself, for years whose notice is not loaded.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use serde::Deserialize;

use crate::parameter::shipped;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StatutoryDays {
    fixed: Vec<Fixed>,
    movable: Vec<Movable>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixed {
    from_year: i32,
    days: Vec<String>,
    cite: String,
    #[serde(rename = "remark")]
    _remark: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Movable {
    year: i32,
    days: Vec<String>,
    cite: String,
    #[serde(rename = "remark")]
    _remark: Option<String>,
}

static DAYS: LazyLock<StatutoryDays> =
    LazyLock::new(|| shipped(include_str!("statutory_days.toml")));

/// Says whether a date is a statutory day off, as far as the shipped table knows.
pub(super) fn is_day_off(day: NaiveDate) -> bool {
    ground_of(day).is_some()
}

/// Returns the article that makes a date a day off.
pub(super) fn ground_of(day: NaiveDate) -> Option<String> {
    let written = day.format("%m-%d").to_string();
    let movable = DAYS.movable.iter().find(|it| it.year == day.year());
    if let Some(entry) = movable.filter(|it| it.days.contains(&written)) {
        return Some(entry.cite.clone());
    }
    fixed_of(day.year()).filter(|it| it.days.contains(&written)).map(|it| it.cite.clone())
}

/// Says whether the movable festivals of a year are known.
pub(super) fn knows_movable_days_of(year: i32) -> bool {
    DAYS.movable.iter().any(|it| it.year == year)
}

/// Returns the fixed statutory days of a year that a complete notice must name.
pub(super) fn fixed_days_of(year: i32) -> Vec<NaiveDate> {
    let days = fixed_of(year).map(|it| it.days.as_slice()).unwrap_or_default();
    days.iter().filter_map(|it| format!("{year}-{it}").parse().ok()).collect()
}

fn fixed_of(year: i32) -> Option<&'static Fixed> {
    DAYS.fixed.iter().rev().find(|it| it.from_year <= year)
}
