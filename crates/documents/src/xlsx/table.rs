//! A table on a sheet of its own, its merged cells merged, its numbers numbers.

use std::collections::BTreeMap;

use law::report_form::{CellId, DisclosureColumn};
use report::Report;
use report::value::CellValue;
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, Note, Worksheet, XlsxError,
};

use super::{formats, words};
use crate::grid::{Slot, slots};
use crate::page::{Role, Table, TableCell};

/// Where each cell of the form stands: row and column, from 0.
pub type Places = BTreeMap<CellId, (u32, u16)>;

/// Rows between the heading and the table.
const HEADING: u32 = 2;

/// Writes a table below its heading and returns where its cells stand and the row behind it.
pub fn write(
    sheet: &mut Worksheet,
    top: u32,
    heading: &str,
    table: &Table,
    report: &Report,
) -> Result<(Places, u32), XlsxError> {
    let last = u16::try_from(table.widths.len()).unwrap_or(1).saturating_sub(1);
    merge(sheet, (top, 0), (top, last), heading, &formats::heading())?;
    for (width, column) in table.widths.iter().zip(0..) {
        sheet.set_column_width(column, f64::from(width_of(*width, table)))?;
    }
    let mut places = Places::new();
    let mut end = top + HEADING;
    for line in &slots(table) {
        for slot in line {
            let Slot::Begins { column, cell } = slot else { continue };
            let column = u16::try_from(*column).unwrap_or(u16::MAX);
            put(sheet, end, column, cell, report)?;
            if let Some(id) = cell.id {
                places.insert(id, (end, column));
            }
        }
        sheet.set_row_height(end, height(line, table))?;
        end += 1;
    }
    Ok((places, end))
}

/// Says beside each marked cell what its mark says.
pub fn remark(
    sheet: &mut Worksheet,
    table: &Table,
    places: &Places,
    remarks: &[String],
) -> Result<(), XlsxError> {
    for cell in table.rows.iter().flatten() {
        let Some((row, column)) = cell.id.and_then(|id| places.get(&id)) else { continue };
        for mark in &cell.marks {
            let Some(words) = remarks.get(mark.number.saturating_sub(1)) else { continue };
            sheet.insert_note(*row, *column, &Note::new(words).set_width(320).set_height(90))?;
        }
    }
    Ok(())
}

/// Keeps the header rows of a table that has the sheet for itself in sight, on screen and on paper.
pub fn freeze(sheet: &mut Worksheet, table: &Table, end: u32) -> Result<(), XlsxError> {
    let rows = u32::try_from(table.rows.len()).unwrap_or(0);
    let first = end.saturating_sub(rows);
    let headers = u32::try_from(table.header_rows).unwrap_or(0);
    if headers > 0 {
        sheet.set_repeat_rows(first, first + headers - 1)?;
        sheet.set_freeze_panes(first + headers, 0)?;
    }
    Ok(())
}

/// Relative widths as letters; the widest table has about 130 letters.
fn width_of(width: u16, table: &Table) -> u16 {
    let whole: u16 = table.widths.iter().sum::<u16>().max(1);
    (u32::from(width) * 126 / u32::from(whole)).clamp(7, 60).try_into().unwrap_or(10)
}

/// Height of a row in points, by the cell of one row that needs most lines.
fn height(line: &[Slot<'_>], table: &Table) -> f64 {
    let lines = line.iter().map(|slot| match slot {
        Slot::Begins { column, cell } if cell.rows == 1 => {
            let end = column + usize::from(cell.columns);
            let covered = table.widths.get(*column..end).unwrap_or_default();
            let letters: u16 = covered.iter().map(|it| width_of(*it, table)).sum();
            // A Chinese letter is as wide as two figures, by which spreadsheets count.
            (cell.text.chars().count() * 2).div_ceil(usize::from(letters.max(2)))
        }
        Slot::Begins { .. } | Slot::GoesOn { .. } => 1,
    });
    let lines = u32::try_from(lines.max().unwrap_or(1)).unwrap_or(1).clamp(1, 6);
    f64::from(lines * 15 + 9)
}

fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &TableCell,
    report: &Report,
) -> Result<(), XlsxError> {
    let format = if cell.marks.is_empty() { formats::cell(cell.role) } else { formats::proposed() };
    let last = (row + u32::from(cell.rows) - 1, column + cell.columns - 1);
    let value = cell.id.and_then(|id| report.cell(id));
    let number = value.filter(|it| it.remark.is_none()).and_then(|it| match &it.value {
        CellValue::Number(number) => binary(&number.to_string()),
        _ => None,
    });
    if last != (row, column) {
        merge(sheet, (row, column), last, "", &format)?;
    }
    match number {
        Some(number) => {
            sheet.write_number_with_format(row, column, number, &format)?;
        }
        None if cell.text.is_empty() => {
            sheet.write_blank(row, column, &format)?;
        }
        None => {
            words(sheet, row, column, &cell.text, &format)?;
        }
    }
    if let Some(id) = cell.id.filter(|_| cell.role == Role::Value) {
        sheet.add_data_validation(row, column, row, column, &validation(id)?)?;
    }
    Ok(())
}

/// Spreadsheets calculate in binary; a number of up to 15 digits survives, others stay text.
pub(super) fn binary(digits: &str) -> Option<f64> {
    let significant = digits.bytes().filter(u8::is_ascii_digit).count();
    (significant <= 15).then(|| digits.parse().ok()).flatten()
}

pub(super) fn merge(
    sheet: &mut Worksheet,
    first: (u32, u16),
    last: (u32, u16),
    text: &str,
    format: &rust_xlsxwriter::Format,
) -> Result<(), XlsxError> {
    if first == last {
        sheet.write_string_with_format(first.0, first.1, text, format)?;
        return Ok(());
    }
    sheet.merge_range(first.0, first.1, last.0, last.1, text, format)?;
    Ok(())
}

/// Warns of a number that the form cannot take, and lets the clerk insist (a rules row may hold `/`).
fn validation(id: CellId) -> Result<DataValidation, XlsxError> {
    let rule = DataValidation::new().set_error_style(DataValidationErrorStyle::Warning);
    let rule = match id {
        CellId::Disclosure(_, DisclosureColumn::Amount | DisclosureColumn::ProcurementAmount) => {
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
        }
        CellId::Disclosure(_, DisclosureColumn::Change) => {
            rule.allow_whole_number(DataValidationRule::Between(-1_000_000, 1_000_000))
        }
        _ => rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0)),
    };
    rule.set_error_title("请核对")?
        .set_error_message("请填写不小于0的数；没有发生的填0，不要留空。")
}
