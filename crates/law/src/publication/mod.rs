//! Publication: until when information must be published without being asked for.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::Calendar;
use crate::deadline::{Deadline, StartedBy, in_working_days};
use crate::parameter::{NotInForce, Parameter, ParameterSummary, Version, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    publish_working_days: Parameter<u32>,
    turned_proactive_working_days: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// Returns the last day for publishing information that was formed or changed on a day.
///
/// A law or regulation that sets another limit prevails; the caller knows it.
///
/// # Authority
///
/// 《政府信息公开条例》第二十六条：「自该政府信息形成或者变更之日起20个工作日内及时公开」。
///
/// # Errors
///
/// [`NotInForce`] for information formed before 2008-05-01.
pub fn publish_by(formed_on: NaiveDate, calendar: &Calendar) -> Result<Deadline, NotInForce> {
    let period = PARAMS.publish_working_days.in_force_on(formed_on)?;
    let started_by =
        StartedBy { zh: "政府信息形成或者变更", en: "information formed or changed" };
    Ok(in_working_days(calendar, formed_on, started_by, period))
}

/// Returns the working days within which information must be published, as a text tells them.
///
/// # Errors
///
/// [`NotInForce`] before 2008-05-01.
pub fn publication_period(on: NaiveDate) -> Result<&'static Version<u32>, NotInForce> {
    PARAMS.publish_working_days.in_force_on(on)
}

/// Returns the last day for publishing information that is made proactive after requests.
///
/// # Authority
///
/// 《政府信息公开条例》第四十四条：多个申请人就相同政府信息提出申请且可以公开的，「可以纳入主动公开的范围」；申请人建议并经审核认为属于主动公开范围的，「应当及时主动公开」。
///
/// # Errors
///
/// [`NotInForce`] for a decision before 2019-05-15.
pub fn publish_after_requests_by(
    decided_on: NaiveDate,
    calendar: &Calendar,
) -> Result<Deadline, NotInForce> {
    let period = PARAMS.turned_proactive_working_days.in_force_on(decided_on)?;
    let started_by =
        StartedBy { zh: "决定转为主动公开", en: "decision to publish proactively" };
    Ok(in_working_days(calendar, decided_on, started_by, period))
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    vec![
        PARAMS.publish_working_days.summary("publication", "publish_working_days"),
        PARAMS
            .turned_proactive_working_days
            .summary("publication", "turned_proactive_working_days"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parameter::CivilDate;

    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }

    #[derive(Deserialize)]
    struct Case {
        name: String,
        formed_on: CivilDate,
        due_on: CivilDate,
    }

    #[test]
    fn the_worked_cases_hold() {
        let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
        for case in cases.case {
            let found = publish_by(case.formed_on.0, Calendar::shipped()).unwrap();
            assert_eq!(found.due_on, case.due_on.0, "{}", case.name);
            let turned = publish_after_requests_by(case.formed_on.0, Calendar::shipped()).unwrap();
            assert_eq!(turned.due_on, case.due_on.0, "{}", case.name);
        }
    }
}
