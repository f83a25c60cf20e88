//! The reply clock (答复期限): from a request's dated events to the day its reply is due.
//!
//! One run of the clock counts working days after its start, leaving out the time others are consulted:
//!
//! ```text
//! counted(d) = working days x with start < x <= d, outside every pause
//! due        = first working day d with counted(d) = 20 + extension
//! pause      = (day the letter is issued, day the opinion arrives or the last day for it]
//! restart    = start moves to the event, nothing is counted yet, no extension
//! ```
//!
//! Pauses that overlap are counted once. The choices the law leaves open are told in
//! `docs/decisions/0101-law-reply-clock.md`.

mod error;
mod event;
mod explain;
mod message;
mod timeline;

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use error::ReplyClockError;
pub use event::{DatedEvent, Event, EventError, EventValues, NAMES, Story, StoryError};

use crate::calendar::{Calendar, Pause, walk};
use crate::clarification;
use crate::lang::Lang;
use crate::parameter::{Authority, Parameter, ParameterSummary, shipped};
use crate::working::Working;
use timeline::{Ending, PauseEnd, Run, Timeline};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    reply_working_days: Parameter<u32>,
    longest_extension_working_days: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// Where the clock of a request stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// The request is not received yet.
    NotStarted,
    /// Working days are being counted.
    Running,
    /// Others are being consulted; the time does not count (第三十三条第三款).
    Suspended,
    /// The applicant must clarify or pay; the period starts again when that happens.
    AwaitingRestart,
    /// The request is replied to, abandoned, withdrawn or otherwise closed.
    Closed,
}

impl State {
    /// Names the state.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::NotStarted => lang.pick("未开始", "not started"),
            Self::Running => lang.pick("计算中", "running"),
            Self::Suspended => lang.pick("征求意见，暂停计算", "suspended: consultation under way"),
            Self::AwaitingRestart => {
                lang.pick("等待申请人补正或者缴费", "awaiting the applicant; starts again then")
            }
            Self::Closed => lang.pick("已办结", "closed"),
        }
    }
}

/// The clock of a request, looked at from a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReplyClock {
    /// The last day for the reply; `None` when no period runs.
    pub due_on: Option<NaiveDate>,
    /// Whether `due_on` may move because a year's holiday notice is not loaded.
    pub provisional: bool,
    /// Where the clock stands on `today`.
    pub state: State,
    /// Whether the day is over and no reply has gone out, or the reply went out late.
    pub overdue: bool,
    /// Whether a consultation is open, so that an earlier answer brings `due_on` forward.
    pub consultation_open: bool,
    /// Working days of the current run, extension included.
    pub period_working_days: u32,
    /// Working days of the current run counted up to `today` or the closing.
    pub working_days_used: u32,
    /// Working days left; negative by the number of working days the reply is late.
    pub working_days_left: i32,
    /// The day of receipt.
    pub received_on: Option<NaiveDate>,
    /// Day zero of the current run.
    pub run_started_on: Option<NaiveDate>,
    /// Last day for asking the applicant to clarify (第三十条).
    pub ask_clarification_by: Option<NaiveDate>,
    /// Last day for the applicant to clarify or pay, while that is awaited.
    pub applicant_by: Option<NaiveDate>,
    /// First day on which the request may be closed as abandoned, while that is awaited.
    pub may_close_from: Option<NaiveDate>,
    /// The day the request was closed.
    pub closed_on: Option<NaiveDate>,
    /// The article of the reply period.
    pub authority: Authority,
    /// How the day was found.
    pub working: Working,
}

