//! An invented city education bureau, with its sections, the counties, schools and people: for
//! demonstrations and for tests.
//!
//! Everything is made up and says so: every name has 演示 in it, telephones and addresses lead nowhere,
//! and no person is meant. Ids follow from codes and logins, so that they never change.

mod city;
mod counties;
mod guide;
pub mod ids;
mod offices;
mod people;
mod reports;
mod schools;
mod site;
#[cfg(test)]
mod tests;
mod told;

use chrono::NaiveDate;
use records::guide::Guide;
use records::organisation::{Organisation, OrganisationId, Tree};
use records::person::{Account, AccountId, Role};
use records::site::SiteProfile;

pub use reports::SampleReport;

/// The day of the sample: everything that is told of it has happened by then.
pub const DAY: NaiveDate = told::day(2026, 3, 2);

/// A bureau with everything around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Everything from the city's government down, those that have ended included.
    pub organisations: Vec<Organisation>,
    /// Everybody with an account, those that were closed included.
    pub accounts: Vec<(AccountId, Account)>,
    /// What sites show at their foot.
    pub sites: Vec<SiteProfile>,
    /// The guide of the bureau.
    pub guide: Guide,
    /// Annual reports, by organisation and year.
    pub reports: Vec<SampleReport>,
}

/// The sample bureau 海东市教育局（演示）.
#[must_use]
pub fn bureau() -> Sample {
    let mut organisations = city::organisations();
    organisations.extend(counties::organisations());
    organisations.extend(schools::organisations());
    let accounts = people::accounts(&organisations);
    let holder = |role| first_with(&accounts, role).expect("the sample has every role");
    let guide = guide::guide(holder(Role::Clerk), holder(Role::OgiOfficeHead));
    let (sites, reports) = (site::profiles(), reports::reports(&organisations));
    Sample { organisations, accounts, sites, guide, reports }
}

impl Sample {
    /// The organisations as they stand on [`DAY`].
    #[must_use]
    pub fn tree(&self) -> Tree {
        Tree::on(DAY, &self.organisations)
    }

    /// An organisation.
    #[must_use]
    pub fn organisation(&self, id: OrganisationId) -> Option<&Organisation> {
        self.organisations.iter().find(|it| it.id == id)
    }

    /// An account.
    #[must_use]
    pub fn account(&self, id: AccountId) -> Option<&Account> {
        self.accounts.iter().find(|(it, _)| *it == id).map(|(_, account)| account)
    }

    /// Whoever holds a role on [`DAY`]: the first in the order of the sample, hence of the bureau itself
    /// or, for the three administrators, of the government above it.
    #[must_use]
    pub fn person_with(&self, role: Role) -> Option<AccountId> {
        first_with(&self.accounts, role)
    }
}

fn first_with(accounts: &[(AccountId, Account)], role: Role) -> Option<AccountId> {
    let holds = |it: &Account| it.grants_on(DAY).iter().any(|grant| grant.role == role);
    accounts.iter().find(|(_, account)| holds(account)).map(|(id, _)| *id)
}
