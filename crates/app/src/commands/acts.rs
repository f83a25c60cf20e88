//! Acts of whoever sits at the command line, as the log records them.

use anyhow::Result;
use eventlog::Token;
use law::Lang;
use records::organisation::OrganisationId;
use records::person::{Account, AccountId};
use serde_json::Value;
use store::{AgencyId, LogEntry, Store, StoreError, Subject, Work};
use uuid::Uuid;
use web::About;

use crate::installation::ITSELF;
use crate::told::told;

/// An act upon the installation itself.
pub fn act(action: &'static str, why: &str, body: Value) -> LogEntry {
    let subject = Subject { kind: token("installation"), id: Uuid::nil() };
    upon(ITSELF, subject, action, why, body)
}

/// An act upon an organisation, in its own records.
pub fn upon_organisation(
    id: OrganisationId,
    action: &'static str,
    why: &str,
    body: Value,
) -> LogEntry {
    upon(id.into(), Subject::organisation(id), action, why, body)
}

/// An act upon an account, in the records of its home organisation.
pub fn upon_account(
    id: AccountId,
    account: &Account,
    action: &'static str,
    why: &str,
    body: Value,
) -> LogEntry {
    upon(account.organisation.into(), Subject::account(id), action, why, body)
}

/// An act that others name, such as the import that the web and the command line share.
pub fn named(
    agency: OrganisationId,
    action: &str,
    about: About,
    why: &str,
    body: Value,
) -> Result<LogEntry, StoreError> {
    let token = |text| Token::new(text).map_err(|error| StoreError::Log(error.to_string()));
    let (kind, id) = about.subject();
    let subject = Subject { kind: token(kind)?, id };
    Ok(entry(agency.into(), subject, token(action)?, why, body))
}

/// An act upon any record, in the records of the agency whose it is.
pub fn upon(
    agency: AgencyId,
    subject: Subject,
    action: &'static str,
    why: &str,
    body: Value,
) -> LogEntry {
    entry(agency, subject, token(action), why, body)
}

fn entry(agency: AgencyId, subject: Subject, action: Token, why: &str, body: Value) -> LogEntry {
    LogEntry {
        agency,
        actor: token("operator"),
        place: "command-line".to_owned(),
        action,
        subject,
        why: why.to_owned(),
        body,
    }
}

fn token(text: &'static str) -> Token {
    Token::new(text).expect("a constant within the alphabet")
}

/// Does something in one unit of work: all of it is stored, or nothing.
pub async fn unit<T>(
    store: &Store,
    lang: Lang,
    does: impl AsyncFnOnce(&Work) -> Result<T>,
) -> Result<T> {
    let work = store.begin().await.map_err(|error| told(&error, lang))?;
    let done = does(&work).await?;
    work.commit().await.map_err(|error| told(&error, lang))?;
    Ok(done)
}
