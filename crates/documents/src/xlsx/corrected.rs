//! The corrected form as a workbook: the report with proposed cells marked, and a sheet that says why.

use law::Lang;
use report::correct::Corrected;
use rust_xlsxwriter::Worksheet;

use super::report::{Print, finish, workbook};
use super::{XlsxError, formats, row_height, words};
use crate::compose::{self, Annotations, correction_columns, correction_row};
use crate::page::Role;

/// Writes the corrected form. Proposed cells are set off, and a note beside each says why.
///
/// # Errors
///
/// [`XlsxError`], a fault of the program.
pub fn corrected(corrected: &Corrected, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let findings = compose::corrections_as_findings(corrected);
    let mut page = compose::compose(&corrected.report, &Annotations::of(&findings));
    page.remarks = compose::remarks(&findings, lang);
    let mut workbook = workbook(&corrected.report, &page)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(lang.pick("建议更正", "Proposed"))?;
    lines(sheet, corrected, lang)?;
    finish(sheet, Print::Table);
    Ok(workbook.save_to_buffer()?)
}

fn lines(
    sheet: &mut Worksheet,
    corrected: &Corrected,
    lang: Lang,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    const WIDTHS: [u16; 6] = [6, 40, 12, 12, 8, 70];
    for ((name, width), column) in correction_columns(lang).iter().zip(WIDTHS).zip(0..) {
        sheet.set_column_width(column, f64::from(width))?;
        sheet.write_string_with_format(0, column, *name, &formats::cell(Role::Column))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let format = formats::cell(Role::Text);
    let mut row = 1;
    for (correction, number) in corrected.corrections.iter().zip(1..) {
        let texts = correction_row(number, correction, lang);
        sheet.set_row_height(row, row_height(texts.iter().map(String::as_str).zip(WIDTHS)))?;
        for (text, column) in texts.iter().zip(0..) {
            words(sheet, row, column, text, &format)?;
        }
        row += 1;
    }
    // In a row of two cells, so that whoever reads the workbook back does not take it for narrative.
    words(sheet, row + 1, 0, lang.pick("说明", "Note"), &format)?;
    words(sheet, row + 1, 1, compose::advice(lang), &format)?;
    Ok(())
}
