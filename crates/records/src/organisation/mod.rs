//! Organisations in time: any node of the tree, from a government down to a section or a school.
//!
//! An [`Organisation`] is its dated [`Fact`]s: founded, renamed, moved, merged, split, abolished. What it is
//! on a day ([`Standing`]) is computed from them, so that a record of 2024 is shown under the name of 2024.
//! A [`Tree`] is all organisations as they stand on one day.

mod fact;
mod kind;
mod obligations;
mod office;
mod standing;
#[cfg(test)]
mod tests;
mod tree;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use fact::{Change, Fact, FactError, Names};
pub use kind::{Kind, RunBy, SchoolStage};
pub use obligations::Obligations;
pub use office::{OfficeError, OgiOffice};
pub use standing::{Ending, Standing};
pub use tree::{Line, Place, Tree, TreeFault};

/// An organisation, by its id. The same value is the id of an agency in the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrganisationId(pub Uuid);

impl std::fmt::Display for OrganisationId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The most facts that one organisation has.
pub const MOST_FACTS: usize = 1_000;

/// An organisation: its id, its code, and everything that ever happened to it, in order of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Organisation {
    /// Its id, for good.
    pub id: OrganisationId,
    /// A short name of lower-case letters, digits and `-`, for addresses and lists, for good.
    pub code: String,
    /// What happened to it. The first is its founding.
    facts: Vec<Fact>,
}

/// Whether a text can be the code of an organisation: 2 to 40 of `a–z`, `0–9` and `-`, beginning and
/// ending with a letter or digit.
#[must_use]
pub fn is_code(text: &str) -> bool {
    let inner = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    (2..=40).contains(&text.len())
        && text.chars().all(|it| inner(it) || it == '-')
        && text.starts_with(inner)
        && text.ends_with(inner)
}

impl Organisation {
    /// Founds an organisation.
    ///
    /// # Errors
    ///
    /// Where the code is none, the fact is no founding, or its texts cannot be kept.
    pub fn found(id: OrganisationId, code: &str, founding: Fact) -> Result<Self, FactError> {
        if !is_code(code) {
            return Err(FactError::Code);
        }
        let founded = Self { id, code: code.to_owned(), facts: vec![founding] };
        founded.check()?;
        Ok(founded)
    }

    /// Notes a fact. One that happened earlier than the last takes its place among the days, and whatever
    /// it makes impossible is refused.
    ///
    /// # Errors
    ///
    /// [`FactError`] says what does not fit.
    pub fn note(&self, fact: Fact) -> Result<Self, FactError> {
        let mut noted = self.clone();
        let place = noted.facts.partition_point(|it| it.on <= fact.on);
        noted.facts.insert(place, fact);
        noted.check()?;
        Ok(noted)
    }

    /// What happened to it, in order of days.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts
    }

    /// What it is on a day; nothing before its founding. After its end it is what it was last, with the
    /// ending.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Option<Standing> {
        standing::replay(self.facts.iter().take_while(|it| it.on <= day)).ok().flatten()
    }

    /// Whether everything that happened to it can have happened in this order.
    ///
    /// # Errors
    ///
    /// [`FactError`] says what does not fit.
    pub fn check(&self) -> Result<(), FactError> {
        if !is_code(&self.code) {
            return Err(FactError::Code);
        }
        if self.facts.len() > MOST_FACTS {
            return Err(FactError::TooMany);
        }
        for fact in &self.facts {
            fact.check(self.id)?;
        }
        if !self.facts.is_sorted_by_key(|it| it.on) {
            return Err(FactError::OutOfOrder);
        }
        standing::replay(self.facts.iter())?.map(|_| ()).ok_or(FactError::Founding)
    }
}
