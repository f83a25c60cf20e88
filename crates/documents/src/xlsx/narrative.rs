//! Title, headings and running text, a row for each; the text may be changed.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{formats, words};
use crate::page::{Block, Page};

/// Letters that fit into one line of the text column.
const LINE: usize = 38;
/// Empty rows for text under a heading of a form that is to be filled in.
const ROOM: u32 = 6;

/// Writes the running text of the page.
pub fn write(sheet: &mut Worksheet, page: &Page, to_fill_in: bool) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 82)?;
    words(sheet, 0, 0, &page.title, &formats::title())?;
    sheet.set_row_height(0, 36)?;
    let mut row = 2;
    for block in &page.blocks {
        match block {
            Block::Heading { text, .. } => {
                row += 1;
                words(sheet, row, 0, text, &formats::heading())?;
                sheet.set_row_height(row, 22)?;
                row += 1;
                if to_fill_in {
                    for empty in row..row + ROOM {
                        sheet.write_blank(empty, 0, &formats::text())?;
                        sheet.set_row_height(empty, 36)?;
                    }
                    row += ROOM;
                }
            }
            Block::Paragraph { text, .. } | Block::Note { text } => {
                words(sheet, row, 0, text, &formats::text())?;
                sheet.set_row_height(row, height(text))?;
                row += 1;
            }
            Block::Change { .. } | Block::Table(_) | Block::Picture(_) | Block::NewPage => {}
        }
    }
    Ok(())
}

/// Row height in points; a spreadsheet does not grow rows by itself in every program.
fn height(text: &str) -> f64 {
    let lines = u32::try_from(text.chars().count().div_ceil(LINE)).unwrap_or(1).max(1);
    f64::from((lines * 17 + 6).min(400))
}
