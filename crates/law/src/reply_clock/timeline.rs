//! Reading the events of a request into runs, waits and consultations, refusing what cannot lawfully be.

use chrono::NaiveDate;

use super::event::{DatedEvent, Event};
use super::{PARAMS, ReplyClockError};
use crate::calendar::{Calendar, Pause, next_day};
use crate::consultation::{self, Consulted};
use crate::{clarification, processing_fee};

/// What the applicant is expected to do while no reply period runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Awaited {
    Clarification,
    Payment,
}

/// A stretch in which the reply period is void until the applicant acts.
#[derive(Debug, Clone)]
pub(super) struct Wait {
    pub awaited: Awaited,
    pub since: NaiveDate,
    pub served_on: Option<NaiveDate>,
    pub working_days: Option<u32>,
    pub applicant_by: NaiveDate,
    pub closes_from: NaiveDate,
    pub provisional: bool,
    pub ended_on: Option<NaiveDate>,
}

/// Why a run of the reply period began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunStart {
    Receipt,
    Clarification,
    Payment,
    Redo,
}

/// One run of the reply period.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub start: NaiveDate,
    pub started_by: RunStart,
    pub extension: Option<(NaiveDate, u32)>,
    pub delay: Option<(NaiveDate, NaiveDate)>,
}

/// One consultation letter and what became of it.
#[derive(Debug, Clone)]
pub(super) struct Letter {
    pub consulted: Consulted,
    pub party: String,
    pub issued_on: NaiveDate,
    pub received_on: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
}

/// How the pause of one letter ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PauseEnd {
    /// The opinion arrived within the period.
    Answered,
    /// The period of the consulted is over.
    Silent,
    /// Still open: an earlier answer ends it earlier.
    Open,
}

/// How the request ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    Replied,
    ClarificationLapsed,
    FeeLapsed,
    Withdrawn,
    Other,
}

/// The events of one request, understood.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    pub received_on: NaiveDate,
    pub runs: Vec<Run>,
    pub waits: Vec<Wait>,
    pub letters: Vec<Letter>,
    pub closed: Option<(NaiveDate, Ending)>,
    pub endings: Vec<(NaiveDate, Ending)>,
}

impl Timeline {
    /// Understands events in their legal order; `None` when nothing happened yet.
    pub(super) fn of(
        events: &[DatedEvent],
        calendar: &Calendar,
    ) -> Result<Option<Self>, ReplyClockError> {
        let mut events: Vec<&DatedEvent> = events.iter().collect();
        // The derived order puts the events of one day into the order of the enum.
        events.sort();
        let Some(first) = events.first() else { return Ok(None) };
        let received = events.iter().find(|it| it.event == Event::Received);
        let Some(received) = received else {
            return Err(ReplyClockError::NeverReceived { event: first.event.parts().0 });
        };
        let received_on = received.on;
        if first.on < received_on {
            let event = first.event.parts().0;
            return Err(ReplyClockError::BeforeReceipt { event, on: first.on, received_on });
        }
        let run =
            Run { start: received_on, started_by: RunStart::Receipt, extension: None, delay: None };
        let mut timeline = Self {
            received_on,
            runs: vec![run],
            waits: Vec::new(),
            letters: Vec::new(),
            closed: None,
            endings: Vec::new(),
        };
        for dated in events.into_iter().skip(1) {
            timeline.take(dated, calendar)?;
        }
        Ok(Some(timeline))
    }

    /// Returns the wait that has not ended.
    pub(super) fn open_wait(&self) -> Option<&Wait> {
        self.waits.last().filter(|it| it.ended_on.is_none())
    }

    pub(super) fn last_run(&self) -> &Run {
        self.runs.last().expect("a timeline begins with the run of the receipt")
    }

