//! What happened after the last day for it. It happened, so it stays on record, and the missed limit is named.
//!
//! What a late act does to the clock is told in `docs/decisions/0104-law-late-facts.md`: an act of the agency
//! that comes when the period is over gives the agency no time, and an act of the applicant that the agency
//! accepts all the same starts the period again.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::parts::{Awaited, EndedBy, Letter, Wait};
use super::pauses::{PauseEnd, Pauses};
use super::rules::RULES;
use super::standing::{RunEnd, voids};
use super::timeline::Timeline;
use crate::consultation::{self, Silence};
use crate::lang::Lang;
use crate::parameter::{Authority, NotInForce, Remark, Version};
use crate::working::{Step, StepKind};

/// Which limit was missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreachKind {
    /// The reply went out after it was due.
    LateReply,
    /// The fee notice reached the applicant after the reply was due.
    LateFeeNotice,
    /// A consultation letter went out after the reply was due.
    LateConsultation,
    /// A delay was announced after the reply was due.
    LateDelay,
    /// The applicant clarified after the period for it.
    LateClarification,
    /// The applicant paid after the period for it.
    LatePayment,
    /// The opinion of the consulted arrived after the period for it.
    LateOpinion,
}

/// Something that happened after the last day for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// Which limit was missed.
    pub kind: BreachKind,
    /// The day on which it happened.
    pub on: NaiveDate,
    /// The last day on which it was due.
    pub last_day: NaiveDate,
    /// What happened, what was missed and what follows, in Chinese.
    pub zh: String,
    /// What happened, what was missed and what follows, in English.
    pub en: String,
    /// Law, article and paragraph, in Chinese.
    pub cite: String,
    /// How sure we are of the ground, or that the reading is our own.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remark: Option<Remark>,
}

impl Breach {
    /// Says what happened, what was missed, what follows, and by which article.
    pub fn message(&self, lang: Lang) -> String {
        self.step().line(lang)
    }

    pub(super) fn step(&self) -> Step {
        let step = Step::new(StepKind::Breach, self.zh.clone(), self.en.clone());
        step.over(self.last_day, self.on).citing(&self.cite).remarked(self.remark.clone())
    }

    fn new(
        kind: BreachKind,
        (on, last_day): (NaiveDate, NaiveDate),
        (zh, en): (&str, &str),
        authority: Authority,
    ) -> Self {
        let fill = |text: &str, lang: Lang| {
            text.replace("{on}", &lang.date(on)).replace("{last_day}", &lang.date(last_day))
        };
        let (zh, en) = (fill(zh, Lang::Zh), fill(en, Lang::En));
        let Authority { cite, remark, .. } = authority;
        Self { kind, on, last_day, zh, en, cite, remark }
    }
}

/// Finds every limit that was missed, in the order of the days.
pub(super) fn all(
    timeline: &Timeline,
    ends: &[RunEnd],
    pauses: &Pauses,
    period: &Version<u32>,
) -> Result<Vec<Breach>, NotInForce> {
    let mut breaches = Vec::new();
    for wait in &timeline.waits {
        breaches.extend(late_notice(wait, ends, period)?);
        breaches.extend(late_answer(wait, timeline.received_on)?);
    }
    for (letter, pause) in timeline.letters.iter().zip(&pauses.letters) {
        breaches.extend(late_letter(letter, timeline, ends, period));
        if let (PauseEnd::AnsweredLate(on), Some(received_on)) = (pause.end, letter.received_on) {
            breaches.extend(late_opinion(letter, received_on, on, pause.pause.until));
        }
    }
    for end in ends {
        breaches.extend(end.late_delays.iter().map(|on| late_delay(*on, end, period)));
    }
    let replies = timeline.endings.iter().filter(|it| it.how == EndedBy::Replied);
    let late = replies.map(|it| (it.on, ends[it.run].due_on)).filter(|(on, due)| on > due);
    breaches.extend(late.map(|days| late_reply(days, period)));
    breaches.sort_by_key(|it| (it.on, it.kind));
    Ok(breaches)
}

fn late_notice(
    wait: &Wait,
    ends: &[RunEnd],
    period: &Version<u32>,
) -> Result<Option<Breach>, NotInForce> {
    if wait.awaited != Awaited::Payment || voids(wait, ends) {
        return Ok(None);
    }
    let rule = RULES.fee_notice_within_reply_period.in_force_on(wait.since)?;
    let mut authority = rule.authority();
    authority.cite = format!("{}、{}", rule.cite, period.cite);
    let days = (wait.since, ends[wait.run].due_on);
    let text = (
        "收费通知逾期：{on}申请人收到收费通知，而答复期限已于{last_day}届满；收费应当在答复期限内决定并通知，逾期的通知不使已届满的期限作废，在缴费后重新起算之前答复仍为逾期",
        "late fee notice: the applicant received it on {on}, but the reply was due on {last_day}; a fee is decided and notified within the reply period, a late notice does not void a period that is over, and the reply stays overdue until a payment starts the period again",
    );
    Ok(Some(Breach::new(BreachKind::LateFeeNotice, days, text, authority)))
}

