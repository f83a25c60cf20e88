//! All organisations as they stand on one day, and who is below whom.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::standing::Standing;
use super::{Organisation, OrganisationId};

/// The deepest tree that is walked.
const DEEPEST: usize = 32;

/// Which of the two lines upwards is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// 隶属关系: whom it stands under.
    Administrative,
    /// 信息公开工作主管关系 (第三条): who leads its openness work.
    Ogi,
}

/// How one organisation lies to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The same agency, its sections included.
    Own,
    /// Below it.
    Subordinate,
    /// Neither.
    Other,
}

/// Something about a tree that cannot be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TreeFault {
    /// It names one above it that is not there on that day.
    #[error("{of} stands under {above}, which does not exist on that day")]
    NobodyAbove {
        /// The organisation.
        of: OrganisationId,
        /// The one that is named.
        above: OrganisationId,
    },
    /// It stands below itself.
    #[error("{of} stands below itself")]
    Circle {
        /// The organisation.
        of: OrganisationId,
    },
    /// It stands deeper than any does.
    #[error("{of} stands deeper than {DEEPEST} below the top")]
    TooDeep {
        /// The organisation.
        of: OrganisationId,
    },
    /// One of its kind does not stand under one of that kind.
    #[error("{of} cannot stand under {above}: the kinds do not fit")]
    Kinds {
        /// The organisation.
        of: OrganisationId,
        /// The one above it.
        above: OrganisationId,
    },
    /// A section without an agency.
    #[error("{of} is a section of nothing")]
    SectionOfNothing {
        /// The organisation.
        of: OrganisationId,
    },
}

/// All organisations as they stand on one day. Those not yet founded or ended are not in it.
#[derive(Debug, Clone)]
pub struct Tree {
    day: NaiveDate,
    nodes: BTreeMap<OrganisationId, Standing>,
    below: BTreeMap<(Line, OrganisationId), BTreeSet<OrganisationId>>,
}

impl Tree {
    /// The tree of a day.
    #[must_use]
    pub fn on<'a>(day: NaiveDate, all: impl IntoIterator<Item = &'a Organisation>) -> Self {
        let nodes: BTreeMap<OrganisationId, Standing> = all
            .into_iter()
            .filter_map(|it| Some((it.id, it.on(day)?)))
            .filter(|(_, standing)| standing.ended.is_none())
            .collect();
        let mut below: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (id, standing) in &nodes {
            for line in [Line::Administrative, Line::Ogi] {
                if let Some(above) = line.upwards(standing) {
                    below.entry((line, above)).or_default().insert(*id);
                }
            }
        }
        Self { day, nodes, below }
    }

    /// The day.
    #[must_use]
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// How an organisation stands.
    #[must_use]
    pub fn standing(&self, id: OrganisationId) -> Option<&Standing> {
        self.nodes.get(&id)
    }

    /// Every organisation.
    pub fn all(&self) -> impl Iterator<Item = (OrganisationId, &Standing)> {
        self.nodes.iter().map(|(id, standing)| (*id, standing))
    }

    /// Those directly below, in order of their ids.
    pub fn children(
        &self,
        line: Line,
        id: OrganisationId,
    ) -> impl Iterator<Item = OrganisationId> + '_ {
        self.below.get(&(line, id)).into_iter().flatten().copied()
    }

    /// Those above, the nearest first. Ends at a circle.
    #[must_use]
    pub fn above(&self, line: Line, id: OrganisationId) -> Vec<OrganisationId> {
        let mut above = Vec::new();
        let mut at = id;
        while let Some(next) = self.nodes.get(&at).and_then(|it| line.upwards(it)) {
            if next == id || above.contains(&next) || above.len() > DEEPEST {
                break;
            }
            above.push(next);
            at = next;
        }
        above
    }

    /// The agency whose records an organisation works on: itself, or for a section the one it belongs to.
    #[must_use]
    pub fn agency_of(&self, id: OrganisationId) -> Option<OrganisationId> {
        let keeps = |it: &OrganisationId| {
            self.nodes.get(it).is_some_and(|standing| standing.kind.keeps_records())
        };
        if keeps(&id) {
            return Some(id);
        }
        self.above(Line::Administrative, id).into_iter().find(keeps)
    }

    /// How `other` lies to `home`. An organisation that is not there lies nowhere, hence is other.
    #[must_use]
    pub fn place(&self, line: Line, home: OrganisationId, other: OrganisationId) -> Place {
        let (Some(home), Some(other)) = (self.agency_of(home), self.agency_of(other)) else {
            return Place::Other;
        };
        if home == other {
            return Place::Own;
        }
        if self.above(line, other).contains(&home) { Place::Subordinate } else { Place::Other }
    }

    /// An organisation's agency and every agency below it.
    #[must_use]
    pub fn agencies_from(&self, line: Line, home: OrganisationId) -> Vec<OrganisationId> {
        let Some(home) = self.agency_of(home) else { return Vec::new() };
        let mut found = BTreeSet::from([home]);
        let mut waiting = vec![home];
        while let Some(at) = waiting.pop() {
            for child in self.children(line, at) {
                if found.insert(child) {
                    waiting.push(child);
                }
            }
        }
        let keeps = |it: &OrganisationId| self.nodes[it].kind.keeps_records();
        found.into_iter().filter(keeps).collect()
    }

    /// Everything about the tree that cannot be.
    #[must_use]
    pub fn faults(&self) -> Vec<TreeFault> {
        let mut faults = Vec::new();
        for (of, standing) in self.all() {
            if !standing.kind.keeps_records() && standing.administrative_parent.is_none() {
                faults.push(TreeFault::SectionOfNothing { of });
            }
            let (parent, authority) = (standing.administrative_parent, standing.ogi_authority);
            let named = parent.into_iter().chain(authority.filter(|it| Some(*it) != parent));
            for above in named.filter(|it| !self.nodes.contains_key(it)) {
                faults.push(TreeFault::NobodyAbove { of, above });
            }
            if let Some(parent) = parent
                && let Some(above) = self.nodes.get(&parent)
                && !standing.kind.may_stand_below(above.kind)
            {
                faults.push(TreeFault::Kinds { of, above: parent });
            }
            let administrative = self.circle(Line::Administrative, of);
            faults.extend(administrative);
            faults.extend(self.circle(Line::Ogi, of).filter(|it| Some(*it) != administrative));
        }
        faults
    }

    fn circle(&self, line: Line, of: OrganisationId) -> Option<TreeFault> {
        let mut at = of;
        for _ in 0..DEEPEST {
            match self.nodes.get(&at).and_then(|it| line.upwards(it)) {
                None => return None,
                Some(next) if next == of => return Some(TreeFault::Circle { of }),
                Some(next) => at = next,
            }
        }
        Some(TreeFault::TooDeep { of })
    }
}

impl Line {
    fn upwards(self, standing: &Standing) -> Option<OrganisationId> {
        match self {
            Self::Administrative => standing.administrative_parent,
            Self::Ogi => standing.leads_openness(),
        }
    }
}
