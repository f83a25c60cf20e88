//! The working of a reply clock: its events and days as sentences.

use chrono::NaiveDate;

use super::ReplyClockError;
use super::breach::Breach;
use super::letter_steps::{letter_step, open_step};
use super::parts::{Awaited, EndedBy, Letter, Run, RunStart, Wait};
use super::pauses::{LetterPause, Pauses};
use super::rules::RULES;
use super::standing::{RunEnd, Standing, voids};
use super::timeline::Timeline;
use crate::calendar::{Calendar, provisional_step, walk};
use crate::deadline::{StartedBy, last_day_step};
use crate::lang::Lang;
use crate::parameter::{NotInForce, Remark, Version};
use crate::working::{Step, StepKind, Working};

const REDO_IS_A_NEW_RUN: Remark = Remark::new(
    "本系统约定：被责令重新答复的，期限重新计算",
    "our convention: an order to answer again begins a new period",
);
const SERVED_WHEN_ISSUED: Remark = Remark::new(
    "本系统约定：送达日未记录的，按发出当日送达计",
    "our convention: a notice whose service is not recorded is taken as served on the day it went out",
);
const EXTENDED_AGAIN: Remark = Remark::new(
    "本系统约定：期限重新起算后再次延期的，须有新的理由",
    "our convention: an extension after a restart needs a new reason",
);

/// Says that no day of receipt is known.
pub(super) fn not_received_step() -> Step {
    Step::new(
        StepKind::Note,
        "尚无收到申请之日，期限未开始",
        "no day of receipt is recorded; the period has not started",
    )
}

/// All that is known about a clock when its working is written.
pub(super) struct Facts<'a> {
    pub timeline: &'a Timeline,
    pub standing: &'a Standing,
    pub pauses: &'a Pauses,
    pub ends: &'a [RunEnd],
    pub breaches: &'a [Breach],
    pub period: &'a Version<u32>,
    pub calendar: &'a Calendar,
}

