//! A report as JSON, in the form published as `docs/schema/annual-report.schema.json`.
//!
//! The values come first, for anybody: `"table3": {"new": {"natural_person": 12, …}}`. A blank cell
//! is `null`, an amount with decimals is text so that it stays exact, and a mark or an unreadable
//! cell is an object that says so. What only matters to whoever checks the reading (places in the
//! source, text as printed, labels) stands apart under `source`, which may be left out.

mod cell;
mod source;

use std::borrow::Cow;
use std::collections::BTreeMap;

use law::report_form::{CellId, FormVersion, Section};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::model::{Found, Report, SectionText};
use crate::value::{Cell, Place};
use cell::CellJson;
use source::Source;

/// Name and version of the form; a change of meaning raises the number.
pub const SCHEMA: &str = "gongkai.annual-report/1";

/// The text is not a report in this form.
#[derive(Debug, thiserror::Error)]
pub enum JsonError {
    /// It is not JSON, or a value has the wrong type or name.
    #[error("{0}")]
    Syntax(#[from] serde_json::Error),
    /// It names another form or version.
    #[error("the file is of the form {0:?}; this program reads {SCHEMA:?}")]
    Schema(String),
    /// It names a year in which nobody reports.
    #[error("the year {0} is out of range")]
    Year(i32),
    /// It names a cell that no form has.
    #[error("no form has the cell {0}")]
    UnknownCell(String),
}

/// Years that a report may be for; the Regulation of 2007 asked for the first ones.
const YEARS: std::ops::RangeInclusive<i32> = 1949..=2999;

type Table<'a> = BTreeMap<Cow<'a, str>, BTreeMap<Cow<'a, str>, CellJson>>;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportJson<'a> {
    schema: Cow<'a, str>,
    agency: Option<String>,
    year: Option<i32>,
    title: Option<String>,
    forms: Forms,
    #[serde(default, borrow, skip_serializing_if = "BTreeMap::is_empty")]
    table2: Table<'a>,
    #[serde(default, borrow, skip_serializing_if = "BTreeMap::is_empty")]
    table3: Table<'a>,
    #[serde(default, borrow, skip_serializing_if = "BTreeMap::is_empty")]
    table4: Table<'a>,
    narrative: Vec<SectionJson>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Source>,
}

/// Which form each table follows.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    table2: Option<FormVersion>,
    table3: Option<FormVersion>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SectionJson {
    section: Option<Section>,
    heading: String,
    paragraphs: Vec<String>,
}

/// Returns the report as JSON text, with its sources.
pub fn to_json(report: &Report) -> String {
    text(report, Some(Source::of(report)))
}

/// Returns the report as JSON text, its values alone.
pub fn values_to_json(report: &Report) -> String {
    text(report, None)
}

fn text(report: &Report, source: Option<Source>) -> String {
    let json = ReportJson::of(report, source);
    let mut text =
        serde_json::to_string_pretty(&json).expect("names are text, so JSON can hold them");
    text.push('\n');
    text
}

impl ReportJson<'_> {
    fn of(report: &Report, source: Option<Source>) -> Self {
        let table = |number: u8| {
            let mut table = Table::new();
            for (id, cell) in report.cells.iter().filter(|(id, _)| id.table() == number) {
                let (row, column) = id.names();
                table
                    .entry(Cow::Borrowed(row))
                    .or_default()
                    .insert(Cow::Borrowed(column), CellJson::of(cell));
            }
            table
        };
        Self {
            schema: Cow::Borrowed(SCHEMA),
            agency: report.agency.as_ref().map(|it| it.value.clone()),
            year: report.year.as_ref().map(|it| it.value),
            title: report.title.as_ref().map(|it| it.value.clone()),
            forms: Forms { table2: report.disclosure_form, table3: report.request_form },
            table2: table(2),
            table3: table(3),
            table4: table(4),
            narrative: report.sections.iter().map(SectionJson::of).collect(),
            source,
        }
    }
}

/// A report handed from one process to another: with its sources, so that it arrives the very same.
impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ReportJson::of(self, Some(Source::of(self))).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Report {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ReportJson::deserialize(deserializer)?.into_report().map_err(D::Error::custom)
    }
}

impl SectionJson {
    fn of(section: &SectionText) -> Self {
        Self {
            section: section.section,
            heading: section.heading.clone(),
            paragraphs: section.paragraphs.iter().map(|it| it.value.clone()).collect(),
        }
    }
}

/// Reads a report from JSON text.
///
/// # Errors
///
/// Where the text is no report of this form, with the place.
pub fn from_json(text: &str) -> Result<Report, JsonError> {
    serde_json::from_str::<ReportJson<'_>>(text)?.into_report()
}

impl ReportJson<'_> {
    fn into_report(self) -> Result<Report, JsonError> {
        if self.schema != SCHEMA {
            return Err(JsonError::Schema(self.schema.into_owned()));
        }
        if let Some(year) = self.year.filter(|year| !YEARS.contains(year)) {
            return Err(JsonError::Year(year));
        }
        let source = self.source.unwrap_or_default();
        let place = |name: &str| source.places.get(name).copied().unwrap_or_default();
        let mut report = Report {
            agency: self.agency.map(|value| Found { value, place: place("agency") }),
            year: self.year.map(|value| Found { value, place: place("year") }),
            title: self.title.map(|value| Found { value, place: place("title") }),
            disclosure_form: self.forms.table2,
            request_form: self.forms.table3,
            sections: self.narrative.into_iter().map(SectionJson::into_text).collect(),
            ..Report::default()
        };
        for (table, name) in
            [(self.table2, "table2"), (self.table3, "table3"), (self.table4, "table4")]
        {
            for (row, columns) in table {
                for (column, cell) in columns {
                    let id = CellId::of_names(name, &row, &column)
                        .ok_or_else(|| JsonError::UnknownCell(format!("{name}.{row}.{column}")))?;
                    report.cells.insert(id, cell.into_cell());
                }
            }
        }
        source.put_back(&mut report);
        Ok(report)
    }
}

impl SectionJson {
    fn into_text(self) -> SectionText {
        let found = |value| Found { value, place: Place::default() };
        SectionText {
            section: self.section,
            heading: self.heading,
            place: Place::default(),
            paragraphs: self.paragraphs.into_iter().map(found).collect(),
        }
    }
}

/// Tells whether a text looks like a report in this form.
pub fn looks_like(text: &str) -> bool {
    let head: &str = text.get(..text.floor_char_boundary(512)).unwrap_or(text);
    head.trim_start().starts_with('{') && head.contains("gongkai.annual-report/")
}

/// Makes a cell that was found where the form has it, for values that come from no document.
pub fn plain_cell(value: crate::value::CellValue, remark: Option<String>) -> Cell {
    cell::plain(value, remark)
}

#[cfg(test)]
mod tests;
