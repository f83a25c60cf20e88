//! What the names of elements mean for the text of a page.

/// The name of an element in small letters, its first sixteen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    letters: [u8; 16],
    len: u8,
}

impl Name {
    /// Makes a name of what stands in a tag.
    pub fn new(text: &str) -> Self {
        let mut letters = [0; 16];
        let mut len = 0;
        for (slot, byte) in letters.iter_mut().zip(text.bytes()) {
            // A letter beyond ASCII belongs to no element that means anything here.
            *slot = if byte.is_ascii() { byte.to_ascii_lowercase() } else { b'?' };
            len += 1;
        }
        Self { letters, len }
    }

    /// Returns the name as bytes.
    pub fn as_bytes(&self) -> &[u8] {
        self.letters.get(..usize::from(self.len)).unwrap_or_default()
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    /// Tells whether no markup is looked for inside.
    pub fn is_raw(&self) -> bool {
        matches!(
            self.as_str(),
            "script" | "style" | "title" | "textarea" | "xmp" | "iframe" | "noembed" | "noframes"
                | "noscript"
        )
    }

    /// Tells whether the element has no inside.
    pub fn is_void(&self) -> bool {
        matches!(
            self.as_str(),
            "area" | "base" | "basefont" | "bgsound" | "br" | "col" | "embed" | "frame" | "hr"
                | "image" | "img" | "input" | "keygen" | "link" | "meta" | "param" | "source"
                | "track" | "wbr"
        )
    }

    /// Tells whether the element begins and ends a line.
    pub fn is_block(&self) -> bool {
        matches!(
            self.as_str(),
            "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
                | "details" | "dialog" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption"
                | "figure" | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
                | "header" | "hgroup" | "html" | "legend" | "li" | "listing" | "main" | "menu"
                | "nav" | "ol" | "p" | "plaintext" | "pre" | "search" | "section" | "summary"
                | "table" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr" | "ul" | "xmp"
        )
    }

    /// Tells whether end tags of elements further out do not reach through it.
    pub fn is_barrier(&self) -> bool {
        matches!(self.as_str(), "table" | "td" | "th" | "caption")
    }

    /// Tells whether a browser does not show what is inside.
    pub fn is_unseen(&self) -> bool {
        matches!(
            self.as_str(),
            "template" | "select" | "datalist" | "svg" | "audio" | "video" | "canvas" | "del"
                | "rt" | "rp"
        )
    }
}

/// Tells whether a style hides its element.
pub fn hides(style: &str) -> bool {
    let plain = squeezed(style);
    ["display:none", "mso-hide:all"].iter().any(|rule| plain.contains(rule))
}

/// Tells whether a style keeps line breaks.
pub fn keeps_lines(style: &str) -> bool {
    squeezed(style).contains("white-space:pre")
}

fn squeezed(style: &str) -> String {
    style.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_lowercase()).collect()
}

/// Returns how many columns or rows a cell covers; a missing or senseless number is one.
pub fn span(value: Option<&str>) -> usize {
    let digits = value.unwrap_or("").trim().trim_start_matches('+');
    let len = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    match digits.get(..len).unwrap_or("") {
        "" => 1,
        number => number.parse().unwrap_or(usize::MAX),
    }
}
