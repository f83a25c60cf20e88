//! Reading the events of a request into runs, waits and consultations, refusing what cannot lawfully be.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::ReplyClockError;
use super::event::{DatedEvent, Event};
use super::parts::{Awaited, EndedBy, Ending, Letter, Run, RunStart, Wait};
use super::rules::RULES;
use crate::calendar::{Calendar, next_day};
use crate::clarification::{self, ClarificationPeriod};
use crate::consultation::Consulted;
use crate::deadline::Deadline;
use crate::processing_fee;

/// The events of one request, understood.
#[derive(Debug, Clone)]
pub(super) struct Timeline {
    pub received_on: NaiveDate,
    pub runs: Vec<Run>,
    pub waits: Vec<Wait>,
    pub letters: Vec<Letter>,
    pub closed: Option<(NaiveDate, EndedBy)>,
    pub endings: Vec<Ending>,
    open_letters: BTreeMap<(Consulted, String), usize>,
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
        let mut timeline = Self {
            received_on,
            runs: vec![Run::beginning(received_on, RunStart::Receipt)],
            waits: Vec::new(),
            letters: Vec::new(),
            closed: None,
            endings: Vec::new(),
            open_letters: BTreeMap::new(),
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
            Event::ClarificationReceived => self.restart(on, name, Awaited::Clarification),
            Event::FeeNoticeReceived => self.notice_fee(on, calendar),
            Event::FeePaid => self.restart(on, name, Awaited::Payment),
            Event::ConsultationIssued { consulted, party } => {
                self.issue_letter(on, name, *consulted, party)
            }
            Event::ConsultationReceived { consulted, party } => {
                let unknown = ReplyClockError::ConsultationUnknown { event: name, on };
                let letter = self.open_letter(*consulted, party).ok_or(unknown)?;
                match letter.received_on.replace(on) {
                    None => Ok(()),
                    Some(_) => Err(ReplyClockError::ConsultationTwice { event: name, on }),
                }
            }
            Event::ConsultationAnswered { consulted, party } => {
                let unknown = ReplyClockError::ConsultationUnknown { event: name, on };
                let letter = self.open_letter(*consulted, party).ok_or(unknown)?;
                letter.answered_on = Some(on);
                self.open_letters.remove(&(*consulted, party.clone()));
                Ok(())
            }
            Event::ExtensionNotified { working_days } => self.extend(on, *working_days),
            Event::DelayAnnounced { until } => self.delay(on, *until),
            Event::Replied => self.close(on, EndedBy::Replied),
            Event::ClarificationLapsed => {
                self.lapse(on, name, Awaited::Clarification, EndedBy::ClarificationLapsed)
            }
            Event::FeeLapsed => self.lapse(on, name, Awaited::Payment, EndedBy::FeeLapsed),
            Event::Withdrawn => self.close(on, EndedBy::Withdrawn),
            Event::Closed => self.close(on, EndedBy::Other),
        }
    }

    fn issue_letter(
        &mut self,
        on: NaiveDate,
        event: &'static str,
        consulted: Consulted,
        party: &str,
    ) -> Result<(), ReplyClockError> {
        let (run, place) = (self.runs.len() - 1, self.letters.len());
        if self.open_letters.insert((consulted, party.to_owned()), place).is_some() {
            return Err(ReplyClockError::ConsultationTwice { event, on });
        }
        let wait = self.open_wait().map(|_| self.waits.len() - 1);
        self.letters.push(Letter {
            consulted,
            party: party.to_owned(),
            issued_on: on,
            received_on: None,
            answered_on: None,
            run,
            wait,
        });
        Ok(())
    }

    fn delay(&mut self, on: NaiveDate, until: NaiveDate) -> Result<(), ReplyClockError> {
        RULES.reasonable_delay.in_force_on(self.received_on)?;
        if until <= on {
            return Err(ReplyClockError::DelayIntoThePast { on, until });
        }
        if self.open_wait().is_some() {
            return Err(ReplyClockError::DelayWhileWaiting { on });
        }
        self.run_mut().delays.push((on, until));
        Ok(())
    }

    fn run_mut(&mut self) -> &mut Run {
        self.runs.last_mut().expect("a timeline begins with the run of the receipt")
    }

    fn open_letter(&mut self, consulted: Consulted, party: &str) -> Option<&mut Letter> {
        let place = self.open_letters.get(&(consulted, party.to_owned()))?;
        self.letters.get_mut(*place)
    }

    fn begin_run(&mut self, start: NaiveDate, started_by: RunStart) {
        self.runs.push(Run::beginning(start, started_by));
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
        let ClarificationPeriod { answer_by, .. } =
            clarification::answer_by(on, working_days, calendar)?;
        self.wait(Awaited::Clarification, on, None, working_days, answer_by);
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
        wait.remark = period.answer_by.authority.remark;
        Ok(())
    }

    fn notice_fee(&mut self, on: NaiveDate, calendar: &Calendar) -> Result<(), ReplyClockError> {
        if let Some(wait) = self.first_wait(Awaited::Payment) {
            return Err(ReplyClockError::FeeNoticeTwice { first: wait.since });
        }
        self.refuse_second_wait("fee-notice-received", on)?;
        let pay_by = processing_fee::pay_by(on, calendar)?;
        self.wait(Awaited::Payment, on, Some(on), None, pay_by);
        Ok(())
    }

    fn wait(
        &mut self,
        awaited: Awaited,
        since: NaiveDate,
        served_on: Option<NaiveDate>,
        working_days: Option<u32>,
        until: Deadline,
    ) {
        self.waits.push(Wait {
            awaited,
            since,
            served_on,
            working_days,
            applicant_by: until.due_on,
            closes_from: next_day(until.due_on),
            provisional: until.provisional,
            remark: until.authority.remark,
            ended_on: None,
            answered_on: None,
            run: self.runs.len() - 1,
        });
    }

    fn awaiting(&mut self, awaited: Awaited) -> Option<&mut Wait> {
        self.waits.last_mut().filter(|it| it.ended_on.is_none() && it.awaited == awaited)
    }

    fn restart(
        &mut self,
        on: NaiveDate,
        event: &'static str,
        awaited: Awaited,
    ) -> Result<(), ReplyClockError> {
        let wait = self.awaiting(awaited).ok_or(ReplyClockError::NothingAsked { event, on })?;
        wait.ended_on = Some(on);
        wait.answered_on = Some(on);
        self.begin_run(on, awaited.restart());
        Ok(())
    }

    fn lapse(
        &mut self,
        on: NaiveDate,
        event: &'static str,
        awaited: Awaited,
        ending: EndedBy,
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
        let allowed = RULES.longest_extension_working_days.in_force_on(self.received_on)?.value;
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

    fn close(&mut self, on: NaiveDate, how: EndedBy) -> Result<(), ReplyClockError> {
        self.closed = Some((on, how));
        self.endings.push(Ending { on, how, run: self.runs.len() - 1 });
        Ok(())
    }
}
