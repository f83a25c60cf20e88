//! Sealing, opening and sealing anew.

use rand_core::TryCryptoRng;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{Header, SealedText, contents};
use crate::bounds::LARGEST_PLAIN_BYTES;
use crate::encoding;
use crate::keys::{KeyRing, MissingKey};
use crate::place::Place;
use crate::plain::Plain;
use crate::random::{RandomnessFailed, fresh};
use crate::suite::{NONCE_BYTES, TAG_BYTES};

/// Why a value was not sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SealError {
    /// The value is longer than any field may be.
    #[error("a value of {bytes} bytes where {LARGEST_PLAIN_BYTES} are allowed")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// The generator failed.
    #[error(transparent)]
    Randomness(#[from] RandomnessFailed),
    /// An envelope that was to be sealed anew does not open.
    #[error("failed to open the old sealed text")]
    Open(#[from] OpenError),
}

/// Why an envelope was not opened. None of these quotes any part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum OpenError {
    /// The ring has never had this version: the key file is older than the record.
    #[error("the key file has no sealing key of version {version}; it may be an older copy")]
    UnknownKeyVersion {
        /// The version the envelope names.
        version: u32,
    },
    /// The key was retired; the value cannot be read any more.
    #[error("the sealing key of version {version} is retired")]
    RetiredKeyVersion {
        /// The version the envelope names.
        version: u32,
    },
    /// The version exists, but the key behind it is another: a key file of another installation.
    #[error(
        "the sealing key of version {version} is not the one of this record; the key file is wrong"
    )]
    WrongKeyFile {
        /// The version the envelope names.
        version: u32,
    },
    /// The key is right, so the envelope was moved from another place or changed.
    #[error("the sealed text was changed or belongs to another place")]
    MovedOrChanged,
    /// The envelope is genuine, but what it holds was not written by this program.
    #[error("the contents of the sealed text are not laid out as expected")]
    Contents,
}

impl KeyRing {
    /// Seals a value under its place with the current key.
    ///
    /// # Errors
    ///
    /// [`SealError::TooLong`] and [`SealError::Randomness`]; nothing is sealed then.
    pub fn seal<R: TryCryptoRng + ?Sized>(
        &self,
        plain: &Plain,
        place: &Place<'_>,
        rng: &mut R,
    ) -> Result<SealedText, SealError> {
        let value = plain.expose();
        let too_long = SealError::TooLong { bytes: value.len() };
        let key = self.current_sealing_key();
        let header = Header { suite: key.suite(), key: key.id(), kind: plain.kind() };
        let nonce = fresh::<NONCE_BYTES, R>(rng)?;
        let mut buffer = contents::pad(value, TAG_BYTES).ok_or(too_long)?;
        key.suite()
            .encrypt(&key.for_column(place), &nonce, &associated(&header, place), &mut buffer)
            .map_err(|_| too_long)?;
        Ok(SealedText::new(header, &[nonce.as_slice(), &buffer].concat()))
    }

    /// Opens an envelope at its place.
    ///
    /// # Errors
    ///
    /// [`OpenError`] tells a missing, retired or wrong key from an envelope that was moved or changed.
    pub fn open(&self, sealed: &SealedText, place: &Place<'_>) -> Result<Plain, OpenError> {
        let Header { suite, key: id, kind } = sealed.header;
        let version = id.version;
        let key = self.sealing_key(version).map_err(|missing| match missing {
            MissingKey::Unknown => OpenError::UnknownKeyVersion { version },
            MissingKey::Retired => OpenError::RetiredKeyVersion { version },
        })?;
        if key.id() != id {
            return Err(OpenError::WrongKeyFile { version });
        }
        // Parsing has checked the body already.
        let body = sealed.body().ok_or(OpenError::MovedOrChanged)?;
        let (nonce, rest) = body.split_first_chunk().ok_or(OpenError::MovedOrChanged)?;
        if suite != key.suite() {
            return Err(OpenError::MovedOrChanged);
        }
        let mut buffer = Zeroizing::new(rest.to_vec());
        suite
            .decrypt(&key.for_column(place), nonce, &associated(&sealed.header, place), &mut buffer)
            .map_err(|_| OpenError::MovedOrChanged)?;
        let value = contents::unpad(&buffer).ok_or(OpenError::Contents)?;
        Ok(Plain::new(kind, value))
    }

    /// Tells whether an envelope was sealed with another key than the current one.
    pub fn needs_rotation(&self, sealed: &SealedText) -> bool {
        sealed.header.key != self.current_sealing_key().id()
    }

    /// Seals what an envelope holds anew with the current key, at the same place.
    ///
    /// # Errors
    ///
    /// [`SealError::Open`] when the old envelope does not open.
    pub fn reseal<R: TryCryptoRng + ?Sized>(
        &self,
        sealed: &SealedText,
        place: &Place<'_>,
        rng: &mut R,
    ) -> Result<SealedText, SealError> {
        self.seal(&self.open(sealed, place)?, place, rng)
    }
}

fn associated(header: &Header, place: &Place<'_>) -> Vec<u8> {
    encoding::join(&[header.to_string().as_bytes(), &place.encode()])
}
