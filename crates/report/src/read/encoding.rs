//! Bytes to text, whatever the page declares.

use std::borrow::Cow;

use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};

/// Decodes bytes: a byte-order mark wins, then UTF-8 where the bytes are valid, then GB18030.
///
/// Big5 is taken only where it is declared and the bytes are sound in it. Malformed bytes become
/// U+FFFD; nothing is an error.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decoded(encoding, bytes.get(length..).unwrap_or_default());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decoded(encoding, bytes);
    }
    if nearly_utf_8(bytes) {
        return String::from_utf8_lossy(bytes);
    }
    if declares_big5(bytes) {
        let (text, malformed) = BIG5.decode_without_bom_handling(bytes);
        if !malformed {
            return text;
        }
    }
    decoded(GB18030, bytes)
}

fn decoded<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// A file cut or damaged in few places stays UTF-8: at most one bad place in 500 bytes.
fn nearly_utf_8(bytes: &[u8]) -> bool {
    let mut bad = 0_usize;
    let mut wide = 0_usize;
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().chars().filter(|c| u32::from(*c) >= 0x3000).count();
        bad += usize::from(!chunk.invalid().is_empty());
        if bad * 500 > bytes.len().max(500) {
            return false;
        }
    }
    wide > 0 && bad * 20 < wide
}

fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(512))?;
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let most = head.len() / 8;
    if odd > most && even * 4 < odd {
        Some(UTF_16LE)
    } else if even > most && odd * 4 < even {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn declares_big5(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    head.windows(4).any(|window| window.eq_ignore_ascii_case(b"big5"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_does_not_matter() {
        let text = "<meta charset=\"gb2312\">政府信息公开";
        assert_eq!(decode(text.as_bytes()), text);
        let (gbk, _, _) = GB18030.encode("<meta charset=\"utf-8\">政府信息公开");
        assert!(decode(&gbk).ends_with("政府信息公开"));
    }

    #[test]
    fn a_cut_file_stays_in_its_encoding() {
        let text = "政府信息公开工作年度报告".repeat(40);
        let cut = text.as_bytes().get(..text.len() - 1).expect("longer");
        assert!(decode(cut).starts_with("政府信息公开"));
    }

    #[test]
    fn marks_are_taken_off() {
        assert_eq!(decode("\u{feff}规章".as_bytes()), "规章");
        assert_eq!(decode(&[0xFF, 0xFE, 0xC4, 0x89]), "规");
    }
}
