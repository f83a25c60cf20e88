//! The sum as a report, so that whatever prints a report prints it.

use std::collections::BTreeMap;

use law::report_form::{ApplicantColumn, CellId, FormVersion, RequestRow, Section};

use super::Summary;
use super::sum::Total;
use crate::model::{Found, Report, SectionText};
use crate::number::Number;
use crate::value::{Cell, CellValue, How, Place, Unreadable};

impl Summary {
    /// Returns the sum as the report of the agency for the year, tables filled and narrative empty.
    ///
    /// Table two has the form that most units use, and figures of the other form are left out. Where
    /// some units have （六）其他处理 as one row and others as three, the single rows are added to
    /// “3.其他”, and the cell says how many.
    pub fn as_report(&self, agency: &str, year: i32) -> Report {
        let (disclosure, requests) = (most(&self.forms.disclosure), most(&self.forms.requests));
        let usual = FormVersion::for_report_year(year).unwrap_or(FormVersion::Form2021);
        let (disclosure, request_form) = (disclosure.unwrap_or(usual), requests.unwrap_or(usual));
        // Three rows cannot be put back into one without losing what they tell.
        let request_form = if self.has_three_rows() { FormVersion::Form2021 } else { request_form };
        let mut cells: BTreeMap<CellId, Cell> = self
            .sum
            .iter()
            .filter(|(cell, _)| form_of(**cell, disclosure, request_form).contains(cell))
            .map(|(cell, sum)| (*cell, printed(sum.total)))
            .collect();
        if request_form == FormVersion::Form2021 {
            self.add_single_rows(&mut cells);
        }
        let place = Place::default();
        Report {
            agency: Some(Found { value: agency.to_owned(), place }),
            year: Some(Found { value: year, place }),
            title: Some(Found {
                value: format!("{agency}{year}年政府信息公开工作年度报告"),
                place,
            }),
            disclosure_form: Some(disclosure),
            request_form: Some(request_form),
            cells,
            sections: Section::ALL.map(heading).to_vec(),
            ..Report::default()
        }
    }

    fn has_three_rows(&self) -> bool {
        let row = RequestRow::OtherOther;
        ApplicantColumn::ALL.iter().any(|it| self.sum.contains_key(&CellId::Request(row, *it)))
    }

    fn add_single_rows(&self, cells: &mut BTreeMap<CellId, Cell>) {
        for column in ApplicantColumn::ALL {
            let number = |row| {
                let cell = self.sum.get(&CellId::Request(row, *column))?;
                Some((cell.total.number()?, cell.units))
            };
            let Some((single, _)) = number(RequestRow::OtherTotal) else { continue };
            if single == Number::whole(0) {
                continue;
            }
            let rest = number(RequestRow::OtherOther).map_or(0, |(number, _)| number.scaled());
            let total = Total::of(rest.checked_add(single.scaled()));
            let remark = Some(format!("含以单行“其他处理”填报的{single}件"));
            let cell = CellId::Request(RequestRow::OtherOther, *column);
            cells.insert(cell, Cell { remark, ..printed(total) });
        }
    }
}

/// Returns the form that most units use, the newer one where they are as many.
fn most(counts: &BTreeMap<FormVersion, usize>) -> Option<FormVersion> {
    counts.iter().max_by_key(|(version, count)| (**count, **version)).map(|(version, _)| *version)
}

fn form_of(cell: CellId, disclosure: FormVersion, requests: FormVersion) -> &'static [CellId] {
    match cell {
        CellId::Disclosure(..) => super::faults::cells_of(disclosure),
        CellId::Request(..) | CellId::Case(..) => super::faults::cells_of(requests),
    }
}

fn printed(total: Total) -> Cell {
    let (value, raw) = match total {
        Total::Number(number) => (CellValue::Number(number), number.to_string()),
        Total::TooLarge => (CellValue::Unreadable(Unreadable::NotANumber), String::new()),
    };
    Cell { value, raw, remark: None, place: Place::default(), how: How::Label }
}

fn heading(section: Section) -> SectionText {
    SectionText {
        section: Some(section),
        heading: format!("{}、{}", section.numeral(), section.heading()),
        place: Place::default(),
        paragraphs: Vec::new(),
    }
}
