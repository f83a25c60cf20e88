//! Web pages: paragraphs and tables of the parsed tree.

use scraper::node::{Element, Node};
use scraper::{ElementRef, Html, Selector};

use super::ReadError;
use super::block::{Block, Document, TextBlock, is_filler};
use super::spans::{SpanCell, Spans};
use crate::limits::Limits;
use crate::value::Place;

/// Reads a page that has been decoded.
///
/// # Errors
///
/// [`ReadError::NoText`] for a page without visible text, [`ReadError::TooLarge`] past a bound.
pub fn read(text: &str, limits: &Limits) -> Result<Document, ReadError> {
    if deep(text, limits.depth * 8) {
        return Err(ReadError::TooLarge { what: "nested elements", bound: limits.depth * 8 });
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
    };
    reader.head(&page);
    let root = page.root_element();
    let body = Selector::parse("body").ok().and_then(|it| page.select(&it).next());
    reader.children(body.unwrap_or(root), 0)?;
    reader.end_line()?;
    if reader.document.blocks.is_empty() {
        return Err(ReadError::NoText { pictures: reader.document.pictures });
    }
    Ok(reader.document)
}

/// Counts opening tags without closing ones, so that no tree of absurd depth is built at all.
fn deep(text: &str, most: usize) -> bool {
    let mut depth = 0_usize;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        at += found + 1;
        match bytes.get(at) {
            Some(b'/') => depth = depth.saturating_sub(1),
            Some(b) if b.is_ascii_alphabetic() => {
                let name: Vec<u8> = bytes
                    .get(at..)
                    .unwrap_or_default()
                    .iter()
                    .take(8)
                    .take_while(|b| b.is_ascii_alphanumeric())
                    .map(u8::to_ascii_lowercase)
                    .collect();
                // These close themselves or are commonly left open, and do not nest.
                let flat: [&[u8]; 14] = [
                    b"br", b"p", b"img", b"meta", b"link", b"input", b"hr", b"td", b"tr", b"th",
                    b"li", b"col", b"option", b"base",
                ];
                if !flat.contains(&name.as_slice()) {
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
}

/// Tells whether anything but the tables of a text is set in blocks of HTML.
fn has_blocks_outside_tables(text: &str) -> bool {
    const BLOCKS: [&str; 12] =
        ["p", "div", "br", "body", "html", "h1", "h2", "h3", "li", "section", "center", "pre"];
    let mut depth = 0_usize;
    text.split('<').skip(1).any(|tag| {
        let name: String =
            tag.chars().take_while(|c| *c == '/' || c.is_ascii_alphanumeric()).collect();
        match name.to_ascii_lowercase().as_str() {
            "table" => depth += 1,
            "/table" => depth = depth.saturating_sub(1),
            name => return depth == 0 && BLOCKS.contains(&name),
        }
        false
    })
}

impl Reader<'_> {
    fn head(&mut self, page: &Html) {
        let text = |element: ElementRef<'_>| element.text().collect::<String>();
        if let Ok(title) = Selector::parse("title") {
            self.document.title = page
                .select(&title)
                .next()
                .map(text)
                .map(|it| it.trim().to_owned())
                .filter(|it| !it.is_empty());
        }
        if let Ok(meta) = Selector::parse("meta[name][content]") {
            for element in page.select(&meta).take(200) {
                if let (Some(name), Some(content)) = (element.attr("name"), element.attr("content"))
                {
                    self.document.metadata.push((name.to_owned(), content.trim().to_owned()));
                }
            }
        }
    }

    fn children(&mut self, parent: ElementRef<'_>, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            return Err(ReadError::TooLarge { what: "nested elements", bound: self.limits.depth });
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
            return Err(ReadError::TooLarge { what: "elements", bound: self.limits.elements });
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
        let kept = self.is_markdown
            || parent.value().name() == "pre"
            || parent.ancestors().filter_map(ElementRef::wrap).any(|it| it.value().name() == "pre");
        if kept {
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    self.end_line()?;
                }
                self.line.push_str(line);
            }
            return Ok(());
        }
        self.line.push_str(&folded(text));
        if self.line.len() > self.limits.text_chars * 4 {
            return Err(ReadError::TooLarge { what: "characters", bound: self.limits.text_chars });
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
            return Err(ReadError::TooLarge { what: "paragraphs", bound: self.limits.blocks });
        }
        self.document.blocks.push(block);
        Ok(())
    }

    fn table(&mut self, table: ElementRef<'_>, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            return Err(ReadError::TooLarge { what: "nested elements", bound: self.limits.depth });
        }
        let rows = rows_of(table);
        if is_layout(&rows) {
            return self.children(table, depth + 1);
        }
        self.tables += 1;
        let mut spans = Spans::new(self.tables);
        let mut inner = Vec::new();
        for row in rows {
            let mut cells = Vec::new();
            for cell in cells_of(row) {
                let mut text = String::new();
                self.cell_text(cell, &mut text, &mut inner, depth + 1)?;
                let number =
                    |name: &str| cell.attr(name).and_then(|it| it.trim().parse::<u32>().ok());
                cells.push(SpanCell {
                    text: text.trim_matches(is_filler).to_owned(),
                    columns: usize::try_from(number("colspan").unwrap_or(1)).unwrap_or(1),
                    rows: number("rowspan").unwrap_or(1).clamp(1, 1_000),
                });
            }
            if !cells.is_empty() {
                let row = spans.row(cells, self.limits)?;
                self.push(Block::Row(row))?;
            }
        }
        for table in inner {
            self.table(table, depth + 1)?;
        }
        Ok(())
    }

    /// Text of a cell: words cut by tags are joined; paragraphs too, as labels are set in several.
    fn cell_text<'t>(
        &mut self,
        cell: ElementRef<'t>,
        text: &mut String,
        inner: &mut Vec<ElementRef<'t>>,
        depth: usize,
    ) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            return Err(ReadError::TooLarge { what: "nested elements", bound: self.limits.depth });
        }
        for child in cell.children() {
            match child.value() {
                Node::Text(it) => text.push_str(&folded(it)),
                Node::Element(_) => {
                    let Some(element) = ElementRef::wrap(child) else { continue };
                    if is_hidden(element.value()) {
                        continue;
                    }
                    match element.value().name() {
                        "img" => self.document.pictures += 1,
                        "table" => inner.push(element),
                        "input" => text.push_str(typed(element.value())),
                        _ => self.cell_text(element, text, inner, depth + 1)?,
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Folds white space: a line end between Chinese letters is none, elsewhere it is a space.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c != '\n' && c != '\r' {
            folded.push(c);
            continue;
        }
        while chars.next_if(|c| matches!(c, '\n' | '\r' | ' ')).is_some() {}
        let words = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if words(folded.chars().next_back()) && words(chars.peek().copied()) {
            folded.push(' ');
        }
    }
    folded
}

fn rows_of(table: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut rows = Vec::new();
    for child in table.children().filter_map(ElementRef::wrap) {
        match child.value().name() {
            "tr" => rows.push(child),
            "tbody" | "thead" | "tfoot" => {
                let inner = child.children().filter_map(ElementRef::wrap);
                rows.extend(inner.filter(|it| it.value().name() == "tr"));
            }
            _ => {}
        }
    }
    rows
}

fn cells_of(row: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    row.children()
        .filter_map(ElementRef::wrap)
        .filter(|it| matches!(it.value().name(), "td" | "th") && !is_hidden(it.value()))
}

/// A table for layout has one cell per row, and in it other tables or much text.
fn is_layout(rows: &[ElementRef<'_>]) -> bool {
    let narrow = rows.iter().all(|row| cells_of(*row).count() <= 1);
    let holds = |row: &ElementRef<'_>| {
        row.descendants()
            .skip(1)
            .filter_map(ElementRef::wrap)
            .any(|it| it.value().name() == "table")
            || row.text().map(str::len).sum::<usize>() > 600
    };
    narrow && rows.iter().any(holds)
        || rows.iter().any(|row| {
            // Frames of old pages: a cell that holds a whole report with its own tables.
            let tables = row
                .descendants()
                .skip(1)
                .filter_map(ElementRef::wrap)
                .filter(|it| it.value().name() == "table")
                .count();
            tables >= 1 && row.text().map(str::len).sum::<usize>() > 3_000
        })
}

fn is_hidden(element: &Element) -> bool {
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
    let style = || {
        element.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        })
    };
    skipped || element.attr("hidden").is_some() || style()
}

/// What stands in a field of a form: some pages show their figures in fields.
fn typed(element: &Element) -> &str {
    let shown = matches!(element.attr("type"), None | Some("" | "text" | "number"));
    element.attr("value").filter(|_| shown).unwrap_or_default()
}

fn is_inline(name: &str) -> bool {
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
mod tests;
