//! Any data that could be there, with texts that spreadsheets would misread.

use chrono::Days;
use proptest::prelude::*;
use proptest::sample::select;
use records::organisation::{
    Change, Fact, Kind, Names, Obligations, OgiOffice, Organisation, RunBy, SchoolStage,
};
use records::person::{Account, AccountId, AccountState, Appointment, Role};
use uuid::Uuid;

use crate::sample::{World, day, id};

fn any_text() -> impl Strategy<Value = String> {
    "[=+@'＝演示（） a-]{0,6}"
}

fn any_name() -> impl Strategy<Value = String> {
    any_text().prop_map(|it| format!("{it}演"))
}

fn any_kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::Government),
        Just(Kind::Department),
        Just(Kind::Section),
        Just(Kind::PublicInstitution),
        (select(SchoolStage::ALL.to_vec()), select(RunBy::ALL.to_vec()))
            .prop_map(|(stage, run_by)| Kind::School { stage, run_by }),
    ]
}

prop_compose! {
    fn any_office()(
        name in any_text(),
        phone in any_text(),
        web in any_text(),
        post_code in "([0-9]{6})?",
        mail in select(vec!["", "a@example.com"]),
    ) -> OgiOffice {
        let mail = mail.to_owned();
        OgiOffice { name, phone, web, post_code, mail, ..OgiOffice::default() }
    }
}

prop_compose! {
    fn any_names()(full in any_name(), short in any_name(), english in any_text()) -> Names {
        Names { full, short, english }
    }
}

prop_compose! {
    fn any_duties()(it in any::<[bool; 4]>()) -> Obligations {
        Obligations {
            files_annual_report: it[0],
            publishes_government_report: it[1],
            makes_rules: it[2],
            makes_normative_documents: it[3],
        }
    }
}

prop_compose! {
    /// The n-th of so many: any above it, even in circles, and ended or not.
    fn any_organisation(n: u128, count: u128)(
        of in any_kind(),
        names in any_names(),
        parent in proptest::option::weighted(0.8, 0..count),
        authority in proptest::option::weighted(0.2, 0..count),
        basis in any_text(),
        office in proptest::option::of(any_office()),
        obligations in any_duties(),
        ends in proptest::bool::weighted(0.1),
    ) -> Organisation {
        let other = |it: Option<u128>| it.filter(|it| *it != n).map(id);
        let founding = Change::Founded {
            names,
            of,
            administrative_parent: other(parent),
            ogi_authority: other(authority),
            predecessors: Vec::new(),
        };
        let fact = |change| Fact { on: day("2020-02-29"), basis: basis.clone(), change };
        let mut it = Organisation::found(id(n), &format!("org-{n}"), fact(founding)).unwrap();
        let office = office.map(|office| Change::OfficeDescribed { office });
        let end = ends.then_some(Change::Abolished { duties_to: None });
        for change in office.into_iter().chain([Change::Obliged { obligations }]).chain(end) {
            it = it.note(fact(change)).unwrap();
        }
        it
    }
}

prop_compose! {
    fn any_appointment(n: u128, count: u128)(
        role in select(Role::ALL.to_vec()),
        at in 0..count,
        from in 0_u64..900,
        days in proptest::option::of(0_u64..900),
    ) -> Appointment {
        let from_on = day("2024-06-01") + Days::new(from);
        let until_on = days.map(|it| from_on + Days::new(it));
        Appointment { id: Uuid::from_u128(n), role, organisation: id(at), from_on, until_on }
    }
}

prop_compose! {
    fn any_account(n: u128, count: u128)(
        name in any_name(),
        home in 0..count,
        state in select(vec![
            AccountState::Invited,
            AccountState::Active,
            AccountState::Suspended,
            AccountState::Closed,
        ]),
        appointments in proptest::collection::vec(any_appointment(n, count), 0..6),
    ) -> (AccountId, Account) {
        let invited = Account::invite(&format!("user{n}"), &name, id(home)).unwrap();
        // Whatever cannot be held together is left out.
        let account = appointments
            .into_iter()
            .fold(invited, |it, new| it.appoint(new).unwrap_or(it));
        (AccountId(Uuid::from_u128(0xAC00 + n)), Account { state, ..account })
    }
}

/// Up to a dozen organisations and half a dozen people.
pub fn any_world() -> impl Strategy<Value = World> {
    (1_u128..14, 0_u128..6).prop_flat_map(|(count, people)| {
        let organisations: Vec<_> = (0..count).map(|n| any_organisation(n, count)).collect();
        let accounts: Vec<_> = (0..people).map(|n| any_account(n, count)).collect();
        (organisations, accounts)
    })
}
