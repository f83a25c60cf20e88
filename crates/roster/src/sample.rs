//! For the tests of this crate: workbooks of any cells, and small data to compare them with.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use records::organisation::{
    Change, Fact, Kind, Names, Organisation, OrganisationId, RunBy, SchoolStage,
};
use records::person::{Account, AccountId, AccountState, Appointment, Role};
use rust_xlsxwriter::Workbook;
use uuid::Uuid;

use crate::{Changes, Plan, Sheets, plan, read};

pub const TODAY: &str = "2026-03-02";

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn id(n: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(n))
}

/// A workbook of sheets of rows of text.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(*cells) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

pub fn school() -> Kind {
    Kind::School { stage: SchoolStage::Primary, run_by: RunBy::Public }
}

pub fn organisation(n: u128, of: Kind, parent: Option<u128>) -> Organisation {
    let change = Change::Founded {
        names: Names::of(&format!("演示机构{n}")),
        of,
        administrative_parent: parent.map(id),
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    let founding = Fact { on: day("2019-05-15"), basis: String::new(), change };
    Organisation::found(id(n), &format!("org-{n}"), founding).unwrap()
}

/// A bureau (1) with a section (2) and a school (3).
pub fn bureau() -> Vec<Organisation> {
    vec![
        organisation(1, Kind::Department, None),
        organisation(2, Kind::Section, Some(1)),
        organisation(3, school(), Some(1)),
    ]
}

/// A clerk of the bureau.
pub fn clerk() -> (AccountId, Account) {
    let appointment = Appointment {
        id: Uuid::from_u128(0xA1),
        role: Role::Clerk,
        organisation: id(1),
        from_on: day("2026-01-01"),
        until_on: None,
    };
    let account = Account::invite("yanshi.jia", "演示用户甲", id(1))
        .and_then(|it| it.become_state(AccountState::Active))
        .and_then(|it| it.appoint(appointment))
        .unwrap();
    (AccountId(Uuid::from_u128(0xAC1)), account)
}

/// Ids that count.
pub fn counting() -> impl FnMut() -> Uuid {
    let mut last = 0x9000_u128;
    move || {
        last += 1;
        Uuid::from_u128(last)
    }
}

/// What is there: organisations and accounts.
pub type World = (Vec<Organisation>, Vec<(AccountId, Account)>);

pub fn planned(sheets: &Sheets, world: &World) -> Plan {
    plan(sheets, &world.0, &world.1, day(TODAY), &mut counting())
}

/// The plan of a workbook of such rows for the bureau and its clerk.
pub fn plan_of(organisations: &[&[&str]], people: &[&[&str]]) -> Plan {
    let file = workbook(&[("机构", organisations), ("人员", people)]);
    planned(&read(&file).unwrap(), &(bureau(), vec![clerk()]))
}

/// The world after changes, with every proposal confirmed.
pub fn applied(world: &World, changes: Changes) -> World {
    let (mut organisations, mut accounts) = world.clone();
    organisations.extend(changes.founded);
    for (after, _) in changes.noted {
        let place = organisations.iter().position(|it| it.id == after.id).unwrap();
        organisations[place] = after;
    }
    accounts.extend(changes.invited);
    for (id, after) in changes.changed {
        accounts.iter_mut().find(|it| it.0 == id).unwrap().1 = after;
    }
    let places: BTreeMap<AccountId, usize> =
        accounts.iter().enumerate().map(|(place, it)| (it.0, place)).collect();
    for proposed in changes.proposed_appointments {
        let account = &mut accounts[places[&proposed.account]].1;
        *account = account.appoint(proposed.appointment).unwrap();
    }
    (organisations, accounts)
}
