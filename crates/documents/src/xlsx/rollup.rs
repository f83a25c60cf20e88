//! A roll-up as a workbook: what is wrong, the sums, every unit's figures in one sheet, and a sheet
//! per unit.

use std::collections::BTreeSet;

use law::Lang;
use law::report_form::CellId;
use report::Report;
use report::json::plain_cell;
use report::names;
use report::rollup::{Summary, UnitRow};
use report::value::CellValue;
use rust_xlsxwriter::Workbook;

use super::lists::{add, unique};
use super::report::{Print, finish};
use super::{XlsxError, formats, table, words};
use crate::compose::{self, UnreadFile};
use crate::page::{Block, Role};

/// Units that get a sheet of their own; with more, a workbook opens too slowly to be of use, and the
/// sheet of all units has every figure anyway.
pub const MOST_UNIT_SHEETS: usize = 200;

/// Writes the roll-up.
///
/// # Errors
///
/// [`XlsxError`], a fault of the program.
pub fn rollup(summary: &Summary, unread: &[UnreadFile], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut page = compose::rollup(summary, unread, lang);
    let few = summary.included.len() <= MOST_UNIT_SHEETS;
    if !few {
        page.blocks.insert(0, Block::Note { text: many_units(lang) });
    }
    let mut workbook = Workbook::new();
    add(&mut workbook, &page, lang.pick("汇总", "Summary"))?;
    every_unit(&mut workbook, summary, lang)?;
    if few {
        let mut names: BTreeSet<String> =
            workbook.worksheets().iter().map(|it| it.name().to_lowercase()).collect();
        for unit in &summary.included {
            one_unit(&mut workbook, unit, &mut names)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn many_units(lang: Lang) -> String {
    lang.pick(
        format!("单位超过{MOST_UNIT_SHEETS}个，不再一个单位一页；全部数据在“各单位数据”页。"),
        format!("With more than {MOST_UNIT_SHEETS} units there is no sheet for each; “All units” has every figure."),
    )
}

/// A row per unit, a column per cell, for filters and pivot tables.
fn every_unit(
    workbook: &mut Workbook,
    summary: &Summary,
    lang: Lang,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let sheet = workbook.add_worksheet();
    sheet.set_name(lang.pick("各单位数据", "All units"))?;
    let head = formats::cell(Role::Column);
    sheet.set_column_width(0, 34)?;
    words(sheet, 0, 0, lang.pick("单位", "Unit"), &head)?;
    let cells: Vec<CellId> = summary.sum.keys().copied().collect();
    for (cell, column) in cells.iter().zip(1..) {
        words(sheet, 0, column, &names::cell(*cell, lang), &head)?;
    }
    let (text, number) = (formats::cell(Role::Row), formats::cell(Role::Text));
    for (unit, row) in summary.included.iter().zip(1..) {
        words(sheet, row, 0, &unit.name, &text)?;
        for (cell, column) in cells.iter().zip(1..) {
            match unit.value(*cell) {
                Some(CellValue::Number(value)) => match table::binary(&value.to_string()) {
                    Some(value) => {
                        sheet.write_number_with_format(row, column, value, &number)?;
                    }
                    None => words(sheet, row, column, &value.to_string(), &number)?,
                },
                Some(CellValue::Mark(mark)) => words(sheet, row, column, &mark, &number)?,
                Some(CellValue::Unreadable(_)) => words(sheet, row, column, "？", &number)?,
                Some(CellValue::Blank) | None => {}
            }
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    finish(sheet, Print::Table);
    Ok(())
}

fn one_unit(
    workbook: &mut Workbook,
    unit: &UnitRow,
    names: &mut BTreeSet<String>,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let report = Report {
        disclosure_form: unit.disclosure_form,
        request_form: unit.request_form,
        cells: unit.cells().map(|(id, value)| (id, plain_cell(value, None))).collect(),
        ..Report::default()
    };
    let sheet = workbook.add_worksheet();
    sheet.set_name(unique(&unit.name, names))?;
    let mut top = 0;
    for block in &compose::report(&report).blocks {
        if let Block::Table(it) = block {
            let (_, next) = table::write(sheet, top, &it.caption, it, &report)?;
            top = next + 1;
        }
    }
    finish(sheet, Print::OnePage);
    Ok(())
}
