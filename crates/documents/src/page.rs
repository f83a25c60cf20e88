//! What is to be written, before any format: headings, paragraphs, tables, pictures.
//!
//! Every document is composed once as a [`Page`]; HTML, DOCX and PDF are three ways of writing it,
//! so that they cannot say different things.

use chrono::NaiveDate;
use law::report_form::CellId;
use report::check::Severity;
use serde::Serialize;

/// A document to be written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// The title, in the page and in its metadata.
    pub title: String,
    /// Who issues it, for the metadata.
    pub author: String,
    /// The day as of which it speaks, for the metadata; no clock is read.
    pub as_of: NaiveDate,
    /// Language of the document, `zh-CN` or `en`.
    pub language: &'static str,
    /// Its parts in order.
    pub blocks: Vec<Block>,
    /// What the marks say: the sentence of mark 1 first.
    pub remarks: Vec<String>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 for the parts of the document, 2 below.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph of running text.
    Paragraph {
        /// Its words.
        text: String,
        /// Findings that concern it.
        marks: Vec<Mark>,
    },
    /// A paragraph in two versions, what was taken out and put in marked.
    Change {
        /// Its pieces in order.
        pieces: Vec<Piece>,
    },
    /// A remark of ours, which is no text of the report.
    Note {
        /// Its words.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A chart.
    Picture(Picture),
    /// What follows begins a new page.
    NewPage,
}

/// A piece of a paragraph in two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// In which versions it stands.
    pub kind: PieceKind,
    /// Its words.
    pub text: String,
}

/// In which versions a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PieceKind {
    /// In both.
    Same,
    /// In the earlier one only.
    Removed,
    /// In the later one only.
    Added,
}

/// A table, its cells in reading order, each cell only where it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// What the table is, for people who cannot see it.
    pub caption: String,
    /// Whether the caption is printed as well.
    pub shows_caption: bool,
    /// Relative widths of the columns.
    pub widths: Vec<u16>,
    /// How many rows at the top name the columns and are repeated on each page.
    pub header_rows: usize,
    /// How large its letters are.
    pub size: TextSize,
    /// The rows.
    pub rows: Vec<Vec<TableCell>>,
}

/// Sizes of letters in tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TextSize {
    /// 五号, 10.5 pt.
    Normal,
    /// 小五, 9 pt, for wide tables.
    Small,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableCell {
    /// Its words.
    pub text: String,
    /// Columns it covers.
    pub columns: u16,
    /// Rows it covers.
    pub rows: u16,
    /// What it is.
    pub role: Role,
    /// The cell of the form that it shows.
    #[serde(skip)]
    pub id: Option<CellId>,
    /// Findings that concern it.
    pub marks: Vec<Mark>,
}

/// What a cell of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Names a column.
    Column,
    /// Names a row or a group of rows.
    Row,
    /// A number.
    Value,
    /// Words.
    Text,
}

/// A finding at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Its number in the list at the end.
    pub number: usize,
    /// How grave it is.
    pub severity: Severity,
}

/// A chart with the table it was drawn from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// What it shows.
    pub caption: String,
    /// What it says, for people who cannot see it.
    pub description: String,
    /// The picture as SVG.
    pub svg: String,
    /// Width in thousandths of the text width.
    pub width: u16,
    /// The figures.
    pub data: Table,
}

impl TableCell {
    /// Makes a cell of one column and row.
    pub fn new(role: Role, text: impl Into<String>) -> Self {
        Self { text: text.into(), columns: 1, rows: 1, role, id: None, marks: Vec::new() }
    }

    /// Lets it cover several columns.
    #[must_use]
    pub fn across(self, columns: u16) -> Self {
        Self { columns, ..self }
    }

    /// Lets it cover several rows.
    #[must_use]
    pub fn down(self, rows: u16) -> Self {
        Self { rows, ..self }
    }

    /// Names the cell of the form that it shows.
    #[must_use]
    pub fn shows(self, id: CellId) -> Self {
        Self { id: Some(id), ..self }
    }

    /// Marks it.
    #[must_use]
    pub fn marked(self, marks: Vec<Mark>) -> Self {
        Self { marks, ..self }
    }
}

impl Mark {
    /// Returns the gravest of several.
    pub fn worst(marks: &[Self]) -> Option<Severity> {
        marks.iter().map(|it| it.severity).min()
    }
}
