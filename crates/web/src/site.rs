//! What sites show: profiles, guides, holiday notices, which reports are out. Kept in memory, and read anew
//! when the database says that any of it changed.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use law::calendar::Calendar;
use records::calendar_notice::{CalendarNotice, calendar_of};
use records::guide::Guide;
use records::organisation::{OrganisationId, Tree};
use records::site::{Host, SiteProfile, SiteShown};
use store::{GivenReportPlace, Source, Store};

use crate::error::WebError;

/// What sites show.
#[derive(Debug, Default)]
pub struct Site {
    generation: i64,
    profiles: BTreeMap<OrganisationId, SiteProfile>,
    guides: BTreeMap<OrganisationId, Guide>,
    notices: Vec<CalendarNotice>,
    reports: BTreeMap<OrganisationId, Vec<GivenReportPlace>>,
}

impl Site {
    /// What the pages of an organisation show.
    #[must_use]
    pub fn shown(&self, id: OrganisationId, tree: &Tree) -> SiteShown {
        SiteShown::of(id, tree, &self.profiles)
    }

    /// Whose site a host leads to.
    #[must_use]
    pub fn of_host(&self, host: &str) -> Option<OrganisationId> {
        let host = Host::new(host).ok()?;
        self.profiles.iter().find(|(_, it)| it.hosts.contains(&host)).map(|(id, _)| *id)
    }

    /// The guide of an organisation.
    #[must_use]
    pub fn guide(&self, id: OrganisationId) -> Option<&Guide> {
        self.guides.get(&id)
    }

    /// The reports of an organisation that hold, the latest year first.
    #[must_use]
    pub fn reports(&self, id: OrganisationId) -> Vec<GivenReportPlace> {
        let all = self.reports.get(&id).map(Vec::as_slice).unwrap_or_default();
        // Editions come in their order: the last one of a year holds.
        let years: BTreeMap<i32, GivenReportPlace> = all.iter().map(|it| (it.year, *it)).collect();
        years.into_values().rev().collect()
    }

    /// Every edition of a year's report, in order.
    #[must_use]
    pub fn editions(&self, id: OrganisationId, year: i32) -> Vec<GivenReportPlace> {
        let all = self.reports.get(&id).map(Vec::as_slice).unwrap_or_default();
        all.iter().filter(|it| it.year == year).copied().collect()
    }

    /// The calendar that an organisation counts by.
    pub(crate) fn calendar_of(
        &self,
        id: OrganisationId,
        tree: &Tree,
    ) -> Result<Calendar, WebError> {
        calendar_of(id, tree, Calendar::shipped(), &self.notices)
            .map_err(|_| WebError::internal("a confirmed holiday notice cannot be read"))
    }
}

/// The newest that this node has read.
#[derive(Debug, Default)]
pub(crate) struct SiteCache {
    newest: RwLock<Option<Arc<Site>>>,
}

impl SiteCache {
    pub(crate) async fn current(&self, store: &Store) -> Result<Arc<Site>, WebError> {
        // Asked first: what is read afterwards is at least as new.
        let generation = store.site_profiles().generation().await?;
        let known = self.newest.read().ok().and_then(|it| it.clone());
        if let Some(known) = known
            && known.generation == generation
        {
            return Ok(known);
        }
        let read = Arc::new(read(store, generation).await?);
        if let Ok(mut newest) = self.newest.write() {
            *newest = Some(Arc::clone(&read));
        }
        Ok(read)
    }
}

async fn read(store: &Store, generation: i64) -> Result<Site, WebError> {
    let profiles = store.site_profiles().all().await?.into_iter().map(|it| it.value);
    let guides = store.guides().all().await?.into_iter().map(|it| it.value);
    let notices = store.calendar_notices().all().await?.into_iter().map(|it| it.value);
    let mut reports: BTreeMap<OrganisationId, Vec<GivenReportPlace>> = BTreeMap::new();
    for place in store.given_reports().places().await? {
        reports.entry(place.organisation).or_default().push(place);
    }
    Ok(Site {
        generation,
        profiles: profiles.map(|it| (it.organisation, it)).collect(),
        guides: guides.map(|it| (it.organisation, it)).collect(),
        notices: notices.collect(),
        reports,
    })
}
