//! Character references: `&nbsp;`, `&#12288;`, `&#x3000;`.

/// Adds text to `into` with its character references resolved.
pub fn decode(text: &str, into: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        into.push_str(before);
        match reference(after) {
            Some((c, len)) => {
                into.push(c);
                rest = after.get(len..).unwrap_or("");
            }
            None => {
                into.push('&');
                rest = after;
            }
        }
    }
    into.push_str(rest);
}

/// Returns the character that a reference stands for and its length behind the `&`.
fn reference(after: &str) -> Option<(char, usize)> {
    match after.strip_prefix('#') {
        Some(number) => numeric(number).map(|(c, len)| (c, len + 1)),
        None => named(after),
    }
}

fn numeric(number: &str) -> Option<(char, usize)> {
    let (digits, radix, skipped) = match number.strip_prefix(['x', 'X']) {
        Some(hex) => (hex, 16, 1),
        None => (number, 10, 0),
    };
    let len = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (code, behind) = digits.split_at_checked(len).filter(|(code, _)| !code.is_empty())?;
    let code = u32::from_str_radix(code, radix).unwrap_or(u32::MAX);
    Some((character(code), skipped + len + usize::from(behind.starts_with(';'))))
}

/// Returns the character with a number; 128 to 159 mean what Windows has there.
fn character(code: u32) -> char {
    match u8::try_from(code) {
        Ok(0) => char::REPLACEMENT_CHARACTER,
        Ok(byte @ 0x80..=0x9f) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]);
            text.chars().next().unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        Ok(byte) => char::from(byte),
        Err(_) => char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn named(after: &str) -> Option<(char, usize)> {
    let len = after.bytes().take(32).take_while(u8::is_ascii_alphanumeric).count();
    let name = after.get(..len)?;
    let whole = look_up(STRICT, name).or_else(|| look_up(LENIENT, name));
    if let Some(c) = whole.filter(|_| after.get(len..).is_some_and(|it| it.starts_with(';'))) {
        return Some((c, len + 1));
    }
    let prefixes = (2..=len.min(6)).rev().filter_map(|len| Some((name.get(..len)?, len)));
    prefixes.filter_map(|(name, len)| Some((look_up(LENIENT, name)?, len))).next()
}

fn look_up(table: &[(&str, char)], name: &str) -> Option<char> {
    let at = table.binary_search_by_key(&name, |(known, _)| known).ok()?;
    table.get(at).map(|(_, c)| *c)
}

#[rustfmt::skip]
/// Names that count without a semicolon, sorted.
const LENIENT: &[(&str, char)] = &[
    ("AElig", 'Æ'), ("AMP", '&'), ("Aacute", 'Á'), ("Acirc", 'Â'), ("Agrave", 'À'),
    ("Aring", 'Å'), ("Atilde", 'Ã'), ("Auml", 'Ä'), ("COPY", '©'), ("Ccedil", 'Ç'),
    ("ETH", 'Ð'), ("Eacute", 'É'), ("Ecirc", 'Ê'), ("Egrave", 'È'), ("Euml", 'Ë'), ("GT", '>'),
    ("Iacute", 'Í'), ("Icirc", 'Î'), ("Igrave", 'Ì'), ("Iuml", 'Ï'), ("LT", '<'),
    ("Ntilde", 'Ñ'), ("Oacute", 'Ó'), ("Ocirc", 'Ô'), ("Ograve", 'Ò'), ("Oslash", 'Ø'),
    ("Otilde", 'Õ'), ("Ouml", 'Ö'), ("QUOT", '\u{22}'), ("REG", '®'), ("THORN", 'Þ'),
    ("Uacute", 'Ú'), ("Ucirc", 'Û'), ("Ugrave", 'Ù'), ("Uuml", 'Ü'), ("Yacute", 'Ý'),
    ("aacute", 'á'), ("acirc", 'â'), ("acute", '´'), ("aelig", 'æ'), ("agrave", 'à'),
    ("amp", '&'), ("aring", 'å'), ("atilde", 'ã'), ("auml", 'ä'), ("brvbar", '¦'),
    ("ccedil", 'ç'), ("cedil", '¸'), ("cent", '¢'), ("copy", '©'), ("curren", '¤'),
    ("deg", '°'), ("divide", '÷'), ("eacute", 'é'), ("ecirc", 'ê'), ("egrave", 'è'),
    ("eth", 'ð'), ("euml", 'ë'), ("frac12", '½'), ("frac14", '¼'), ("frac34", '¾'), ("gt", '>'),
    ("iacute", 'í'), ("icirc", 'î'), ("iexcl", '¡'), ("igrave", 'ì'), ("iquest", '¿'),
    ("iuml", 'ï'), ("laquo", '«'), ("lt", '<'), ("macr", '¯'), ("micro", 'µ'), ("middot", '·'),
    ("nbsp", '\u{a0}'), ("not", '¬'), ("ntilde", 'ñ'), ("oacute", 'ó'), ("ocirc", 'ô'),
    ("ograve", 'ò'), ("ordf", 'ª'), ("ordm", 'º'), ("oslash", 'ø'), ("otilde", 'õ'),
    ("ouml", 'ö'), ("para", '¶'), ("plusmn", '±'), ("pound", '£'), ("quot", '\u{22}'),
    ("raquo", '»'), ("reg", '®'), ("sect", '§'), ("shy", '\u{ad}'), ("sup1", '¹'),
    ("sup2", '²'), ("sup3", '³'), ("szlig", 'ß'), ("thorn", 'þ'), ("times", '×'),
    ("uacute", 'ú'), ("ucirc", 'û'), ("ugrave", 'ù'), ("uml", '¨'), ("uuml", 'ü'),
    ("yacute", 'ý'), ("yen", '¥'), ("yuml", 'ÿ'),
];

