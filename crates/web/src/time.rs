//! Instants and days as people in Asia/Shanghai count them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Weekday};
use eventlog::At;
use law::Lang;

/// Seconds by which Asia/Shanghai is ahead of UTC; it has known no other offset since 1991.
const SHANGHAI_SECONDS: i32 = 8 * 60 * 60;

/// The day in Asia/Shanghai.
#[must_use]
pub fn shanghai_date(at: At) -> NaiveDate {
    in_shanghai(at).date_naive()
}

/// The instant with the offset of Asia/Shanghai.
#[must_use]
pub fn in_shanghai(at: At) -> DateTime<FixedOffset> {
    let shanghai = FixedOffset::east_opt(SHANGHAI_SECONDS).expect("eight hours is an offset");
    at.to_utc().with_timezone(&shanghai)
}

/// An instant some seconds later.
#[must_use]
pub fn later(at: At, seconds: i64) -> At {
    At::from_micros(at.micros().saturating_add(seconds.saturating_mul(1_000_000))).unwrap_or(at)
}

/// A day as people write it, with its weekday.
#[must_use]
pub fn day_in_words(day: NaiveDate, lang: Lang) -> String {
    let weekday = match day.weekday() {
        Weekday::Mon => ("周一", "Monday"),
        Weekday::Tue => ("周二", "Tuesday"),
        Weekday::Wed => ("周三", "Wednesday"),
        Weekday::Thu => ("周四", "Thursday"),
        Weekday::Fri => ("周五", "Friday"),
        Weekday::Sat => ("周六", "Saturday"),
        Weekday::Sun => ("周日", "Sunday"),
    };
    let (year, month, date) = (day.year(), day.month(), day.day());
    lang.pick(
        format!("{year}年{month}月{date}日（{}）", weekday.0),
        format!("{}, {date} {}", weekday.1, day.format("%B %Y")),
    )
}
