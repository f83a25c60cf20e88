//! Where somebody may do something to anything at all: what a list shows.

use std::collections::BTreeSet;

use super::action::Action;
use super::decide::Principal;
use super::table::TABLE;
use super::who::Who;
use crate::organisation::{OrganisationId, Place, Tree};

/// The agencies in which a member's roles let them do this to some record in some state.
#[must_use]
pub fn reach(tree: &Tree, principal: &Principal, action: Action) -> Vec<OrganisationId> {
    let Principal::Member { grants, .. } = principal else { return Vec::new() };
    if principal.is_out_of_scope(action) {
        return Vec::new();
    }
    let mut agencies = BTreeSet::new();
    for grant in grants {
        let rows = TABLE.iter().filter(|it| it.action == action);
        let places: BTreeSet<Place> = rows
            .filter(|it| it.who.contains(&Who::As(grant.role)))
            .flat_map(|it| it.places.iter().copied())
            .collect();
        let Some(home) = tree.agency_of(grant.organisation) else { continue };
        if places.contains(&Place::Other) {
            let all = tree.all().filter(|(_, it)| it.kind.keeps_records());
            agencies.extend(all.map(|(id, _)| id).filter(|it| *it != home));
        }
        if places.contains(&Place::Subordinate) {
            agencies.extend(
                tree.agencies_from(action.line(), home).into_iter().filter(|it| *it != home),
            );
        }
        if places.contains(&Place::Own) {
            agencies.insert(home);
        }
    }
    agencies.into_iter().collect()
}
