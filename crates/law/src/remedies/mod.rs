//! Remedies (救济): which review is open against a decision, to whom, until when, and in which order.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::deadline::{Deadline, StartedBy, in_months, in_natural_days};
use crate::lang::Lang;
use crate::parameter::{
    Authority, NotInForce, Parameter, ParameterSummary, Remark, Version, shipped,
};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    reconsideration_days: Parameter<u32>,
    withheld_needs_reconsideration_first: Parameter<bool>,
    reconsideration_by_government_alone: Parameter<bool>,
    litigation_months: Parameter<u32>,
    litigation_after_reconsideration_days: Parameter<u32>,
    untold_months: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

const SILENCE_IS_ARGUED: Remark = Remark::new(
    "逾期不答复是否须先申请行政复议尚有争议，由设置决定",
    "whether failure to act must go to reconsideration first is argued; a setting decides",
);
const PROCEDURAL_NOTICE: Remark = Remark::new(
    "程序性告知行为不单独复议（国办函〔2021〕132号）",
    "a procedural notice is not reviewed separately (国办函〔2021〕132号)",
);

/// What kind of decision is contested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyClass {
    /// Withheld under 第十四条、第十五条、第十六条, also the withheld part of a partial disclosure.
    WithheldByExemption,
    /// Not held, needs creation, unclear, not processed, special query, abandoned.
    OtherRefusal,
    /// Granted, but contested as incomplete or not what was asked.
    Granted,
    /// Disclosed although a third party objects; the letter to the third party.
    ThirdPartyDisclosure,
    /// No answer in time; known on the day the reply was due.
    NoAnswer,
    /// Clarification, extension, request for reasons, consultation, fee notice.
    ProceduralNotice,
    /// A reconsideration decision; known on the day it was received.
    ReconsiderationDecision,
}

/// Whether silence of the agency must go to reconsideration first; the law is argued.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SilencePolicy {
    /// Reconsideration or suit, as the applicant likes.
    #[default]
    ApplicantChooses,
    /// Reconsideration first, by the heading on failure to act in the law of 2023.
    ReconsiderationFirst,
}

/// Who decides a reconsideration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReconsiderationForum {
    /// The people's government at the agency's level.
    PeoplesGovernment,
    /// The people's government or the superior department, as the applicant chooses.
    GovernmentOrSuperiorDepartment,
}

impl ReconsiderationForum {
    /// Names who decides.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::PeoplesGovernment => {
                lang.pick("本级人民政府", "the people's government at the agency's level")
            }
            Self::GovernmentOrSuperiorDepartment => lang.pick(
                "本级人民政府或者上一级主管部门",
                "the people's government at the agency's level or the superior department",
            ),
        }
    }
}

/// The right to reconsideration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reconsideration {
    /// Who decides.
    pub forum: ReconsiderationForum,
    /// Last day for applying.
    pub until: Deadline,
    /// Whether a suit is possible only after it.
    pub mandatory_first: bool,
    /// The ground of the order between the two.
    pub order_authority: Authority,
}

/// The right to sue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Litigation {
    /// Directly, until the day.
    Until(Deadline),
    /// Only after a reconsideration, within so many calendar days of its decision.
    AfterReconsideration {
        /// Calendar days from receipt of the decision.
        days: u32,
        /// The ground of the period.
        authority: Authority,
    },
}

/// The remedies against one decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedies {
    /// Reconsideration, where it is open.
    pub reconsideration: Option<Reconsideration>,
    /// Litigation, where it is open at all.
    pub litigation: Option<Litigation>,
    /// What is argued or remembered only.
    pub remark: Option<Remark>,
}

impl Remedies {
    /// Says whether reconsideration must come before a suit (复议前置).
    pub fn mandatory_first(&self) -> bool {
        self.reconsideration.as_ref().is_some_and(|it| it.mandatory_first)
    }

