//! The sheets as a workbook: empty to be filled in, or with what is there on a day.

mod cells;
mod notes;
mod organisations;
mod people;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use law::Lang;
use records::organisation::{Organisation, OrganisationId};
use records::person::{Account, AccountId};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use thiserror::Error;

use cells::{Formats, sheet};

use crate::columns::{OrganisationColumn, PersonColumn, SheetName};

/// A workbook could not be written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// More rows than are read again.
    #[error("there are more rows than a file may have")]
    TooManyRows,
    /// A fault of the program.
    #[error("the workbook could not be written")]
    Workbook(#[from] XlsxError),
}

/// A workbook to be filled in.
///
/// # Errors
///
/// [`WriteError::Workbook`], which is a fault of the program.
pub fn template(lang: Lang) -> Result<Vec<u8>, WriteError> {
    workbook(Vec::new(), Vec::new(), lang)
}

/// A workbook of the organisations that are there on a day and of the people with an account.
///
/// Whoever has ended and whatever role is over is left out. Read and planned against the same data on the
/// same day, it changes nothing.
///
/// # Errors
///
/// [`WriteError::TooManyRows`] where more is there than is read again.
pub fn export(
    organisations: &[Organisation],
    accounts: &[(AccountId, Account)],
    day: NaiveDate,
    lang: Lang,
) -> Result<Vec<u8>, WriteError> {
    export_part(organisations, organisations, accounts, day, lang)
}

/// Writes some organisations and accounts. Others are named by their codes where these mention them, so that
/// the head of a part still stands where it stood when the file comes back.
///
/// # Errors
///
/// Where the workbook cannot be written.
pub fn export_part(
    organisations: &[Organisation],
    all: &[Organisation],
    accounts: &[(AccountId, Account)],
    day: NaiveDate,
    lang: Lang,
) -> Result<Vec<u8>, WriteError> {
    let codes: Codes<'_> = all.iter().map(|it| (it.id, it.code.as_str())).collect();
    workbook(
        organisations::rows(organisations, &codes, day, lang),
        people::rows(accounts, &codes, day, lang),
        lang,
    )
}

/// The codes by id.
type Codes<'a> = BTreeMap<OrganisationId, &'a str>;

/// The cells of a row, in the order of the columns.
type Cells = Vec<String>;

fn workbook(
    organisations: Vec<Cells>,
    people: Vec<Cells>,
    lang: Lang,
) -> Result<Vec<u8>, WriteError> {
    let formats = Formats::new();
    let mut workbook = Workbook::new();
    // The same data give the same bytes: the file does not say when it was made.
    let made = ExcelDateTime::from_ymd(2019, 5, 15)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let title = |it: SheetName| it.title(lang);
    let columns: Vec<_> = OrganisationColumn::ALL.iter().map(|it| it.heading(lang)).collect();
    let mut organisations =
        sheet(title(SheetName::Organisations), &columns, &organisations, &formats)?;
    notes::offer_organisation_values(&mut organisations, lang)?;
    workbook.push_worksheet(organisations);
    let columns: Vec<_> = PersonColumn::ALL.iter().map(|it| it.heading(lang)).collect();
    let mut people = sheet(title(SheetName::People), &columns, &people, &formats)?;
    notes::offer_roles(&mut people, lang)?;
    workbook.push_worksheet(people);
    workbook.push_worksheet(notes::sheet(&formats, lang)?);
    Ok(workbook.save_to_buffer()?)
}
