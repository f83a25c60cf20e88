//! Instants before and after another, within the years that the log knows.

use std::time::Duration;

use eventlog::{At, Token};

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