/// Computes the clock of a request from its events, looked at from `today`.
///
/// Events dated after `today` are taken as planned: they move the due date, while the state and the days used
/// are those of `today`. The order in which events are given does not matter.
///
/// # Authority
///
/// 《政府信息公开条例》第三十条：「答复期限自行政机关收到补正的申请之日起计算」；
/// 第三十三条第二款：「应当自收到申请之日起20个工作日内予以答复；需要延长答复期限的，应当经政府信息公开工作机构负责人同意并告知申请人，延长的期限最长不得超过20个工作日」；
/// 第三款：「行政机关征求第三方和其他机关意见所需时间不计算在前款规定的期限内」。
///
/// # Errors
///
/// [`ReplyClockError`] when an event breaks the law (an extension too long, second or late) or contradicts another.
///
/// # Examples
///
/// Signed for before Spring Festival, with two make-up Saturdays:
///
/// ```
/// use law::calendar::Calendar;
/// use law::reply_clock::{Story, reply_clock};
///
/// let story = Story::from_toml("[[event]]\non = 2026-02-04\nevent = \"received\"")?;
/// let today = "2026-02-10".parse()?;
/// let clock = reply_clock(&story.events, today, Calendar::shipped())?;
/// assert_eq!(clock.due_on, "2026-03-10".parse().ok());
/// assert_eq!(clock.working_days_used, 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn reply_clock(
    events: &[DatedEvent],
    today: NaiveDate,
    calendar: &Calendar,
) -> Result<ReplyClock, ReplyClockError> {
    let Some(timeline) = Timeline::of(events, calendar)? else {
        return not_started(today);
    };
    let period = PARAMS.reply_working_days.in_force_on(timeline.received_on)?;
    let pauses = Pauses::of(&timeline, today, calendar)?;
    for run in &timeline.runs {
        refuse_late_extension(run, period.value, &pauses, calendar)?;
    }
    let run = timeline.last_run();
    let standing = Standing::of(&timeline, period.value, &pauses, today, calendar);
    let wait = timeline.open_wait().filter(|_| timeline.closed.is_none());
    let provisional = match (standing.due_on, wait) {
        (Some(due_on), _) => calendar.is_provisional(run.start, due_on),
        (None, Some(wait)) => wait.provisional,
        (None, None) => false,
    };
    let working = explain::explain(&timeline, &standing, &pauses, period, calendar);
    Ok(ReplyClock {
        due_on: standing.due_on,
        provisional,
        state: standing.state,
        overdue: standing.overdue,
        consultation_open: pauses.open,
        period_working_days: standing.total,
        working_days_used: standing.used,
        working_days_left: standing.left,
        received_on: Some(timeline.received_on),
        run_started_on: Some(run.start),
        ask_clarification_by: clarification::ask_by(timeline.received_on, calendar)
            .ok()
            .map(|it| it.due_on),
        applicant_by: wait.map(|it| it.applicant_by),
        may_close_from: wait.map(|it| it.closes_from),
        closed_on: timeline.closed.map(|(on, _)| on),
        authority: period.authority(),
        working,
    })
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    vec![
        PARAMS.reply_working_days.summary("reply_clock", "reply_working_days"),
        PARAMS
            .longest_extension_working_days
            .summary("reply_clock", "longest_extension_working_days"),
    ]
}

fn not_started(today: NaiveDate) -> Result<ReplyClock, ReplyClockError> {
    let period = PARAMS.reply_working_days.in_force_on(today)?;
    Ok(ReplyClock {
        due_on: None,
        provisional: false,
        state: State::NotStarted,
        overdue: false,
        consultation_open: false,
        period_working_days: period.value,
        working_days_used: 0,
        working_days_left: days_left(period.value, 0),
        received_on: None,
        run_started_on: None,
        ask_clarification_by: None,
        applicant_by: None,
        may_close_from: None,
        closed_on: None,
        authority: period.authority(),
        working: Working::from_iter([explain::not_received_step()]),
    })
}

/// The pauses of all consultation letters.
#[derive(Debug)]
struct Pauses {
    all: Vec<Pause>,
    ends: Vec<PauseEnd>,
    open: bool,
}

