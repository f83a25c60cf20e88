//! White space and spelling of texts that are compared.

/// Tells whether a letter takes no part in a comparison.
pub(crate) fn is_space(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}')
}

/// Returns the text without white space.
pub(crate) fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !is_space(*letter)).collect()
}

/// Returns the half-width form of a letter.
pub(super) fn half_width(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}