    fn take(&mut self, dated: &DatedEvent, calendar: &Calendar) -> Result<(), ReplyClockError> {
        let DatedEvent { on, event } = dated;
        let (on, name) = (*on, event.parts().0);
        if let (Some((closed_on, _)), false) = (self.closed, *event == Event::RedoOrdered) {
            return Err(ReplyClockError::AfterClose { event: name, on, closed_on });
        }
        match event {
            Event::Received => {
                Err(ReplyClockError::ReceivedTwice { first: self.received_on, second: on })
            }
            Event::RedoOrdered => self.redo(on),
            Event::ClarificationAsked { working_days } => {
                self.ask_clarification(on, *working_days, calendar)
            }
            Event::ClarificationServed { working_days } => {
                self.serve_clarification(on, *working_days, calendar)
            }
            Event::ClarificationReceived => {
                self.restart(on, name, Awaited::Clarification, RunStart::Clarification)
            }
            Event::FeeNoticeReceived => self.notice_fee(on, calendar),
            Event::FeePaid => self.restart(on, name, Awaited::Payment, RunStart::Payment),
            Event::ConsultationIssued { consulted, party } => {
                if self.open_letter(*consulted, party).is_some() {
                    return Err(ReplyClockError::ConsultationTwice { event: name, on });
                }
                self.letters.push(Letter {
                    consulted: *consulted,
                    party: party.clone(),
                    issued_on: on,
                    received_on: None,
                    answered_on: None,
                });
                Ok(())
            }
            Event::ConsultationReceived { consulted, party } => {
                let letter = self.open_letter(*consulted, party);
                let letter =
                    letter.ok_or(ReplyClockError::ConsultationUnknown { event: name, on })?;
                match letter.received_on.replace(on) {
                    None => Ok(()),
                    Some(_) => Err(ReplyClockError::ConsultationTwice { event: name, on }),
                }
            }
            Event::ConsultationAnswered { consulted, party } => {
                let letter = self.open_letter(*consulted, party);
                let letter =
                    letter.ok_or(ReplyClockError::ConsultationUnknown { event: name, on })?;
                letter.answered_on = Some(on);
                Ok(())
            }
            Event::ExtensionNotified { working_days } => self.extend(on, *working_days),
            Event::DelayAnnounced { until } => {
                if *until <= on {
                    return Err(ReplyClockError::DelayIntoThePast { on, until: *until });
                }
                self.run_mut().delay = Some((on, *until));
                Ok(())
            }
            Event::Replied => self.close(on, Ending::Replied),
            Event::ClarificationLapsed => {
                self.lapse(on, name, Awaited::Clarification, Ending::ClarificationLapsed)
            }
            Event::FeeLapsed => self.lapse(on, name, Awaited::Payment, Ending::FeeLapsed),
            Event::Withdrawn => self.close(on, Ending::Withdrawn),
            Event::Closed => self.close(on, Ending::Other),
        }
    }

    fn run_mut(&mut self) -> &mut Run {
        self.runs.last_mut().expect("a timeline begins with the run of the receipt")
    }

    fn open_letter(&mut self, consulted: Consulted, party: &str) -> Option<&mut Letter> {
        self.letters
            .iter_mut()
            .find(|it| it.consulted == consulted && it.party == party && it.answered_on.is_none())
    }

    fn begin_run(&mut self, start: NaiveDate, started_by: RunStart) {
        self.runs.push(Run { start, started_by, extension: None, delay: None });
    }

    fn redo(&mut self, on: NaiveDate) -> Result<(), ReplyClockError> {
        if self.closed.take().is_none() {
            return Err(ReplyClockError::RedoWithoutClose { on });
        }
        if let Some(wait) = self.waits.last_mut() {
            wait.ended_on.get_or_insert(on);
        }
        self.begin_run(on, RunStart::Redo);
        Ok(())
    }

    fn refuse_second_wait(
        &self,
        event: &'static str,
        on: NaiveDate,
    ) -> Result<(), ReplyClockError> {
        match self.open_wait() {
            Some(wait) => Err(ReplyClockError::StillWaiting { event, on, since: wait.since }),
            None => Ok(()),
        }
    }

    fn first_wait(&self, awaited: Awaited) -> Option<&Wait> {
        self.waits.iter().find(|it| it.awaited == awaited)
    }

    fn ask_clarification(
        &mut self,
        on: NaiveDate,
        working_days: Option<u32>,
        calendar: &Calendar,
    ) -> Result<(), ReplyClockError> {
        if let Some(wait) = self.first_wait(Awaited::Clarification) {
            return Err(ReplyClockError::ClarificationTwice { first: wait.since });
        }
        self.refuse_second_wait("clarification-asked", on)?;
        let last_day = clarification::ask_by(self.received_on, calendar)?.due_on;
        if on > last_day {
            return Err(ReplyClockError::ClarificationTooLate { asked_on: on, last_day });
        }
        let period = clarification::answer_by(on, working_days, calendar)?;
        self.waits.push(Wait {
            awaited: Awaited::Clarification,
            since: on,
            served_on: None,
            working_days,
            applicant_by: period.answer_by.due_on,
            closes_from: period.closes_from,
            provisional: period.answer_by.provisional,
            ended_on: None,
        });
        Ok(())
    }

