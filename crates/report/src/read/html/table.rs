//! Tables of a web page: rows and cells, or a frame for layout.

use scraper::ElementRef;
use scraper::node::Node;

use super::Reader;
use super::element::{attribute, fold_into, is_hidden, typed};
use crate::read::block::{Block, is_filler};
use crate::read::spans::{SpanCell, Spans};
use crate::read::{Counted, ReadError};

impl Reader<'_> {
    pub(super) fn table(&mut self, table: ElementRef<'_>, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            return Err(ReadError::TooLarge {
                what: Counted::NestedElements,
                bound: self.limits.depth,
            });
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
                let number = |name: &str| {
                    attribute(cell.value(), name).and_then(|it| it.trim().parse::<u32>().ok())
                };
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
            return Err(ReadError::TooLarge {
                what: Counted::NestedElements,
                bound: self.limits.depth,
            });
        }
        for child in cell.children() {
            match child.value() {
                Node::Text(it) => fold_into(text, it),
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
    let has_table = |row: &ElementRef<'_>| {
        let mut inner = row.descendants().skip(1).filter_map(ElementRef::wrap);
        inner.any(|it| it.value().name() == "table")
    };
    let holds =
        |row: &ElementRef<'_>| has_table(row) || row.text().map(str::len).sum::<usize>() > 600;
    // Frames of old pages: a cell that holds a whole report with its own tables.
    let frames =
        |row: &ElementRef<'_>| has_table(row) && row.text().map(str::len).sum::<usize>() > 3_000;
    narrow && rows.iter().any(holds) || rows.iter().any(frames)
}
