//! The sheet of people against the accounts that are there.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use records::organisation::OrganisationId;
use records::person::{
    Account, AccountError, AccountId, AccountState, Appointment, Role, is_login,
};
use uuid::Uuid;

use super::organisations::Directory;
use super::what::{RowFault, What};
use super::{PlannedAccount, ProposedAppointment};
use crate::columns::PersonColumn as C;
use crate::read::{Row, Sheet};
use crate::values::{date, narrow, role, several, trimmed};

/// The rows of one person, in their order.
struct Person<'a> {
    login: String,
    first: &'a Row<C>,
    rest: Vec<&'a Row<C>>,
}

/// What the sheet is compared with.
struct Comparison<'a> {
    sheet: &'a Sheet<C>,
    directory: &'a Directory,
    today: NaiveDate,
}

/// Compares the sheet with the accounts that are there.
pub fn plan(
    sheet: &Sheet<C>,
    directory: &Directory,
    accounts: &[(AccountId, Account)],
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Uuid,
    faults: &mut Vec<RowFault>,
) -> (Vec<PlannedAccount>, Vec<ProposedAppointment>) {
    let known: BTreeMap<&str, (AccountId, &Account)> =
        accounts.iter().map(|(id, it)| (it.login.as_str(), (*id, it))).collect();
    let comparison = Comparison { sheet, directory, today };
    let (mut planned, mut proposed) = (Vec::new(), Vec::new());
    for person in people(sheet, faults) {
        let existing = known.get(person.login.as_str()).copied();
        let Some(account) = comparison.account(&person, existing, faults) else { continue };
        let id = existing.map_or_else(|| AccountId(new_id()), |(id, _)| id);
        let row = person.first.number;
        let mut so_far = account.clone();
        for row in std::iter::once(&person.first).chain(&person.rest) {
            for appointment in comparison.appointments(row, &so_far, new_id, faults) {
                match so_far.appoint(appointment.clone()) {
                    Ok(appointed) => {
                        so_far = appointed;
                        proposed.push(ProposedAppointment {
                            row: row.number,
                            account: id,
                            appointment,
                        });
                    }
                    Err(error) => faults.push(unfit(row, error)),
                }
            }
        }
        planned.push(match existing {
            None => PlannedAccount::New { row, id, account },
            Some((_, existing)) if *existing != account => {
                PlannedAccount::Changed { row, id, account }
            }
            Some(_) => PlannedAccount::Same { row, id },
        });
    }
    (planned, proposed)
}

/// The rows person by person, in the order of their first rows.
fn people<'a>(sheet: &'a Sheet<C>, faults: &mut Vec<RowFault>) -> Vec<Person<'a>> {
    let mut people: Vec<Person<'a>> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for row in &sheet.rows {
        let login = narrow(row.text(C::Login));
        if login.is_empty() {
            faults.push(fault(row, C::Login, What::Missing));
        } else if !is_login(&login) {
            faults.push(fault(row, C::Login, What::NotALogin));
        } else if let Some(person) = places.get(&login).and_then(|it| people.get_mut(*it)) {
            person.rest.push(row);
        } else {
            places.insert(login.clone(), people.len());
            people.push(Person { login, first: row, rest: Vec::new() });
        }
    }
    people
}

