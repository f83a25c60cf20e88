//! Where each run ends, and where the clock stands on the day it is looked at.

use chrono::NaiveDate;

use super::parts::{Ending, Run, RunStart, Wait};
use super::pauses::Pauses;
use super::timeline::Timeline;
use super::{ReplyClockError, State};
use crate::calendar::{Calendar, walk};

/// The end of one run, extension and announced delays included.
#[derive(Debug, Clone)]
pub(super) struct RunEnd {
    /// The last day by counting alone.
    pub counted_to: NaiveDate,
    /// The last day for the reply.
    pub due_on: NaiveDate,
    /// Delays announced when the period was over; they move nothing.
    pub late_delays: Vec<NaiveDate>,
}

impl RunEnd {
    /// Finds the ends of all runs, in their order.
    ///
    /// # Errors
    ///
    /// [`ReplyClockError::ExtensionTooLate`] for an extension notified after the ordinary period.
    pub(super) fn all(
        timeline: &Timeline,
        period: u32,
        pauses: &Pauses,
        calendar: &Calendar,
    ) -> Result<Vec<Self>, ReplyClockError> {
        timeline.runs.iter().map(|run| Self::of(run, period, pauses, calendar)).collect()
    }

    fn of(
        run: &Run,
        period: u32,
        pauses: &Pauses,
        calendar: &Calendar,
    ) -> Result<Self, ReplyClockError> {
        let end = |start, days| walk(calendar, start, days, 0, &pauses.united).last;
        let ordinary = end(run.start, period);
        let counted_to = match run.extension {
            Some((notified_on, _)) if notified_on > ordinary => {
                return Err(ReplyClockError::ExtensionTooLate { notified_on, due_on: ordinary });
            }
            Some((_, days)) => end(ordinary, days),
            None => ordinary,
        };
        let (mut due_on, mut late_delays) = (counted_to, Vec::new());
        for (on, until) in run.delays.iter().copied() {
            if on > due_on {
                late_delays.push(on);
            } else {
                due_on = due_on.max(until);
            }
        }
        Ok(Self { counted_to, due_on, late_delays })
    }
}

/// The figures of the current run on the day it is looked at.
#[derive(Debug)]
pub(super) struct Standing {
    pub state: State,
    /// The last day for the reply; `None` while the period is void.
    pub due_on: Option<NaiveDate>,
    pub total: u32,
    pub used: u32,
    pub left: i32,
    pub overdue: bool,
}

impl Standing {
    pub(super) fn of(
        timeline: &Timeline,
        period: u32,
        ends: &[RunEnd],
        pauses: &Pauses,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Self {
        let state = state_on(timeline, ends, pauses, today);
        let run = timeline.last_run();
        let total = period + run.extension.map_or(0, |(_, days)| days);
        if timeline.open_wait().is_some_and(|wait| voids(wait, ends)) {
            // The running period is void: it begins anew when the applicant acts.
            let left = days_left(total, 0);
            return Self { state, due_on: None, total, used: 0, left, overdue: false };
        }
        let RunEnd { counted_to, due_on, .. } = *ends.last().expect("each run has its end");
        let closed_on = timeline.closed.map(|(on, _)| on);
        let seen_on = closed_on.map_or(today, |on| on.min(today));
        // Once the period is over no pause leaves out a day.
        let within = pauses.count_outside(run.start, seen_on.min(counted_to), calendar);
        let used = within + calendar.count_working_days(counted_to, seen_on);
        let late = calendar.count_working_days(due_on, seen_on);
        let left = if due_on > counted_to || late > 0 {
            let ahead = pauses.count_outside(seen_on.max(run.start), due_on, calendar);
            days_left(ahead, late)
        } else {
            days_left(total, used)
        };
        let overdue = seen_on > due_on;
        Self { state, due_on: Some(due_on), total, used, left, overdue }
    }
}

/// Says whether a notice came while the period it voids was still running.
pub(super) fn voids(wait: &Wait, ends: &[RunEnd]) -> bool {
    wait.since <= ends[wait.run].due_on
}

pub(super) fn days_left(total: u32, used: u32) -> i32 {
    let signed = |days: u32| i32::try_from(days).unwrap_or(i32::MAX);
    signed(total) - signed(used)
}

fn state_on(timeline: &Timeline, ends: &[RunEnd], pauses: &Pauses, today: NaiveDate) -> State {
    let waits =
        |wait: &Wait| wait.since <= today && wait.ended_on.is_none_or(|ended_on| today < ended_on);
    let ended = timeline.endings.iter().rev().find(|it| it.on <= today);
    let reopened = |ending: &Ending| {
        let redo = |run: &Run| {
            run.started_by == RunStart::Redo && ending.on <= run.start && run.start <= today
        };
        timeline.runs.iter().any(redo)
    };
    let run = timeline.runs.iter().rposition(|it| it.start <= today).unwrap_or(0);
    match () {
        () if today < timeline.received_on => State::NotStarted,
        () if ended.is_some_and(|it| !reopened(it)) => State::Closed,
        () if timeline.waits.iter().any(waits) => State::AwaitingRestart,
        () if pauses.hold(today, ends[run].counted_to) => State::Suspended,
        () => State::Running,
    }
}
