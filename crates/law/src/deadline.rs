//! A last day with its ground and its working, as every rule about a period returns it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::{
    Calendar, provisional_step, roll_steps, unrolled_days, unrolled_months, walk,
};
use crate::lang::Lang;
use crate::parameter::{Authority, Remark, Version};
use crate::working::{Step, StepKind, Working};

/// The last day on which something may be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day; the whole day counts.
    pub due_on: NaiveDate,
    /// Whether the date may still move because a year's holiday notice is not loaded.
    pub provisional: bool,
    /// The article the period rests on.
    pub authority: Authority,
    /// How the day was found.
    pub working: Working,
}

/// What starts a period, as two sentences without the date: `收到申请` and `request received`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct StartedBy {
    pub zh: &'static str,
    pub en: &'static str,
}

impl StartedBy {
    /// Says that the starting day is day zero.
    pub(crate) fn step(self, day: NaiveDate) -> Step {
        let zh = format!("{}{}，当日不计入", Lang::Zh.date(day), self.zh);
        let en = format!("{} {}; the day itself is not counted", Lang::En.date(day), self.en);
        Step::new(StepKind::Start, zh, en).on(day).citing("《中华人民共和国民事诉讼法》第八十五条")
    }
}

/// Says that a period ends on a day.
pub(crate) fn last_day_step(day: NaiveDate, authority: &Authority) -> Step {
    let zh = format!("期限届满日：{}", Lang::Zh.date(day));
    let en = format!("last day: {}", Lang::En.date(day));
    Step::new(StepKind::LastDay, zh, en).on(day).citing(&authority.cite)
}

/// Counts a period of working days.
pub(crate) fn in_working_days(
    calendar: &Calendar,
    start: NaiveDate,
    started_by: StartedBy,
    period: &Version<u32>,
) -> Deadline {
    let authority = period.authority();
    let walked = walk(calendar, start, period.value, 0, &[]);
    let provisional = provisional_step(calendar, start, walked.last);
    let mut working = Working::default();
    working.push(started_by.step(start));
    working.extend(walked.steps());
    working.push(last_day_step(walked.last, &authority));
    finish(walked.last, provisional, authority, working)
}

/// Counts a period of calendar days and rolls its end off rest days.
pub(crate) fn in_natural_days(
    calendar: &Calendar,
    start: NaiveDate,
    started_by: StartedBy,
    period: &Version<u32>,
) -> Deadline {
    let days = period.value;
    let zh = format!("期间为{days}日（自然日）");
    let en = format!("period of {days} calendar days");
    rolled(calendar, start, started_by, period, unrolled_days(start, days), (zh, en))
}

/// Counts a period of months and rolls its end off rest days.
pub(crate) fn in_months(
    calendar: &Calendar,
    start: NaiveDate,
    started_by: StartedBy,
    period: &Version<u32>,
) -> Deadline {
    let months = period.value;
    let zh = format!("期间为{months}个月");
    let en = format!("period of {months} months");
    rolled(calendar, start, started_by, period, unrolled_months(start, months), (zh, en))
}

fn rolled(
    calendar: &Calendar,
    start: NaiveDate,
    started_by: StartedBy,
    period: &Version<u32>,
    end: NaiveDate,
    (zh, en): (String, String),
) -> Deadline {
    let authority = period.authority();
    let (reached, roll) = roll_steps(calendar, end);
    // Only the rest days at the end matter to a period in calendar days.
    let provisional =
        if reached.provisional { provisional_step(calendar, start, reached.on) } else { None };
    let zh = format!("{zh}，末日为{}", Lang::Zh.date(end));
    let en = format!("{en}, ending on {}", Lang::En.date(end));
    let mut working = Working::default();
    working.push(started_by.step(start));
    working.push(Step::new(StepKind::NaturalPeriod, zh, en).over(start, end));
    working.extend(roll);
    working.push(last_day_step(reached.on, &authority));
    finish(reached.on, provisional, authority, working)
}

fn finish(
    due_on: NaiveDate,
    provisional: Option<Step>,
    authority: Authority,
    mut working: Working,
) -> Deadline {
    let is_provisional = provisional.is_some();
    working.extend(provisional);
    working.extend(authority.remark.as_ref().map(Remark::step));
    Deadline { due_on, provisional: is_provisional, authority, working }
}
