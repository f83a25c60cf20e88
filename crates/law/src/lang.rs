//! The two languages in which rules explain themselves, and how a date is written in each.

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// Language of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Simplified Chinese, the language of letters and pages.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Returns the text that belongs to this language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// Writes a date with its weekday: `2026年3月10日（周二）` or `Tue 2026-03-10`.
    pub fn date(self, day: NaiveDate) -> String {
        let weekday = self.weekday(day.weekday());
        match self {
            Self::Zh => format!("{}年{}月{}日（{weekday}）", day.year(), day.month(), day.day()),
            Self::En => format!("{weekday} {day}"),
        }
    }

    /// Writes a stretch of days; a stretch of one day is written as that day.
    pub fn dates(self, from: NaiveDate, to: NaiveDate) -> String {
        if from == to {
            return self.date(from);
        }
        let joint = self.pick("至", " to ");
        format!("{}{joint}{}", self.date(from), self.date(to))
    }

    fn weekday(self, day: Weekday) -> &'static str {
        match day {
            Weekday::Mon => self.pick("周一", "Mon"),
            Weekday::Tue => self.pick("周二", "Tue"),
            Weekday::Wed => self.pick("周三", "Wed"),
            Weekday::Thu => self.pick("周四", "Thu"),
            Weekday::Fri => self.pick("周五", "Fri"),
            Weekday::Sat => self.pick("周六", "Sat"),
            Weekday::Sun => self.pick("周日", "Sun"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_carries_its_weekday_in_both_languages() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 10).unwrap();
        assert_eq!(Lang::Zh.date(day), "2026年3月10日（周二）");
        assert_eq!(Lang::En.date(day), "Tue 2026-03-10");
    }
}
