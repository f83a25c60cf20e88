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
//! Pauses that overlap are counted once. What happened after the last day for it stays on record as a
//! [`Breach`]. The choices the law leaves open are told in
//! `docs/decisions/0101-law-reply-clock.md` and `0104-law-late-facts.md`.

mod breach;
mod error;
mod event;
mod event_error;
mod explain;
mod letter_steps;
mod message;
mod parts;
mod pauses;
mod rules;
mod standing;
mod story;
mod timeline;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use breach::{Breach, BreachKind};
pub use error::ReplyClockError;
pub use event::{DatedEvent, Event, EventValues, NAMES, event_label};
pub use event_error::{EventError, EventValue};
pub use rules::{
    consultation_pauses, longest_extension, parameters, reply_period, restart_on_clarification,
    restart_on_payment,
};
pub use story::{Story, StoryError};

use crate::calendar::Calendar;
use crate::clarification;
use crate::lang::Lang;
use crate::parameter::Authority;
use crate::working::Working;
use explain::Facts;
use pauses::Pauses;
use rules::RULES;
use standing::{RunEnd, Standing, days_left};
use timeline::Timeline;

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
    /// Whether `due_on` or `applicant_by` may move because a year's holiday notice is not loaded.
    pub provisional: bool,
    /// Where the clock stands on `today`.
    pub state: State,
    /// Whether the day is over and no reply has gone out, or the reply went out late.
    pub overdue: bool,
    /// Whether a consultation that holds up the period is open, so that `due_on` still moves with its answer.
    pub consultation_open: bool,
    /// What happened after the last day for it, in the order of the days; empty when all was in time.
    #[serde(default)]
    pub breaches: Vec<Breach>,
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
    let period = RULES.reply_working_days.in_force_on(timeline.received_on)?;
    let pauses = Pauses::of(&timeline, today, calendar)?;
    let ends = RunEnd::all(&timeline, period.value, &pauses, calendar)?;
    let breaches = breach::all(&timeline, &ends, &pauses, period)?;
    let standing = Standing::of(&timeline, period.value, &ends, &pauses, today, calendar);
    let run = timeline.last_run();
    let wait = timeline.open_wait().filter(|_| timeline.closed.is_none());
    let due_may_move = standing.due_on.is_some_and(|day| calendar.is_provisional(run.start, day));
    let facts = Facts {
        timeline: &timeline,
        standing: &standing,
        pauses: &pauses,
        ends: &ends,
        breaches: &breaches,
        period,
        calendar,
    };
    let working = facts.explain()?;
    let consultation_open = facts.open_letters().next().is_some();
    Ok(ReplyClock {
        due_on: standing.due_on,
        provisional: due_may_move || wait.is_some_and(|it| it.provisional),
        state: standing.state,
        overdue: standing.overdue,
        consultation_open,
        breaches,
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

fn not_started(today: NaiveDate) -> Result<ReplyClock, ReplyClockError> {
    let period = RULES.reply_working_days.in_force_on(today)?;
    Ok(ReplyClock {
        due_on: None,
        provisional: false,
        state: State::NotStarted,
        overdue: false,
        consultation_open: false,
        breaches: Vec::new(),
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

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
