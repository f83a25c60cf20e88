//! The hash of a secret: what is kept of a cookie, a link, a token or a recovery code.

use sha2::{Digest, Sha256};

/// The hash of a secret that a person or a program holds. Whoever has the table has no secret.
///
/// `Debug` shows the first two bytes, enough to tell rows apart and too little to find one by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretHash([u8; 32]);

impl SecretHash {
    /// Hashes a secret of at least 128 random bits. What people can remember or guess (a password, a
    /// short code) needs a slow or a keyed hash instead, and comes as [`SecretHash::from`].
    #[must_use]
    pub fn of(secret: &[u8]) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// The bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn stored(&self) -> Vec<u8> {
        self.0.to_vec()
    }

    /// Takes the bytes of a row.
    pub(crate) fn read(table: &'static str, bytes: &[u8]) -> Result<Self, crate::StoreError> {
        let bytes = bytes
            .try_into()
            .map_err(|_| crate::StoreError::corrupt(table, "a row", "a hash of another length"))?;
        Ok(Self(bytes))
    }
}

/// A keyed hash that the caller computed.
impl From<[u8; 32]> for SecretHash {
    fn from(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
}

impl std::fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SecretHash({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}
