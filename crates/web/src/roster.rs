//! Importing organisations and people: what a file would change, and all of it in one transaction.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use records::notification::NotificationKind;
use records::organisation::{Change, Fact, Organisation, OrganisationId};
use records::person::{Account, AccountId};
use roster::{Changes, Plan, Sheets};
use serde_json::json;
use store::{AgencyScope, LogEntry, NewNotification, Source, Store, StoreError, Versioned, Work};

use crate::acts::About;

/// Accounts that are read in one query.
const PAGE: u64 = 500;

/// Everything that a file is compared with.
#[derive(Debug)]
pub struct Known {
    organisations: BTreeMap<OrganisationId, Versioned<Organisation>>,
    accounts: BTreeMap<AccountId, Versioned<Account>>,
}

/// What an import did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Organisations founded.
    pub founded: usize,
    /// Organisations changed.
    pub changed: usize,
    /// People invited.
    pub invited: usize,
    /// Accounts changed.
    pub renamed: usize,
}

impl Known {
    /// Reads everything.
    ///
    /// # Errors
    ///
    /// Where the store does not answer.
    pub async fn read(store: &Store) -> Result<Self, StoreError> {
        let organisations = store.organisations().all().await?;
        let scope = AgencyScope::of(organisations.iter().map(|it| it.value.id.into()));
        let mut accounts = BTreeMap::new();
        loop {
            let after = accounts.last_key_value().map(|(id, _)| *id);
            let page = store.accounts().page(&scope, after, PAGE).await?;
            if page.is_empty() {
                break;
            }
            accounts.extend(page.into_iter().map(|it| (AccountId(it.id), it)));
        }
        let organisations = organisations.into_iter().map(|it| (it.value.id, it)).collect();
        Ok(Self { organisations, accounts })
    }

    /// Every organisation.
    #[must_use]
    pub fn organisations(&self) -> Vec<Organisation> {
        self.organisations.values().map(|it| it.value.clone()).collect()
    }

    /// Every account that works in one of these, or in one of their sections.
    #[must_use]
    pub fn accounts(&self) -> Vec<(AccountId, Account)> {
        self.accounts.iter().map(|(id, it)| (*id, it.value.clone())).collect()
    }

    /// Compares a file with it.
    #[must_use]
    pub fn plan(&self, sheets: &Sheets, today: NaiveDate, store: &Store) -> Plan {
        let mut new_id = || store.edge().new_id();
        roster::plan(sheets, &self.organisations(), &self.accounts(), today, &mut new_id)
    }

    /// Every organisation that an import touches: the ones that change, and the ones above and around those
    /// that are new.
    #[must_use]
    pub fn touched(&self, changes: &Changes) -> BTreeSet<OrganisationId> {
        let new: BTreeSet<OrganisationId> = changes.founded.iter().map(|it| it.id).collect();
        let founded = changes.founded.iter().chain(changes.noted.iter().map(|(it, _)| it));
        let mut touched: BTreeSet<OrganisationId> =
            changes.noted.iter().map(|(it, _)| it.id).collect();
        for organisation in founded {
            let newest = organisation.facts().iter().map(|it| it.on).max();
            let standing = newest.and_then(|it| organisation.on(it));
            touched.extend(standing.and_then(|it| it.administrative_parent));
        }
        let people = changes.invited.iter().chain(&changes.changed);
        touched.extend(people.map(|(_, it)| it.organisation));
        &touched - &new
    }

    /// Where somebody with an account works.
    #[must_use]
    pub fn home_of(&self, id: AccountId) -> Option<OrganisationId> {
        self.accounts.get(&id).map(|it| it.value.organisation)
    }