impl Facts<'_> {
    /// Explains where the due date comes from.
    pub(super) fn explain(&self) -> Result<Working, ReplyClockError> {
        let Self { timeline, standing, calendar, .. } = *self;
        let mut working = Working::default();
        working
            .push(StartedBy { zh: "收到申请", en: "request received" }.step(timeline.received_on));
        working.extend(self.steps_by_day()?);
        let run = timeline.last_run();
        if let Some(due_on) = standing.due_on {
            working.extend(self.count_steps(run));
            working.extend(self.delay_steps(run)?);
            working.push(last_day_step(due_on, &self.period.authority()));
            working.extend(provisional_step(calendar, run.start, due_on));
            working.extend(open_step(self.open_letters().map(|(_, it)| it.end)));
        }
        if let Some(wait) = timeline.open_wait().filter(|_| timeline.closed.is_none()) {
            working.extend(provisional_step(calendar, wait.counted_from(), wait.applicant_by));
        }
        working.extend(timeline.closed.map(|(on, how)| closed_step(on, how)));
        working.extend(self.period.remark.as_ref().map(Remark::step));
        Ok(working)
    }

    /// Returns the open letters whose answer still moves the due date.
    pub(super) fn open_letters(&self) -> impl Iterator<Item = (&Letter, &LetterPause)> {
        let open = self.timeline.closed.is_none();
        self.timeline
            .letters
            .iter()
            .zip(&self.pauses.letters)
            .filter(move |(_, it)| open && it.end.is_open() && it.counts && self.begins_in_time(it))
    }

    fn begins_in_time(&self, letter: &LetterPause) -> bool {
        let counted_to = self.ends.last().map(|it| it.counted_to);
        self.standing.due_on.and(counted_to).is_none_or(|it| letter.pause.after < it)
    }

    /// Tells notices, restarts, letters and missed limits in the order of their days.
    fn steps_by_day(&self) -> Result<Vec<Step>, ReplyClockError> {
        let timeline = self.timeline;
        let mut steps = Vec::new();
        for wait in &timeline.waits {
            steps.push((wait.since, 0, self.wait_step(wait)?));
        }
        for run in timeline.runs.iter().skip(1) {
            steps.push((run.start, 1, restart_step(run, timeline.received_on)?));
        }
        let since = timeline.last_run().start;
        let rule = RULES.consultation_pauses_for.in_force_on(timeline.received_on)?;
        for (letter, pause) in timeline.letters.iter().zip(&self.pauses.letters) {
            if pause.pause.until > since || !pause.counts {
                let in_time = self.begins_in_time(pause);
                steps.push((letter.issued_on, 2, letter_step(letter, pause, in_time, rule)));
            }
        }
        steps.extend(self.breaches.iter().map(|it| (it.on, 3, it.step())));
        steps.sort_by_key(|(on, rank, _)| (*on, *rank));
        Ok(steps.into_iter().map(|(_, _, step)| step).collect())
    }

    fn wait_step(&self, wait: &Wait) -> Result<Step, NotInForce> {
        let effect = |lang: Lang| match (voids(wait, self.ends), lang) {
            (true, Lang::Zh) => "原答复期限作废",
            (true, Lang::En) => "the running period is void",
            (false, Lang::Zh) => "原答复期限已经届满，不因此作废",
            (false, Lang::En) => "the period that is over is not voided",
        };
        let until = |lang: Lang| (lang.date(wait.applicant_by), lang.date(wait.closes_from));
        let ((by_zh, closes_zh), (by_en, closes_en)) = (until(Lang::Zh), until(Lang::En));
        let (what_zh, what_en, act_zh, act_en) = self.notice_words(wait);
        let zh = format!(
            "{}{what_zh}；{}，申请人应当于{by_zh}前（含当日）{act_zh}，逾期自{closes_zh}起可以结案",
            Lang::Zh.date(wait.since),
            effect(Lang::Zh)
        );
        let en = format!(
            "{} {what_en}; {}, the applicant has until {by_en} {act_en}, the request may be closed from {closes_en}",
            Lang::En.date(wait.since),
            effect(Lang::En)
        );
        let ground = match wait.awaited {
            Awaited::Clarification => {
                RULES.restart_on_clarification.in_force_on(self.timeline.received_on)?.cite.clone()
            }
            Awaited::Payment => RULES.restart_on_payment.in_force_on(wait.since)?.cite.clone(),
        };
        let unserved = wait.served_on.is_none().then_some(SERVED_WHEN_ISSUED);
        let remark = Remark::joined(wait.remark.clone(), unserved);
        let step = Step::new(StepKind::Note, zh, en).over(wait.since, wait.applicant_by);
        Ok(step.citing(ground).remarked(remark))
    }

    fn notice_words(&self, wait: &Wait) -> (String, String, &'static str, &'static str) {
        match (wait.awaited, wait.served_on) {
            (Awaited::Clarification, Some(served_on)) => (
                format!("发出补正通知，{}送达", Lang::Zh.date(served_on)),
                format!("clarification asked for, served {}", Lang::En.date(served_on)),
                "补正",
                "to clarify",
            ),
            (Awaited::Clarification, None) => (
                "发出补正通知（送达日未记录，按当日送达计）".to_owned(),
                "clarification asked for (day of service not recorded, taken as the same day)"
                    .to_owned(),
                "补正",
                "to clarify",
            ),
            (Awaited::Payment, _) => (
                "申请人收到收费通知".to_owned(),
                "the applicant received the fee notice".to_owned(),
                "缴费",
                "to pay",
            ),
        }
    }

    /// Walks the days of a run, with the extension where the ordinary period ends.
    fn count_steps(&self, run: &Run) -> Vec<Step> {
        let Self { period, calendar, pauses, .. } = *self;
        let ordinary = walk(calendar, run.start, period.value, 0, &pauses.united);
        let mut steps = ordinary.steps();
        if let Some((notified_on, days)) = run.extension {
            let (base, value) = (ordinary.last, period.value);
            let zh = format!(
                "{}第{value}个工作日届满；{}告知延期{days}个工作日",
                Lang::Zh.date(base),
                Lang::Zh.date(notified_on)
            );
            let en = format!(
                "{} working day {value} reached; extension of {days} working days notified {}",
                Lang::En.date(base),
                Lang::En.date(notified_on)
            );
            let extended_before =
                self.timeline.runs.iter().rev().skip(1).any(|it| it.extension.is_some());
            let remark = extended_before.then_some(EXTENDED_AGAIN);
            let step = Step::new(StepKind::Extension, zh, en).on(notified_on).working_days(days);
            steps.push(step.citing(&period.cite).remarked(remark));
            steps.extend(walk(calendar, base, days, value, &pauses.united).steps());
        }
        steps
    }

    /// Tells the delays announced in time; late ones are told among the missed limits.
    fn delay_steps(&self, run: &Run) -> Result<Vec<Step>, NotInForce> {
        let end = self.ends.last().expect("each run has its end");
        let in_time = run.delays.iter().filter(|(on, _)| !end.late_delays.contains(on)).copied();
        in_time.map(|(on, until)| self.delay_step(on, until, end.counted_to)).collect()
    }

    fn delay_step(
        &self,
        on: NaiveDate,
        until: NaiveDate,
        counted_to: NaiveDate,
    ) -> Result<Step, NotInForce> {
        let rule = RULES.reasonable_delay.in_force_on(self.timeline.received_on)?;
        let (effect_zh, effect_en) = if until > counted_to {
            (
                format!("晚于计算所得的{}，以告知的日期为准", Lang::Zh.date(counted_to)),
                format!("later than the counted {}, so it counts", Lang::En.date(counted_to)),
            )
        } else {
            (
                format!("不晚于计算所得的{}，届满日不变", Lang::Zh.date(counted_to)),
                format!(
                    "not later than the counted {}, so nothing moves",
                    Lang::En.date(counted_to)
                ),
            )
        };
        let (rest_zh, rest_en) = if self.calendar.is_workday(until) {
            ("", "")
        } else {
            ("；该日为休息日，不顺延", "; that day is a rest day and is not moved")
        };
        let zh = format!(
            "{}告知延迟至{}答复：{effect_zh}{rest_zh}",
            Lang::Zh.date(on),
            Lang::Zh.date(until)
        );
        let en = format!(
            "{} delay until {} announced: {effect_en}{rest_en}",
            Lang::En.date(on),
            Lang::En.date(until)
        );
        let step = Step::new(StepKind::Extension, zh, en).over(on, until);
        Ok(step.resting_on(&rule.authority()))
    }
}

