//! Looking over the guide (政府信息公开指南): until when it must be compared with how things are.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::calendar::unrolled_months;
use crate::parameter::{Authority, NotInForce, Parameter, ParameterSummary, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    review_months: Parameter<u32>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

/// Returns the day by which a guide that was last looked over on a day is due again, and the ground. A
/// reminder, not a period of law: rest days do not move it.
///
/// # Authority
///
/// 《政府信息公开条例》第十二条第一款：「行政机关编制、公布的政府信息公开指南和政府信息公开目录应当及时更新」。
///
/// # Errors
///
/// [`NotInForce`] before 2019-05-15.
pub fn review_by(reviewed_on: NaiveDate) -> Result<(NaiveDate, Authority), NotInForce> {
    let period = PARAMS.review_months.in_force_on(reviewed_on)?;
    Ok((unrolled_months(reviewed_on, period.value), period.authority()))
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    vec![PARAMS.review_months.summary("guide_review", "review_months")]
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
        reviewed_on: CivilDate,
        due_on: CivilDate,
    }

    #[test]
    fn the_worked_cases_hold() {
        let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
        for case in cases.case {
            let (due_on, _) = review_by(case.reviewed_on.0).unwrap();
            assert_eq!(due_on, case.due_on.0, "{}", case.name);
        }
    }
}