    /// Writes the clause that closes a letter; `None` for a notice without remedy of its own.
    pub fn clause(&self, lang: Lang) -> Option<String> {
        let apply = self.reconsideration.as_ref().map(|it| {
            let (forum, until) = (it.forum.label(lang), lang.date(it.until.due_on));
            lang.pick(
                format!("于{until}前（含当日）向{forum}申请行政复议"),
                format!("apply to {forum} for reconsideration by {until}"),
            )
        });
        let sue = self.litigation.as_ref().map(|it| match it {
            Litigation::Until(deadline) => {
                let until = lang.date(deadline.due_on);
                lang.pick(
                    format!("于{until}前（含当日）向人民法院提起行政诉讼"),
                    format!("sue in the people's court by {until}"),
                )
            }
            Litigation::AfterReconsideration { days, .. } => lang.pick(
                format!("对复议决定不服的，自收到复议决定书之日起{days}日内向人民法院提起行政诉讼"),
                format!("sue in the people's court within {days} days of receiving the reconsideration decision"),
            ),
        });
        match (apply, sue) {
            (None, None) => None,
            (Some(apply), None) => {
                Some(lang.pick(format!("可以{apply}。"), format!("You may {apply}.")))
            }
            (None, Some(sue)) => Some(lang.pick(format!("可以{sue}。"), format!("You may {sue}."))),
            (Some(apply), Some(sue)) if self.mandatory_first() => Some(lang.pick(
                format!("应当先{apply}；{sue}。"),
                format!("You must first {apply}; then you may {sue}."),
            )),
            (Some(apply), Some(sue)) => Some(lang.pick(
                format!("可以{apply}，也可以{sue}。"),
                format!("You may {apply}, or {sue}."),
            )),
        }
    }
}

/// Returns the remedies against a decision of which the person learned on a day.
///
/// Which law applies is judged by that day (our convention for decisions around 2024-01-01).
///
/// # Authority
///
/// 《行政复议法》（2023年修订）第二十条（60日）、第二十三条第一款第（四）项（申请政府信息公开，行政机关不予公开的，应当先申请行政复议）、
/// 第二十四条（本级人民政府管辖）、第三十四条（复议后15日内起诉）；《行政诉讼法》第四十五条、第四十六条；
/// 法释〔2025〕8号第一条（复议前置限于第十四条、第十五条、第十六条）；国办函〔2021〕132号（程序性通知不单独复议）。
///
/// # Errors
///
/// [`NotInForce`] for a day before the first law the program knows.
pub fn remedies(
    class: RemedyClass,
    known_on: NaiveDate,
    silence: SilencePolicy,
    calendar: &Calendar,
) -> Result<Remedies, NotInForce> {
    match class {
        RemedyClass::WithheldByExemption => {
            let first = PARAMS.withheld_needs_reconsideration_first.in_force_on(known_on)?.value;
            against_decision(first, known_on, None, calendar)
        }
        RemedyClass::OtherRefusal | RemedyClass::Granted | RemedyClass::ThirdPartyDisclosure => {
            against_decision(false, known_on, None, calendar)
        }
        RemedyClass::NoAnswer => {
            let law = PARAMS.withheld_needs_reconsideration_first.in_force_on(known_on)?.value;
            let first = law && silence == SilencePolicy::ReconsiderationFirst;
            against_decision(first, known_on, Some(SILENCE_IS_ARGUED), calendar)
        }
        RemedyClass::ProceduralNotice => Ok(Remedies {
            reconsideration: None,
            litigation: None,
            remark: Some(PROCEDURAL_NOTICE),
        }),
        RemedyClass::ReconsiderationDecision => {
            let period = PARAMS.litigation_after_reconsideration_days.in_force_on(known_on)?;
            let started_by = StartedBy {
                zh: "收到行政复议决定书",
                en: "reconsideration decision received",
            };
            let until = in_natural_days(calendar, known_on, started_by, period);
            let litigation = Some(Litigation::Until(until));
            Ok(Remedies { reconsideration: None, litigation, remark: None })
        }
    }
}

