//! Characters that a line of text may have.

/// Whether a character shows itself: no control character, and none that turns the reading direction or hides
/// between others, by which a name could look like somebody else's.
pub(crate) fn is_plain(it: char) -> bool {
    let hidden = matches!(it,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    !it.is_control() && !hidden
}
