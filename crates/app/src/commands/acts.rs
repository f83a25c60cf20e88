//! Acts upon the installation itself, as its own log records them.

use eventlog::Token;
use serde_json::Value;
use store::{LogEntry, Subject};
use uuid::Uuid;

use crate::installation::ITSELF;

/// An act of whoever sits at the command line.
pub fn act(action: &'static str, why: &str, body: Value) -> LogEntry {
    let token = |text| Token::new(text).expect("a constant within the alphabet");
    LogEntry {
        agency: ITSELF,
        actor: token("operator"),
        place: "command-line".to_owned(),
        action: token(action),
        subject: Subject { kind: token("installation"), id: Uuid::nil() },
        why: why.to_owned(),
        body,
    }
}
