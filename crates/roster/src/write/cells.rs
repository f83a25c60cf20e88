//! Rows of text as a sheet.

use rust_xlsxwriter::{Color, Format, FormatAlign, Worksheet, XlsxError};

use super::{Cells, WriteError};
use crate::guard::neutral;
use crate::limits::MOST_ROWS;
use crate::values::trimmed;

/// How cells look.
pub struct Formats {
    pub heading: Format,
    /// As text, so that a spreadsheet keeps the zeros of 0972 and does not make days of figures.
    pub text: Format,
    pub wrapped: Format,
}

impl Formats {
    pub fn new() -> Self {
        Self {
            heading: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00E6_EEF7))
                .set_num_format("@"),
            text: Format::new().set_num_format("@"),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
        }
    }
}

/// A sheet with headings that stay in view.
pub fn sheet(
    title: &str,
    headings: &[&str],
    rows: &[Cells],
    formats: &Formats,
) -> Result<Worksheet, WriteError> {
    if rows.len() > MOST_ROWS {
        return Err(WriteError::TooManyRows);
    }
    let mut sheet = Worksheet::new();
    sheet.set_name(title)?.set_freeze_panes(1, 1)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.set_column_format(column, &formats.text)?;
        sheet.set_column_width(column, width(heading))?;
        sheet.write_string_with_format(0, column, *heading, &formats.heading)?;
    }
    for (row, cells) in (1..).zip(rows) {
        for (column, text) in (0..).zip(cells) {
            text_cell(&mut sheet, row, column, text, &formats.text)?;
        }
    }
    Ok(sheet)
}

fn text_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = neutral(trimmed(text));
    if !text.is_empty() {
        sheet.write_string_with_format(row, column, text, format)?;
    }
    Ok(())
}

/// In figures, of which a Chinese letter takes two.
fn width(heading: &str) -> f64 {
    let figures = u32::try_from(heading.len()).unwrap_or(0).clamp(10, 24);
    f64::from(figures + 2)
}
