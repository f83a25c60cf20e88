//! A report, or the blank form, as a workbook: text, three tables, identities.

use report::Report;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};

use super::checks::{self, Sheet};
use super::{XlsxError, narrative, table};
use crate::compose;
use crate::page::{Block, Page};

/// Writes a report. Labels are protected, without a password; numbers and text may be changed.
///
/// # Errors
///
/// [`XlsxError`], a fault of the program.
pub fn report(report: &Report) -> Result<Vec<u8>, XlsxError> {
    Ok(workbook(report, &compose::report(report))?.save_to_buffer()?)
}

/// Makes the workbook of a report from its page, whose marked cells are marked here too.
pub(super) fn workbook(report: &Report, page: &Page) -> Result<Workbook, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(page)?);
    let text = workbook.add_worksheet();
    text.set_name("文字")?;
    let to_fill_in = report.sections.iter().all(|it| it.paragraphs.is_empty());
    narrative::write(text, page, to_fill_in)?;
    finish(text, Print::Text);

    let mut sheets = Vec::new();
    let mut heading = "";
    for block in &page.blocks {
        match block {
            Block::Heading { text, .. } => heading = text,
            Block::Table(it) => {
                let name = sheet_name(it.rows.iter().flatten().find_map(|cell| cell.id));
                let sheet = workbook.add_worksheet();
                sheet.set_name(name)?;
                let (places, end) = table::write(sheet, 0, heading, it, report)?;
                table::remark(sheet, it, &places, &page.remarks)?;
                table::freeze(sheet, it, end)?;
                finish(sheet, Print::OnePage);
                sheets.push(Sheet { name: name.to_owned(), places });
            }
            Block::Paragraph { .. }
            | Block::Change { .. }
            | Block::Note { .. }
            | Block::Picture(_)
            | Block::NewPage => {}
        }
    }
    checks::paint(&mut workbook, &sheets, report)?;
    let sheet = workbook.add_worksheet();
    sheet.set_name("勾稽核对")?;
    checks::write(sheet, &sheets, report)?;
    finish(sheet, Print::Table);
    Ok(workbook)
}

fn sheet_name(cell: Option<law::report_form::CellId>) -> &'static str {
    match cell.map(law::report_form::CellId::table) {
        Some(2) => "表二",
        Some(3) => "表三",
        _ => "表四",
    }
}

/// How a sheet is printed, always on A4 and one page wide.
#[derive(Clone, Copy)]
pub(super) enum Print {
    /// Upright.
    Text,
    /// Lying, over as many pages as it needs.
    Table,
    /// Lying, all on one page.
    OnePage,
}

/// Sets how a sheet is printed and protects its labels against mistakes, without a password.
pub(super) fn finish(sheet: &mut Worksheet, print: Print) {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_footer("&C— &P —").set_margins(0.5, 0.5, 0.6, 0.6, 0.3, 0.3);
    match print {
        // Not every program fits a sheet to a page; a smaller scale always does.
        Print::Text => sheet.set_print_scale(80),
        Print::Table => sheet.set_landscape().set_print_fit_to_pages(1, 0),
        Print::OnePage => sheet.set_landscape().set_print_fit_to_pages(1, 1),
    };
    sheet.set_screen_gridlines(false).protect();
}

pub(super) fn properties(page: &Page) -> Result<DocProperties, rust_xlsxwriter::XlsxError> {
    use chrono::Datelike;
    let day = page.as_of;
    let year = u16::try_from(day.year()).unwrap_or(2019);
    let month = u8::try_from(day.month()).unwrap_or(1);
    let made = ExcelDateTime::from_ymd(year, month, u8::try_from(day.day()).unwrap_or(1))?;
    Ok(DocProperties::new()
        .set_title(&page.title)
        .set_author(&page.author)
        .set_creation_datetime(&made))
}
