//! What an organisation is on a day, computed from what happened to it.

use chrono::NaiveDate;
use serde::Serialize;

use super::OrganisationId;
use super::fact::{Change, Fact, FactError, Names};
use super::kind::Kind;
use super::obligations::Obligations;
use super::office::OgiOffice;

/// What an organisation is on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// What it is called.
    pub names: Names,
    /// What it is.
    #[serde(flatten)]
    pub kind: Kind,
    /// When it was founded.
    pub founded_on: NaiveDate,
    /// Whom it stands under.
    pub administrative_parent: Option<OrganisationId>,
    /// Who leads its openness work, where that is not whom it stands under.
    pub ogi_authority: Option<OrganisationId>,
    /// Whom it follows.
    pub predecessors: Vec<OrganisationId>,
    /// What the guide tells of its office.
    pub office: OgiOffice,
    /// What it must and may do.
    pub obligations: Obligations,
    /// When and how it ended.
    pub ended: Option<Ending>,
}

/// When and how an organisation ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// The first day on which it was no more.
    pub on: NaiveDate,
    /// Who goes on with its duties.
    pub successors: Vec<OrganisationId>,
}

/// Plays the facts in their order; nothing where there are none.
pub(super) fn replay<'a>(
    facts: impl Iterator<Item = &'a Fact>,
) -> Result<Option<Standing>, FactError> {
    let mut standing: Option<Standing> = None;
    for fact in facts {
        standing = Some(match standing {
            None => begin(fact)?,
            Some(so_far) => so_far.after(fact)?,
        });
    }
    Ok(standing)
}

fn begin(fact: &Fact) -> Result<Standing, FactError> {
    match &fact.change {
        Change::Founded { names, of, administrative_parent, ogi_authority, predecessors } => {
            Ok(Standing {
                names: names.clone(),
                kind: *of,
                founded_on: fact.on,
                administrative_parent: *administrative_parent,
                ogi_authority: *ogi_authority,
                predecessors: predecessors.clone(),
                office: OgiOffice::default(),
                obligations: Obligations::default(),
                ended: None,
            })
        }
        _ => Err(FactError::BeforeFounding),
    }
}

impl Standing {
    fn after(mut self, fact: &Fact) -> Result<Self, FactError> {
        if self.ended.is_some() {
            return Err(FactError::AfterEnd);
        }
        match &fact.change {
            Change::Founded { .. } => return Err(FactError::Founding),
            Change::Renamed { names } => self.names = names.clone(),
            Change::Reclassified { to } => self.kind = becomes(self.kind, *to)?,
            Change::Moved { administrative_parent, ogi_authority } => {
                self.administrative_parent = *administrative_parent;
                self.ogi_authority = *ogi_authority;
            }
            Change::OfficeDescribed { office } => self.office = office.clone(),
            Change::Obliged { obligations } => self.obligations = *obligations,
            Change::Merged { into } => self.ended = ending(fact.on, vec![*into]),
            Change::Split { into } => self.ended = ending(fact.on, into.clone()),
            Change::Abolished { duties_to } => {
                self.ended = ending(fact.on, duties_to.iter().copied().collect());
            }
        }
        Ok(self)
    }

    /// Who leads its openness work: the authority, or else whom it stands under.
    #[must_use]
    pub fn leads_openness(&self) -> Option<OrganisationId> {
        self.ogi_authority.or(self.administrative_parent)
    }
}

fn ending(on: NaiveDate, successors: Vec<OrganisationId>) -> Option<Ending> {
    Some(Ending { on, successors })
}

/// A school may teach others than before; what keeps no records cannot begin to, nor the other way round.
fn becomes(from: Kind, to: Kind) -> Result<Kind, FactError> {
    if from.keeps_records() == to.keeps_records() { Ok(to) } else { Err(FactError::Kind) }
}
