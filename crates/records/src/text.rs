//! What a line of text may be.

/// Whether a character shows itself: no control character, and none that turns the reading direction or hides
/// between others, by which a name could look like somebody else's.
pub(crate) fn is_plain(it: char) -> bool {
    let hidden = matches!(it,
        '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
    !it.is_control() && !hidden
}

/// Whether a text is the address of a mailbox, as far as one sees that without asking.
pub(crate) fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !domain.contains('@')
            && domain.contains('.')
            && !domain.starts_with('.')
            && !domain.ends_with('.')
            && !text.chars().any(char::is_whitespace)
    })
}
