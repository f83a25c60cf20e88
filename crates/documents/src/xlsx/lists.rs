//! A page of lists as a workbook: each table becomes a sheet named after its heading.

use std::collections::BTreeSet;

use rust_xlsxwriter::{Workbook, Worksheet};

use super::report::{Print, finish, properties};
use super::{XlsxError, formats, row_height, words};
use crate::grid::Slot;
use crate::page::{Block, Page, PieceKind, Role, Table};

/// Letters that the name of a sheet may have.
const LONGEST_NAME: usize = 31;

/// Writes the tables of a page, and what stands around them on a sheet in front.
///
/// # Errors
///
/// [`XlsxError`], a fault of the program.
pub fn lists(page: &Page, front: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    add(&mut workbook, page, front)?;
    Ok(workbook.save_to_buffer()?)
}

pub(super) fn add(
    workbook: &mut Workbook,
    page: &Page,
    front: &str,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    workbook.set_properties(&properties(page)?);
    let mut names = BTreeSet::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(unique(front, &mut names))?;
    text(sheet, page)?;
    finish(sheet, Print::Text);
    let mut heading = front.to_owned();
    for block in &page.blocks {
        match block {
            Block::Heading { text, .. } => heading.clone_from(text),
            Block::Table(it) => {
                let sheet = workbook.add_worksheet();
                sheet.set_name(unique(&heading, &mut names))?;
                list(sheet, it)?;
                finish(sheet, Print::Table);
            }
            Block::Paragraph { .. }
            | Block::Note { .. }
            | Block::Change { .. }
            | Block::Picture(_)
            | Block::NewPage => {}
        }
    }
    Ok(())
}

/// A name that a sheet may have and that none has yet.
pub(super) fn unique(wanted: &str, names: &mut BTreeSet<String>) -> String {
    let clean: String = wanted
        .chars()
        .filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\''))
        .collect();
    let clean = if clean.trim().is_empty() { "-".to_owned() } else { clean };
    let mut number = 1_u32;
    loop {
        let ending = if number == 1 { String::new() } else { format!(" {number}") };
        let room = LONGEST_NAME - ending.chars().count();
        // Letters beyond the first plane count twice; half the room is always enough for them.
        let wide = clean.chars().any(|c| c.len_utf16() > 1);
        let room = if wide { room / 2 } else { room };
        let name: String = clean.chars().take(room).chain(ending.chars()).collect();
        // Names of sheets differ in more than upper and lower case.
        if names.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

fn text(sheet: &mut Worksheet, page: &Page) -> Result<(), rust_xlsxwriter::XlsxError> {
    const WIDTH: u16 = 82;
    sheet.set_column_width(0, f64::from(WIDTH))?;
    words(sheet, 0, 0, &page.title, &formats::title())?;
    let mut row = 1;
    for block in &page.blocks {
        let (line, format) = match block {
            Block::Heading { text, .. } => (text.clone(), formats::heading()),
            Block::Paragraph { text, .. } | Block::Note { text } => {
                (text.clone(), formats::cell(Role::Text))
            }
            Block::Change { pieces } => {
                let said = |kind| {
                    let kept =
                        pieces.iter().filter(|it| it.kind == PieceKind::Same || it.kind == kind);
                    kept.map(|it| it.text.as_str()).collect::<String>()
                };
                let line = format!("− {}\n+ {}", said(PieceKind::Removed), said(PieceKind::Added));
                (line, formats::cell(Role::Text))
            }
            Block::Table(_) | Block::Picture(_) | Block::NewPage => continue,
        };
        row += 1;
        sheet.set_row_height(row, row_height(std::iter::once((line.as_str(), WIDTH))))?;
        words(sheet, row, 0, &line, &format)?;
    }
    Ok(())
}

/// A table of words; numbers become numbers so that they can be sorted and added up.
fn list(sheet: &mut Worksheet, table: &Table) -> Result<(), rust_xlsxwriter::XlsxError> {
    let widths: Vec<u16> = table.widths.iter().map(|it| (*it).clamp(8, 80) * 13 / 10).collect();
    for (width, column) in widths.iter().zip(0..) {
        sheet.set_column_width(column, f64::from(*width))?;
    }
    for (slots, row) in crate::grid::slots(table).iter().zip(0..) {
        let texts = slots.iter().filter_map(|slot| match slot {
            Slot::Begins { column, cell } if cell.rows == 1 => {
                let covered = widths.get(*column..column + usize::from(cell.columns));
                Some((cell.text.as_str(), covered.unwrap_or_default().iter().sum()))
            }
            Slot::Begins { .. } | Slot::GoesOn { .. } => None,
        });
        sheet.set_row_height(row, row_height(texts))?;
        for slot in slots {
            let Slot::Begins { column, cell } = slot else { continue };
            let column = u16::try_from(*column).unwrap_or(u16::MAX);
            let format = formats::cell(cell.role);
            let last = (row + u32::from(cell.rows) - 1, column + cell.columns - 1);
            if last != (row, column) {
                super::table::merge(sheet, (row, column), last, "", &format)?;
            }
            match cell.text.parse::<i32>() {
                Ok(number) if cell.role != Role::Column => {
                    sheet.write_number_with_format(row, column, number, &format)?;
                }
                _ => words(sheet, row, column, &cell.text, &format)?,
            }
        }
    }
    if table.header_rows > 0 {
        let first = u32::try_from(table.header_rows).unwrap_or(1);
        sheet.set_freeze_panes(first, 0)?;
        sheet.set_repeat_rows(0, first - 1)?;
    }
    Ok(())
}
