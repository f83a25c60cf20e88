//! Whether the sums themselves satisfy the relations of the form.

use law::Lang;
use law::report_form::{
    CellId, FormVersion, Identity, Relation, RequestRow, case_identities, request_identities,
};
use serde::Serialize;

use super::sum::{Sums, Total};
use crate::check::rule_of_sum;
use crate::compare::serial;
use crate::names;

/// The relations of the form over the sums.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Identities {
    /// How many relations were checked.
    pub checked: usize,
    /// Those that fail.
    pub failing: Vec<FailingIdentity>,
}

/// A relation that fails over the sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailingIdentity {
    /// The rule that states the relation, for example `T3-3`.
    pub rule: &'static str,
    /// The cell that has to equal the parts.
    #[serde(serialize_with = "serial::cell")]
    pub cell: CellId,
    /// What the parts add up to.
    pub expected: Total,
    /// What the other side adds up to.
    pub found: Total,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

/// Checks the relations of the form over the sums.
pub(super) fn check(sums: &Sums) -> Identities {
    let mut identities = Identities::default();
    for identity in over_both_forms() {
        let cells = identity.left.iter().chain(&identity.right);
        if !cells.clone().any(|cell| sums.has(*cell)) {
            continue;
        }
        identities.checked += 1;
        identities.failing.extend(failing(&identity, sums));
    }
    identities
}

/// Returns the relations with the single row 其他处理 of 2019 among the outcomes.
fn over_both_forms() -> impl Iterator<Item = Identity> {
    let is_single = |identity: &Identity| {
        matches!(identity.right[..], [CellId::Request(RequestRow::OtherTotal, _)])
    };
    let single = request_identities(FormVersion::Form2019).into_iter().filter(is_single);
    let rest = request_identities(FormVersion::Form2021).into_iter().map(|mut identity| {
        if let (Relation::OutcomesAddUp, [CellId::Request(_, column)]) =
            (identity.relation, &identity.right[..])
        {
            identity.left.push(CellId::Request(RequestRow::OtherTotal, *column));
        }
        identity
    });
    rest.chain(single).chain(case_identities())
}

fn failing(identity: &Identity, sums: &Sums) -> Option<FailingIdentity> {
    let cell = *identity.right.first()?;
    let (left, right) = (sums.over(&identity.left), sums.over(&identity.right));
    if left.is_some() && left == right {
        return None;
    }
    let (expected, found) = (Total::of(left), Total::of(right));
    let shown = |total: Total| total.number().map_or_else(|| "?".to_owned(), |it| it.to_string());
    let (a, b) = (shown(expected), shown(found));
    Some(FailingIdentity {
        rule: rule_of_sum(identity.relation),
        cell,
        expected,
        found,
        zh: format!("汇总数{}：一边合计{a}，另一边{b}，不相等。", names::cell(cell, Lang::Zh)),
        en: format!(
            "Sum of {}: the parts make {a}, the other side {b}.",
            names::cell(cell, Lang::En)
        ),
    })
}
