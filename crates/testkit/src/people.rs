//! Organisations and accounts, so that a test mentions only what matters to it.

use chrono::NaiveDate;
use records::organisation::{Change, Fact, Kind, Names, Organisation};
use records::person::{Account, AccountId};
use serde_json::json;
use store::{AgencyId, LogEntry, Source, Store, StoreError, Subject, Versioned};

use crate::words::{agency, token};

/// A department founded on 2020-01-01, whose id is that of the n-th agency.
///
/// # Panics
///
/// Where the code is none.
#[must_use]
pub fn organisation(n: u128, code: &str) -> Organisation {
    let founded = Change::Founded {
        names: Names::of(&format!("演示市第{n}局")),
        of: Kind::Department,
        administrative_parent: None,
        ogi_authority: None,
        predecessors: Vec::new(),
    };
    let on = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a date");
    let fact = Fact { on, basis: String::new(), change: founded };
    Organisation::found(agency(n).into(), code, fact).expect("a test founds what can be founded")
}

/// Somebody who is invited to the n-th agency.
///
/// # Panics
///
/// Where the login is none.
#[must_use]
pub fn account(n: u128, login: &str) -> Account {
    Account::invite(login, "演示用户", agency(n).into()).expect("a test invites whom it can")
}

/// An act upon something of an agency.
#[must_use]
pub fn act_on(agency: AgencyId, action: &str, subject: Subject) -> LogEntry {
    LogEntry {
        agency,
        actor: token("officer:1"),
        place: "office".to_owned(),
        action: token(action),
        subject,
        why: "演示".to_owned(),
        body: json!({}),
    }
}

/// Founds [`organisation`] in a unit of its own.
///
/// # Errors
///
/// Where the store refuses.
pub async fn found(
    store: &Store,
    n: u128,
    code: &str,
) -> Result<Versioned<Organisation>, StoreError> {
    let new = organisation(n, code);
    let work = store.begin().await?;
    let act = act_on(agency(n), "organisation.founded", Subject::organisation(new.id));
    let founded = work.organisations().found(&new, act).await?;
    work.commit().await?;
    Ok(founded)
}

/// Opens [`account`] in a unit of its own.
///
/// # Errors
///
/// Where the store refuses.
pub async fn invite(store: &Store, n: u128, login: &str) -> Result<Versioned<Account>, StoreError> {
    let id = AccountId(store.edge().new_id());
    let work = store.begin().await?;
    let act = act_on(agency(n), "account.invited", Subject::account(id));
    let opened = work.accounts().open(id, &account(n, login), act).await?;
    work.commit().await?;
    Ok(opened)
}
