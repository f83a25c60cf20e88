//! What people type from paper or from another screen, made plain before it is compared.

use unicode_normalization::UnicodeNormalization as _;

/// How many characters of what was typed are looked at; the rest of an endless text is not.
const LONGEST_TYPED: usize = 64;

/// Takes spaces and hyphens out, makes full-width letters half-width and small ones capital.
///
/// Returns at most `most` letters, and `None` for more or for anything that is not ASCII.
pub(crate) fn plain(typed: &str, most: usize) -> Option<zeroize::Zeroizing<String>> {
    let mut plain = zeroize::Zeroizing::new(String::with_capacity(most));
    for (at, letter) in typed.nfkc().enumerate() {
        if at >= LONGEST_TYPED {
            return None;
        }
        if letter.is_whitespace() || matches!(letter, '-' | '‐' | '–' | '—' | '−') {
            continue;
        }
        if !letter.is_ascii() || plain.len() == most {
            return None;
        }
        plain.push(letter.to_ascii_uppercase());
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_hyphens_case_and_width_do_not_matter() {
        for typed in ["ab12", " a b-1–2\n", "ＡＢ１２", "　aB　12"] {
            assert_eq!(plain(typed, 4).unwrap().as_str(), "AB12", "{typed}");
        }
    }

    #[test]
    fn too_much_or_too_foreign_is_nothing() {
        let endless = " ".repeat(1_000_000);
        for typed in ["ab123", "验证码", &endless] {
            assert!(plain(typed, 4).is_none());
        }
    }
}
