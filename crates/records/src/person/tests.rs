//! Accounts, the separation of administrators, and standing in.

mod delegation;
mod separation;
mod state;

use chrono::NaiveDate;
use uuid::Uuid;

use super::*;
use crate::organisation::OrganisationId;

const BUREAU: OrganisationId = OrganisationId(Uuid::from_u128(1));
const SCHOOL: OrganisationId = OrganisationId(Uuid::from_u128(2));

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn account(n: u128) -> AccountId {
    AccountId(Uuid::from_u128(0xAC_0000 + n))
}

fn invited() -> Account {
    Account::invite("yanshi.jia", "演示用户甲", BUREAU).unwrap()
}

fn active() -> Account {
    invited().become_state(AccountState::Active).unwrap()
}

fn appointment(n: u128, role: Role) -> Appointment {
    let from_on = day("2026-01-01");
    Appointment { id: Uuid::from_u128(n), role, organisation: BUREAU, from_on, until_on: None }
}

fn until(appointment: Appointment, last: &str) -> Appointment {
    Appointment { until_on: Some(day(last)), ..appointment }
}

fn with(role: Role) -> Account {
    active().appoint(appointment(1, role)).unwrap()
}
