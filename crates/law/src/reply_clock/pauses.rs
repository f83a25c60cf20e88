//! The days that do not count because others are consulted.

use chrono::NaiveDate;

use super::ReplyClockError;
use super::parts::Letter;
use super::rules::RULES;
use super::timeline::Timeline;
use crate::calendar::{Calendar, Pause};
use crate::consultation;

/// How the pause of one letter ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PauseEnd {
    /// The opinion arrived within the period, or there is no period.
    Answered,
    /// The opinion arrived after the period was over.
    AnsweredLate(NaiveDate),
    /// The period of the consulted is over without an opinion.
    Silent,
    /// Still open: an earlier answer ends it earlier.
    Open,
    /// Still open, and the period has not begun because no receipt is recorded.
    OpenUnreceived,
    /// Still open, and no law sets a period: it lasts until the answer.
    OpenUnlimited,
}

impl PauseEnd {
    pub(super) fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::OpenUnreceived | Self::OpenUnlimited)
    }
}

/// The stretch one letter leaves out of the count, and how it ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct LetterPause {
    pub pause: Pause,
    pub end: PauseEnd,
    /// Whether the law in force leaves out the time of asking this party at all.
    pub counts: bool,
}

/// The pauses of all consultation letters, one by one and united.
#[derive(Debug)]
pub(super) struct Pauses {
    pub letters: Vec<LetterPause>,
    pub united: Vec<Pause>,
}

impl Pauses {
    pub(super) fn of(
        timeline: &Timeline,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Result<Self, ReplyClockError> {
        let left_out = &RULES.consultation_pauses_for.in_force_on(timeline.received_on)?.value;
        let letters: Vec<_> = timeline
            .letters
            .iter()
            .map(|letter| {
                let (pause, end) = letter.pause(today, calendar);
                LetterPause { pause, end, counts: left_out.contains(&letter.consulted) }
            })
            .collect();
        let counting = letters.iter().filter(|it| it.counts).map(|it| it.pause);
        let united = Pause::united(counting.collect());
        Ok(Self { letters, united })
    }

    /// Says whether a consultation that began before the counted period ended is under way at the end of a day.
    pub(super) fn hold(&self, day: NaiveDate, counted_to: NaiveDate) -> bool {
        self.letters.iter().filter(|it| it.counts && it.pause.after < counted_to).any(|it| {
            let Pause { after, until } = it.pause;
            match it.end {
                PauseEnd::Answered => after <= day && day < until,
                _ => after <= day && day <= until,
            }
        })
    }

    /// Counts the working days after `start` up to `end` outside every pause.
    pub(super) fn count_outside(
        &self,
        start: NaiveDate,
        end: NaiveDate,
        calendar: &Calendar,
    ) -> u32 {
        let days = start.iter_days().skip(1).take_while(|day| *day <= end);
        let counts =
            |day: &NaiveDate| calendar.is_workday(*day) && !Pause::one_holds(&self.united, *day);
        u32::try_from(days.filter(counts).count()).unwrap_or(u32::MAX)
    }
}

impl Letter {
    /// Returns the stretch of this letter, and how it ends.
    ///
    /// A letter nobody answered yet is taken to last as long as it lawfully may; where no law sets a limit, or
    /// none has begun to run, as long as is certain today.
    fn pause(&self, today: NaiveDate, calendar: &Calendar) -> (Pause, PauseEnd) {
        let after = self.issued_on;
        let limit = self.received_on.and_then(|day| self.last_day(day, calendar));
        let soonest = today.max(after);
        let (until, end) = match (self.answered_on, limit) {
            (Some(answer), Some(limit)) if answer > limit => {
                (limit, PauseEnd::AnsweredLate(answer))
            }
            (Some(answer), _) => (answer, PauseEnd::Answered),
            (None, Some(limit)) if limit < today => (limit, PauseEnd::Silent),
            (None, Some(limit)) => (limit, PauseEnd::Open),
            (None, None) => match self.last_day(soonest, calendar) {
                Some(limit) if self.received_on.is_none() => (limit, PauseEnd::OpenUnreceived),
                _ => (soonest, PauseEnd::OpenUnlimited),
            },
        };
        (Pause { after, until }, end)
    }

    /// Returns the last day for the opinion; `None` where no law in force on the day of receipt sets a period.
    fn last_day(&self, received_on: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
        let period = consultation::period(self.consulted, received_on).ok().flatten()?;
        Some(calendar.add_working_days(received_on, period.value).on)
    }
}
