//! The official form, not filled in.

use std::collections::BTreeMap;

use law::report_form::{FormVersion, Section};
use report::Report;
use report::json::plain_cell;
use report::model::{Found, SectionText};
use report::value::{CellValue, Place};

/// Returns the form for a year as a report in which every cell is blank.
///
/// `None` before 2019, when there was no form.
pub fn blank(agency: &str, year: i32) -> Option<Report> {
    let version = FormVersion::for_report_year(year)?;
    let cells: BTreeMap<_, _> = version
        .form()
        .cells()
        .into_iter()
        .map(|cell| (cell, plain_cell(CellValue::Blank, None)))
        .collect();
    let found = |value: String| Found { value, place: Place::default() };
    let sections = Section::ALL.map(|section| SectionText {
        section: Some(section),
        heading: format!("{}、{}", section.numeral(), section.heading()),
        place: Place::default(),
        paragraphs: Vec::new(),
    });
    Some(Report {
        agency: Some(found(agency.to_owned())),
        year: Some(Found { value: year, place: Place::default() }),
        title: Some(found(format!("{agency}{year}年政府信息公开工作年度报告"))),
        disclosure_form: Some(version),
        request_form: Some(version),
        cells,
        sections: sections.to_vec(),
        ..Report::default()
    })
}
