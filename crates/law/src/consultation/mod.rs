//! Consultation (征求意见): how long the consulted may take, and what their silence means.
//!
//! What it does to the reply period is told by [`crate::reply_clock`].

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::deadline::{Deadline, StartedBy, in_working_days};
use crate::lang::Lang;
use crate::parameter::{NotInForce, Parameter, ParameterSummary, Version, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    third_party_working_days: Parameter<u32>,
    co_producer_working_days: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// Who is consulted about a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Consulted {
    /// A person whose lawful rights disclosure could harm (第三方, 第三十二条).
    ThirdParty,
    /// An agency that made the record together with the lead agency (第三十四条).
    CoProducer,
    /// Another body that must confirm or approve (第十一条); the law sets it no period.
    OtherBody,
}

/// What it means when the consulted do not answer in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The agency decides by the Regulation itself.
    AgencyDecides,
    /// The consulted agency is taken to agree.
    DeemedConsent,
    /// No period runs, so silence means nothing yet.
    NoMeaning,
}

impl Consulted {
    /// Returns what silence means.
    ///
    /// # Authority
    ///
    /// 《政府信息公开条例》第三十二条：「第三方逾期未提出意见的，由行政机关依照本条例的规定决定是否公开」；
    /// 第三十四条：「逾期未提出意见的视为同意公开」。
    pub fn silence(self) -> Silence {
        match self {
            Self::ThirdParty => Silence::AgencyDecides,
            Self::CoProducer => Silence::DeemedConsent,
            Self::OtherBody => Silence::NoMeaning,
        }
    }

    /// Names the consulted.
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::ThirdParty => lang.pick("第三方", "third party"),
            Self::CoProducer => lang.pick("共同制作机关", "co-producing agency"),
            Self::OtherBody => lang.pick("其他机关", "other body"),
        }
    }
}

/// Returns the last day for an opinion; `None` where the law sets no period.
///
/// # Authority
///
/// 《政府信息公开条例》第三十二条：「第三方应当自收到征求意见书之日起15个工作日内提出意见」；
/// 第三十四条：「被征求意见机关应当自收到征求意见书之日起15个工作日内提出意见」。
///
/// # Errors
///
/// [`NotInForce`] for a letter received before 2019-05-15.
pub fn answer_by(
    consulted: Consulted,
    received_on: NaiveDate,
    calendar: &Calendar,
) -> Result<Option<Deadline>, NotInForce> {
    let started_by = match consulted {
        Consulted::ThirdParty => StartedBy {
            zh: "第三方收到征求意见书",
            en: "third party received the letter",
        },
        Consulted::CoProducer => StartedBy {
            zh: "共同制作机关收到征求意见书",
            en: "co-producing agency received the letter",
        },
        Consulted::OtherBody => return Ok(None),
    };
    let Some(period) = period(consulted, received_on)? else { return Ok(None) };
    Ok(Some(in_working_days(calendar, received_on, started_by, period)))
}

/// Returns the length of the period for an opinion; `None` where the law sets none.
pub(crate) fn period(
    consulted: Consulted,
    received_on: NaiveDate,
) -> Result<Option<&'static Version<u32>>, NotInForce> {
    let parameter = match consulted {
        Consulted::ThirdParty => &PARAMS.third_party_working_days,
        Consulted::CoProducer => &PARAMS.co_producer_working_days,
        Consulted::OtherBody => return Ok(None),
    };
    parameter.in_force_on(received_on).map(Some)
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    vec![
        PARAMS.third_party_working_days.summary("consultation", "third_party_working_days"),
        PARAMS.co_producer_working_days.summary("consultation", "co_producer_working_days"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::CivilDate;
    use crate::testing::date;

    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        name: String,
        consulted: Consulted,
        received_on: CivilDate,
        due_on: CivilDate,
        silence: Silence,
    }

    #[test]
    fn the_worked_cases_hold() {
        let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
        for case in cases.case {
            let found = answer_by(case.consulted, case.received_on.0, Calendar::shipped());
            assert_eq!(found.unwrap().unwrap().due_on, case.due_on.0, "{}", case.name);
            assert_eq!(case.consulted.silence(), case.silence, "{}", case.name);
        }
    }

    #[test]
    fn another_body_has_no_period() {
        let found = answer_by(Consulted::OtherBody, date("2026-03-02"), Calendar::shipped());
        assert_eq!(found, Ok(None));
    }
}
