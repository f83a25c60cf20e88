//! Word documents: paragraphs and tables of `word/document.xml`.

mod table;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::block::{Block, Document, TextBlock, is_filler};
use super::package::Package;
use super::{Counted, FileKind, ReadError};
use crate::limits::Limits;
use crate::value::Place;
use table::{Cell, Merge, Table};

/// Reads a Word document.
///
/// # Errors
///
/// [`ReadError::Damaged`], [`ReadError::Encrypted`], [`ReadError::NoText`], or
/// [`ReadError::TooLarge`] past a bound.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, FileKind::Docx, limits)?;
    let xml = package.text("word/document.xml")?.ok_or(ReadError::Damaged {
        format: FileKind::Docx,
        detail: "no word/document.xml".to_owned(),
    })?;
    let mut walk = Walk::new(limits);
    walk.document.title = package.text("docProps/core.xml")?.and_then(|core| title_of(&core));
    walk.run(&xml)?;
    if walk.document.blocks.is_empty() {
        return Err(ReadError::NoText { pictures: walk.document.pictures });
    }
    Ok(walk.document)
}

/// The title among the properties of the file.
fn title_of(core: &str) -> Option<String> {
    let at = core.find("<dc:title>")? + "<dc:title>".len();
    let rest = core.get(at..)?;
    let title = rest.get(..rest.find("</dc:title>")?)?.trim();
    (!title.is_empty()).then(|| title.to_owned())
}

struct Walk<'a> {
    limits: &'a Limits,
    document: Document,
    depth: usize,
    elements: usize,
    /// Elements inside something left out: deleted text, field codes, a fallback.
    skipping: usize,
    texts: Vec<Paragraph>,
    tables: Vec<Table>,
    table_count: u32,
    lines: u32,
    in_text: bool,
}

/// A paragraph being read; text boxes put one inside another.
#[derive(Default)]
struct Paragraph {
    text: String,
    run: String,
    hidden: bool,
}

