//! Acts and names, so that a test mentions only what matters to it.

use eventlog::Token;
use serde_json::json;
use store::{AgencyId, LogEntry, Subject};
use uuid::Uuid;

/// The n-th agency.
#[must_use]
pub fn agency(n: u128) -> AgencyId {
    AgencyId(Uuid::from_u128(0xA000_0000_0000_0000_0000_0000_0000_0000 + n))
}

/// A name within the alphabet of the log.
///
/// # Panics
///
/// Where it is not.
#[must_use]
pub fn token(text: &str) -> Token {
    Token::new(text).expect("a test names things within the alphabet")
}

/// An act upon a record.
#[must_use]
pub fn act(agency: AgencyId, action: &str, kind: &str, id: Uuid) -> LogEntry {
    LogEntry {
        agency,
        actor: token("officer:1"),
        place: "office".to_owned(),
        action: token(action),
        subject: Subject { kind: token(kind), id },
        why: "演示".to_owned(),
        body: json!({}),
    }
}
