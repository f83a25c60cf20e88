//! Workbooks: reports that a clerk fills in and sends back, lists of problems, comparisons, sums.

mod checks;
mod formats;
mod lists;
mod narrative;
mod problems;
mod report;
mod rollup;
mod table;

use rust_xlsxwriter::{Format, Worksheet};

pub use lists::lists;
pub use problems::problem_list;
pub use report::report;
pub use rollup::{MOST_UNIT_SHEETS, rollup};

/// A workbook could not be written; this is a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be written")]
pub struct XlsxError(#[from] rust_xlsxwriter::XlsxError);

/// Height in points of a row of texts in columns of these widths (in figures, two to a Chinese
/// letter). Not every program grows rows by itself.
pub(super) fn row_height<'a>(cells: impl Iterator<Item = (&'a str, u16)>) -> f64 {
    const MOST_LINES: usize = 24;
    let lines = cells.map(|(text, width)| {
        let room = usize::from(width.max(2));
        text.lines().map(|line| (line.chars().count() * 2).div_ceil(room).max(1)).sum::<usize>()
    });
    let lines = lines.max().unwrap_or(1).clamp(1, MOST_LINES);
    f64::from(u32::try_from(lines).unwrap_or(1) * 15 + 6)
}

/// Writes words. What a spreadsheet would take for a formula when the cell is typed in again is
/// marked as text: the words stay as they are and never run, here or where they are copied to.
pub(super) fn words(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}
