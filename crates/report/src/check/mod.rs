//! The rules that a report must satisfy, each small, documented and citable.
//!
//! A rule looks at one report (or at two years of one agency) and yields findings. What a rule is
//! for, and on what authority, is data in [`RULES`]; the pages under `docs/rules/` are made from it.

mod completeness;
mod finding;
mod form;
mod listed;
mod narrative;
mod page;
mod prepared;
mod table_four;
mod table_three;
mod table_two;
mod unanswered;
mod words;
mod years;

pub use finding::{Finding, Holds, Severity};
pub use page::{rule_page, rule_text};
pub use prepared::Prepared;
pub use unanswered::{UNANSWERED, Unanswered};

use law::report_form::Relation;

use crate::model::Report;

/// Decimals that an amount in 万元 may have, so that it is exact to the fen: 0.000001 万元 is 0.01 元.
///
/// 国办公开办函〔2021〕30号第二部分填表说明：「单位：万元，保留到小数点后6位」 (from memory, verify).
const MOST_AMOUNT_DECIMALS: u8 = 6;

/// What the rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// The report.
    pub report: &'a Report,
    /// The report of the same agency for the year before, where it is at hand.
    pub previous: Option<&'a Report>,
}

/// A rule: what it demands, why, and how it is checked.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Stable name, for example `T3-2`.
    pub id: &'static str,
    /// How grave a finding is, as a rule; single findings may be milder.
    pub severity: Severity,
    /// Title in Chinese and English.
    pub title: [&'static str; 2],
    /// Law or document that makes the rule, or the remark that it is practice.
    pub authority: &'static str,
    /// What is compared with what, in Chinese and English.
    pub what: [&'static str; 2],
    /// What to do about a finding, in Chinese and English.
    pub remedy: [&'static str; 2],
    /// The check.
    pub check: fn(&Prepared<'_>) -> Vec<Finding>,
}

/// All rules, in the order in which findings are reported.
pub static RULES: &[&[Rule]] = &[
    form::RULES,
    table_two::RULES,
    table_three::RULES,
    table_four::RULES,
    narrative::RULES,
    years::RULES,
];

/// Returns all rules.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().flat_map(|group| group.iter())
}

/// Returns the rule with this name, upper or lower case.
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id.eq_ignore_ascii_case(id))
}

/// Returns the name of the rule that states a sum of the form.
pub fn rule_of_sum(relation: Relation) -> &'static str {
    match relation {
        Relation::OutcomesAddUp => "T3-2",
        Relation::TakenInIsAccountedFor => "T3-3",
        Relation::ColumnsAddUp => "T3-4",
        Relation::CasesAddUp => "T4-1",
    }
}

/// Applies every rule.
///
/// Where the report to compare with is not that of the same agency for the year before, rule Y-0
/// says so and nothing is compared across years.
pub fn check(subject: Subject<'_>) -> Vec<Finding> {
    let mut report = Prepared::new(subject);
    let strange = years::predecessor::check(&report);
    report.previous = report.previous.filter(|_| strange.is_empty());
    rules()
        .flat_map(|rule| match rule.id {
            "Y-0" => strange.clone(),
            _ => (rule.check)(&report),
        })
        .collect()
}

#[cfg(test)]
mod tests;
