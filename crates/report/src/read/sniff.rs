//! Tells what a file is by its content, not by its name.

use std::borrow::Cow;

use super::ReadError;
use super::encoding::decode;

/// Formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
    /// A PDF.
    Pdf,
    /// Text, Markdown among it.
    Text,
    /// A report in the JSON form of this program.
    Json,
}

/// Beginnings of files that are not read.
const OTHERS: [(&[u8], &str); 14] = [
    (b"\xD0\xCF\x11\xE0", "an old Word or Excel file (.doc, .xls)"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\0", "a picture"),
    (b"MM\0*", "a picture"),
    (b"BM", "a picture"),
    (b"{\\rtf", "rich text (RTF)"),
    (b"\x1F\x8B", "a compressed file (gzip)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"7z\xBC\xAF", "a compressed file (7z)"),
    (b"\x7FELF", "a program"),
    (b"MZ", "a program"),
    (b"SQLite format 3", "a database"),
];

/// What a file is, and its text where that was looked at as a whole.
#[derive(Debug)]
pub struct Sniffed<'a> {
    /// The format.
    pub format: Format,
    /// The decoded text, so that it need not be decoded again.
    pub text: Option<Cow<'a, str>>,
}

/// Tells the format.
///
/// # Errors
///
/// [`ReadError::Empty`] or [`ReadError::UnsupportedFormat`] with what it looks like.
pub fn sniff(bytes: &[u8]) -> Result<Sniffed<'_>, ReadError> {
    const HEAD: usize = 16 * 1024;
    let binary = |format| Ok(Sniffed { format, text: None });
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if head.windows(5).any(|window| window == b"%PDF-") {
        return binary(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return binary(archive(bytes)?);
    }
    let unsupported = |kind: &str| Err(ReadError::UnsupportedFormat { kind: kind.to_owned() });
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return unsupported("a picture");
    }
    for (beginning, kind) in OTHERS {
        // Two letters are too few to tell a picture or a program from text.
        if head.starts_with(beginning) && (beginning.len() > 2 || has_zeros(head)) {
            return unsupported(kind);
        }
    }
    let text = decode(bytes.get(..bytes.len().min(HEAD)).unwrap_or_default());
    if !is_text(&text) {
        return unsupported("binary data");
    }
    let format = if crate::json::looks_like(&text) {
        Format::Json
    } else if is_html(&text) {
        Format::Html
    } else {
        Format::Text
    };
    Ok(Sniffed { format, text: Some(text).filter(|_| bytes.len() <= HEAD) })
}

fn has_zeros(head: &[u8]) -> bool {
    head.contains(&0)
}

/// The directory of an archive stands at its end and names its parts in the clear.
fn archive(bytes: &[u8]) -> Result<Format, ReadError> {
    let has = |name: &[u8]| memchr::memmem::find(bytes, name).is_some();
    if has(b"word/document.xml") {
        return Ok(Format::Docx);
    }
    if has(b"xl/workbook.xml") {
        return Ok(Format::Xlsx);
    }
    let kind = if has(b"OFD.xml") {
        "an OFD file"
    } else if has(b"ppt/presentation.xml") {
        "a presentation"
    } else if has(b"opendocument") {
        "an OpenDocument file"
    } else {
        "an archive (zip)"
    };
    Err(ReadError::UnsupportedFormat { kind: kind.to_owned() })
}

/// Text has few control characters and few broken ones.
fn is_text(text: &str) -> bool {
    // Without any byte of a control or of a broken letter there is nothing to count.
    let may_be_odd =
        |b: u8| b < b' ' && !matches!(b, b'\n' | b'\r' | b'\t') || b == 0x7f || b == 0xc2;
    if !text.bytes().any(may_be_odd) && !text.contains('\u{fffd}') {
        return true;
    }
    let mut all = 0_usize;
    let mut odd = 0_usize;
    for c in text.chars() {
        all += 1;
        let control = c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{c}' | '\u{1a}');
        odd += usize::from(control || c == '\u{fffd}');
    }
    odd * 20 <= all
}

fn is_html(text: &str) -> bool {
    if !text.contains('<') {
        return false;
    }
    const TAGS: [&str; 14] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<table",
        "<div",
        "<p>",
        "<p ",
        "<span",
        "<tr",
        "<h1",
        "<br",
        "<title",
    ];
    let lower = text.to_ascii_lowercase();
    let opens = lower.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    let found = TAGS.iter().filter(|tag| lower.contains(**tag)).take(2).count();
    found >= 2 || (opens && found >= 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides() {
        let sniff = |bytes| sniff(bytes).map(|it| it.format);
        assert_eq!(sniff(b"%PDF-1.7 ..."), Ok(Format::Pdf));
        assert_eq!(sniff("<p>规章</p><table>".as_bytes()), Ok(Format::Html));
        assert_eq!(sniff("规章\t0\t0\t0".as_bytes()), Ok(Format::Text));
        assert_eq!(sniff("BM 开头的文字".as_bytes()), Ok(Format::Text));
        assert_eq!(sniff(b" \n"), Err(ReadError::Empty));
        for bytes in [
            &b"\x89PNG\r\n\x1a\n"[..],
            b"\xD0\xCF\x11\xE0\xA1",
            b"PK\x03\x04rest",
            &[0, 1, 2, 3, 4],
        ] {
            assert!(matches!(sniff(bytes), Err(ReadError::UnsupportedFormat { .. })));
        }
    }
}
