//! The identities of the form (勾稽关系) as formulas, on a sheet of their own and as red cells.

use law::Lang;
use law::report_form::{
    CellId, FormVersion, Identity, Relation, case_identities, request_identities,
};
use report::Report;
use rust_xlsxwriter::utility::{column_number_to_name, row_col_to_cell_absolute};
use rust_xlsxwriter::{
    ConditionalFormatFormula, ConditionalFormatText, ConditionalFormatTextRule, Formula, Workbook,
    Worksheet, XlsxError,
};

use super::{formats, table::Places};
use crate::page::Role;

/// A sheet with a table and where its cells stand.
pub struct Sheet {
    /// Name of the sheet.
    pub name: String,
    /// Its cells.
    pub places: Places,
}

const HEADERS: [&str; 6] = ["序号", "关系", "位置", "左边", "右边", "结果"];
const RIGHT: &str = "✓ 相等";
const WRONG: &str = "✗ 不等";

/// Writes the sheet of identities.
pub fn write(sheet: &mut Worksheet, sheets: &[Sheet], report: &Report) -> Result<(), XlsxError> {
    let widths = [6, 46, 30, 10, 10, 12];
    for ((header, width), column) in HEADERS.iter().zip(widths).zip(0..) {
        sheet.set_column_width(column, f64::from(width))?;
        sheet.write_string_with_format(0, column, *header, &formats::cell(Role::Column))?;
    }
    let mut row = 0;
    for identity in identities(report) {
        let (Some(left), Some(right)) = (sum(&identity.left, sheets), sum(&identity.right, sheets))
        else {
            continue;
        };
        row += 1;
        let label = formats::cell(Role::Row);
        let number = formats::cell(Role::Column);
        sheet.write_number_with_format(row, 0, f64::from(row), &label)?;
        sheet.write_string_with_format(row, 1, relation(identity.relation), &label)?;
        sheet.write_string_with_format(row, 2, place(&identity, sheets), &label)?;
        let [total_left, total_right] =
            [&identity.left, &identity.right].map(|cells| total(cells, report));
        let formula = |text: &str, value: i128| Formula::new(text).set_result(value.to_string());
        sheet.write_formula_with_format(row, 3, formula(&left, total_left), &number)?;
        sheet.write_formula_with_format(row, 4, formula(&right, total_right), &number)?;
        let line = row + 1;
        let verdict = format!("=IF(D{line}=E{line},\"{RIGHT}\",\"{WRONG}\")");
        let told = if total_left == total_right { RIGHT } else { WRONG };
        sheet.write_formula_with_format(row, 5, Formula::new(verdict).set_result(told), &number)?;
    }
    let wrong = ConditionalFormatText::new()
        .set_rule(ConditionalFormatTextRule::Contains(WRONG.to_owned()))
        .set_format(formats::wrong());
    let right = ConditionalFormatText::new()
        .set_rule(ConditionalFormatTextRule::Contains(RIGHT.to_owned()))
        .set_format(formats::right());
    if row > 0 {
        sheet.add_conditional_format(1, 5, row, 5, &wrong)?;
        sheet.add_conditional_format(1, 5, row, 5, &right)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Paints the cell of each total red while its identity does not hold.
pub fn paint(workbook: &mut Workbook, sheets: &[Sheet], report: &Report) -> Result<(), XlsxError> {
    for identity in identities(report) {
        let Some(target) = identity.right.first() else { continue };
        let Some(sheet) = sheets.iter().find(|it| it.places.contains_key(target)) else { continue };
        let Some((row, column)) = sheet.places.get(target).copied() else { continue };
        let (Some(left), Some(right)) = (sum(&identity.left, sheets), sum(&identity.right, sheets))
        else {
            continue;
        };
        let rule = format!("={}<>{}", left.trim_start_matches('='), right.trim_start_matches('='));
        let format =
            ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(formats::wrong());
        let written = workbook.worksheet_from_name(&sheet.name)?;
        written.add_conditional_format(row, column, row, column, &format)?;
    }
    Ok(())
}

fn identities(report: &Report) -> impl Iterator<Item = Identity> {
    let version = report.request_form.unwrap_or(FormVersion::Form2021);
    request_identities(version).into_iter().chain(case_identities())
}

/// A formula that adds up cells, or nothing where one of them is not on any sheet.
fn sum(cells: &[CellId], sheets: &[Sheet]) -> Option<String> {
    let place = |cell: &CellId| {
        let sheet = sheets.iter().find(|it| it.places.contains_key(cell))?;
        let (row, column) = sheet.places.get(cell)?;
        Some(format!("'{}'!{}", sheet.name, row_col_to_cell_absolute(*row, *column)))
    };
    let places: Option<Vec<String>> = cells.iter().map(place).collect();
    Some(format!("=SUM({})", places?.join(",")))
}

/// What the formula yields now; a spreadsheet takes blanks and words for nothing.
fn total(cells: &[CellId], report: &Report) -> i128 {
    cells.iter().filter_map(|cell| report.count(*cell)).map(i128::from).sum()
}

fn relation(relation: Relation) -> &'static str {
    match relation {
        Relation::OutcomesAddUp => "办理结果各行之和等于（七）总计",
        Relation::TakenInIsAccountedFor => "第一项加第二项之和，等于第三项加第四项之和",
        Relation::ColumnsAddUp => "六列之和等于总计",
        Relation::CasesAddUp => "维持、纠正、其他、未审结之和等于总计",
    }
}

/// The row or the column that the identity is about, by its place on the sheet. Labels of the form
/// stand on the tables alone, so that no reader takes this sheet for one of them.
fn place(identity: &Identity, sheets: &[Sheet]) -> String {
    let Some(cell) = identity.right.first() else { return String::new() };
    let Some(sheet) = sheets.iter().find(|it| it.places.contains_key(cell)) else {
        return String::new();
    };
    let Some((row, column)) = sheet.places.get(cell).copied() else { return String::new() };
    match identity.relation {
        Relation::OutcomesAddUp | Relation::TakenInIsAccountedFor => {
            let name = report::names::column(*cell, Lang::Zh);
            format!("{}第{}列（{name}）", sheet.name, column_number_to_name(column))
        }
        Relation::ColumnsAddUp => format!("{}第{}行", sheet.name, row + 1),
        Relation::CasesAddUp => {
            format!("{}第{}行至{}列", sheet.name, row + 1, column_number_to_name(column))
        }
    }
}
