//! Charts of a report (图解) as SVG, each with the table it was drawn from.
//!
//! Calm and legible without colour: every bar carries its name and its number, and parts of a whole
//! differ in lightness and hatching. Lengths are whole units of the picture; nothing is rounded
//! that is printed.

mod bars;
mod columns;
mod share;
mod svg;

use law::report_form::{ApplicantColumn, CellId, OutcomeGroup, RequestRow};
use report::Report;
use report::number::Number;

use crate::page::{Picture, Role, Table, TableCell, TextSize};

/// One figure of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: Number,
}

impl Figure {
    fn new(name: impl Into<String>, number: impl Into<Number>) -> Self {
        Self { name: name.into(), number: number.into() }
    }
}

/// New requests by who applied. `None` where a number is missing.
pub fn applicants(report: &Report) -> Option<Picture> {
    let form = report.request_form?.form();
    let figures: Option<Vec<Figure>> = form
        .requests
        .columns
        .iter()
        .filter(|(column, _)| *column != ApplicantColumn::Total)
        .map(|(column, label)| {
            let count = report.count(CellId::Request(RequestRow::New, *column))?;
            (count >= 0).then(|| Figure::new(label.clone(), count))
        })
        .collect();
    Some(bars::picture("新收政府信息公开申请：按申请人", "件", figures?))
}

/// Outcomes of the year by group. `None` where a number is missing.
pub fn outcomes(report: &Report) -> Option<Picture> {
    let total = |row| report.count(CellId::Request(row, ApplicantColumn::Total));
    let group = |group: OutcomeGroup| {
        // A report has either the single row of 2019 or the three of 2021, never both.
        let counts: Vec<i64> = group.rows().filter_map(total).collect();
        let sum = counts.iter().try_fold(0_i64, |sum, count| sum.checked_add(*count))?;
        (!counts.is_empty()).then(|| Figure::new(group.label(), sum))
    };
    let figures = [
        Some(Figure::new("予以公开", total(RequestRow::Granted)?)),
        Some(Figure::new("部分公开", total(RequestRow::Partial)?)),
        group(OutcomeGroup::Denied),
        group(OutcomeGroup::Unable),
        group(OutcomeGroup::Refused),
        group(OutcomeGroup::Other),
    ];
    let figures: Vec<Figure> = figures.into_iter().collect::<Option<_>>()?;
    let sane = figures.iter().all(|it| !it.number.is_negative());
    sane.then(|| bars::picture("政府信息公开申请办理结果", "件", figures))
}

/// New requests of several years, oldest first. `None` with fewer than two years.
pub fn years(reports: &[&Report]) -> Option<Picture> {
    let cell = CellId::Request(RequestRow::New, ApplicantColumn::Total);
    let mut figures: Vec<(i32, i64)> = reports
        .iter()
        .filter_map(|it| Some((it.year.as_ref()?.value, it.count(cell)?)))
        .filter(|(_, count)| *count >= 0)
        .collect();
    figures.sort_unstable();
    figures.dedup_by_key(|it| it.0);
    (figures.len() >= 2).then(|| {
        let named = figures.into_iter().map(|(year, n)| Figure::new(format!("{year}年"), n));
        columns::picture("历年新收政府信息公开申请", "件", named.collect())
    })
}

/// What the administrative charges are made of, as the report tells. `None` where it does not.
pub fn charges(report: &Report) -> Option<Picture> {
    let parts = report::charges::parts(report)?;
    let figures: Vec<Figure> =
        parts.into_iter().map(|it| Figure { name: it.name, number: it.amount }).collect();
    Some(share::picture("行政事业性收费构成", "万元", figures))
}

/// The figures of a chart as a table.
fn data(caption: &str, unit: &str, figures: &[Figure]) -> Table {
    let head = vec![
        TableCell::new(Role::Column, "项目"),
        TableCell::new(Role::Column, format!("数量（{unit}）")),
    ];
    let rows = figures.iter().map(|it| {
        vec![
            TableCell::new(Role::Row, it.name.clone()),
            TableCell::new(Role::Value, it.number.to_string()),
        ]
    });
    Table {
        caption: caption.to_owned(),
        shows_caption: false,
        widths: vec![60, 40],
        header_rows: 1,
        size: TextSize::Small,
        rows: std::iter::once(head).chain(rows).collect(),
    }
}

/// Says a chart in one sentence.
fn description(caption: &str, unit: &str, figures: &[Figure]) -> String {
    let parts: Vec<String> =
        figures.iter().map(|it| format!("{}{}{unit}", it.name, it.number)).collect();
    format!("{caption}：{}。", parts.join("，"))
}
