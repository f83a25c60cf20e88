//! What columns mean and which values they take: a sheet of explanations, and lists in the cells.

use law::Lang;
use records::organisation::{RunBy, SchoolStage};
use records::person::Role;
use rust_xlsxwriter::{DataValidation, Worksheet, XlsxError};

use super::cells::Formats;
use crate::columns::{Column, OrganisationColumn as O, PersonColumn as P, notes_title};
use crate::limits::MOST_ROWS;
use crate::values::{KINDS, joiner, yes_or_no_word};

/// The values that a column takes; none where it takes any.
fn values(column: Column, lang: Lang) -> Vec<&'static str> {
    match column {
        Column::Organisation(O::Kind) => KINDS.iter().map(|it| it.label(lang)).collect(),
        Column::Organisation(O::Stage) => SchoolStage::ALL.map(|it| it.label(lang)).to_vec(),
        Column::Organisation(O::RunBy) => RunBy::ALL.map(|it| it.label(lang)).to_vec(),
        Column::Organisation(
            O::FilesReport
            | O::PublishesGovernmentReport
            | O::MakesRules
            | O::MakesNormativeDocuments,
        ) => [true, false].map(|it| yes_or_no_word(it, lang)).to_vec(),
        Column::Person(P::Roles) => Role::ALL.map(|it| it.label(lang)).to_vec(),
        Column::Organisation(_) | Column::Person(_) => Vec::new(),
    }
}

/// Offers the values of kinds, stages and the rest in their cells, and refuses others.
pub fn offer_organisation_values(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(O::ALL) {
        let values = values((*column).into(), lang);
        if !values.is_empty() {
            offer(sheet, at, &DataValidation::new().allow_list_strings(&values)?)?;
        }
    }
    Ok(())
}

/// Offers the roles. Others are not refused, because a cell may list several.
pub fn offer_roles(sheet: &mut Worksheet, lang: Lang) -> Result<(), XlsxError> {
    let at = P::ALL.iter().position(|it| *it == P::Roles).and_then(|it| u16::try_from(it).ok());
    let Some(at) = at else { return Ok(()) };
    // A spreadsheet takes 255 characters for such a list, and the English names are longer than that.
    let roles = values(P::Roles.into(), lang);
    let list = DataValidation::new().show_error_message(false);
    match list.allow_list_strings(&roles) {
        Ok(list) => offer(sheet, at, &list),
        Err(_) => offer_names(sheet, at),
    }
}

/// The names of roles in the data, which every language understands.
fn offer_names(sheet: &mut Worksheet, at: u16) -> Result<(), XlsxError> {
    let names = Role::ALL.map(Role::name);
    let list = DataValidation::new().show_error_message(false).allow_list_strings(&names)?;
    offer(sheet, at, &list)
}

fn offer(sheet: &mut Worksheet, column: u16, list: &DataValidation) -> Result<(), XlsxError> {
    let last = u32::try_from(MOST_ROWS).unwrap_or(u32::MAX);
    sheet.add_data_validation(1, column, last, column, list)?;
    Ok(())
}

/// The sheet of explanations.
pub fn sheet(formats: &Formats, lang: Lang) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(notes_title(lang))?.set_freeze_panes(1, 0)?;
    let headings = lang.pick(
        ["工作表", "列", "说明", "可选值"],
        ["Sheet", "Column", "What is written into it", "Values"],
    );
    for (column, (heading, width)) in (0..).zip(headings.into_iter().zip([14, 26, 60, 60])) {
        sheet.set_column_width(column, width)?;
        sheet.write_string_with_format(0, column, heading, &formats.heading)?;
    }
    let organisations = O::ALL.iter().map(|it| (Column::from(*it), it.explanation(lang)));
    let people = P::ALL.iter().map(|it| (Column::from(*it), it.explanation(lang)));
    let mut row = 1;
    for (column, explanation) in organisations.chain(people) {
        let values = values(column, lang).join(joiner(lang));
        let texts = [column.sheet().title(lang), column.heading(lang), explanation, &values];
        for (at, text) in (0..).zip(texts) {
            sheet.write_string_with_format(row, at, text, &formats.wrapped)?;
        }
        row += 1;
    }
    let rest = lang.pick(
        "行按代码、登录名识别：已有的按所填更改，没有的新设，未列出的不动。空白表示没有；不想更改的列可以整列删去。",
        "Rows are known by code and login: what is there becomes as the row says, what is not is made, what is not listed stays. An empty cell means nothing is there; a column that should stay as it is can be taken out whole.",
    );
    sheet.write_string_with_format(row + 1, 2, rest, &formats.wrapped)?;
    Ok(sheet)
}
