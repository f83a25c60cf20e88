//! Whether the archive that a workbook is may be opened at all.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::ReadError;
use crate::limits::{MOST_BYTES, MOST_PARTS, MOST_UNPACKED_BYTES};

/// How an old or encrypted document of an office program begins.
const COMPOUND_FILE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// The part that says what the others are; a workbook with programs says so there.
const CONTENT_TYPES: &str = "[Content_Types].xml";

/// Unpacks every part once and throws it away, counting: the sizes in headers may lie.
pub fn check(bytes: &[u8]) -> Result<(), ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge);
    }
    if bytes.starts_with(COMPOUND_FILE) {
        return Err(ReadError::Encrypted);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| refused(&error))?;
    if archive.len() > MOST_PARTS {
        return Err(ReadError::Bomb);
    }
    let mut left = MOST_UNPACKED_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| refused(&error))?;
        let name = part.name().map_err(|error| refused(&error))?.into_owned();
        if is_program(&name) {
            return Err(ReadError::Macros);
        }
        let mut bounded = part.take(left.saturating_add(1));
        let unpacked = if name == CONTENT_TYPES {
            let mut list = Vec::new();
            let size = bounded.read_to_end(&mut list).map_err(|_| ReadError::Damaged)?;
            if String::from_utf8_lossy(&list).to_ascii_lowercase().contains("macroenabled") {
                return Err(ReadError::Macros);
            }
            u64::try_from(size).unwrap_or(u64::MAX)
        } else {
            std::io::copy(&mut bounded, &mut std::io::sink()).map_err(|_| ReadError::Damaged)?
        };
        left = left.checked_sub(unpacked).ok_or(ReadError::Bomb)?;
    }
    Ok(())
}

fn is_program(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["vbaproject", "/macrosheets/", "/activex/", "/embeddings/"].iter().any(|it| name.contains(it))
}

fn refused(error: &ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        _ => ReadError::Damaged,
    }
}
