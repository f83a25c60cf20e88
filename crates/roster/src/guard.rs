//! Cells that a spreadsheet would take for a formula, made harmless and taken back.
//!
//! A file of ours is opened, saved as CSV and opened again by people. Whatever begins like a formula gets
//! an apostrophe before it, and so does whatever begins with an apostrophe, so that taking it back never
//! errs.

use std::borrow::Cow;

fn is_risky(text: &str) -> bool {
    // The wide forms are what Chinese input methods write; spreadsheets read them as the narrow ones.
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '\''])
}

/// Makes a text harmless.
#[must_use]
pub fn neutral(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Takes back what [`neutral`] did.
pub fn original(text: &str) -> &str {
    text.strip_prefix('\'').filter(|it| is_risky(it)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_looks_like_a_formula_is_no_more_and_comes_back() {
        for text in ["=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "'=1", "''", "'"] {
            assert_eq!(neutral(text), format!("'{text}"));
            assert_eq!(original(&neutral(text)), text);
        }
        assert_eq!(neutral("演示"), "演示");
        // An apostrophe that somebody typed before a word is theirs.
        assert_eq!(original("'90s"), "'90s");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "['=+a＝-]{0,5}") {
            let harmless = neutral(&text);
            prop_assert!(!harmless.starts_with(['=', '+', '-', '＝']));
            prop_assert_eq!(original(&harmless), text.as_str());
        }
    }
}
