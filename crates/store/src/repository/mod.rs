//! Repositories: what is kept, in words of the domain. Reading needs a [`crate::Source`], writing a
//! [`crate::Work`], and either an [`crate::AgencyScope`].

mod accounts;
mod api_tokens;
mod attachments;
mod calendar_notices;
mod ceremonies;
mod credentials;
mod expiry;
mod generation;
mod given_reports;
mod guides;
mod heads;
mod idempotency;
mod identity_links;
mod invitations;
mod jobs;
mod log;
mod notifications;
mod numbers;
mod organisations;
mod passkeys;
mod records;
mod runs;
mod sealed_fields;
mod sessions;
mod site_profiles;
mod sole_heads;
mod tries;

pub use accounts::{ACCOUNT, Accounts, MAIL_FIELD};
pub use api_tokens::{API_TOKEN, ApiToken, ApiTokens, NewApiToken};
pub use attachments::{Attachment, Attachments};
pub use calendar_notices::{CALENDAR_NOTICE, CalendarNotices};
pub use ceremonies::{Ceremonies, Ceremony};
pub use credentials::{Credential, Credentials};
pub use given_reports::{GIVEN_REPORT, GivenReportPlace, GivenReports};
pub use guides::{GUIDE, Guides};
pub use heads::Versioned;
pub use idempotency::{Idempotency, Key};
pub use identity_links::{IdentityLink, IdentityLinks};
pub use invitations::{Invitation, Invitations, Purpose};
pub use jobs::{Job, JobCount, JobState, Jobs, Kinds, Lease, NewJob};
pub use log::{Detail, Event, Log, LogEntry, LogFilter, Subject};
pub(crate) use log::{PURGED, entry_of, head_hash, opening_of};
pub use notifications::{MAIL_JOB, NewNotification, Notification, Notifications};
pub use numbers::{Given, Numbers, Series, Void};
pub use organisations::{ORGANISATION, Organisations};
pub use passkeys::{NewPasskey, Passkey, Passkeys};
pub use records::{NewRecord, Record, Records};
pub use sealed_fields::SealedFields;
pub use sessions::{NewSession, Session, Sessions, Strength};
pub use site_profiles::{SITE_PROFILE, SiteProfiles};
pub use tries::{Tries, Try};

use std::time::Duration;

use eventlog::At;

use crate::error::StoreError;

/// The instant of a row.
fn at(table: &'static str, id: impl ToString, micros: i64) -> Result<At, StoreError> {
    let outside = |_| StoreError::corrupt(table, id, "an instant outside the calendar");
    At::from_micros(micros).map_err(outside)
}

/// The instant so much before another, in microseconds.
fn before(micros: i64, by: Duration) -> i64 {
    micros.saturating_sub(i64::try_from(by.as_micros()).unwrap_or(i64::MAX))
}