fn restart_step(run: &Run, received_on: NaiveDate) -> Result<Step, NotInForce> {
    let (zh, en) = match run.started_by {
        RunStart::Receipt => ("收到申请", "request received"),
        RunStart::Clarification => ("收到补正", "clarification received"),
        RunStart::Payment => ("申请人完成缴费", "fee paid"),
        RunStart::Redo => ("被责令重新答复", "ordered to answer again"),
    };
    let zh = format!("{}{zh}，答复期限重新起算，当日不计入", Lang::Zh.date(run.start));
    let en = format!(
        "{} {en}; the period starts again, the day itself is not counted",
        Lang::En.date(run.start)
    );
    let step = Step::new(StepKind::Restart, zh, en).on(run.start);
    Ok(match run.started_by {
        RunStart::Receipt => step,
        RunStart::Redo => step.remarked(Some(REDO_IS_A_NEW_RUN)),
        RunStart::Clarification => {
            step.resting_on(&RULES.restart_on_clarification.in_force_on(received_on)?.authority())
        }
        RunStart::Payment => {
            step.resting_on(&RULES.restart_on_payment.in_force_on(run.start)?.authority())
        }
    })
}

fn closed_step(on: NaiveDate, how: EndedBy) -> Step {
    let zh = format!("{}{}", Lang::Zh.date(on), how.label(Lang::Zh));
    let en = format!("{} {}", Lang::En.date(on), how.label(Lang::En));
    Step::new(StepKind::Closed, zh, en).on(on)
}
