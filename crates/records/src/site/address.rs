//! Names of hosts, and links that lead to one.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The longest name of a host.
const LONGEST_HOST: usize = 253;

/// The longest part of one.
const LONGEST_LABEL: usize = 63;

/// The longest link.
const LONGEST_LINK: usize = 200;

/// The name of a host as a browser sends it: lower case, without port, never a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Host(String);

/// No name of a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the name of a host is parts of a–z, 0–9 and \"-\" with dots between them")]
pub struct HostError;

impl Host {
    /// Takes the name of a host; capital letters are made small, as they name the same host.
    ///
    /// # Errors
    ///
    /// [`HostError`] where it is none.
    pub fn new(text: &str) -> Result<Self, HostError> {
        let text = text.trim().to_ascii_lowercase();
        if is_host(&text) { Ok(Self(text)) } else { Err(HostError) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Host {
    type Error = HostError;

    fn try_from(text: String) -> Result<Self, HostError> {
        // What is kept is kept in small letters.
        if is_host(&text) { Ok(Self(text)) } else { Err(HostError) }
    }
}

impl From<Host> for String {
    fn from(host: Host) -> Self {
        host.0
    }
}

fn is_host(text: &str) -> bool {
    let labels: Vec<&str> = text.split('.').collect();
    let ends_in_letters =
        labels.last().is_some_and(|it| it.bytes().any(|byte| byte.is_ascii_lowercase()));
    text.len() <= LONGEST_HOST
        && labels.len() >= 2
        && ends_in_letters
        && labels.iter().all(|it| is_label(it))
}

fn is_label(text: &str) -> bool {
    let inner = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit();
    (1..=LONGEST_LABEL).contains(&text.len())
        && text.bytes().all(|it| inner(it) || it == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether a text is a link that leads where it seems to lead: https, a plain host, no port and nobody's
/// name before it, and nothing that a browser would read in another way.
#[must_use]
pub fn is_https(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("https://") else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let allowed = |it: u8| it.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=%".contains(&it);
    text.len() <= LONGEST_LINK && is_host(host) && rest.bytes().all(allowed)
}