#[rustfmt::skip]
/// Names that need their semicolon, sorted: those of HTML 4 and signs of text.
const STRICT: &[(&str, char)] = &[
    ("Alpha", 'Α'), ("Beta", 'Β'), ("CenterDot", '·'), ("Chi", 'Χ'),
    ("CloseCurlyDoubleQuote", '”'), ("CloseCurlyQuote", '’'), ("Dagger", '‡'), ("Delta", 'Δ'),
    ("Epsilon", 'Ε'), ("Eta", 'Η'), ("Gamma", 'Γ'), ("Iota", 'Ι'), ("Kappa", 'Κ'),
    ("Lambda", 'Λ'), ("Mu", 'Μ'), ("NewLine", '\u{a}'), ("NonBreakingSpace", '\u{a0}'),
    ("Nu", 'Ν'), ("OElig", 'Œ'), ("Omega", 'Ω'), ("Omicron", 'Ο'),
    ("OpenCurlyDoubleQuote", '“'), ("OpenCurlyQuote", '‘'), ("Phi", 'Φ'), ("Pi", 'Π'),
    ("Prime", '″'), ("Psi", 'Ψ'), ("Rho", 'Ρ'), ("Scaron", 'Š'), ("Sigma", 'Σ'),
    ("Tab", '\u{9}'), ("Tau", 'Τ'), ("Theta", 'Θ'), ("Upsilon", 'Υ'), ("Xi", 'Ξ'),
    ("Yuml", 'Ÿ'), ("ZeroWidthSpace", '\u{200b}'), ("Zeta", 'Ζ'), ("alefsym", 'ℵ'),
    ("alpha", 'α'), ("and", '∧'), ("ang", '∠'), ("apos", '\u{27}'), ("ast", '*'),
    ("asymp", '≈'), ("bdquo", '„'), ("beta", 'β'), ("bigstar", '★'), ("bsol", '\u{5c}'),
    ("bull", '•'), ("cap", '∩'), ("centerdot", '·'), ("check", '✓'), ("checkmark", '✓'),
    ("chi", 'χ'), ("circ", 'ˆ'), ("clubs", '♣'), ("colon", ':'), ("comma", ','),
    ("commat", '@'), ("cong", '≅'), ("crarr", '↵'), ("cross", '✗'), ("cup", '∪'), ("dArr", '⇓'),
    ("dagger", '†'), ("darr", '↓'), ("dash", '‐'), ("delta", 'δ'), ("diams", '♦'),
    ("dollar", '$'), ("empty", '∅'), ("emsp", '\u{2003}'), ("emsp13", '\u{2004}'),
    ("emsp14", '\u{2005}'), ("ensp", '\u{2002}'), ("epsilon", 'ε'), ("equals", '='),
    ("equiv", '≡'), ("eta", 'η'), ("euro", '€'), ("excl", '!'), ("exist", '∃'), ("fnof", 'ƒ'),
    ("forall", '∀'), ("frasl", '⁄'), ("gamma", 'γ'), ("ge", '≥'), ("geq", '≥'), ("grave", '`'),
    ("hArr", '⇔'), ("hairsp", '\u{200a}'), ("half", '½'), ("harr", '↔'), ("hearts", '♥'),
    ("hellip", '…'), ("horbar", '―'), ("hyphen", '‐'), ("image", 'ℑ'), ("infin", '∞'),
    ("int", '∫'), ("iota", 'ι'), ("isin", '∈'), ("kappa", 'κ'), ("lArr", '⇐'), ("lambda", 'λ'),
    ("lang", '〈'), ("larr", '←'), ("lbrace", '{'), ("lbrack", '['), ("lceil", '⌈'),
    ("lcub", '{'), ("ldquo", '“'), ("ldquor", '„'), ("le", '≤'), ("leq", '≤'), ("lfloor", '⌊'),
    ("lowast", '∗'), ("lowbar", '_'), ("loz", '◊'), ("lpar", '('), ("lrm", '\u{200e}'),
    ("lsaquo", '‹'), ("lsquo", '‘'), ("lsquor", '‚'), ("mdash", '—'), ("mid", '∣'),
    ("minus", '−'), ("mldr", '…'), ("mu", 'μ'), ("nabla", '∇'), ("ndash", '–'), ("ne", '≠'),
    ("ni", '∋'), ("nldr", '‥'), ("notin", '∉'), ("nsub", '⊄'), ("nu", 'ν'), ("num", '#'),
    ("numero", '№'), ("numsp", '\u{2007}'), ("oelig", 'œ'), ("oline", '‾'), ("omega", 'ω'),
    ("omicron", 'ο'), ("oplus", '⊕'), ("or", '∨'), ("otimes", '⊗'), ("part", '∂'),
    ("percnt", '%'), ("period", '.'), ("permil", '‰'), ("perp", '⊥'), ("phi", 'φ'),
    ("phone", '☎'), ("pi", 'π'), ("piv", 'ϖ'), ("plus", '+'), ("prime", '′'), ("prod", '∏'),
    ("prop", '∝'), ("psi", 'ψ'), ("puncsp", '\u{2008}'), ("quest", '?'), ("rArr", '⇒'),
    ("radic", '√'), ("rang", '〉'), ("rarr", '→'), ("rbrace", '}'), ("rbrack", ']'),
    ("rceil", '⌉'), ("rcub", '}'), ("rdquo", '”'), ("rdquor", '”'), ("real", 'ℜ'),
    ("rfloor", '⌋'), ("rho", 'ρ'), ("rlm", '\u{200f}'), ("rpar", ')'), ("rsaquo", '›'),
    ("rsquo", '’'), ("rsquor", '’'), ("sbquo", '‚'), ("scaron", 'š'), ("sdot", '⋅'),
    ("semi", ';'), ("sigma", 'σ'), ("sigmaf", 'ς'), ("sim", '∼'), ("sol", '/'), ("spades", '♠'),
    ("squ", '□'), ("square", '□'), ("squf", '▪'), ("star", '☆'), ("starf", '★'), ("sub", '⊂'),
    ("sube", '⊆'), ("sum", '∑'), ("sup", '⊃'), ("supe", '⊇'), ("tau", 'τ'), ("there4", '∴'),
    ("theta", 'θ'), ("thetasym", 'ϑ'), ("thinsp", '\u{2009}'), ("tilde", '˜'), ("trade", '™'),
    ("uArr", '⇑'), ("uarr", '↑'), ("upsih", 'ϒ'), ("upsilon", 'υ'), ("verbar", '|'),
    ("vert", '|'), ("weierp", '℘'), ("xi", 'ξ'), ("zeta", 'ζ'), ("zwj", '\u{200d}'),
    ("zwnj", '\u{200c}'),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut decoded = String::new();
        decode(text, &mut decoded);
        assert_eq!(decoded, expected, "{text}");
    }

    #[test]
    fn both_tables_are_sorted() {
        assert!(LENIENT.is_sorted() && STRICT.is_sorted());
    }

    #[test]
    fn names_and_numbers_become_characters() {
        check("第&ldquo;一&rdquo;项", "第“一”项");
        check("&#12288;&#x5E74;&#x5e74 &#149;", "\u{3000}年年 •");
        check("1&nbsp2&lt;3&amp;lt;", "1\u{a0}2<3&lt;");
    }

    #[test]
    fn what_is_no_reference_stays() {
        check("A&B & C &unknown; &#; &", "A&B & C &unknown; &#; &");
        check("&#0;&#xFFFFFFFFFF;&#xD800;", "\u{fffd}\u{fffd}\u{fffd}");
    }
}
