//! What every format is turned into before it is understood: lines of text and rows of cells.

use crate::value::Place;

/// A piece of a document in reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph or a line of text.
    Text(TextBlock),
    /// A row of a table.
    Row(RowBlock),
}

/// A paragraph or a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBlock {
    /// The text, white space folded.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowBlock {
    /// Which table of the document it belongs to, counted from 1; equal for the rows of one table.
    pub table: u32,
    /// The cells from left to right.
    pub cells: Vec<BlockCell>,
    /// How cells are laid out when one covers several columns.
    pub layout: Layout,
}

/// How the cells of a row stand for the columns of their table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Each entry is one column of the grid; a cell over several columns or rows is repeated as
    /// [`BlockCell::continued`], so that an index means the same column in every row.
    Grid,
    /// Entries as they were printed between separators; fillers may stand anywhere.
    Loose,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockCell {
    /// The text of the cell, its lines joined; empty for a blank cell.
    pub text: String,
    /// Where it stands.
    pub place: Place,
    /// Whether this entry repeats a cell that began further left or above.
    pub continued: bool,
}

impl BlockCell {
    /// Makes a cell that begins here.
    pub fn new(text: impl Into<String>, place: Place) -> Self {
        Self { text: text.into(), place, continued: false }
    }

    /// Tells whether the cell holds nothing but white space.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(is_filler)
    }
}

/// Tells whether a character is white space or one of the invisible fillers of web pages.
pub fn is_filler(c: char) -> bool {
    // Nearly every letter is one of these, and white space takes a table to tell.
    if matches!(c, '一'..='龥' | '!'..='~') {
        return false;
    }
    c.is_whitespace()
        || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{ad}' | '\u{fffc}')
}

/// A document as blocks, with what stands beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Document {
    /// Text and rows in reading order.
    pub blocks: Vec<Block>,
    /// Title of the page or file, where the format carries one.
    pub title: Option<String>,
    /// Names and values from the head of the page or the properties of the file.
    pub metadata: Vec<(String, String)>,
    /// Pictures in the document, which may hold what its text does not.
    pub pictures: usize,
}
