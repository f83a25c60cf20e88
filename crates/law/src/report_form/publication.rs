//! Until when the annual report of a year must be published.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::parameter::{Authority, Parameter, ParameterSummary, Version, shipped};

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Params {
    department_publishes_by: Parameter<DayOfYear>,
    government_publishes_by: Parameter<DayOfYear>,
}

static PARAMS: LazyLock<Params> = LazyLock::new(|| shipped(include_str!("params.toml")));

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct DayOfYear {
    month: u32,
    day: u32,
}

/// Who files the report, which decides its day (Article 49).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reporter {
    /// A department of a government at county level or above: 31 January.
    Department,
    /// A local government at county level or above, through its OGI authority: 31 March.
    Government,
}

/// Returns the day by which the report of `year` must be published; `None` before the Regulation of 2007.
///
/// A department publishes by 31 January, a government by 31 March of the following year; the day
/// is a calendar day and a weekend does not move it. The text in force on 1 January of that year decides.
///
/// # Authority
///
/// 《政府信息公开条例》第四十九条。
pub fn publication_day(year: i32, reporter: Reporter) -> Option<NaiveDate> {
    let DayOfYear { month, day } = rule(year, reporter)?.value;
    NaiveDate::from_ymd_opt(year.checked_add(1)?, month, day)
}

/// Returns the ground of [`publication_day`].
pub fn publication_authority(year: i32, reporter: Reporter) -> Option<Authority> {
    rule(year, reporter).map(Version::authority)
}

/// Lists the figures of this rule.
pub fn parameters() -> Vec<ParameterSummary> {
    vec![
        PARAMS.department_publishes_by.summary("report_form", "department_publishes_by"),
        PARAMS.government_publishes_by.summary("report_form", "government_publishes_by"),
    ]
}

fn rule(year: i32, reporter: Reporter) -> Option<&'static Version<DayOfYear>> {
    let parameter = match reporter {
        Reporter::Department => &PARAMS.department_publishes_by,
        Reporter::Government => &PARAMS.government_publishes_by,
    };
    let first_day = NaiveDate::from_ymd_opt(year.checked_add(1)?, 1, 1)?;
    parameter.in_force_on(first_day).ok()
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
        year: i32,
        reporter: Reporter,
        publish_by: Option<CivilDate>,
        #[serde(default)]
        cite: String,
    }

    #[test]
    fn the_worked_cases_hold() {
        let cases: Cases = toml::from_str(include_str!("cases.toml")).unwrap();
        for case in cases.case {
            let found = publication_day(case.year, case.reporter);
            assert_eq!(found, case.publish_by.map(|it| it.0), "{}", case.name);
            let cite = publication_authority(case.year, case.reporter).map(|it| it.cite);
            assert!(cite.unwrap_or_default().ends_with(&case.cite), "{}", case.name);
        }
    }
}
