//! What the sites of all organisations say of themselves, as fresh as the database.

use std::collections::BTreeMap;

use records::organisation::{OrganisationId, Tree};
use records::site::{SiteProfile, SiteShown};

/// The profiles of all organisations that have one.
#[derive(Debug, Default)]
pub struct Site {
    profiles: BTreeMap<OrganisationId, SiteProfile>,
}

impl Site {
    /// What the pages of an organisation show.
    #[must_use]
    pub fn shown(&self, id: OrganisationId, tree: &Tree) -> SiteShown {
        SiteShown::of(id, tree, &self.profiles)
    }
}

/// A yearly report that is out.
#[derive(Debug, Clone)]
pub(crate) struct ReportOut {
    /// The year it is about.
    pub year: i32,
    /// Its title.
    pub title: String,
}
