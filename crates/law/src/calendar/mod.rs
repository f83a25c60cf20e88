//! The working calendar: which days are worked, by which notice, and how periods are counted on it.
//!
//! The calendar is built from holiday notices, one per year. A year without notice is computed with the
//! statutory days alone, and every date that touches it is provisional. Nothing here knows what a period
//! is for: the rules do.

mod count;
mod notice;
mod overlay;
mod period;
mod statutory;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub(crate) use count::{Pause, next_day, walk};
pub use notice::{HolidayNotice, LoadError, NoticeProblem};
pub use overlay::RegionalOverlay;
pub use period::Reached;
pub(crate) use period::{provisional_step, roll_steps, unrolled_days, unrolled_months};
pub use statutory::parameters;

use crate::lang::Lang;

/// What kind of day a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Monday to Friday, worked.
    Workday,
    /// Saturday or Sunday worked by order of a holiday notice (调休上班).
    MakeUpWorkday,
    /// Saturday or Sunday, not worked.
    Weekend,
    /// Off by holiday notice.
    Holiday,
    /// Off by statute, in a year whose notice is not loaded.
    StatutoryHoliday,
    /// Off by an accepted order of an ethnic-minority area.
    RegionalDayOff,
}

impl DayKind {
    /// Says whether the day is worked.
    pub fn is_working(self) -> bool {
        match self {
            Self::Workday | Self::MakeUpWorkday => true,
            Self::Weekend | Self::Holiday | Self::StatutoryHoliday | Self::RegionalDayOff => false,
        }
    }

    /// Names the kind of day.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Workday => lang.pick("工作日", "working day"),
            Self::MakeUpWorkday => lang.pick("调休上班", "make-up workday"),
            Self::Weekend => lang.pick("周末", "weekend"),
            Self::Holiday => lang.pick("放假", "holiday"),
            Self::StatutoryHoliday => lang.pick("法定节假日", "statutory holiday"),
            Self::RegionalDayOff => lang.pick("地方放假", "regional day off"),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Off { notice: usize },
    Worked { notice: usize },
    Regional { overlay: usize },
}

/// A working calendar, built from holiday notices and regional overlays.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    notices: Vec<HolidayNotice>,
    overlays: Vec<RegionalOverlay>,
    marks: BTreeMap<NaiveDate, Mark>,
    covered: BTreeSet<i32>,
}

static SHIPPED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::empty()
        .load(include_str!("notices.toml"))
        .expect("the shipped notices are valid, which a test shows")
});

impl Calendar {
    /// Returns the calendar that ships with the program: the notices for 2019 to 2026.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Returns a calendar without any notice; every date on it is provisional.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Returns this calendar with the notices and overlays of a TOML or JSON text added.
    ///
    /// A later notice for the same year replaces the earlier one; the earlier stays in [`Self::notices`].
    ///
    /// # Errors
    ///
    /// [`LoadError`] names every problem of the text; nothing is loaded then.
    ///
    /// # Examples
    ///
    /// ```
    /// let calendar = law::calendar::Calendar::shipped().load(
    ///     r#"
    ///     [[notice]]
    ///     year = 2027
    ///     source = "made up for this example"
    ///     holidays = ["2027-01-01..2027-01-03", "2027-05-01..2027-05-05", "2027-10-01..2027-10-07"]
    ///     workdays = ["2027-10-09"]
    ///     "#,
    /// )?;
    /// assert!(calendar.covers(2027));
    /// # Ok::<(), law::calendar::LoadError>(())
    /// ```
    pub fn load(&self, text: &str) -> Result<Self, LoadError> {
        let (notices, overlays) = notice::read(text)?;
        let mut calendar = self.clone();
        calendar.notices.extend(notices);
        calendar.overlays.extend(overlays);
        calendar.rebuild();
        Ok(calendar)
    }

    /// Returns this calendar with one notice added.
    #[must_use]
    pub fn with_notice(mut self, notice: HolidayNotice) -> Self {
        self.notices.push(notice);
        self.rebuild();
        self
    }

    /// Returns this calendar with one regional overlay added.
    #[must_use]
    pub fn with_overlay(mut self, overlay: RegionalOverlay) -> Self {
        self.overlays.push(overlay);
        self.rebuild();
        self
    }

    /// Returns every notice in the order of loading, replaced ones included.
    pub fn notices(&self) -> &[HolidayNotice] {
        &self.notices
    }

    /// Returns every regional overlay, accepted or not.
    pub fn overlays(&self) -> &[RegionalOverlay] {
        &self.overlays
    }

    /// Says whether a notice for the year is loaded.
    pub fn covers(&self, year: i32) -> bool {
        self.covered.contains(&year)
    }

    /// Returns what kind of day a date is.
    pub fn day_kind(&self, day: NaiveDate) -> DayKind {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        match self.marks.get(&day) {
            Some(Mark::Regional { .. }) => DayKind::RegionalDayOff,
            Some(Mark::Off { .. }) => DayKind::Holiday,
            Some(Mark::Worked { .. }) => DayKind::MakeUpWorkday,
            None if !self.covers(day.year()) && statutory::is_day_off(day) => {
                DayKind::StatutoryHoliday
            }
            None if weekend => DayKind::Weekend,
            None => DayKind::Workday,
        }
    }

    /// Says whether a date is a working day (工作日).
    pub fn is_workday(&self, day: NaiveDate) -> bool {
        self.day_kind(day).is_working()
    }

    /// Returns the notice, order or statute that makes a date what it is, if one does.
    pub fn ground_of(&self, day: NaiveDate) -> Option<String> {
        match self.marks.get(&day) {
            Some(Mark::Regional { overlay }) => Some(self.overlays[*overlay].basis.clone()),
            Some(Mark::Off { notice } | Mark::Worked { notice }) => {
                Some(self.notices[*notice].title())
            }
            None if self.covers(day.year()) => None,
            None => statutory::ground_of(day),
        }
    }

    fn rebuild(&mut self) {
        let mut latest = BTreeMap::new();
        for (index, notice) in self.notices.iter().enumerate() {
            latest.insert(notice.year, index);
        }
        self.marks.clear();
        for index in latest.values().copied() {
            let notice = &self.notices[index];
            let off = notice.holidays.iter().map(|day| (*day, Mark::Off { notice: index }));
            let worked = notice.workdays.iter().map(|day| (*day, Mark::Worked { notice: index }));
            self.marks.extend(off.chain(worked));
        }
        for (index, overlay) in self.overlays.iter().enumerate().filter(|(_, it)| it.accepted) {
            let days = overlay.days_off.iter();
            self.marks.extend(days.map(|day| (*day, Mark::Regional { overlay: index })));
        }
        self.covered = latest.into_keys().collect();
    }
}

#[cfg(test)]
mod tests;
