//! A file as rows of text, within bounds.

mod package;
mod say;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::columns::{OrganisationColumn, PersonColumn, SheetName};
use crate::limits::{LONGEST_CELL, MOST_BYTES, MOST_PARTS, MOST_ROWS, MOST_UNPACKED_BYTES};

/// What a file says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sheets {
    /// The sheet of organisations; empty where there is none.
    pub organisations: Sheet<OrganisationColumn>,
    /// The sheet of people; empty where there is none.
    pub people: Sheet<PersonColumn>,
    /// What was left out.
    pub oddities: Vec<Oddity>,
}

/// A sheet: the columns that it has, and its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(bound(serialize = "C: Ord + Serialize", deserialize = "C: Ord + Deserialize<'de>"))]
pub struct Sheet<C> {
    /// The columns whose headings are there.
    pub columns: BTreeSet<C>,
    /// The rows that say anything.
    pub rows: Vec<Row<C>>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[serde(bound(serialize = "C: Ord + Serialize", deserialize = "C: Ord + Deserialize<'de>"))]
pub struct Row<C> {
    /// Its number as the spreadsheet shows it.
    pub number: u32,
    /// What its cells say, without blanks around it. Empty cells are not there.
    pub cells: BTreeMap<C, String>,
}

/// Something in a file that is left out, because nobody knows what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Oddity {
    /// A heading.
    UnknownHeading {
        /// Where.
        sheet: SheetName,
        /// The heading.
        heading: String,
    },
    /// A sheet.
    UnknownSheet {
        /// Its name.
        name: String,
    },
}

/// Why a file is not read.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReadError {
    /// Too many bytes.
    #[error("the file is larger than {MOST_BYTES} bytes")]
    TooLarge,
    /// Too many bytes when unpacked, or too many parts: what a bomb is made of.
    #[error("the file has more than {MOST_PARTS} parts or {MOST_UNPACKED_BYTES} bytes unpacked")]
    Bomb,
    /// Needs a password, or is an old `.xls`, which looks the same from outside.
    #[error("the file is encrypted, or no .xlsx")]
    Encrypted,
    /// Has programs in it.
    #[error("the file has macros or controls in it")]
    Macros,
    /// No workbook, or a broken one.
    #[error("the file is no workbook (.xlsx) that can be read")]
    Damaged,
    /// Neither of the two sheets.
    #[error("the file has neither the sheet of organisations nor that of people")]
    NoSheet,
    /// The headings of a sheet were not found.
    #[error("the sheet {0:?} has no row of headings with its first column")]
    NoHeadings(SheetName),
    /// A heading twice.
    #[error("the sheet {sheet:?} has the heading \"{heading}\" twice")]
    HeadingTwice {
        /// Where.
        sheet: SheetName,
        /// The heading.
        heading: String,
    },
    /// Too many rows.
    #[error("the sheet {0:?} has more than {MOST_ROWS} rows")]
    TooManyRows(SheetName),
    /// Too long a text.
    #[error("a cell of row {row} of the sheet {sheet:?} is longer than {LONGEST_CELL} characters")]
    CellTooLong {
        /// Where.
        sheet: SheetName,
        /// In which row.
        row: u32,
    },
}

/// Reads a workbook.
///
/// # Errors
///
/// [`ReadError`] says why not. Nothing in the file is run, and nothing outside it is fetched.
pub fn read(bytes: &[u8]) -> Result<Sheets, ReadError> {
    package::check(bytes)?;
    // The reader of workbooks is not hardened against damage: a panic in it is a damaged file to us.
    std::panic::catch_unwind(|| sheet::workbook(bytes)).unwrap_or(Err(ReadError::Damaged))
}

impl Sheets {
    /// Tells whether it is as small as [`read()`] keeps it, for sheets that another process has read.
    #[must_use]
    pub fn is_within_bounds(&self) -> bool {
        self.organisations.is_within_bounds() && self.people.is_within_bounds()
    }
}

impl<C> Sheet<C> {
    fn is_within_bounds(&self) -> bool {
        let is_short = |it: &Row<C>| it.cells.values().all(|it| it.chars().count() <= LONGEST_CELL);
        self.rows.len() <= MOST_ROWS && self.rows.iter().all(is_short)
    }
}

impl<C: Ord> Row<C> {
    /// What a cell says; an empty text where it says nothing.
    pub(crate) fn text(&self, column: C) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }
}

impl<C> Default for Sheet<C> {
    fn default() -> Self {
        Self { columns: BTreeSet::new(), rows: Vec::new() }
    }
}
