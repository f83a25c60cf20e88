//! Withdrawal of a published penalty decision that did not stand.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::Calendar;
use crate::deadline::{Deadline, StartedBy, in_working_days};
use crate::parameter::{NotInForce, Parameter, ParameterSummary, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    withdraw_working_days: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// Returns the last day for withdrawing a published penalty and explaining why.
///
/// # Authority
///
/// 《行政处罚法》第四十八条第二款：「公开的行政处罚决定被依法变更、撤销、确认违法或者确认无效的，行政机关应当在三日内撤回行政处罚决定信息并公开说明理由」；
/// 第八十五条：「二日」「三日」等是指工作日。
///
/// # Errors
///
/// [`NotInForce`] before the revised law took effect on 2021-07-15.
pub fn withdraw_by(changed_on: NaiveDate, calendar: &Calendar) -> Result<Deadline, NotInForce> {
    let period = PARAMS.withdraw_working_days.in_force_on(changed_on)?;
    let started_by = StartedBy {
        zh: "行政处罚决定被变更、撤销、确认违法或者无效",
        en: "penalty changed, annulled, or found unlawful or void",
    };
    Ok(in_working_days(calendar, changed_on, started_by, period))
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    vec![PARAMS.withdraw_working_days.summary("penalty_withdrawal", "withdraw_working_days")]
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
        changed_on: CivilDate,
        due_on: CivilDate,
    }

    #[test]
    fn the_worked_cases_hold() {
        let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
        for case in cases.case {
            let found = withdraw_by(case.changed_on.0, Calendar::shipped()).unwrap();
            assert_eq!(found.due_on, case.due_on.0, "{}", case.name);
        }
    }

    #[test]
    fn the_day_before_the_revised_law_has_no_such_period() {
        assert!(withdraw_by(date("2021-07-14"), Calendar::shipped()).is_err());
    }
}
