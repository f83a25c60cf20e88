//! The policy table, for programs.

use axum::Json;
use records::organisation::Place;
use records::policy::{RecordState, Rule, TABLE, Unless, Who};
use serde::Serialize;
use utoipa::ToSchema;

/// A row of the policy table.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RuleView {
    /// The name of the action.
    action: &'static str,
    /// Roles and others who may.
    who: Vec<String>,
    /// In which states of the record.
    states: Vec<String>,
    /// In which places: own, subordinate, other.
    places: Vec<String>,
    /// Except: never, oneself (it is about oneself), drafter (one drafted it).
    unless: &'static str,
}

impl RuleView {
    fn of(rule: &Rule) -> Self {
        let place = |it: &Place| match it {
            Place::Own => "own",
            Place::Subordinate => "subordinate",
            Place::Other => "other",
        };
        let state = |it: &RecordState| format!("{it:?}").to_lowercase();
        Self {
            action: rule.action.name(),
            who: rule.who.iter().map(|it| name(*it)).collect(),
            states: rule.states.iter().map(state).collect(),
            places: rule.places.iter().map(|it| place(it).to_owned()).collect(),
            unless: match rule.unless {
                Unless::Never => "never",
                Unless::Oneself => "oneself",
                Unless::OneselfOrAdministrator => "oneself_or_administrator",
                Unless::Drafter => "drafter",
            },
        }
    }
}

/// 权限表 The policy table: what no row allows is denied.
#[utoipa::path(get, path = "/api/v1/policy", tag = "policy", responses((status = 200, body = Vec<RuleView>)))]
pub(crate) async fn list() -> Json<Vec<RuleView>> {
    Json(TABLE.iter().map(RuleView::of).collect())
}

fn name(who: Who) -> String {
    match who {
        Who::Anyone => "anyone".to_owned(),
        Who::Applicant => "applicant".to_owned(),
        Who::ConsultedParty => "consulted_party".to_owned(),
        Who::Member => "member".to_owned(),
        Who::Lapsed => "lapsed".to_owned(),
        Who::Program => "program".to_owned(),
        Who::As(role) => role.name().to_owned(),
    }
}
