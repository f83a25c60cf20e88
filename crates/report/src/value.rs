//! The values that a report is made of: cells with what they hold, where and how it was found.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Where something stands in the source. Numbers count from 1; 0 means that the format has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Place {
    /// Page of a PDF, sheet of a workbook.
    #[serde(skip_serializing_if = "is_zero")]
    pub page: u32,
    /// Line of a text, paragraph of a document.
    #[serde(skip_serializing_if = "is_zero")]
    pub line: u32,
    /// Table of the document.
    #[serde(skip_serializing_if = "is_zero")]
    pub table: u32,
    /// Row of the table.
    #[serde(skip_serializing_if = "is_zero")]
    pub row: u32,
    /// Column of the table, or character of the line.
    #[serde(skip_serializing_if = "is_zero")]
    pub column: u32,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands in a reference")]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Place {
    /// Returns the place of a line of text.
    pub fn line(line: u32) -> Self {
        Self { line, ..Self::default() }
    }

    /// Returns the place of a cell.
    pub fn cell(table: u32, row: u32, column: u32) -> Self {
        Self { table, row, column, ..Self::default() }
    }

    /// Returns the same place on a page.
    pub fn on_page(self, page: u32) -> Self {
        Self { page, ..self }
    }
}

impl fmt::Display for Place {
    /// Writes the short form `p3 t2 r5 c4`, leaving out what the format does not have.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            ('p', self.page),
            ('l', self.line),
            ('t', self.table),
            ('r', self.row),
            ('c', self.column),
        ];
        let mut first = true;
        for (letter, number) in parts.into_iter().filter(|(_, number)| *number > 0) {
            if !first {
                f.write_str(" ")?;
            }
            write!(f, "{letter}{number}")?;
            first = false;
        }
        Ok(())
    }
}