impl Pauses {
    fn of(
        timeline: &Timeline,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Result<Self, ReplyClockError> {
        let (mut all, mut ends) = (Vec::new(), Vec::new());
        for letter in &timeline.letters {
            let (pause, end) = letter.pause(today, calendar)?;
            all.push(pause);
            ends.push(end);
        }
        let open = timeline.closed.is_none() && ends.contains(&PauseEnd::Open);
        Ok(Self { all, ends, open })
    }

    /// Says whether a consultation is under way at the end of a day.
    fn hold(&self, day: NaiveDate) -> bool {
        self.all.iter().zip(&self.ends).any(|(pause, end)| match end {
            PauseEnd::Answered => pause.after <= day && day < pause.until,
            PauseEnd::Silent | PauseEnd::Open => pause.after <= day && day <= pause.until,
        })
    }

    fn count_outside(&self, start: NaiveDate, end: NaiveDate, calendar: &Calendar) -> u32 {
        let days = start.iter_days().skip(1).take_while(|day| *day <= end);
        let counts = |day: &NaiveDate| {
            calendar.is_workday(*day) && !self.all.iter().any(|pause| pause.holds(*day))
        };
        u32::try_from(days.filter(counts).count()).unwrap_or(u32::MAX)
    }
}

fn refuse_late_extension(
    run: &Run,
    period: u32,
    pauses: &Pauses,
    calendar: &Calendar,
) -> Result<(), ReplyClockError> {
    let Some((notified_on, _)) = run.extension else { return Ok(()) };
    let due_on = walk(calendar, run.start, period, 0, &pauses.all).last;
    if notified_on > due_on {
        return Err(ReplyClockError::ExtensionTooLate { notified_on, due_on });
    }
    Ok(())
}

/// The figures of the current run on the day it is looked at.
#[derive(Debug)]
struct Standing {
    state: State,
    due_on: Option<NaiveDate>,
    total: u32,
    used: u32,
    left: i32,
    overdue: bool,
}

impl Standing {
    fn of(
        timeline: &Timeline,
        period: u32,
        pauses: &Pauses,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Self {
        let state = state_on(timeline, pauses, today);
        let run = timeline.last_run();
        let total = period + run.extension.map_or(0, |(_, days)| days);
        if timeline.open_wait().is_some() {
            // The running period is void: it begins anew when the applicant acts.
            let left = days_left(total, 0);
            return Self { state, due_on: None, total, used: 0, left, overdue: false };
        }
        let counted_to = walk(calendar, run.start, total, 0, &pauses.all).last;
        let due_on = run.delay.map_or(counted_to, |(_, until)| until.max(counted_to));
        let closed_on = timeline.closed.map(|(on, _)| on);
        let seen_on = closed_on.map_or(today, |on| on.min(today));
        let used = pauses.count_outside(run.start, seen_on, calendar);
        let late = pauses.count_outside(due_on, seen_on, calendar);
        let left = if run.delay.is_some() || late > 0 {
            let ahead = pauses.count_outside(seen_on.max(run.start), due_on, calendar);
            days_left(ahead, late)
        } else {
            days_left(total, used)
        };
        let overdue = seen_on > due_on;
        Self { state, due_on: Some(due_on), total, used, left, overdue }
    }
}

fn days_left(total: u32, used: u32) -> i32 {
    let signed = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
    signed(total) - signed(used)
}

fn state_on(timeline: &Timeline, pauses: &Pauses, today: NaiveDate) -> State {
    let waits_on = |day: NaiveDate| {
        let holds = |wait: &timeline::Wait| {
            wait.since <= day && wait.ended_on.is_none_or(|ended_on| day < ended_on)
        };
        timeline.waits.iter().any(holds)
    };
    let ended = timeline.endings.iter().rev().find(|(on, _)| *on <= today);
    let reopened = ended.is_some_and(|(closed_on, _)| {
        let redo = |run: &Run| {
            run.started_by == timeline::RunStart::Redo
                && *closed_on <= run.start
                && run.start <= today
        };
        timeline.runs.iter().any(redo)
    });
    match () {
        () if today < timeline.received_on => State::NotStarted,
        () if ended.is_some() && !reopened => State::Closed,
        () if waits_on(today) => State::AwaitingRestart,
        () if pauses.hold(today) => State::Suspended,
        () => State::Running,
    }
}

impl Ending {
    fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Replied => lang.pick("作出答复", "replied"),
            Self::ClarificationLapsed => {
                lang.pick("逾期不补正，视为放弃申请", "closed: not clarified in time")
            }
            Self::FeeLapsed => {
                lang.pick("逾期不缴费，视为放弃申请", "closed: fee not paid in time")
            }
            Self::Withdrawn => lang.pick("申请人撤回申请", "withdrawn by the applicant"),
            Self::Other => lang.pick("办结", "closed"),
        }
    }
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
