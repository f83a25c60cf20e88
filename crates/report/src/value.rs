//! The values that a report is made of: cells with what they hold, where and how it was found.

use std::fmt;

use law::Lang;
use serde::{Deserialize, Serialize};

use crate::number::Number;

/// Where something stands in the source. Numbers count from 1; 0 means that the format has none.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
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

impl Place {
    /// Says the place in words. In a text file the line says all.
    pub fn words(self, lang: Lang) -> String {
        let table_too = self.line == 0;
        let parts = [
            (self.page, "第{}页", "page {}"),
            (self.line, "第{}行", "line {}"),
            (if table_too { self.table } else { 0 }, "第{}个表", "table {}"),
            (if table_too { self.row } else { 0 }, "第{}行", "row {}"),
            (if table_too { self.column } else { 0 }, "第{}列", "column {}"),
        ];
        let words: Vec<String> = parts
            .into_iter()
            .filter(|(number, _, _)| *number > 0)
            .map(|(number, zh, en)| lang.pick(zh, en).replace("{}", &number.to_string()))
            .collect();
        words.join(lang.pick("", ", "))
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

/// What a cell holds. A blank is not a zero, and a mark is neither.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellValue {
    /// A number, exact.
    Number(Number),
    /// Nothing.
    Blank,
    /// `/`, `—`, 不适用 and the like, as written.
    Mark(String),
    /// Something stands there, or should, that cannot be told with certainty.
    Unreadable(Unreadable),
}

/// Why a cell could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unreadable {
    /// Words or signs that are no number.
    NotANumber,
    /// Digits of several cells run together, and the sums leave more than one reading or none.
    RunTogether,
    /// The row has more or fewer cells than columns, so that no value can be given its column.
    WrongNumberOfCells,
    /// Rows lost their labels and could not be told apart.
    RowUnknown,
    /// Two rows claim the cell with different values.
    Contradictory,
}

/// How the value of a cell was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By the label of its row and its position in it.
    Label,
    /// Its row has lost its label and was told by the rows before and after.
    Order,
    /// Digits run together were split in the only way that satisfies the sums.
    Split,
    /// A number torn out of its row was put back in the only way that satisfies the sums.
    Restored,
}

/// A cell of a report: value, text as printed, place, and how it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What it holds.
    pub value: CellValue,
    /// The text as printed.
    pub raw: String,
    /// Words in brackets beside the number, for example 其中修订16件.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// Where it stands in the source.
    pub place: Place,
    /// How it was found.
    pub how: How,
}

impl Cell {
    /// Returns the number in the cell.
    pub fn number(&self) -> Option<Number> {
        match self.value {
            CellValue::Number(number) => Some(number),
            CellValue::Blank | CellValue::Mark(_) | CellValue::Unreadable(_) => None,
        }
    }

    /// Returns the number in the cell where it is a whole one.
    pub fn count(&self) -> Option<i64> {
        self.number().and_then(Number::integer)
    }

    /// Returns what a page shows for the cell: the number exactly, with its remark in brackets.
    pub fn printed(&self) -> String {
        let text = match &self.value {
            CellValue::Number(number) => number.to_string(),
            CellValue::Blank => String::new(),
            CellValue::Mark(mark) => mark.clone(),
            CellValue::Unreadable(_) => "？".to_owned(),
        };
        match &self.remark {
            Some(remark) => format!("{text}（{remark}）"),
            None => text,
        }
    }

    /// Tells whether the cell is blank.
    pub fn is_blank(&self) -> bool {
        self.value == CellValue::Blank
    }
}