    /// Whether an organisation is founded without anybody above, or leaves whoever was above it: only at the
    /// machine itself.
    #[must_use]
    pub fn makes_a_top(&self, changes: &Changes) -> bool {
        let founds = changes.founded.iter().any(|it| {
            let founding = it.facts().first().map(|it| it.on);
            founding.and_then(|day| it.on(day)).is_some_and(|it| it.administrative_parent.is_none())
        });
        founds
            || changes.noted.iter().any(|(to, facts)| {
                let moves = |it: &Fact| {
                    matches!(it.change, Change::Moved { administrative_parent: None, .. })
                };
                let stood_below = |it: &Versioned<Organisation>| {
                    let newest = it.value.facts().iter().map(|it| it.on).max();
                    let standing = newest.and_then(|it_on| it.value.on(it_on));
                    standing.is_some_and(|it| it.administrative_parent.is_some())
                };
                facts.iter().any(moves) && self.organisations.get(&to.id).is_some_and(stood_below)
            })
    }

    /// Stores everything but the proposed roles. `act` says who does it.
    ///
    /// # Errors
    ///
    /// Where somebody changed one of them meanwhile, or the store refuses. Nothing is half done: the unit is
    /// dropped.
    pub async fn store(
        &self,
        work: &Work,
        changes: &Changes,
        act: impl Fn(OrganisationId, &str, About, serde_json::Value) -> Result<LogEntry, StoreError>,
    ) -> Result<Imported, StoreError> {
        for it in &changes.founded {
            let body = json!({ "code": it.code, "import": true });
            let entry = act(it.id, "organisation.founded", About::Organisation(it.id), body)?;
            work.organisations().found(it, entry).await?;
        }
        for (to, facts) in &changes.noted {
            let from =
                self.organisations.get(&to.id).ok_or(StoreError::NotFound("organisation"))?;
            let body = json!({ "facts": facts, "import": true });
            let entry = act(to.id, "organisation.changed", About::Organisation(to.id), body)?;
            work.organisations().change(from, to, entry).await?;
        }
        for (id, account) in &changes.invited {
            let body = json!({ "login": account.login, "import": true });
            let home = account.organisation;
            let entry = act(home, "account.invited", About::Account(*id), body)?;
            work.accounts().open(*id, account, entry).await?;
            let new = NewNotification::of_account(NotificationKind::AccountInvited, *id, home);
            work.notifications().notify(&new).await?;
        }
        for (id, to) in &changes.changed {
            let from = self.accounts.get(id).ok_or(StoreError::NotFound("account"))?;
            let body = json!({ "import": true });
            let entry = act(from.value.organisation, "account.changed", About::Account(*id), body)?;
            work.accounts().change(from, to, entry).await?;
        }
        Ok(Imported {
            founded: changes.founded.len(),
            changed: changes.noted.len(),
            invited: changes.invited.len(),
            renamed: changes.changed.len(),
        })
    }

    /// Grants the roles that a file proposes, once everybody in it is there.
    ///
    /// # Errors
    ///
    /// Where an account is not there, the roles do not go together, or the store refuses.
    pub async fn grant(
        &self,
        work: &Work,
        changes: &Changes,
        act: impl Fn(OrganisationId, &str, About, serde_json::Value) -> Result<LogEntry, StoreError>,
    ) -> Result<usize, StoreError> {
        let mut granted: BTreeMap<AccountId, Account> = BTreeMap::new();
        for proposed in &changes.proposed_appointments {
            let from = self.accounts.get(&proposed.account);
            let from = from.ok_or(StoreError::NotFound("account"))?;
            let so_far = granted.get(&proposed.account).unwrap_or(&from.value);
            let with = so_far
                .appoint(proposed.appointment.clone())
                .map_err(|_| StoreError::AlreadyThere("appointment"))?;
            granted.insert(proposed.account, with);
        }
        for (id, to) in &granted {
            let from = &self.accounts[id];
            let new = to.appointments.iter().skip(from.value.appointments.len());
            let body = json!({ "appointments": new.collect::<Vec<_>>(), "import": true });
            let home = from.value.organisation;
            let entry = act(home, "rights.granted", About::Account(*id), body)?;
            work.accounts().change(from, to, entry).await?;
        }
        Ok(changes.proposed_appointments.len())
    }
}
