//! Who may restore: an age key pair. The public half stays with the installation, the secret half is
//! kept elsewhere.

use std::str::FromStr;

use age::secrecy::ExposeSecret;
use age::x25519;

use crate::error::ArchiveError;

/// The secret half: opens backups.
pub struct RecoveryKey(x25519::Identity);

/// The public half: closes backups.
#[derive(Clone)]
pub struct Recipient(x25519::Recipient);

impl RecoveryKey {
    /// Makes a new pair.
    #[must_use]
    pub fn generate() -> Self {
        Self(x25519::Identity::generate())
    }

    /// The public half.
    #[must_use]
    pub fn recipient(&self) -> Recipient {
        Recipient(self.0.to_public())
    }

    /// The secret, as it is written into a file that one keeps elsewhere.
    #[must_use]
    pub fn expose(&self) -> String {
        self.0.to_string().expose_secret().to_owned()
    }

    /// Reads a key file: comments and one line `AGE-SECRET-KEY-…`.
    ///
    /// # Errors
    ///
    /// Where there is no such line.
    pub fn parse(text: &str) -> Result<Self, ArchiveError> {
        let line = text.lines().map(str::trim).find(|it| it.starts_with("AGE-SECRET-KEY-"));
        let key = line.and_then(|it| x25519::Identity::from_str(it).ok());
        key.map(Self).ok_or(ArchiveError::NoKey("recovery"))
    }

    pub(crate) fn identity(&self) -> &dyn age::Identity {
        &self.0
    }
}

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RecoveryKey({})", self.0.to_public())
    }
}

impl Recipient {
    pub(crate) fn age(&self) -> &dyn age::Recipient {
        &self.0
    }
}

impl FromStr for Recipient {
    type Err = ArchiveError;

    fn from_str(text: &str) -> Result<Self, ArchiveError> {
        let key = x25519::Recipient::from_str(text.trim());
        key.map(Self).map_err(|_| ArchiveError::NoKey("recipient's"))
    }
}

impl std::fmt::Display for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::fmt::Debug for Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recipient({})", self.0)
    }
}
