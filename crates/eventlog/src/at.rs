//! An instant of the log: microseconds, written in one way only.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

const LAST: i64 = 253_402_300_799_999_999;
const FORMAT: &str = "%Y-%m-%dT%H:%M:%S%.6fZ";

/// Microseconds since 1970 in UTC, shown as `2026-03-10T08:00:00.123456Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct At(i64);

/// Why an instant cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AtError {
    /// Before 1970 or after 9999.
    #[error("the instant lies outside the years 1970 to 9999")]
    OutOfRange,
    /// Another way of writing an instant.
    #[error("an instant is written as 2026-03-10T08:00:00.123456Z")]
    Malformed,
}

impl At {
    /// Takes microseconds since the beginning of 1970 in UTC.
    ///
    /// # Errors
    ///
    /// [`AtError::OutOfRange`] outside the years 1970 to 9999.
    pub fn from_micros(micros: i64) -> Result<Self, AtError> {
        if (0..=LAST).contains(&micros) { Ok(Self(micros)) } else { Err(AtError::OutOfRange) }
    }

    /// Takes an instant, without what it has below the microsecond.
    ///
    /// # Errors
    ///
    /// [`AtError::OutOfRange`] outside the years 1970 to 9999.
    pub fn from_utc(instant: DateTime<Utc>) -> Result<Self, AtError> {
        Self::from_micros(instant.timestamp_micros())
    }

    /// Returns the microseconds since the beginning of 1970 in UTC.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Returns the instant as chrono has it.
    pub fn to_utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).expect("the years 1970 to 9999 are in range")
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.to_utc().format(FORMAT))
    }
}

impl FromStr for At {
    type Err = AtError;

    fn from_str(text: &str) -> Result<Self, AtError> {
        if text.len() != "2026-03-10T08:00:00.123456Z".len() {
            return Err(AtError::Malformed);
        }
        let instant =
            NaiveDateTime::parse_from_str(text, FORMAT).map_err(|_| AtError::Malformed)?.and_utc();
        let at = Self::from_utc(instant)?;
        if at.to_string() == text { Ok(at) } else { Err(AtError::Malformed) }
    }
}

impl TryFrom<String> for At {
    type Error = AtError;

    fn try_from(text: String) -> Result<Self, AtError> {
        text.parse()
    }
}

impl From<At> for String {
    fn from(at: At) -> Self {
        at.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_instant_has_six_digits_and_a_z() {
        let check = |micros, text: &str| {
            let at = At::from_micros(micros).unwrap();
            assert_eq!(at.to_string(), text);
            assert_eq!(text.parse(), Ok(at));
        };
        check(0, "1970-01-01T00:00:00.000000Z");
        check(1_773_129_600_123_456, "2026-03-10T08:00:00.123456Z");
        check(LAST, "9999-12-31T23:59:59.999999Z");
    }

    #[test]
    fn other_ways_of_writing_are_refused() {
        for text in [
            "",
            "2026-03-10T08:00:00Z",
            "2026-03-10T08:00:00.123Z",
            "2026-03-10 08:00:00.123456Z",
            "2026-03-10T08:00:60.123456Z",
            "2026-02-30T08:00:00.123456Z",
            "1969-12-31T23:59:59.999999Z",
            "+026-03-10T08:00:00.123456Z",
        ] {
            assert!(text.parse::<At>().is_err(), "{text}");
        }
        assert_eq!(At::from_micros(-1), Err(AtError::OutOfRange));
        assert_eq!(At::from_micros(LAST + 1), Err(AtError::OutOfRange));
    }

    proptest! {
        #[test]
        fn an_instant_is_read_as_it_is_written(micros in 0..=LAST) {
            let at = At::from_micros(micros).unwrap();
            prop_assert_eq!(at.to_string().parse(), Ok(at));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,40}|[0-9TZ:.+-]{27}") {
            if let Ok(at) = text.parse::<At>() {
                prop_assert_eq!(at.to_string(), text);
            }
        }
    }
}
