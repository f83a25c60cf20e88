//! Parts of a zipped package (DOCX, XLSX), unpacked within bounds.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{Counted, FileKind, ReadError};
use crate::limits::Limits;

/// A package whose parts are unpacked on demand.
pub struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    format: FileKind,
    left: usize,
    bound: usize,
}

impl<'a> Package<'a> {
    /// Opens a package.
    ///
    /// # Errors
    ///
    /// [`ReadError::Damaged`], [`ReadError::Encrypted`], or [`ReadError::TooLarge`] for too many
    /// parts.
    pub fn open(bytes: &'a [u8], format: FileKind, limits: &Limits) -> Result<Self, ReadError> {
        let archive =
            ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(format, &error))?;
        if archive.len() > limits.archive_entries {
            return Err(ReadError::TooLarge {
                what: Counted::Parts,
                bound: limits.archive_entries,
            });
        }
        Ok(Self { archive, format, left: limits.unpacked_bytes, bound: limits.unpacked_bytes })
    }

    /// Returns a part as text, `None` where the package does not have it.
    ///
    /// # Errors
    ///
    /// As [`Package::open`], and where all parts together pass the bound. Bytes are counted while
    /// they are unpacked: the size in the header may lie.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(self.format, &error)),
        };
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        entry.take(most).read_to_end(&mut bytes).map_err(|error| ReadError::Damaged {
            format: self.format,
            detail: error.to_string(),
        })?;
        self.left = self
            .left
            .checked_sub(bytes.len())
            .ok_or(ReadError::TooLarge { what: Counted::UnpackedBytes, bound: self.bound })?;
        Ok(Some(super::encoding::decode(&bytes).into_owned()))
    }

    /// Unpacks every part and throws it away, so that another reader may be trusted with the file.
    ///
    /// # Errors
    ///
    /// As [`Package::text`].
    pub fn measure(&mut self) -> Result<(), ReadError> {
        for index in 0..self.archive.len() {
            let entry =
                self.archive.by_index(index).map_err(|error| damaged(self.format, &error))?;
            let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
            let unpacked =
                std::io::copy(&mut entry.take(most), &mut std::io::sink()).map_err(|error| {
                    ReadError::Damaged { format: self.format, detail: error.to_string() }
                })?;
            self.left = usize::try_from(unpacked)
                .ok()
                .and_then(|unpacked| self.left.checked_sub(unpacked))
                .ok_or(ReadError::TooLarge { what: Counted::UnpackedBytes, bound: self.bound })?;
        }
        Ok(())
    }
}

fn damaged(format: FileKind, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        other => ReadError::Damaged { format, detail: other.to_string() },
    }
}
