//! Web pages: paragraphs and tables of the parsed tree.

mod element;
mod table;

use scraper::node::Node;
use scraper::{ElementRef, Html};

use super::block::{Block, Document, TextBlock, is_filler};
use super::{Counted, ReadError};
use crate::limits::Limits;
use crate::value::Place;
use element::{attribute, fold_into, is_hidden, is_inline, typed};

/// Reads a page that has been decoded.
///
/// # Errors
///
/// [`ReadError::NoText`] for a page without visible text, [`ReadError::TooLarge`] past a bound.
pub fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    if deep(text, limits.depth * 8) {
        return Err(ReadError::TooLarge { what: Counted::NestedElements, bound: limits.depth * 8 });
    }
    let page = Html::parse_document(text);
    let mut reader = Reader {
        limits,
        document: Document::default(),
        line: String::new(),
        lines: 0,
        tables: 0,
        elements: 0,
        is_markdown: !has_blocks_outside_tables(text),
        has_pre: named(&page, "pre").next().is_some(),
    };
    reader.head(&page);
    let body = named(&page, "body").next();
    reader.children(body.unwrap_or(page.root_element()), 0)?;
    reader.end_line()?;
    if reader.document.blocks.is_empty() {
        return Err(ReadError::NoText { pictures: reader.document.pictures });
    }
    Ok(reader.document)
}

/// Returns the elements of a name in the order of the page.
fn named<'a>(page: &'a Html, name: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let attached = page.tree.nodes().filter(|it| it.parent().is_some());
    attached.filter_map(ElementRef::wrap).filter(move |it| it.value().name() == name)
}

/// Counts opening tags without closing ones, so that no tree of absurd depth is built at all.
fn deep(text: &str, most: usize) -> bool {
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    let mut opening =
        memchr::memchr_iter(b'<', bytes).filter(|at| bytes.get(at + 1) != Some(&b'/'));
    if opening.nth(most).is_none() {
        return false;
    }
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        at += found + 1;
        match bytes.get(at) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() => {
                let name = bytes.get(at..).unwrap_or_default();
                let letters = name.iter().take(8).take_while(|b| b.is_ascii_alphanumeric());
                let name = name.get(..letters.count()).unwrap_or_default();
                // These close themselves or are commonly left open, and do not nest.
                let flat: [&[u8]; 14] = [
                    b"br", b"p", b"img", b"meta", b"link", b"input", b"hr", b"td", b"tr", b"th",
                    b"li", b"col", b"option", b"base",
                ];
                if !flat.iter().any(|it| it.eq_ignore_ascii_case(name)) {
                    depth += 1;
                }
            }
            _ => {}
        }
        if depth > most {
            return true;
        }
    }
    false
}

struct Reader<'a> {
    limits: &'a Limits,
    document: Document,
    line: String,
    lines: u32,
    tables: u32,
    elements: usize,
    /// Whether lines of text end with the line, as in Markdown with tables of HTML.
    is_markdown: bool,
    /// Whether the page has an element that keeps its lines.
    has_pre: bool,
}

/// Tells whether anything but the tables of a text is set in blocks of HTML.
fn has_blocks_outside_tables(text: &str) -> bool {
    const BLOCKS: [&str; 12] =
        ["p", "div", "br", "body", "html", "h1", "h2", "h3", "li", "section", "center", "pre"];
    let mut depth = 0_usize;
    text.split('<').skip(1).any(|tag| {
        let end = tag.find(|c: char| c != '/' && !c.is_ascii_alphanumeric());
        let (name, _) = tag.split_at(end.unwrap_or(tag.len()));
        if name.eq_ignore_ascii_case("table") {
            depth += 1;
        } else if name.eq_ignore_ascii_case("/table") {
            depth = depth.saturating_sub(1);
        } else {
            return depth == 0 && BLOCKS.iter().any(|it| name.eq_ignore_ascii_case(it));
        }
        false
    })
}

impl Reader<'_> {
    fn head(&mut self, page: &Html) {
        let text = |element: ElementRef<'_>| element.text().collect::<String>();
        self.document.title = named(page, "title")
            .next()
            .map(text)
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty());
        let pair = |element: ElementRef<'_>| {
            let value = |name| attribute(element.value(), name);
            Some((value("name")?.to_owned(), value("content")?.trim().to_owned()))
        };
        self.document.metadata.extend(named(page, "meta").filter_map(pair).take(200));
    }

    fn children(&mut self, parent: ElementRef<'_>, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            return Err(ReadError::TooLarge {
                what: Counted::NestedElements,
                bound: self.limits.depth,
            });
        }
        for child in parent.children() {
            match child.value() {
                Node::Text(text) => self.text(text, parent)?,
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element, depth)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn element(&mut self, element: ElementRef<'_>, depth: usize) -> Result<(), ReadError> {
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(ReadError::TooLarge {
                what: Counted::Elements,
                bound: self.limits.elements,
            });
        }
        if is_hidden(element.value()) {
            return Ok(());
        }
        match element.value().name() {
            "img" | "picture" | "canvas" => {
                self.document.pictures += 1;
                Ok(())
            }
            "br" => self.end_line(),
            "input" => {
                self.line.push_str(typed(element.value()));
                Ok(())
            }
            "table" => {
                self.end_line()?;
                self.table(element, depth)?;
                self.end_line()
            }
            name if is_inline(name) => self.children(element, depth + 1),
            _ => {
                self.end_line()?;
                self.children(element, depth + 1)?;
                self.end_line()
            }
        }
    }

    /// Text of a `pre` keeps its lines; elsewhere a line end is white space.
    fn text(&mut self, text: &str, parent: ElementRef<'_>) -> Result<(), ReadError> {
        let is_pre = |it: ElementRef<'_>| it.value().name() == "pre";
        let in_pre =
            || is_pre(parent) || parent.ancestors().filter_map(ElementRef::wrap).any(is_pre);
        let kept = self.is_markdown || (self.has_pre && in_pre());
        if kept {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.end_line()?;
                }
                self.line.push_str(line);
            }
            return Ok(());
        }
        fold_into(&mut self.line, text);
        if self.line.len() > self.limits.text_chars * 4 {
            return Err(ReadError::TooLarge {
                what: Counted::Characters,
                bound: self.limits.text_chars,
            });
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), ReadError> {
        let line = std::mem::take(&mut self.line);
        let mut text = line.trim_matches(is_filler);
        if self.is_markdown {
            text = text.trim_start_matches('#').trim_matches(is_filler);
        }
        if text.is_empty() {
            return Ok(());
        }
        self.lines += 1;
        let place = Place::line(self.lines);
        // Lines with tabs or bars, and flattened reports, are for the reader of text.
        if text.contains(['\t', '|']) || text.len() > 3_000 {
            if let Ok(inner) = super::text::read(text, self.limits) {
                for mut block in inner.blocks {
                    if let Block::Text(text) = &mut block {
                        text.place = place;
                    }
                    self.push(block)?;
                }
            }
            return Ok(());
        }
        self.push(Block::Text(TextBlock { text: text.to_owned(), place }))
    }

    fn push(&mut self, block: Block) -> Result<(), ReadError> {
        if self.document.blocks.len() >= self.limits.blocks {
            return Err(ReadError::TooLarge {
                what: Counted::Paragraphs,
                bound: self.limits.blocks,
            });
        }
        self.document.blocks.push(block);
        Ok(())
    }
}

#[cfg(test)]
mod tests;
