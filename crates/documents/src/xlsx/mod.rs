//! Workbooks: reports that a clerk fills in and sends back, lists of problems, comparisons, sums.

mod checks;
mod corrected;
mod formats;
mod lists;
mod narrative;
mod problems;
mod report;
mod rollup;
mod table;

use std::borrow::Cow;

use rust_xlsxwriter::{Format, Worksheet};

pub use corrected::corrected;
pub use lists::lists;
pub use problems::problem_list;
pub use report::report;
pub use rollup::{MOST_UNIT_SHEETS, rollup};

/// A workbook could not be written; this is a fault of the program.
#[derive(Debug, thiserror::Error)]
#[error("the workbook could not be written")]
pub struct XlsxError(#[from] rust_xlsxwriter::XlsxError);

/// A cell holds 32,767 letters; what does not fit is cut off visibly.
fn fitting(text: &str) -> Cow<'_, str> {
    const MOST: usize = 32_700;
    const CUT: &str = "……（单元格放不下，后文从略）";
    if text.encode_utf16().count() <= MOST {
        return Cow::Borrowed(text);
    }
    let mut room = MOST - CUT.chars().count();
    let kept = text.chars().take_while(|c| {
        let fits = room >= c.len_utf16();
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    Cow::Owned(kept.chain(CUT.chars()).collect())
}

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
    let short = fitting(text);
    let text = short.as_ref();
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?;
    } else {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}
