//! The one place of the program that reads the clock and asks the system for chance.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate};
use eventlog::At;
use store::{Chance, Clock, Edge};

/// Seconds by which Asia/Shanghai is ahead of UTC; it has known no other offset since 1991.
const SHANGHAI_SECONDS: i32 = 8 * 60 * 60;

/// Returns today's date in Asia/Shanghai.
#[expect(
    clippy::disallowed_methods,
    reason = "the edge of the program: every rule is handed the date read here"
)]
pub fn today() -> NaiveDate {
    shanghai_date(SystemTime::now())
}

/// Returns time and chance of this machine, for the store.
pub fn edge() -> Edge {
    Edge { clock: Arc::new(Machine), chance: Arc::new(Machine) }
}

/// An instant as people in Asia/Shanghai write it.
pub fn in_shanghai(at: At) -> String {
    let shanghai = FixedOffset::east_opt(SHANGHAI_SECONDS).expect("eight hours is an offset");
    at.to_utc().with_timezone(&shanghai).format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The first instant of a day in Asia/Shanghai.
pub fn beginning_of(day: NaiveDate) -> Option<At> {
    let midnight = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp();
    At::from_micros((midnight - i64::from(SHANGHAI_SECONDS)) * 1_000_000).ok()
}

struct Machine;

impl Clock for Machine {
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge of the program: the store is handed the instant read here"
    )]
    fn now(&self) -> At {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let micros = i64::try_from(since.as_micros()).unwrap_or(i64::MAX);
        At::from_micros(micros).expect("the clock shows a year before 9999")
    }
}

impl Chance for Machine {
    fn fill(&self, bytes: &mut [u8]) {
        // Without chance there is no secret and no salt; nothing may go on.
        getrandom::fill(bytes).expect("the system gives random bytes");
    }
}

fn shanghai_date(now: SystemTime) -> NaiveDate {
    let seconds = now.duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let seconds = i64::try_from(seconds).expect("the clock shows a year chrono can write");
    let instant = DateTime::from_timestamp(seconds, 0);
    let instant = instant.expect("the clock shows a year chrono can write");
    let shanghai = FixedOffset::east_opt(SHANGHAI_SECONDS).expect("eight hours is an offset");
    instant.with_timezone(&shanghai).date_naive()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_day_begins_at_midnight_in_shanghai() {
        // 2026-03-04 16:00 UTC is midnight of 5 March in Shanghai.
        let midnight = UNIX_EPOCH + Duration::from_secs(1_772_640_000);
        let date = |at| shanghai_date(at).to_string();
        assert_eq!(date(midnight), "2026-03-05");
        assert_eq!(date(midnight - Duration::from_secs(1)), "2026-03-04");
    }
}
