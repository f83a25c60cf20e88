//! The one place of the commands that reads the clock: today's date in Asia/Shanghai.

use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, FixedOffset, NaiveDate};

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
