//! From the items of all pages to the blocks that every format is turned into.

use std::collections::BTreeSet;

use super::lines::Line;
use super::page::Item;
use super::table::Table;
use crate::limits::Limits;
use crate::read::block::{Block, BlockCell, Layout, RowBlock, TextBlock};
use crate::read::{Counted, ReadError};
use crate::value::Place;

/// Writes blocks and counts what has a bound.
struct Writer<'l> {
    limits: &'l Limits,
    blocks: Vec<Block>,
    tables: u32,
    cells: usize,
    page: u32,
    line: u32,
    /// The last block is a row without borders: its row number, for the next to go on.
    loose: Option<u32>,
}

/// Returns items as blocks.
///
/// # Errors
///
/// [`ReadError::TooLarge`] where there are too many blocks or cells, or a text is too long.
pub(super) fn blocks(items: Vec<(u32, Item)>, limits: &Limits) -> Result<Vec<Block>, ReadError> {
    let mut writer =
        Writer { limits, blocks: Vec::new(), tables: 0, cells: 0, page: 0, line: 0, loose: None };
    for (page, item) in items {
        if page != writer.page {
            (writer.page, writer.line) = (page, 0);
        }
        match item {
            Item::Line(line) if line.is_row() => writer.loose_row(line)?,
            Item::Line(line) => writer.text(&line)?,
            Item::Table(table) => writer.table(&table)?,
        }
    }
    Ok(writer.blocks)
}

impl Writer<'_> {
    fn text(&mut self, line: &Line) -> Result<(), ReadError> {
        self.loose = None;
        self.line = self.line.saturating_add(1);
        let text = self.bounded(line.text())?;
        let place = Place::line(self.line).on_page(self.page);
        self.push(Block::Text(TextBlock { text, place }))
    }

    fn loose_row(&mut self, line: Line) -> Result<(), ReadError> {
        if self.loose.is_none() {
            self.tables = self.tables.saturating_add(1);
        }
        let row = self.loose.unwrap_or(0).saturating_add(1);
        self.loose = Some(row);
        self.line = self.line.saturating_add(1);
        let mut cells = Vec::with_capacity(line.chunks.len());
        for (column, chunk) in (1_u32..).zip(line.chunks) {
            let place = Place::cell(self.tables, row, column).on_page(self.page);
            cells.push(BlockCell::new(self.bounded(chunk.text)?, place));
        }
        self.row(cells, Layout::Loose)
    }

    fn table(&mut self, table: &Table) -> Result<(), ReadError> {
        self.loose = None;
        self.tables = self.tables.saturating_add(1);
        let mut begun: BTreeSet<usize> = BTreeSet::new();
        for (number, row) in (1_u32..).zip(&table.rows) {
            let mut cells = Vec::with_capacity(row.cells.len());
            for (column, cell) in (1_u32..).zip(&row.cells) {
                let place = Place::cell(self.tables, number, column).on_page(row.page);
                let text = table.texts.get(*cell).cloned().unwrap_or_default();
                let continued = !begun.insert(*cell);
                cells.push(BlockCell { text: self.bounded(text)?, place, continued });
            }
            self.row(cells, Layout::Grid)?;
        }
        Ok(())
    }

    fn row(&mut self, cells: Vec<BlockCell>, layout: Layout) -> Result<(), ReadError> {
        self.cells += cells.len();
        if self.cells > self.limits.cells {
            return Err(ReadError::TooLarge { what: Counted::Cells, bound: self.limits.cells });
        }
        if cells.len() > self.limits.columns {
            return Err(ReadError::TooLarge { what: Counted::Columns, bound: self.limits.columns });
        }
        self.push(Block::Row(RowBlock { table: self.tables, cells, layout }))
    }

    fn push(&mut self, block: Block) -> Result<(), ReadError> {
        if self.blocks.len() >= self.limits.blocks {
            return Err(ReadError::TooLarge { what: Counted::Blocks, bound: self.limits.blocks });
        }
        self.blocks.push(block);
        Ok(())
    }

    fn bounded(&self, text: String) -> Result<String, ReadError> {
        let bound = self.limits.text_chars;
        // Bytes are counted first: characters are never more.
        if text.len() > bound && text.chars().count() > bound {
            return Err(ReadError::TooLarge { what: Counted::Characters, bound });
        }
        Ok(text)
    }
}

/// Returns the title in a file's properties: UTF-16 with a mark, or UTF-8.
pub(super) fn title(bytes: &[u8]) -> Option<String> {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        plain => std::str::from_utf8(plain).ok()?.to_owned(),
    };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control()).to_owned();
    (!text.is_empty()).then_some(text)
}
