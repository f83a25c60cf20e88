//! Small things tests share; not part of the library.

use chrono::NaiveDate;

/// Reads a date a test knows to be right.
pub(crate) fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}