fn late_answer(wait: &Wait, request_received_on: NaiveDate) -> Result<Option<Breach>, NotInForce> {
    let late = wait.answered_on.filter(|on| *on > wait.applicant_by);
    let Some(on) = late else { return Ok(None) };
    let days = (on, wait.applicant_by);
    Ok(Some(match wait.awaited {
        Awaited::Clarification => {
            let rule = RULES.late_clarification_needs_a_reason.in_force_on(request_received_on)?;
            let text = (
                "补正逾期：{on}收到补正，晚于补正期限的最后一日{last_day}；无正当理由逾期不补正的视为放弃申请，接受逾期补正须有正当理由并记录理由",
                "late clarification: it arrived on {on}, after the last day {last_day}; without good reason the request counts as abandoned, so accepting it needs a good reason, and the reason is recorded",
            );
            Breach::new(BreachKind::LateClarification, days, text, rule.authority())
        }
        Awaited::Payment => {
            let rule = RULES.late_payment_needs_a_reason.in_force_on(on)?;
            let text = (
                "缴费逾期：{on}申请人完成缴费，晚于缴费期限的最后一日{last_day}；逾期未缴费的视为放弃申请，接受逾期缴费须记录理由",
                "late payment: made on {on}, after the last day {last_day}; an unpaid request counts as abandoned, so accepting it needs a recorded reason",
            );
            Breach::new(BreachKind::LatePayment, days, text, rule.authority())
        }
    }))
}

fn late_letter(
    letter: &Letter,
    timeline: &Timeline,
    ends: &[RunEnd],
    period: &Version<u32>,
) -> Option<Breach> {
    let void = letter.wait.is_some_and(|place| voids(&timeline.waits[place], ends));
    let due_on = ends[letter.run].due_on;
    if void || letter.issued_on <= due_on {
        return None;
    }
    let (who_zh, who_en) = (letter.name(Lang::Zh), letter.name(Lang::En));
    let zh = format!(
        "征求意见逾期：{{on}}才向{who_zh}发出征求意见书，而答复期限已于{{last_day}}届满；期限届满后征求意见不再扣除时间，答复仍为逾期"
    );
    let en = format!(
        "late consultation: the letter to the {who_en} went out on {{on}}, but the reply was due on {{last_day}}; no time is left out of a period that is over, and the reply stays overdue"
    );
    let days = (letter.issued_on, due_on);
    Some(Breach::new(BreachKind::LateConsultation, days, (&zh, &en), period.authority()))
}

fn late_opinion(
    letter: &Letter,
    received_on: NaiveDate,
    on: NaiveDate,
    last_day: NaiveDate,
) -> Option<Breach> {
    let authority = consultation::period(letter.consulted, received_on).ok()??.authority();
    let (so_zh, so_en) = match letter.consulted.silence() {
        Silence::AgencyDecides => ("由行政机关依法决定是否公开", "the agency decides by itself"),
        Silence::DeemedConsent => ("视为同意公开", "it counts as consent"),
        Silence::NoMeaning => return None,
    };
    let (who_zh, who_en) = (letter.name(Lang::Zh), letter.name(Lang::En));
    let zh = format!(
        "意见逾期：{{on}}收到{who_zh}的意见，晚于征求意见期限的最后一日{{last_day}}；逾期未提出意见的{so_zh}，不计入的时间止于该最后一日"
    );
    let en = format!(
        "late opinion: that of the {who_en} arrived on {{on}}, after the last day {{last_day}}; without an opinion in time {so_en}, and the time left out ends on that last day"
    );
    Some(Breach::new(BreachKind::LateOpinion, (on, last_day), (&zh, &en), authority))
}

fn late_delay(on: NaiveDate, end: &RunEnd, period: &Version<u32>) -> Breach {
    let text = (
        "告知延迟逾期：{on}才告知延迟答复，而答复期限已于{last_day}届满；期限届满后告知的延迟不改变届满日，答复仍为逾期",
        "late announcement of a delay: made on {on}, but the reply was due on {last_day}; a delay announced when the period is over moves nothing, and the reply stays overdue",
    );
    Breach::new(BreachKind::LateDelay, (on, end.due_on), text, period.authority())
}

fn late_reply(days: (NaiveDate, NaiveDate), period: &Version<u32>) -> Breach {
    let text = (
        "答复逾期：{on}作出答复，晚于期限届满日{last_day}",
        "late reply: it went out on {on}, after the last day {last_day}",
    );
    Breach::new(BreachKind::LateReply, days, text, period.authority())
}