impl<'a> Walk<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            document: Document::default(),
            depth: 0,
            elements: 0,
            skipping: 0,
            texts: Vec::new(),
            tables: Vec::new(),
            table_count: 0,
            lines: 0,
            in_text: false,
        }
    }

    fn run(&mut self, xml: &str) -> Result<(), ReadError> {
        let mut reader = Reader::from_str(xml);
        let damaged = |detail: String| ReadError::Damaged { format: FileKind::Docx, detail };
        loop {
            match reader.read_event() {
                Ok(Event::Start(element)) => self.start(&element, false)?,
                Ok(Event::Empty(element)) => self.start(&element, true)?,
                Ok(Event::End(element)) => self.end(element.name().as_ref())?,
                Ok(Event::Text(text)) if self.in_text && self.skipping == 0 => {
                    self.push(&text.xml10_content())?;
                }
                Ok(Event::CData(text)) if self.in_text && self.skipping == 0 => {
                    self.push(&text.xml10_content())?;
                }
                Ok(Event::GeneralRef(reference)) if self.in_text && self.skipping == 0 => {
                    let letter = match reference.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        _ => predefined(&reference.xml10_content()).to_owned(),
                    };
                    self.push(&letter)?;
                }
                Ok(Event::DocType(_)) => {
                    return Err(damaged("a document type definition".to_owned()));
                }
                Ok(Event::Eof) => return Ok(()),
                Ok(_) => {}
                Err(error) => return Err(damaged(error.to_string())),
            }
        }
    }

    fn push(&mut self, text: &str) -> Result<(), ReadError> {
        let Some(paragraph) = self.texts.last_mut() else { return Ok(()) };
        paragraph.run.push_str(text);
        if paragraph.text.len() + paragraph.run.len() > self.limits.text_chars * 4 {
            return Err(ReadError::TooLarge {
                what: Counted::Characters,
                bound: self.limits.text_chars,
            });
        }
        Ok(())
    }

    fn start(&mut self, element: &BytesStart<'_>, empty: bool) -> Result<(), ReadError> {
        self.elements += 1;
        if self.elements > self.limits.elements {
            return Err(ReadError::TooLarge {
                what: Counted::Elements,
                bound: self.limits.elements,
            });
        }
        if !empty {
            self.depth += 1;
        }
        if self.depth > self.limits.depth {
            return Err(ReadError::TooLarge {
                what: Counted::NestedElements,
                bound: self.limits.depth,
            });
        }
        let name = element.name();
        if self.skipping > 0 {
            self.skipping += usize::from(!empty);
            return Ok(());
        }
        match name.as_ref() {
            "w:del" | "w:moveFrom" | "w:instrText" | "mc:Fallback" | "w:footnote" if !empty => {
                self.skipping = 1;
            }
            "w:tbl" if !empty => {
                self.table_count += 1;
                self.tables.push(Table::new(self.table_count));
            }
            "w:tr" => self.with_table(Table::begin_row),
            "w:tc" => self.with_table(Table::begin_cell),
            "w:gridSpan" => {
                let columns = number(element).unwrap_or(1).clamp(1, 256);
                self.with_cell(|cell| cell.columns = columns);
            }
            "w:vMerge" => {
                let restart = value(element).as_deref() == Some("restart");
                let merge = if restart { Merge::Begins } else { Merge::Continues };
                self.with_cell(|cell| cell.down = merge);
            }
            "w:hMerge" => {
                let restart = value(element).as_deref() == Some("restart");
                let merge = if restart { Merge::Begins } else { Merge::Continues };
                self.with_cell(|cell| cell.across = merge);
            }
            "w:p" if empty => {}
            "w:p" => self.texts.push(Paragraph::default()),
            "w:vanish" if !matches!(value(element).as_deref(), Some("0" | "false")) => {
                if let Some(paragraph) = self.texts.last_mut() {
                    paragraph.hidden = true;
                }
            }
            "w:t" => self.in_text = !empty,
            "w:tab" | "w:ptab"
                if self
                    .texts
                    .last()
                    .is_some_and(|it| !it.text.is_empty() || !it.run.is_empty()) =>
            {
                self.push("\t")?;
            }
            "w:br" | "w:cr" if self.tables.is_empty() => self.push("\n")?,
            "w:noBreakHyphen" => self.push("-")?,
            "w:drawing" | "w:pict" | "w:object" => self.document.pictures += 1,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), ReadError> {
        self.depth = self.depth.saturating_sub(1);
        if self.skipping > 0 {
            self.skipping -= 1;
            return Ok(());
        }
        match name {
            "w:t" => self.in_text = false,
            "w:r" => self.end_run(),
            "w:p" => {
                self.end_run();
                if let Some(paragraph) = self.texts.pop() {
                    self.end_paragraph(&paragraph.text)?;
                }
            }
            "w:tbl" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    fn end_run(&mut self) {
        if let Some(paragraph) = self.texts.last_mut() {
            let run = std::mem::take(&mut paragraph.run);
            if !std::mem::take(&mut paragraph.hidden) {
                paragraph.text.push_str(&run);
            }
        }
    }

    fn end_paragraph(&mut self, text: &str) -> Result<(), ReadError> {
        if let Some(cell) = self.tables.last_mut().and_then(Table::cell) {
            cell.text.push_str(text.trim_matches(is_filler));
            return Ok(());
        }
        for line in text.split('\n') {
            let line = line.trim_matches(is_filler);
            if line.is_empty() {
                continue;
            }
            self.lines += 1;
            let place = Place::line(self.lines);
            self.emit(Block::Text(TextBlock { text: line.to_owned(), place }))?;
        }
        Ok(())
    }

    /// A table inside a cell follows the table it stands in.
    fn end_table(&mut self) -> Result<(), ReadError> {
        let Some(table) = self.tables.pop() else { return Ok(()) };
        let (rows, inner) = table.rows(self.limits)?;
        if let Some(outer) = self.tables.last_mut() {
            outer.inner.extend(rows);
            outer.inner.extend(inner);
            return Ok(());
        }
        for row in rows.into_iter().chain(inner) {
            self.emit(Block::Row(row))?;
        }
        Ok(())
    }

    fn emit(&mut self, block: Block) -> Result<(), ReadError> {
        if self.document.blocks.len() >= self.limits.blocks {
            return Err(ReadError::TooLarge {
                what: Counted::Paragraphs,
                bound: self.limits.blocks,
            });
        }
        self.document.blocks.push(block);
        Ok(())
    }

    fn with_table(&mut self, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    fn with_cell(&mut self, change: impl FnOnce(&mut Cell)) {
        if let Some(cell) = self.tables.last_mut().and_then(Table::cell) {
            change(cell);
        }
    }
}

fn predefined(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "\u{fffd}",
    }
}

fn value(element: &BytesStart<'_>) -> Option<String> {
    element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == "w:val")
        .map(|attribute| attribute.value.to_string())
}

fn number(element: &BytesStart<'_>) -> Option<usize> {
    value(element)?.parse().ok()
}

#[cfg(test)]
mod tests;
