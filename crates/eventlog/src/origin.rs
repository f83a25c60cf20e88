//! The name of a log.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::limits::ORIGIN_BYTES;

/// The name of a log, such as `www.example.gov.cn/gongkai/log`: one log, one name, for ever.
///
/// Visible ASCII without `+`, as C2SP asks of the names of logs and keys.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Origin(String);

/// Why a text cannot name a log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the name of a log is 1 to {ORIGIN_BYTES} visible ASCII characters without \"+\"")]
pub struct OriginError;

impl Origin {
    /// Checks and keeps the name.
    ///
    /// # Errors
    ///
    /// [`OriginError`] when the name is empty, too long or has another character.
    pub fn new(name: impl Into<String>) -> Result<Self, OriginError> {
        let name = name.into();
        let fits = (1..=ORIGIN_BYTES).contains(&name.len())
            && name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'+');
        if fits { Ok(Self(name)) } else { Err(OriginError) }
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(name: &str) -> Result<Self, OriginError> {
        Self::new(name)
    }
}

impl TryFrom<String> for Origin {
    type Error = OriginError;

    fn try_from(name: String) -> Result<Self, OriginError> {
        Self::new(name)
    }
}

impl From<Origin> for String {
    fn from(origin: Origin) -> Self {
        origin.0
    }
}
