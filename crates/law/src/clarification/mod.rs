//! Clarification (补正): until when the agency may ask for it, and until when the applicant may answer.
//!
//! What it does to the reply period is told by [`crate::reply_clock`].

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::{Calendar, next_day};
use crate::deadline::{Deadline, StartedBy, in_working_days};
use crate::parameter::{NotInForce, Parameter, ParameterSummary, Version, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    ask_working_days: Parameter<u32>,
    reasonable_working_days: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// Until when an applicant may clarify, and from when the request may be closed without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClarificationPeriod {
    /// Last day for the applicant.
    pub answer_by: Deadline,
    /// First day on which the request may be closed as abandoned.
    pub closes_from: NaiveDate,
}

/// Returns the last day on which the agency may ask the applicant to clarify.
///
/// # Authority
///
/// 《政府信息公开条例》第三十条：「行政机关应当给予指导和释明，并自收到申请之日起7个工作日内一次性告知申请人作出补正」。
///
/// # Errors
///
/// [`NotInForce`] for a request received before 2019-05-15.
pub fn ask_by(received_on: NaiveDate, calendar: &Calendar) -> Result<Deadline, NotInForce> {
    let period = PARAMS.ask_working_days.in_force_on(received_on)?;
    let started_by = StartedBy { zh: "收到申请", en: "request received" };
    Ok(in_working_days(calendar, received_on, started_by, period))
}

/// Returns the working days within which the agency may ask the applicant to clarify, as a text tells them.
///
/// # Errors
///
/// [`NotInForce`] before 2019-05-15.
pub fn ask_period(on: NaiveDate) -> Result<&'static Version<u32>, NotInForce> {
    PARAMS.ask_working_days.in_force_on(on)
}

/// Returns the applicant's period; `working_days` is the length the notice names, if it names one.
///
/// # Authority
///
/// 《政府信息公开条例》第三十条：「说明需要补正的事项和合理的补正期限」；「申请人无正当理由逾期不补正的，视为放弃申请」。
///
/// # Errors
///
/// [`NotInForce`] for a notice served before 2019-05-15.
pub fn answer_by(
    served_on: NaiveDate,
    working_days: Option<u32>,
    calendar: &Calendar,
) -> Result<ClarificationPeriod, NotInForce> {
    let usual = PARAMS.reasonable_working_days.in_force_on(served_on)?;
    let period = match working_days {
        Some(value) => Version { value, remark: None, ..usual.clone() },
        None => usual.clone(),
    };
    let started_by = StartedBy { zh: "补正通知送达", en: "clarification notice served" };
    let answer_by = in_working_days(calendar, served_on, started_by, &period);
    let closes_from = next_day(answer_by.due_on);
    Ok(ClarificationPeriod { answer_by, closes_from })
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    vec![
        PARAMS.ask_working_days.summary("clarification", "ask_working_days"),
        PARAMS.reasonable_working_days.summary("clarification", "reasonable_working_days"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::CivilDate;

    #[derive(Deserialize)]
    struct Cases {
        ask: Vec<Ask>,
        answer: Vec<Answer>,
    }

    #[derive(Deserialize)]
    struct Ask {
        name: String,
        received_on: CivilDate,
        due_on: CivilDate,
    }

    #[derive(Deserialize)]
    struct Answer {
        name: String,
        served_on: CivilDate,
        working_days: Option<u32>,
        due_on: CivilDate,
        closes_from: CivilDate,
    }

    #[test]
    fn the_worked_cases_hold() {
        let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
        let calendar = Calendar::shipped();
        for case in cases.ask {
            let found = ask_by(case.received_on.0, calendar).unwrap();
            assert_eq!(found.due_on, case.due_on.0, "{}", case.name);
        }
        for case in cases.answer {
            let found = answer_by(case.served_on.0, case.working_days, calendar).unwrap();
            assert_eq!(found.answer_by.due_on, case.due_on.0, "{}", case.name);
            assert_eq!(found.closes_from, case.closes_from.0, "{}", case.name);
        }
    }
}
