//! Cuts a page into tags and text, as browsers do.
//!
//! One pass, no tree: the tree builder of html5ever walks its stack of open elements for every tag,
//! so that 20,000 nested elements (100 KB) took it a second and the time grows with the square.
//! Here a page costs what its length says.

use super::element::Name;

/// What a page consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Token<'a> {
    /// Text; entities are still in it.
    Text(&'a str),
    /// Text that stands for itself: the inside of `<title>`, `<xmp>`, CDATA.
    Raw(&'a str),
    /// A start tag.
    Start(Tag<'a>),
    /// An end tag.
    End(Name),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<'a> {
    /// The name in small letters.
    pub name: Name,
    /// Whether it ends in `/>`.
    pub closes_itself: bool,
    attributes: &'a str,
}

impl<'a> Tag<'a> {
    /// Returns the names and values of the attributes; entities are still in the values.
    pub fn attributes(&self) -> Attributes<'a> {
        Attributes { rest: self.attributes }
    }

    /// Returns the value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, it)| it)
    }
}

/// The tokens of a page.
pub struct Lexer<'a> {
    rest: &'a str,
    raw_until: Option<Name>,
    xhtml: bool,
}

impl<'a> Lexer<'a> {
    /// Starts at the beginning of a page.
    pub fn new(page: &'a str) -> Self {
        Self { rest: page, raw_until: None, xhtml: page.trim_start().starts_with("<?xml") }
    }

    /// Takes bytes off the rest; positions come from searches in it and lie between characters.
    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn raw(&mut self, name: Name) -> Option<Token<'a>> {
        let end = find_end_tag(self.rest, name).unwrap_or(self.rest.len());
        Some(self.take(end)).filter(|raw| !raw.is_empty()).map(Token::Raw)
    }

    fn text(&mut self) -> Token<'a> {
        let mut end = 0;
        for (at, _) in self.rest.match_indices('<') {
            end = at;
            if at > 0 && is_markup(self.rest.get(at + 1..).unwrap_or("")) {
                return Token::Text(self.take(at));
            }
        }
        let _ = end;
        Token::Text(self.take(self.rest.len()))
    }

    /// Reads what begins with `<`; `None` for what is not shown.
    fn markup(&mut self) -> Option<Token<'a>> {
        let inside = self.rest.get(1..).unwrap_or("");
        if let Some(comment) = inside.strip_prefix("!--") {
            let len = comment_len(comment);
            self.take(4 + len);
            return None;
        }
        if self.xhtml && inside.starts_with("![CDATA[") {
            self.take("<![CDATA[".len());
            let end = self.rest.find("]]>").unwrap_or(self.rest.len());
            let text = self.take(end);
            self.take(3);
            return Some(Token::Raw(text));
        }
        let (closing, named) = match inside.strip_prefix('/') {
            Some(named) => (true, named),
            None => (false, inside),
        };
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let end = self.rest.find('>').map_or(self.rest.len(), |at| at + 1);
            self.take(end);
            return None;
        }
        self.take(1 + usize::from(closing));
        self.tag(closing)
    }

    fn tag(&mut self, closing: bool) -> Option<Token<'a>> {
        let delimits = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        let name = self.take(self.rest.find(delimits).unwrap_or(self.rest.len()));
        let name = Name::new(name);
        let mut attributes = Attributes { rest: self.rest };
        while attributes.next().is_some() {}
        let after = attributes.rest;
        let text = self.take(self.rest.len() - after.len());
        // A tag that the page does not finish is not shown.
        let closes_itself = text.ends_with('/');
        self.rest.strip_prefix('>')?;
        self.take(1);
        if closing {
            return Some(Token::End(name));
        }
        if name.is_raw() && !(self.xhtml && closes_itself) {
            self.raw_until = Some(name);
        }
        let closes_itself = closes_itself && self.xhtml;
        Some(Token::Start(Tag { name, closes_itself, attributes: text }))
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            if let Some(raw) = self.raw_until.take().and_then(|name| self.raw(name)) {
                return Some(raw);
            }
            if self.rest.is_empty() {
                return None;
            }
            let inside = self.rest.strip_prefix('<');
            if !inside.is_some_and(is_markup) {
                return Some(self.text());
            }
            if let Some(token) = self.markup() {
                return Some(token);
            }
        }
    }
}

/// Tells whether what follows a `<` makes it a tag, a comment or a declaration.
fn is_markup(after: &str) -> bool {
    match after.as_bytes() {
        [b'!' | b'?', ..] => true,
        [b'/', next, ..] => *next != b' ',
        [next, ..] => next.is_ascii_alphabetic(),
        [] => false,
    }
}

/// Returns the length of a comment behind `<!--`, its end included.
fn comment_len(comment: &str) -> usize {
    if comment.starts_with('>') {
        return 1;
    }
    if comment.starts_with("->") {
        return 2;
    }
    let mut from = 0;
    while let Some(at) = comment.get(from..).and_then(|rest| rest.find("--")) {
        let end = from + at + 2;
        match comment.as_bytes().get(end..) {
            Some([b'>', ..]) => return end + 1,
            Some([b'!', b'>', ..]) => return end + 2,
            _ => from = end - 1,
        }
    }
    comment.len()
}

fn find_end_tag(text: &str, name: Name) -> Option<usize> {
    text.match_indices("</").map(|(at, _)| at).find(|at| {
        let Some(found) = text.as_bytes().get(at + 2..) else { return false };
        let len = name.as_str().len();
        let same = found.get(..len).is_some_and(|it| it.eq_ignore_ascii_case(name.as_bytes()));
        let ends = |it: &u8| it.is_ascii_whitespace() || matches!(it, b'/' | b'>');
        same && found.get(len).is_none_or(ends)
    })
}

/// The attributes of a tag, in order.
pub struct Attributes<'a> {
    rest: &'a str,
}

impl<'a> Attributes<'a> {
    fn take(&mut self, len: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at_checked(len).unwrap_or((self.rest, ""));
        self.rest = rest;
        taken
    }

    fn skip(&mut self, skipped: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(skipped);
    }

    fn value(&mut self) -> &'a str {
        self.skip(|c| c.is_ascii_whitespace());
        if !self.rest.starts_with('=') {
            return "";
        }
        self.take(1);
        self.skip(|c| c.is_ascii_whitespace());
        let quote = self.rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        let Some(quote) = quote else {
            let ends = |c: char| c.is_ascii_whitespace() || c == '>';
            return self.take(self.rest.find(ends).unwrap_or(self.rest.len()));
        };
        self.take(1);
        let value = self.take(self.rest.find(quote).unwrap_or(self.rest.len()));
        self.take(1);
        value
    }
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<(&'a str, &'a str)> {
        self.skip(|c| c.is_ascii_whitespace() || c == '/');
        let first = self.rest.chars().next().filter(|c| *c != '>')?;
        let behind = self.rest.get(first.len_utf8()..).unwrap_or("");
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>' | '=');
        let len = behind.find(ends).unwrap_or(behind.len());
        let name = self.take(first.len_utf8() + len);
        Some((name, self.value()))
    }
}
