//! Annual reports with invented figures, in which every sum holds and every year goes on where the one before
//! it ended.

mod figures;
mod narrative;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use law::report_form::FormVersion;
use records::organisation::{Organisation, OrganisationId};
use report::Report;
use report::model::Found;
use report::value::Place;

use crate::counties::COUNTIES;
use crate::ids::{self, BUREAU};
use crate::told::day;
use figures::Figures;

/// A report with whose it is, for which year, and when it was released.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SampleReport {
    /// Whose it is.
    pub organisation: OrganisationId,
    /// The year reported on.
    pub year: i32,
    /// When it was released: in the January after (第四十九条).
    pub released_on: NaiveDate,
    /// The report.
    pub report: Report,
}

/// Reports of the bureau for 2021 to 2025, and of each county's bureau for 2024 and 2025.
pub fn reports(organisations: &[Organisation]) -> Vec<SampleReport> {
    let counties = COUNTIES.iter().map(|(code, ..)| ids::organisation(&format!("{code}-jyj")));
    let of_counties = (2..).zip(counties).flat_map(|(n, id)| series(organisations, id, n, 2024));
    series(organisations, BUREAU, 1, 2021).into_iter().chain(of_counties).collect()
}

/// The reports of one bureau from a year to 2025.
fn series(
    organisations: &[Organisation],
    id: OrganisationId,
    n: u64,
    first: i32,
) -> Vec<SampleReport> {
    let mut before = None;
    (first..=2025)
        .filter_map(|year| {
            let released_on = day(year + 1, 1, 20);
            let organisation = organisations.iter().find(|it| it.id == id)?;
            let name = organisation.on(released_on)?.names.full;
            let figures = Figures::of(n, year, before.as_ref());
            let report = compose(&name, year, &figures);
            before = Some(figures);
            Some(SampleReport { organisation: id, year, released_on, report })
        })
        .collect()
}

fn compose(name: &str, year: i32, figures: &Figures) -> Report {
    Report {
        agency: Some(found(name.to_owned())),
        year: Some(found(year)),
        title: Some(found(format!("{name}{year}年政府信息公开工作年度报告"))),
        disclosure_form: Some(FormVersion::Form2021),
        request_form: Some(FormVersion::Form2021),
        cells: figures.cells(),
        sections: narrative::sections(year, figures),
        ..Report::default()
    }
}

fn found<T>(value: T) -> Found<T> {
    Found { value, place: Place::default() }
}
