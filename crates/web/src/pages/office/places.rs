//! Organisations as lists of the office show and offer them: whoever is above stands before whoever is below.

use std::collections::BTreeSet;

use records::organisation::{Line, OrganisationId};
use store::AgencyScope;

use super::Desk;
use crate::design::Choice;
use crate::directory::Directory;

/// Deeper than any tree is.
const DEEPEST: usize = 32;

/// An organisation of the tree and how deep it lies.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Branch {
    pub id: OrganisationId,
    pub depth: usize,
}

/// What stands below one, itself first, as deep as asked.
pub(crate) fn branches(directory: &Directory, from: OrganisationId, deepest: usize) -> Vec<Branch> {
    let mut found = Vec::new();
    descend(directory, Branch { id: from, depth: 0 }, deepest.min(DEEPEST), &mut found);
    found
}

fn descend(directory: &Directory, at: Branch, deepest: usize, found: &mut Vec<Branch>) {
    found.push(at);
    if at.depth < deepest {
        for id in children(directory, at.id) {
            descend(directory, Branch { id, depth: at.depth + 1 }, deepest, found);
        }
    }
}

/// Those directly below, in order of their codes.
pub(crate) fn children(directory: &Directory, id: OrganisationId) -> Vec<OrganisationId> {
    let mut below: Vec<_> = directory.tree().children(Line::Administrative, id).collect();
    below.sort_by_key(|it| directory.code_of(*it));
    below
}

/// Those of some agencies, and their sections, of whom nobody above is among them.
pub(crate) fn tops(directory: &Directory, scope: &AgencyScope) -> Vec<OrganisationId> {
    let tree = directory.tree();
    let all = directory.all().map(|it| it.value.id).filter(|id| {
        let parent = tree.standing(*id).map(|it| it.administrative_parent);
        scope.includes((*id).into())
            && parent.is_some_and(|it| it.is_none_or(|it| !scope.includes(it.into())))
    });
    all.collect()
}

/// Everything in a scope to choose from, indented by how deep it lies. The value is the code.
pub(crate) fn choices(directory: &Directory, scope: &AgencyScope) -> Vec<Choice> {
    let tree = directory.tree();
    let all = tops(directory, scope).into_iter().flat_map(|it| branches(directory, it, DEEPEST));
    let shown = all.filter_map(|it| {
        let standing = tree.standing(it.id).filter(|_| scope.includes(it.id.into()))?;
        let label = format!("{}{}", "　".repeat(it.depth), standing.names.full);
        Some(Choice::of(directory.code_of(it.id)?, label))
    });
    shown.collect()
}

/// What a list is limited to: the organisation that was chosen, otherwise the one somebody works at, and
/// everything below it, as far as it is in the scope.
pub(crate) fn at_and_below(
    directory: &Directory,
    scope: &AgencyScope,
    chosen: Option<OrganisationId>,
) -> BTreeSet<OrganisationId> {
    let all: Vec<OrganisationId> = match chosen {
        Some(id) => branches(directory, id, DEEPEST).into_iter().map(|it| it.id).collect(),
        None => directory.tree().all().map(|(id, _)| id).collect(),
    };
    all.into_iter().filter(|it| scope.includes((*it).into())).collect()
}

/// The organisation that a list was asked for: nothing typed is where somebody works, `all` is everywhere.
pub(crate) fn chosen(
    directory: &Directory,
    desk: &Desk,
    typed: Option<&str>,
) -> Option<OrganisationId> {
    match typed.map(str::trim) {
        Some("all") => None,
        None | Some("") => desk.organisation,
        Some(code) => directory.by_code(code).map(|it| it.value.id),
    }
}

/// What an organisation is called today, or what it was called last.
pub(crate) fn name_of(directory: &Directory, id: OrganisationId) -> String {
    if let Some(standing) = directory.tree().standing(id) {
        return standing.names.full.clone();
    }
    let last = directory.find(id).and_then(|it| {
        let day = it.value.facts().iter().map(|it| it.on).max()?;
        it.value.on(day)
    });
    last.map(|it| it.names.full).unwrap_or_default()
}
