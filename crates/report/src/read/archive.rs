//! ZIP archives (DOCX, XLSX) whose parts are counted while they are unpacked.
//!
//! Sizes written in an archive are claims of whoever made it; nothing here believes them.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadError;
use crate::limits::Limits;

/// Ends of an archive that may stand in one file: the file itself and archives stored inside it.
const ENDS: usize = 16;

/// Bytes taken in advance for one part, so that a false size reserves nothing.
const HEAD_START: u64 = 1 << 20;

/// An archive with a budget of bytes for everything that is read out of it.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    format: &'static str,
    bound: usize,
    left: usize,
}

impl<'a> Archive<'a> {
    /// Opens the archive; `format` names it in errors.
    pub fn open(
        bytes: &'a [u8],
        format: &'static str,
        limits: &Limits,
    ) -> Result<Self, ReadError> {
        check_signatures(bytes, format, limits)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| failed(format, &error))?;
        if zip.len() > limits.archive_entries {
            return Err(too_many(limits));
        }
        Ok(Self { zip, format, bound: limits.unpacked_bytes, left: limits.unpacked_bytes })
    }

    /// Returns the names of all parts, `/` between folders and in small letters.
    pub fn names(&self) -> Vec<String> {
        self.zip
            .file_names_raw()
            .map(|name| String::from_utf8_lossy(name).replace('\\', "/").to_ascii_lowercase())
            .collect()
    }

    /// Unpacks one part by its position in [`Self::names`].
    pub fn unpack(&mut self, index: usize) -> Result<Vec<u8>, ReadError> {
        let part = self.zip.by_index(index).map_err(|error| failed(self.format, &error))?;
        let capacity = usize::try_from(part.size().min(HEAD_START)).unwrap_or_default();
        let mut content = Vec::with_capacity(capacity);
        let most = u64::try_from(self.left).unwrap_or(u64::MAX).saturating_add(1);
        part.take(most)
            .read_to_end(&mut content)
            .map_err(|error| damaged(self.format, &error))?;
        self.left = self.left.checked_sub(content.len()).ok_or(ReadError::TooLarge {
            what: "unpacked bytes",
            bound: self.bound,
        })?;
        Ok(content)
    }

    /// Unpacks one part of XML and refuses it when it has a document type.
    pub fn unpack_xml(&mut self, index: usize) -> Result<String, ReadError> {
        let content = self.unpack(index)?;
        let text = match encoding_rs::Encoding::for_bom(&content) {
            Some((encoding, _)) => encoding.decode(&content).0.into_owned(),
            None => String::from_utf8(content)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()),
        };
        if text.contains("<!DOCTYPE") {
            return Err(damaged(self.format, &"a part declares a document type"));
        }
        Ok(text)
    }
}

/// Counts entries and ends before the archive is opened, because opening holds them all.
fn check_signatures(bytes: &[u8], format: &'static str, limits: &Limits) -> Result<(), ReadError> {
    let (mut entries, mut ends) = (0_usize, 0_usize);
    for window in bytes.windows(4).filter(|window| window.starts_with(b"PK")) {
        entries += usize::from(window.ends_with(b"\x01\x02"));
        ends += usize::from(window.ends_with(b"\x05\x06"));
    }
    match () {
        () if entries > limits.archive_entries => Err(too_many(limits)),
        () if ends > ENDS => Err(damaged(format, &"the archive ends more than once")),
        () => Ok(()),
    }
}

fn too_many(limits: &Limits) -> ReadError {
    ReadError::TooLarge { what: "entries of the archive", bound: limits.archive_entries }
}

fn failed(format: &'static str, error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            ReadError::Encrypted
        }
        ZipError::InvalidPassword => ReadError::Encrypted,
        other => damaged(format, other),
    }
}

/// Says that the file breaks its format.
pub(super) fn damaged(format: &'static str, detail: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { format, detail: detail.to_string() }
}

#[cfg(test)]
pub(super) mod testing {
    //! Archives made in tests.

    use std::io::{Cursor, Write};

    use zip::write::{SimpleFileOptions, ZipWriter};

    /// Packs parts into an archive.
    pub fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).expect("a part can be begun");
            writer.write_all(content).expect("memory takes every byte");
        }
        writer.finish().expect("the archive can be closed").into_inner()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::pack;
    use super::*;

    fn open<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Archive<'a>, ReadError> {
        Archive::open(bytes, "docx", limits)
    }

    #[test]
    fn parts_are_found_and_unpacked() {
        let bytes = pack(&[("a.txt", b"first"), ("Word\\B.xml", b"<b/>")]);
        let mut archive = open(&bytes, &Limits::default()).expect("the archive opens");

        assert_eq!(archive.names(), ["a.txt", "word/b.xml"]);
        assert_eq!(archive.unpack(0), Ok(b"first".to_vec()));
        assert_eq!(archive.unpack_xml(1), Ok("<b/>".to_owned()));
        assert!(archive.unpack(2).is_err());
    }

    #[test]
    fn unpacked_bytes_are_counted_whatever_the_header_says() {
        let mut bytes = pack(&[("bomb", &vec![0; 1_000_000])]);
        // Local and central header claim four bytes.
        for signature in [b"PK\x03\x04", b"PK\x01\x02"] {
            let at = bytes.windows(4).position(|it| it == signature).expect("headers are there");
            let size = at + if signature == b"PK\x03\x04" { 22 } else { 24 };
            bytes[size..size + 4].copy_from_slice(&4_u32.to_le_bytes());
        }
        let limits = Limits { unpacked_bytes: 1_000, ..Limits::default() };

        let mut archive = open(&bytes, &limits).expect("the archive opens");
        assert!(archive.unpack(0).is_err());
    }

    #[test]
    fn the_budget_covers_all_parts_together() {
        let bytes = pack(&[("a", &[1; 60]), ("b", &[2; 60])]);
        let limits = Limits { unpacked_bytes: 100, ..Limits::default() };
        let mut archive = open(&bytes, &limits).expect("the archive opens");

        assert!(archive.unpack(0).is_ok());
        let refused = ReadError::TooLarge { what: "unpacked bytes", bound: 100 };
        assert_eq!(archive.unpack(1), Err(refused));
    }

    #[test]
    fn too_many_entries_are_refused_before_opening() {
        let bytes = pack(&[("a", b""), ("b", b""), ("c", b"")]);
        let limits = Limits { archive_entries: 2, ..Limits::default() };

        let refused = ReadError::TooLarge { what: "entries of the archive", bound: 2 };
        assert_eq!(open(&bytes, &limits).err(), Some(refused));
    }
}
