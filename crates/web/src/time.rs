//! Instants and days as people in Asia/Shanghai count them.

use chrono::{DateTime, FixedOffset, NaiveDate};
use eventlog::At;

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
