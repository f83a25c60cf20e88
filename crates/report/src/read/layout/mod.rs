//! Where readers put what they find: text and tables become blocks, counted against the limits.

mod fold;
mod grid;

pub(super) use fold::{fold, join, verbatim};
pub(super) use grid::{Cell, Item, Row, Section, Table};

use super::ReadError;
use super::block::{Block, BlockCell, Document, Layout, RowBlock, TextBlock};
use crate::limits::Limits;
use crate::value::Place;

/// Refuses a file of too many bytes, and one without any.
pub(super) fn check_size(bytes: &[u8], limits: &Limits) -> Result<(), ReadError> {
    match bytes.len() {
        0 => Err(ReadError::Empty),
        len if len > limits.file_bytes => {
            Err(ReadError::TooLarge { what: "bytes", bound: limits.file_bytes })
        }
        _ => Ok(()),
    }
}

/// Collects the blocks of a document and keeps its bounds.
pub(super) struct Sink<'a> {
    limits: &'a Limits,
    blocks: Vec<Block>,
    lines: u32,
    tables: u32,
    cells: usize,
    bytes: usize,
    has_text: bool,
}

impl<'a> Sink<'a> {
    /// Starts an empty document.
    pub fn new(limits: &'a Limits) -> Self {
        let blocks = Vec::new();
        Self { limits, blocks, lines: 0, tables: 0, cells: 0, bytes: 0, has_text: false }
    }

    /// Returns the bounds.
    pub fn limits(&self) -> &'a Limits {
        self.limits
    }

    /// Adds a line of text at the next line number; a blank one is left out.
    pub fn line(&mut self, text: String) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        self.lines = self.lines.saturating_add(1);
        self.text(text, Place::line(self.lines))
    }

    /// Adds a line of text with its place.
    pub fn text(&mut self, text: String, place: Place) -> Result<(), ReadError> {
        self.charge(&text)?;
        self.has_text = true;
        self.push(Block::Text(TextBlock { text, place }))
    }

    /// Returns the number for the next table.
    pub fn next_table(&mut self) -> u32 {
        self.tables = self.tables.saturating_add(1);
        self.tables
    }

    /// Adds a row of a grid; its texts have been charged.
    pub fn row(&mut self, table: u32, cells: Vec<BlockCell>) -> Result<(), ReadError> {
        let most = self.limits.columns;
        if cells.len() > most {
            return Err(ReadError::TooLarge { what: "columns", bound: most });
        }
        self.cells = self.cells.saturating_add(cells.len());
        if self.cells > self.limits.cells {
            return Err(ReadError::TooLarge { what: "cells", bound: self.limits.cells });
        }
        self.has_text = self.has_text || cells.iter().any(|cell| !cell.text.is_empty());
        self.push(Block::Row(RowBlock { table, cells, layout: Layout::Grid }))
    }

    /// Counts a text before it is stored or repeated.
    pub fn charge(&mut self, text: &str) -> Result<(), ReadError> {
        let bound = self.limits.text_chars;
        if text.len() > bound && text.chars().count() > bound {
            return Err(ReadError::TooLarge { what: "characters of one text", bound });
        }
        self.bytes = self.bytes.saturating_add(text.len());
        let bound = self.limits.unpacked_bytes;
        match self.bytes > bound {
            true => Err(ReadError::TooLarge { what: "bytes of text", bound }),
            false => Ok(()),
        }
    }

    /// Returns the document, or an error when nothing in it can be read.
    pub fn finish(
        self,
        title: Option<String>,
        metadata: Vec<(String, String)>,
        pictures: usize,
    ) -> Result<Document, ReadError> {
        if !self.has_text {
            return Err(ReadError::NoText { pictures });
        }
        Ok(Document { blocks: self.blocks, title, metadata, pictures })
    }

    fn push(&mut self, block: Block) -> Result<(), ReadError> {
        let bound = self.limits.blocks;
        if self.blocks.len() >= bound {
            return Err(ReadError::TooLarge { what: "paragraphs and rows", bound });
        }
        self.blocks.push(block);
        Ok(())
    }
}
