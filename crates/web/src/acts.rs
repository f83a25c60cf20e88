//! Acts as the web states them.

use eventlog::Token;
use records::organisation::OrganisationId;
use records::person::AccountId;
use serde_json::Value;
use store::{LogEntry, Subject};
use uuid::Uuid;

use crate::error::WebError;
use crate::guard::Permit;

/// What an act is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    /// An organisation.
    Organisation(OrganisationId),
    /// An account.
    Account(AccountId),
    /// A token of the API.
    Token(Uuid),
    /// A job.
    Job(Uuid),
    /// What a site shows of itself.
    SiteProfile(Uuid),
    /// A guide.
    Guide(Uuid),
    /// A holiday notice.
    CalendarNotice(Uuid),
}

impl About {
    /// The kind of record, and its id.
    #[must_use]
    pub fn subject(self) -> (&'static str, Uuid) {
        match self {
            Self::Organisation(it) => ("organisation", it.0),
            Self::Account(it) => ("account", it.0),
            Self::Token(it) => ("api_token", it),
            Self::Job(it) => ("job", it),
            Self::SiteProfile(it) => (store::SITE_PROFILE, it),
            Self::Guide(it) => (store::GUIDE, it),
            Self::CalendarNotice(it) => (store::CALENDAR_NOTICE, it),
        }
    }
}

/// What somebody who was let in does.
pub(crate) fn act(
    permit: &Permit,
    agency: OrganisationId,
    action: &str,
    about: About,
    why: &str,
    body: Value,
) -> Result<LogEntry, WebError> {
    let mut entry = by(permit.account()?, agency, action, about, why, body)?;
    if let Some(token) = permit.token() {
        // A program acts in somebody's name; the log tells which.
        entry.place = format!("api token:{token}");
    }
    Ok(entry)
}

/// What an account does.
pub(crate) fn by(
    actor: AccountId,
    agency: OrganisationId,
    action: &str,
    about: About,
    why: &str,
    body: Value,
) -> Result<LogEntry, WebError> {
    let (kind, id) = about.subject();
    let token = |text: &str| Token::new(text).map_err(WebError::internal);
    Ok(LogEntry {
        agency: agency.into(),
        actor: token(&format!("account:{actor}"))?,
        place: "web".to_owned(),
        action: token(action)?,
        subject: Subject { kind: token(kind)?, id },
        why: why.to_owned(),
        body,
    })
}
