//! What a file would change, and what is wrong with it.

mod organisations;
mod people;
mod say;
#[cfg(test)]
mod tests;
mod what;

use chrono::NaiveDate;
use records::organisation::{Fact, Organisation, OrganisationId};
use records::person::{Account, AccountId, Appointment};
use uuid::Uuid;

pub use what::{RowFault, Warning, What};

use crate::read::{Oddity, Sheets};

/// What a file would change. Nothing has happened yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What happens to the organisation of each row that could be understood.
    pub organisations: Vec<PlannedOrganisation>,
    /// What happens to the account of each person whose rows could be understood.
    pub accounts: Vec<PlannedAccount>,
    /// Roles that are proposed. Importing grants none: a second person confirms.
    pub proposed_appointments: Vec<ProposedAppointment>,
    /// What is wrong, in order of sheets and rows. With any of it nothing can be applied.
    pub faults: Vec<RowFault>,
    /// What somebody should look at.
    pub warnings: Vec<Warning>,
}

/// What happens to an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlannedOrganisation {
    /// It is founded.
    New {
        /// The row.
        row: u32,
        /// The organisation.
        organisation: Organisation,
    },
    /// Something is noted of it.
    Changed {
        /// The row.
        row: u32,
        /// What is noted.
        facts: Vec<Fact>,
        /// The organisation with it.
        organisation: Organisation,
    },
    /// It stays as it is.
    Same {
        /// The row.
        row: u32,
        /// The organisation.
        id: OrganisationId,
    },
}

/// What happens to an account. Roles are proposed apart from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlannedAccount {
    /// Somebody is invited.
    New {
        /// The first row.
        row: u32,
        /// The account's id.
        id: AccountId,
        /// The account, without roles.
        account: Account,
    },
    /// The name or the organisation changes.
    Changed {
        /// The first row.
        row: u32,
        /// The account's id.
        id: AccountId,
        /// The account as it will be, with the roles that it has.
        account: Account,
    },
    /// It stays as it is.
    Same {
        /// The first row.
        row: u32,
        /// The account's id.
        id: AccountId,
    },
}

/// A role that a file proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedAppointment {
    /// The row.
    pub row: u32,
    /// For whom.
    pub account: AccountId,
    /// Which role, where and when.
    pub appointment: Appointment,
}

/// What is to be stored, all of it or nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Organisations that are founded, those above not always before those below.
    pub founded: Vec<Organisation>,
    /// Organisations of which something is noted: as they will be, and what is noted.
    pub noted: Vec<(Organisation, Vec<Fact>)>,
    /// Accounts that are invited, without roles.
    pub invited: Vec<(AccountId, Account)>,
    /// Accounts whose name or organisation changes, as they will be.
    pub changed: Vec<(AccountId, Account)>,
    /// Roles to be confirmed by a second person.
    pub proposed_appointments: Vec<ProposedAppointment>,
}

/// Compares a file with what is there. `new_id` is asked once for everything that is new.
#[must_use]
pub fn plan(
    sheets: &Sheets,
    organisations: &[Organisation],
    accounts: &[(AccountId, Account)],
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Plan {
    let mut faults = Vec::new();
    let mut warnings: Vec<Warning> =
        sheets.oddities.iter().cloned().map(|it: Oddity| Warning::Oddity(it)).collect();
    let (planned, directory) = organisations::plan(
        &sheets.organisations,
        organisations,
        today,
        new_id,
        &mut faults,
        &mut warnings,
    );
    let (accounts, proposed_appointments) =
        people::plan(&sheets.people, &directory, accounts, today, new_id, &mut faults);
    faults.sort_by_key(|it| (it.column.sheet(), it.row));
    Plan { organisations: planned, accounts, proposed_appointments, faults, warnings }
}

impl Plan {
    /// Whether the file changes nothing and nothing is wrong with it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let same = |it: &PlannedOrganisation| matches!(it, PlannedOrganisation::Same { .. });
        self.faults.is_empty()
            && self.organisations.iter().all(same)
            && self.accounts.iter().all(|it| matches!(it, PlannedAccount::Same { .. }))
            && self.proposed_appointments.is_empty()
    }

    /// What is to be stored.
    ///
    /// # Errors
    ///
    /// The faults, where there are any: nothing is half done.
    pub fn changes(self) -> Result<Changes, Vec<RowFault>> {
        if !self.faults.is_empty() {
            return Err(self.faults);
        }
        let mut changes =
            Changes { proposed_appointments: self.proposed_appointments, ..Changes::default() };
        for planned in self.organisations {
            match planned {
                PlannedOrganisation::New { organisation, .. } => changes.founded.push(organisation),
                PlannedOrganisation::Changed { organisation, facts, .. } => {
                    changes.noted.push((organisation, facts));
                }
                PlannedOrganisation::Same { .. } => {}
            }
        }
        for planned in self.accounts {
            match planned {
                PlannedAccount::New { id, account, .. } => changes.invited.push((id, account)),
                PlannedAccount::Changed { id, account, .. } => changes.changed.push((id, account)),
                PlannedAccount::Same { .. } => {}
            }
        }
        Ok(changes)
    }
}
