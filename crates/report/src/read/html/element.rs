//! What elements of a web page are for, and the text in them.

use scraper::node::Element;

/// Adds text with its white space folded: a line end between Chinese letters is none, elsewhere it
/// is a space.
pub fn fold_into(out: &mut String, text: &str) {
    let start = out.len();
    let mut rest = text;
    loop {
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let (line, behind) = rest.split_at(end.unwrap_or(rest.len()));
        out.push_str(line);
        if behind.is_empty() {
            return;
        }
        rest = behind.trim_start_matches(['\n', '\r', ' ']);
        let words = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let folded = out.get(start..).unwrap_or_default();
        if words(folded.chars().next_back()) && words(rest.chars().next()) {
            out.push(' ');
        }
    }
}

/// Tells whether an element and all in it is not shown as text.
pub fn is_hidden(element: &Element) -> bool {
    let skipped = matches!(
        element.name(),
        "script"
            | "style"
            | "noscript"
            | "template"
            | "head"
            | "del"
            | "svg"
            | "math"
            | "object"
            | "iframe"
            | "select"
            | "textarea"
            | "button"
    );
    skipped
        || element.attrs().any(|(name, value)| match name {
            "hidden" => true,
            "style" => hides(value),
            _ => false,
        })
}

/// Tells whether a style has `display:none`, whatever white space is in it.
fn hides(style: &str) -> bool {
    const REST: &str = "isplay:none";
    memchr::memchr2_iter(b'd', b'D', style.as_bytes()).any(|at| {
        let behind = style.get(at + 1..).unwrap_or_default();
        let mut letters = behind.chars().filter(|c| !c.is_whitespace());
        REST.chars().all(|wanted| letters.next().is_some_and(|c| c.eq_ignore_ascii_case(&wanted)))
    })
}

/// Returns an attribute; [`Element::attr`] makes a name to look for first, which takes longer than
/// to look at the few that there are.
pub fn attribute<'a>(element: &'a Element, wanted: &str) -> Option<&'a str> {
    element.attrs().find(|(name, _)| *name == wanted).map(|(_, value)| value)
}

/// What stands in a field of a form: some pages show their figures in fields.
pub fn typed(element: &Element) -> &str {
    let shown = matches!(attribute(element, "type"), None | Some("" | "text" | "number"));
    attribute(element, "value").filter(|_| shown).unwrap_or_default()
}

/// Tells whether an element stands within a line.
pub fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "span"
            | "b"
            | "strong"
            | "i"
            | "em"
            | "u"
            | "font"
            | "sub"
            | "sup"
            | "small"
            | "big"
            | "label"
            | "o:p"
            | "st1:chsdate"
            | "ins"
            | "mark"
            | "s"
            | "abbr"
            | "code"
            | "time"
            | "bdo"
            | "ucaptitle"
            | "ucapcontent"
            | "st1:personname"
            | "lang"
            | "v:shape"
    ) || name.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_style_that_hides_is_told_in_any_spelling() {
        for hiding in ["display:none", "color:red; DISPLAY : none !important", "ddisplay:\nnone"] {
            assert!(hides(hiding), "{hiding}");
        }
        for showing in ["", "display:block", "display", "disdisplay:non"] {
            assert!(!hides(showing), "{showing}");
        }
    }

    #[test]
    fn a_line_end_parts_words_and_no_chinese_letters() {
        let fold = |text: &str| {
            let mut out = "a".to_owned();
            fold_into(&mut out, text);
            out
        };
        assert_eq!(fold("信息\r\n  公开"), "a信息公开");
        assert_eq!(fold("open\n data\n"), "aopen data");
        assert_eq!(fold("\nb"), "ab");
    }
}
