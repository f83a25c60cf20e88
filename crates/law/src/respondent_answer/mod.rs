//! The agency as respondent or defendant: until when its answer and evidence are due.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::calendar::Calendar;
use crate::deadline::{Deadline, StartedBy, in_natural_days, in_working_days};
use crate::parameter::{NotInForce, Parameter, ParameterSummary, Version, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    reconsideration_simplified_working_days: Parameter<u32>,
    reconsideration_ordinary_days: Parameter<Length>,
    court_days: Parameter<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Length {
    length: u32,
    unit: Unit,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Working,
    Natural,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// The procedure in which the agency must answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Procedure {
    /// Reconsideration by the simplified procedure, open to disclosure cases.
    ReconsiderationSimplified,
    /// Reconsideration by the ordinary procedure.
    ReconsiderationOrdinary,
    /// Administrative litigation.
    Court,
}

/// Returns the last day for the written answer with its evidence, from receipt of the copy.
///
/// # Authority
///
/// 《行政复议法》（2023年修订）第五十四条（简易程序5个工作日）、第四十八条（普通程序10个工作日）；《行政诉讼法》第六十七条（15日）。
/// 不按期提出的，视为没有证据、依据（《行政复议法》第七十条）。
///
/// # Errors
///
/// [`NotInForce`] for a day before the procedure existed.
pub fn answer_by(
    procedure: Procedure,
    received_on: NaiveDate,
    calendar: &Calendar,
) -> Result<Deadline, NotInForce> {
    let started_by =
        StartedBy { zh: "收到申请书或者起诉状副本", en: "copy of the claim received" };
    let working =
        |period: &Version<u32>| in_working_days(calendar, received_on, started_by, period);
    let natural =
        |period: &Version<u32>| in_natural_days(calendar, received_on, started_by, period);
    match procedure {
        Procedure::ReconsiderationSimplified => {
            let simplified = &PARAMS.reconsideration_simplified_working_days;
            Ok(working(simplified.in_force_on(received_on)?))
        }
        Procedure::ReconsiderationOrdinary => {
            let ordinary = PARAMS.reconsideration_ordinary_days.in_force_on(received_on)?;
            let period = Version {
                from: ordinary.from,
                value: ordinary.value.length,
                cite: ordinary.cite.clone(),
                checked_on: ordinary.checked_on,
                remark: ordinary.remark.clone(),
            };
            Ok(match ordinary.value.unit {
                Unit::Working => working(&period),
                Unit::Natural => natural(&period),
            })
        }
        Procedure::Court => Ok(natural(PARAMS.court_days.in_force_on(received_on)?)),
    }
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    let rule = "respondent_answer";
    vec![
        PARAMS
            .reconsideration_simplified_working_days
            .summary(rule, "reconsideration_simplified_working_days"),
        PARAMS.reconsideration_ordinary_days.summary(rule, "reconsideration_ordinary_days"),
        PARAMS.court_days.summary(rule, "court_days"),
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
        procedure: Procedure,
        received_on: CivilDate,
        due_on: CivilDate,
    }

    #[test]
    fn the_worked_cases_hold() {
        let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
        for case in cases.case {
            let found = answer_by(case.procedure, case.received_on.0, Calendar::shipped());
            assert_eq!(found.unwrap().due_on, case.due_on.0, "{}", case.name);
        }
    }
}
