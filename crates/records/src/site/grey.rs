//! Days on which a site is shown without colours 一键置灰.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::SiteError;

/// The longest reason, in characters.
const LONGEST: usize = 100;

/// The most days of one period. Longer ones are slips of the pen: a year instead of a day.
const MOST_DAYS: i64 = 60;

/// Days of mourning, from the first to the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GreyPeriod {
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day; the whole of it counts.
    pub until_on: NaiveDate,
    /// Why.
    pub reason: String,
}

impl GreyPeriod {
    /// Whether the day is one of them.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from_on <= day && day <= self.until_on
    }

    pub(super) fn check(&self) -> Result<(), SiteError> {
        let days = (self.until_on - self.from_on).num_days() + 1;
        if !(1..=MOST_DAYS).contains(&days) {
            return Err(SiteError::GreyDays { from_on: self.from_on, until_on: self.until_on });
        }
        let too_long = self.reason.chars().count() > LONGEST;
        let hidden = !self.reason.chars().all(crate::text::is_plain);
        if self.reason.trim().is_empty() || too_long || hidden {
            return Err(SiteError::GreyReason { from_on: self.from_on });
        }
        Ok(())
    }
}