/// Returns the last day on which a remedy is open when the letter did not tell of it.
///
/// # Authority
///
/// 《行政复议法》（2023年修订）第二十条第三款：未告知的，自知道或者应当知道申请复议的权利、机关和期限之日起计算，但自知道行为内容之日起最长不得超过一年；诉讼同。
///
/// # Errors
///
/// [`NotInForce`] before 2018-02-08.
pub fn untold_until(known_on: NaiveDate, calendar: &Calendar) -> Result<Deadline, NotInForce> {
    let period = PARAMS.untold_months.in_force_on(known_on)?;
    let started_by =
        StartedBy { zh: "知道行政行为内容", en: "content of the decision known" };
    Ok(in_months(calendar, known_on, started_by, period))
}

/// The figures of the remedies, as a text tells them.
#[derive(Debug, Clone, Copy)]
pub struct RemedyPeriods {
    /// Days for applying for reconsideration.
    pub reconsideration_days: &'static Version<u32>,
    /// Who decides it.
    pub forum: ReconsiderationForum,
    /// Whether what is withheld must go to reconsideration first.
    pub withheld_first: &'static Version<bool>,
    /// Months for a suit without reconsideration.
    pub litigation_months: &'static Version<u32>,
    /// Days for a suit after it.
    pub after_reconsideration_days: &'static Version<u32>,
}

/// Returns the figures of the remedies in force on a day.
///
/// # Errors
///
/// [`NotInForce`] for a day before the first law the program knows.
pub fn remedy_periods(on: NaiveDate) -> Result<RemedyPeriods, NotInForce> {
    Ok(RemedyPeriods {
        reconsideration_days: PARAMS.reconsideration_days.in_force_on(on)?,
        forum: forum_on(on)?,
        withheld_first: PARAMS.withheld_needs_reconsideration_first.in_force_on(on)?,
        litigation_months: PARAMS.litigation_months.in_force_on(on)?,
        after_reconsideration_days: PARAMS.litigation_after_reconsideration_days.in_force_on(on)?,
    })
}

fn forum_on(on: NaiveDate) -> Result<ReconsiderationForum, NotInForce> {
    let alone = PARAMS.reconsideration_by_government_alone.in_force_on(on)?.value;
    Ok(if alone {
        ReconsiderationForum::PeoplesGovernment
    } else {
        ReconsiderationForum::GovernmentOrSuperiorDepartment
    })
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    let rule = "remedies";
    let first = &PARAMS.withheld_needs_reconsideration_first;
    let alone = &PARAMS.reconsideration_by_government_alone;
    let after = &PARAMS.litigation_after_reconsideration_days;
    vec![
        PARAMS.reconsideration_days.summary(rule, "reconsideration_days"),
        first.summary(rule, "withheld_needs_reconsideration_first"),
        alone.summary(rule, "reconsideration_by_government_alone"),
        PARAMS.litigation_months.summary(rule, "litigation_months"),
        after.summary(rule, "litigation_after_reconsideration_days"),
        PARAMS.untold_months.summary(rule, "untold_months"),
    ]
}

fn against_decision(
    mandatory_first: bool,
    known_on: NaiveDate,
    remark: Option<Remark>,
    calendar: &Calendar,
) -> Result<Remedies, NotInForce> {
    let started_by = StartedBy { zh: "知道该行政行为", en: "decision known" };
    let period = PARAMS.reconsideration_days.in_force_on(known_on)?;
    let order = PARAMS.withheld_needs_reconsideration_first.in_force_on(known_on)?;
    let forum = forum_on(known_on)?;
    let reconsideration = Reconsideration {
        forum,
        until: in_natural_days(calendar, known_on, started_by, period),
        mandatory_first,
        order_authority: order.authority(),
    };
    let litigation = if mandatory_first {
        let after = PARAMS.litigation_after_reconsideration_days.in_force_on(known_on)?;
        Litigation::AfterReconsideration { days: after.value, authority: after.authority() }
    } else {
        let period = PARAMS.litigation_months.in_force_on(known_on)?;
        Litigation::Until(in_months(calendar, known_on, started_by, period))
    };
    Ok(Remedies { reconsideration: Some(reconsideration), litigation: Some(litigation), remark })
}

#[cfg(test)]
mod tests;