impl Comparison<'_> {
    /// The account as the rows say, without what they propose; `None` after a fault.
    fn account(
        &self,
        person: &Person<'_>,
        existing: Option<(AccountId, &Account)>,
        faults: &mut Vec<RowFault>,
    ) -> Option<Account> {
        let existing = existing.map(|(_, it)| it);
        let first = person.first;
        if existing.is_some_and(|it| it.state == AccountState::Closed) {
            faults.push(fault(first, C::Login, What::Closed));
            return None;
        }
        self.agree(person, faults);
        let name = self.name(first, existing, faults);
        let home = self.home(first, existing, faults);
        let (name, home) = (name?, home?);
        if let Some(existing) = existing
            && (trimmed(&existing.name), existing.organisation) == (name.as_str(), home)
        {
            return Some(existing.clone());
        }
        match Account::invite(&person.login, &name, home) {
            Ok(invited) => Some(existing.map_or(invited, |it| Account {
                name: name.clone(),
                organisation: home,
                ..it.clone()
            })),
            Err(error) => {
                faults.push(unfit(first, error));
                None
            }
        }
    }

    /// Every row of a person that says a name and an organisation says the same.
    fn agree(&self, person: &Person<'_>, faults: &mut Vec<RowFault>) {
        for row in &person.rest {
            for column in [C::Name, C::Home] {
                let said = row.text(column);
                if !said.is_empty() && said != person.first.text(column) {
                    let what = What::Disagrees { row: person.first.number };
                    faults.push(fault(row, column, what));
                }
            }
        }
    }

    fn name(
        &self,
        row: &Row<C>,
        existing: Option<&Account>,
        faults: &mut Vec<RowFault>,
    ) -> Option<String> {
        if !self.sheet.columns.contains(&C::Name)
            && let Some(existing) = existing
        {
            return Some(trimmed(&existing.name).to_owned());
        }
        let name = row.text(C::Name);
        if name.is_empty() {
            faults.push(fault(row, C::Name, What::Missing));
            return None;
        }
        Some(name.to_owned())
    }

    fn home(
        &self,
        row: &Row<C>,
        existing: Option<&Account>,
        faults: &mut Vec<RowFault>,
    ) -> Option<OrganisationId> {
        let already = existing.map(|it| it.organisation);
        if !self.sheet.columns.contains(&C::Home) && already.is_some() {
            return already;
        }
        self.organisation(row, C::Home, already, faults)
    }

    /// The organisation of a cell. Whoever is there already stays where they are, even if it has ended.
    fn organisation(
        &self,
        row: &Row<C>,
        column: C,
        already: Option<OrganisationId>,
        faults: &mut Vec<RowFault>,
    ) -> Option<OrganisationId> {
        let text = row.text(column);
        let found = self.directory.find(text);
        let what = match found {
            _ if text.is_empty() => What::Missing,
            None => What::NoSuchOrganisation,
            Some(id) if already == Some(id) || self.directory.may_be_there(id) => return found,
            Some(_) => What::NotThereToday,
        };
        faults.push(fault(row, column, what));
        None
    }

    /// The roles that a row proposes and that are not held already.
    fn appointments(
        &self,
        row: &Row<C>,
        account: &Account,
        new_id: &mut dyn FnMut() -> Uuid,
        faults: &mut Vec<RowFault>,
    ) -> Vec<Appointment> {
        let before = faults.len();
        let mut roles: Vec<Role> = Vec::new();
        for word in several(row.text(C::Roles)) {
            match role(word) {
                Some(role) if roles.contains(&role) => {}
                Some(role) => roles.push(role),
                None => faults.push(RowFault {
                    value: word.to_owned(),
                    ..fault(row, C::Roles, What::NotAmongValues)
                }),
            }
        }
        let says = |column| !row.text(column).is_empty();
        if !says(C::Roles) && (says(C::At) || says(C::From) || says(C::Until)) {
            faults.push(fault(row, C::Roles, What::NoRole));
        }
        let from = self.day(row, C::From, faults);
        let until = self.day(row, C::Until, faults);
        let at = if says(C::At) {
            let found = self.directory.find(row.text(C::At));
            if found.is_none() {
                faults.push(fault(row, C::At, What::NoSuchOrganisation));
            }
            found
        } else {
            Some(account.organisation)
        };
        let Some(organisation) = at.filter(|_| faults.len() == before) else { return Vec::new() };
        let holds = |role: Role| {
            account.appointments.iter().any(|it| {
                (it.role, it.organisation, it.until_on) == (role, organisation, until)
                    && from.map_or(it.holds_on(self.today), |from| from == it.from_on)
            })
        };
        roles.retain(|it| !holds(*it));
        if !roles.is_empty() && !self.directory.may_be_there(organisation) {
            let column = if says(C::At) { C::At } else { C::Home };
            faults.push(fault(row, column, What::NotThereToday));
            return Vec::new();
        }
        let from_on = from.unwrap_or(self.today);
        let appointment = |role| {
            let id = new_id();
            Appointment { id, role, organisation, from_on, until_on: until }
        };
        roles.into_iter().map(appointment).collect()
    }

    fn day(&self, row: &Row<C>, column: C, faults: &mut Vec<RowFault>) -> Option<NaiveDate> {
        let text = row.text(column);
        let day = date(text);
        if day.is_none() && !text.is_empty() {
            faults.push(fault(row, column, What::NotADay));
        }
        day
    }
}

fn fault(row: &Row<C>, column: C, what: What) -> RowFault {
    let value = row.text(column).to_owned();
    RowFault { row: Some(row.number), column: column.into(), what, value }
}

fn unfit(row: &Row<C>, error: AccountError) -> RowFault {
    let column = match error {
        AccountError::Login | AccountError::State(_) => C::Login,
        AccountError::Name => C::Name,
        AccountError::Days => C::Until,
        AccountError::AlreadyHeld
        | AccountError::TooMany
        | AccountError::NoSuchRole
        | AccountError::Incompatible(_)
        | AccountError::Delegation(_) => C::Roles,
    };
    fault(row, column, What::Account(error))
}
