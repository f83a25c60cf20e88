//! All organisations, kept in memory and as fresh as the database: each request asks whether anything
//! changed, which costs one row, and reads anew only then.

use std::collections::BTreeMap;
use std::sync::{Arc, RwLock};

use chrono::NaiveDate;
use records::organisation::{Organisation, OrganisationId, Standing, Tree};
use records::policy::{Action, Principal, reach};
use store::{AgencyScope, Source, Store, Versioned};

use crate::error::WebError;

/// All organisations as they stand today.
#[derive(Debug)]
pub struct Directory {
    generation: i64,
    organisations: BTreeMap<OrganisationId, Versioned<Organisation>>,
    by_code: BTreeMap<String, OrganisationId>,
    tree: Tree,
}

impl Directory {
    /// The tree of today.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The organisation of a code.
    #[must_use]
    pub fn by_code(&self, code: &str) -> Option<&Versioned<Organisation>> {
        self.find(*self.by_code.get(code)?)
    }

    /// The organisation of an id.
    #[must_use]
    pub fn find(&self, id: OrganisationId) -> Option<&Versioned<Organisation>> {
        self.organisations.get(&id)
    }

    /// Every organisation, in order of codes, those that ended included.
    pub fn all(&self) -> impl Iterator<Item = &Versioned<Organisation>> {
        self.by_code.values().filter_map(|it| self.organisations.get(it))
    }

    /// Whoever stands at the top: the first that stands under nobody.
    #[must_use]
    pub fn top(&self) -> Option<OrganisationId> {
        let top = |standing: &Standing| {
            standing.kind.keeps_records() && standing.administrative_parent.is_none()
        };
        self.tree.all().find(|(_, it)| top(it)).map(|(id, _)| id)
    }

    /// The code of an organisation.
    #[must_use]
    pub fn code_of(&self, id: OrganisationId) -> Option<&str> {
        self.find(id).map(|it| it.value.code.as_str())
    }

    /// The agencies in which somebody may do something to anything.
    #[must_use]
    pub fn reach(&self, principal: &Principal, action: Action) -> Vec<OrganisationId> {
        reach(&self.tree, principal, action)
    }

    /// Agencies and their sections, as the scope that a query carries.
    #[must_use]
    pub fn scope_of(&self, agencies: &[OrganisationId]) -> AgencyScope {
        let within = |id: OrganisationId| {
            self.tree.agency_of(id).is_some_and(|it| agencies.binary_search(&it).is_ok())
        };
        AgencyScope::of(self.tree.all().map(|(id, _)| id).filter(|it| within(*it)).map(Into::into))
    }

    /// The same at any time: organisations that have ended or are still to come belong to whoever stands above
    /// them at their end or their beginning. What was done to them stays in sight of whoever audits.
    #[must_use]
    pub fn scope_ever(&self, agencies: &[OrganisationId]) -> AgencyScope {
        let within = |id: OrganisationId| agencies.binary_search(&id).is_ok();
        let all = self.organisations.keys().copied();
        let ever = all.filter(|id| self.agency_ever(*id).is_some_and(within));
        AgencyScope::of(ever.map(Into::into))
    }

    fn agency_ever(&self, id: OrganisationId) -> Option<OrganisationId> {
        let mut at = id;
        // No tree is deeper; a circle among those that ended must not hold anybody up.
        for _ in 0..64 {
            if let Some(agency) = self.tree.agency_of(at) {
                return Some(agency);
            }
            let organisation = &self.find(at)?.value;
            let last = organisation.facts().iter().map(|it| it.on).max()?;
            at = organisation.on(last)?.administrative_parent?;
        }
        None
    }

    /// The organisations as the next change would leave them, to see what it would do to the tree.
    #[must_use]
    pub fn tree_with(&self, changed: &Organisation, on: NaiveDate) -> Tree {
        let others = self.all().map(|it| &it.value).filter(|it| it.id != changed.id);
        Tree::on(on, others.chain([changed]))
    }
}

/// The newest directory that this node has read.
#[derive(Debug, Default)]
pub(crate) struct DirectoryCache {
    newest: RwLock<Option<Arc<Directory>>>,
}

impl DirectoryCache {
    pub(crate) async fn current(
        &self,
        store: &Store,
        today: NaiveDate,
    ) -> Result<Arc<Directory>, WebError> {
        // Asked first: what is read afterwards is at least as new.
        let generation = store.organisations().generation().await?;
        let known = self.newest.read().ok().and_then(|it| it.clone());
        if let Some(known) = known
            && known.generation == generation
            && known.tree.day() == today
        {
            return Ok(known);
        }
        let read = Arc::new(read(store, generation, today).await?);
        if let Ok(mut newest) = self.newest.write() {
            *newest = Some(Arc::clone(&read));
        }
        Ok(read)
    }
}

async fn read(store: &Store, generation: i64, today: NaiveDate) -> Result<Directory, WebError> {
    let all = store.organisations().all().await?;
    let tree = Tree::on(today, all.iter().map(|it| &it.value));
    let by_code = all.iter().map(|it| (it.value.code.clone(), it.value.id)).collect();
    let organisations = all.into_iter().map(|it| (it.value.id, it)).collect();
    Ok(Directory { generation, organisations, by_code, tree })
}
