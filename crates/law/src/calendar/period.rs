//! Reaching a date: by working days, by calendar days, by months, and rolling off rest days.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Calendar, next_day, statutory};
use crate::lang::Lang;
use crate::working::{Step, StepKind};

/// A date reached by counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Reached {
    /// The date.
    pub on: NaiveDate,
    /// Whether a year without holiday notice was touched on the way, so that the date may still move.
    pub provisional: bool,
}

impl Calendar {
    /// Returns the `days`-th working day after `start`; the starting day is not counted.
    ///
    /// # Authority
    ///
    /// 《民事诉讼法》第八十五条：「期间开始的时和日，不计算在期间内」，行政诉讼法司法解释（2018）第四十八条同。
    pub fn add_working_days(&self, start: NaiveDate, days: u32) -> Reached {
        let mut on = start;
        for _ in 0..days {
            on = self.roll_to_working_day(next_day(on)).on;
        }
        Reached { on, provisional: self.is_provisional(start, on) }
    }

    /// Counts the working days after `start` up to and including `end`; zero when `end` is not later.
    pub fn count_working_days(&self, start: NaiveDate, end: NaiveDate) -> u32 {
        let mut counted = 0;
        let mut day = start;
        while day < end {
            day = next_day(day);
            counted += u32::from(self.is_workday(day));
        }
        counted
    }

    /// Returns the date itself if it is worked, otherwise the first working day after it.
    pub fn roll_to_working_day(&self, day: NaiveDate) -> Reached {
        let mut on = day;
        while !self.is_workday(on) {
            on = next_day(on);
        }
        Reached { on, provisional: !self.covers(day.year()) || !self.covers(on.year()) }
    }

    /// Returns the last day of a period of calendar days, rolled off rest days.
    ///
    /// # Authority
    ///
    /// 《民事诉讼法》第八十五条：「期间届满的最后一日是法定休假日的，以法定休假日后的第一日为期间届满的日期」。
    pub fn natural_days_after(&self, start: NaiveDate, days: u32) -> Reached {
        self.roll_to_working_day(unrolled_days(start, days))
    }

    /// Returns the last day of a period of months, rolled off rest days.
    ///
    /// The period ends on the day with the same number; a month without that day ends on its last day.
    pub fn months_after(&self, start: NaiveDate, months: u32) -> Reached {
        self.roll_to_working_day(unrolled_months(start, months))
    }

    /// Says whether the days after `start` up to `end` touch a year without holiday notice.
    pub fn is_provisional(&self, start: NaiveDate, end: NaiveDate) -> bool {
        self.first_gap(start, end).is_some()
    }

    /// Returns the first year without notice among the days after `start` up to `end`.
    pub fn first_gap(&self, start: NaiveDate, end: NaiveDate) -> Option<i32> {
        if end <= start {
            return None;
        }
        (next_day(start).year()..=end.year()).find(|year| !self.covers(*year))
    }
}

/// Returns the day a number of calendar days after another.
pub(crate) fn unrolled_days(start: NaiveDate, days: u32) -> NaiveDate {
    start
        .checked_add_days(Days::new(days.into()))
        .expect("legal periods end far from the last representable day")
}

/// Returns the same numbered day some months later, or the last day of that month.
pub(crate) fn unrolled_months(start: NaiveDate, months: u32) -> NaiveDate {
    start
        .checked_add_months(Months::new(months))
        .expect("legal periods end far from the last representable day")
}

/// Says that a last day fell on a rest day and moved, if it did.
pub(crate) fn roll_steps(calendar: &Calendar, day: NaiveDate) -> (Reached, Option<Step>) {
    let reached = calendar.roll_to_working_day(day);
    if reached.on == day {
        return (reached, None);
    }
    let zh = format!(
        "{}为休息日，顺延至其后第一个工作日{}",
        Lang::Zh.date(day),
        Lang::Zh.date(reached.on)
    );
    let en = format!(
        "{} is a rest day; the period ends on the first working day after it, {}",
        Lang::En.date(day),
        Lang::En.date(reached.on)
    );
    let step = Step::new(StepKind::Rolled, zh, en).over(day, reached.on);
    (reached, Some(step.citing("《中华人民共和国民事诉讼法》第八十五条")))
}

/// Says why a date is provisional, if the stretch after `start` up to `end` makes it so.
pub(crate) fn provisional_step(
    calendar: &Calendar,
    start: NaiveDate,
    end: NaiveDate,
) -> Option<Step> {
    let year = calendar.first_gap(start, end)?;
    let (known_zh, known_en) = if statutory::knows_movable_days_of(year) {
        ("仅扣除法定放假日", "only the statutory days off are left out")
    } else {
        (
            "仅扣除日期固定的法定放假日（农历节日和清明未计）",
            "only the statutory days with a fixed date are left out (lunar festivals and Qingming are not)",
        )
    };
    let zh = format!("暂定：{year}年放假通知尚未载入，{known_zh}；通知载入后须重新计算");
    let en = format!(
        "provisional: the holiday notice for {year} is not loaded, {known_en}; compute again once it is"
    );
    let step = Step::new(StepKind::Provisional, zh, en).over(start, end);
    Some(match statutory::authority_of(year) {
        Some(authority) => step.resting_on(&authority),
        None => step,
    })
}