    fn serve_clarification(
        &mut self,
        on: NaiveDate,
        working_days: Option<u32>,
        calendar: &Calendar,
    ) -> Result<(), ReplyClockError> {
        let open = |it: &&mut Wait| {
            it.ended_on.is_none() && it.awaited == Awaited::Clarification && it.served_on.is_none()
        };
        let wait = self.waits.last_mut().filter(open);
        let unasked = ReplyClockError::NothingAsked { event: "clarification-served", on };
        let wait = wait.ok_or(unasked)?;
        let working_days = working_days.or(wait.working_days);
        let period = clarification::answer_by(on, working_days, calendar)?;
        wait.served_on = Some(on);
        wait.working_days = working_days;
        wait.applicant_by = period.answer_by.due_on;
        wait.closes_from = period.closes_from;
        wait.provisional = period.answer_by.provisional;
        Ok(())
    }

    fn notice_fee(&mut self, on: NaiveDate, calendar: &Calendar) -> Result<(), ReplyClockError> {
        if let Some(wait) = self.first_wait(Awaited::Payment) {
            return Err(ReplyClockError::FeeNoticeTwice { first: wait.since });
        }
        self.refuse_second_wait("fee-notice-received", on)?;
        let pay_by = processing_fee::pay_by(on, calendar)?;
        self.waits.push(Wait {
            awaited: Awaited::Payment,
            since: on,
            served_on: Some(on),
            working_days: None,
            applicant_by: pay_by.due_on,
            closes_from: next_day(pay_by.due_on),
            provisional: pay_by.provisional,
            ended_on: None,
        });
        Ok(())
    }

    fn awaiting(&mut self, awaited: Awaited) -> Option<&mut Wait> {
        self.waits.last_mut().filter(|it| it.ended_on.is_none() && it.awaited == awaited)
    }

    fn restart(
        &mut self,
        on: NaiveDate,
        event: &'static str,
        awaited: Awaited,
        started_by: RunStart,
    ) -> Result<(), ReplyClockError> {
        let wait = self.awaiting(awaited).ok_or(ReplyClockError::NothingAsked { event, on })?;
        wait.ended_on = Some(on);
        self.begin_run(on, started_by);
        Ok(())
    }

    fn lapse(
        &mut self,
        on: NaiveDate,
        event: &'static str,
        awaited: Awaited,
        ending: Ending,
    ) -> Result<(), ReplyClockError> {
        let wait = self.awaiting(awaited).ok_or(ReplyClockError::NothingAsked { event, on })?;
        let closes_from = wait.closes_from;
        if on < closes_from {
            return Err(ReplyClockError::LapsedTooEarly { event, on, closes_from });
        }
        self.close(on, ending)
    }

    fn extend(&mut self, on: NaiveDate, working_days: u32) -> Result<(), ReplyClockError> {
        if self.open_wait().is_some() {
            return Err(ReplyClockError::ExtensionWhileWaiting { on });
        }
        let allowed = PARAMS.longest_extension_working_days.in_force_on(self.received_on)?.value;
        if working_days > allowed {
            return Err(ReplyClockError::ExtensionTooLong { asked: working_days, allowed });
        }
        if working_days == 0 {
            return Err(ReplyClockError::ExtensionOfNothing);
        }
        let run = self.run_mut();
        if let Some((first, _)) = run.extension {
            return Err(ReplyClockError::ExtendedTwice { first, second: on });
        }
        run.extension = Some((on, working_days));
        Ok(())
    }

    fn close(&mut self, on: NaiveDate, ending: Ending) -> Result<(), ReplyClockError> {
        self.closed = Some((on, ending));
        self.endings.push((on, ending));
        Ok(())
    }
}

impl Letter {
    /// Returns the stretch that does not count because of this letter, and how it ends.
    ///
    /// A letter nobody answered yet is taken to last as long as it lawfully may.
    pub(super) fn pause(
        &self,
        today: NaiveDate,
        calendar: &Calendar,
    ) -> Result<(Pause, PauseEnd), ReplyClockError> {
        let after = self.issued_on;
        let limit = match self.received_on {
            Some(day) => self.limit_from(day, calendar)?,
            None => None,
        };
        let (until, end) = match (self.answered_on, limit) {
            (Some(answer), Some(limit)) if answer > limit => (limit, PauseEnd::Silent),
            (Some(answer), _) => (answer, PauseEnd::Answered),
            (None, Some(limit)) if limit < today => (limit, PauseEnd::Silent),
            (None, Some(limit)) => (limit, PauseEnd::Open),
            (None, None) => {
                let soonest = today.max(after);
                (self.limit_from(soonest, calendar)?.unwrap_or(soonest), PauseEnd::Open)
            }
        };
        Ok((Pause { after, until }, end))
    }

    fn limit_from(
        &self,
        day: NaiveDate,
        calendar: &Calendar,
    ) -> Result<Option<NaiveDate>, ReplyClockError> {
        Ok(consultation::answer_by(self.consulted, day, calendar)?.map(|it| it.due_on))
    }
}
