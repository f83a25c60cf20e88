//! The list of problems (问题清单) as a workbook: one line per finding, to be answered and sent back.

use law::Lang;
use report::check::Severity;
use rust_xlsxwriter::{Workbook, Worksheet};

use super::report::{Print, finish, properties};
use super::{XlsxError, formats, row_height, words};
use crate::compose::{self, Problems, problem_columns, problem_row};
use crate::page::Role;

/// Writes the list of problems of several reports, with a sheet of counts in front.
///
/// # Errors
///
/// [`XlsxError`], a fault of the program.
pub fn problem_list(files: &[Problems], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let page = compose::problem_list(files, lang);
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(&page)?);
    let sheet = workbook.add_worksheet();
    sheet.set_name(lang.pick("汇总", "Summary"))?;
    summary(sheet, files, lang)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name(lang.pick("问题清单", "Problems"))?;
    lines(sheet, files, lang)?;
    Ok(workbook.save_to_buffer()?)
}

fn header(
    sheet: &mut Worksheet,
    names: &[&str],
    widths: &[u16],
) -> Result<(), rust_xlsxwriter::XlsxError> {
    for ((name, width), column) in names.iter().zip(widths).zip(0..) {
        sheet.set_column_width(column, f64::from(*width))?;
        sheet.write_string_with_format(0, column, *name, &formats::cell(Role::Column))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

fn summary(
    sheet: &mut Worksheet,
    files: &[Problems],
    lang: Lang,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let names = match lang {
        Lang::Zh => ["单位", "年度", "文件", "错误", "警告", "提示", "未能读取"],
        Lang::En => ["Unit", "Year", "File", "Errors", "Warnings", "Notes", "Not read"],
    };
    const WIDTHS: [u16; 7] = [34, 8, 40, 8, 8, 8, 40];
    header(sheet, &names, &WIDTHS)?;
    let format = formats::cell(Role::Text);
    for (file, row) in files.iter().zip(1..) {
        let of = |severity| {
            let count = file.findings.iter().filter(|it| it.severity == severity).count();
            u32::try_from(count).unwrap_or(u32::MAX)
        };
        words(sheet, row, 0, file.unit(), &format)?;
        let year = file.year.map(|it| it.to_string()).unwrap_or_default();
        sheet.write_string_with_format(row, 1, year, &format)?;
        words(sheet, row, 2, &file.file, &format)?;
        let counts = [Severity::Error, Severity::Warning, Severity::Note].map(of);
        for (count, column) in counts.into_iter().zip(3..) {
            sheet.write_number_with_format(row, column, f64::from(count), &format)?;
        }
        let unread = file.unread.as_deref().unwrap_or_default();
        let texts = [(file.unit(), 34), (file.file.as_str(), 40), (unread, 40)];
        sheet.set_row_height(row, row_height(texts.into_iter()))?;
        words(sheet, row, 6, unread, &format)?;
    }
    finish(sheet, Print::Table);
    Ok(())
}

fn lines(
    sheet: &mut Worksheet,
    files: &[Problems],
    lang: Lang,
) -> Result<(), rust_xlsxwriter::XlsxError> {
    let [number, rest @ ..] = problem_columns(lang);
    let unit = [lang.pick("单位", "Unit"), number];
    let names: Vec<&str> = unit.into_iter().chain(rest).collect();
    const WIDTHS: [u16; 8] = [30, 6, 8, 8, 34, 60, 40, 30];
    header(sheet, &names, &WIDTHS)?;
    let (fixed, open) = (formats::cell(Role::Text), formats::text());
    let mut row = 0;
    for file in files {
        for (finding, number) in file.findings.iter().zip(1..) {
            row += 1;
            words(sheet, row, 0, file.unit(), &fixed)?;
            let texts = problem_row(number, finding, lang);
            let all = std::iter::once(file.unit()).chain(texts.iter().map(String::as_str));
            sheet.set_row_height(row, row_height(all.zip(WIDTHS)))?;
            for (text, column) in texts.iter().zip(1..) {
                // The last column is for the agency's answer.
                let format = if column == 7 { &open } else { &fixed };
                words(sheet, row, column, text, format)?;
            }
        }
    }
    if row > 0 {
        sheet.autofilter(0, 0, row, 7)?;
    }
    finish(sheet, Print::Table);
    Ok(())
}
