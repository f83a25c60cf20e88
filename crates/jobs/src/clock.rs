//! Instants before and after another, within the years that the log knows.

use std::time::Duration;

use chrono::{FixedOffset, NaiveDate, TimeZone};
use eventlog::{At, Token};

/// Seconds by which Shanghai is ahead of UTC, all year.
const SHANGHAI: i32 = 8 * 60 * 60;

/// The time zone of Shanghai.
pub(crate) fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(SHANGHAI).expect("eight hours are less than a day")
}

/// The day that it is in Shanghai.
pub(crate) fn shanghai_day(at: At) -> NaiveDate {
    shanghai().from_utc_datetime(&at.to_utc().naive_utc()).date_naive()
}

/// The instant so much later; the same where that lies beyond the calendar.
pub(crate) fn later(at: At, by: Duration) -> At {
    shifted(at, i64::try_from(by.as_micros()).ok())
}

/// The instant so much earlier; the same where that lies before the calendar.
pub(crate) fn earlier(at: At, by: Duration) -> At {
    shifted(at, i64::try_from(by.as_micros()).ok().map(|it| -it))
}

fn shifted(at: At, micros: Option<i64>) -> At {
    let there = micros.and_then(|it| at.micros().checked_add(it));
    there.and_then(|it| At::from_micros(it).ok()).unwrap_or(at)
}

/// A name that stands in the code.
pub(crate) fn name(constant: &'static str) -> Token {
    Token::new(constant).expect("a constant within the alphabet")
}

/// So many minutes.
pub(crate) const fn minutes(count: u64) -> Duration {
    Duration::from_secs(count * 60)
}

/// So many hours.
pub(crate) const fn hours(count: u64) -> Duration {
    minutes(count * 60)
}
