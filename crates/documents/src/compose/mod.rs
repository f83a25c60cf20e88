//! Reports, forms and lists of problems become pages.

mod annotate;
mod comparison;
mod corrected;
mod disclosure;
mod form;
mod lines;
mod problems;
mod rollup;
mod summary;
mod tables;

use chrono::NaiveDate;
use law::Lang;
use law::report_form::{FormVersion, Section};
use report::Report;
use report::check::Finding;
use report::model::SectionText;

use crate::page::{Block, Page};
pub use annotate::{Annotations, severity as severity_word, whereabouts};
pub use comparison::comparison;
pub use corrected::corrected;
pub(crate) use corrected::{
    advice, columns as correction_columns, findings as corrections_as_findings,
    row as correction_row,
};
pub use form::blank;
pub use problems::{Problems, columns as problem_columns, problem_list, row as problem_row};
pub use rollup::{UnreadFile, rollup};
pub use summary::summary;

/// Composes a report as it is, without remarks of ours.
pub fn report(report: &Report) -> Page {
    compose(report, &Annotations::none())
}

/// Composes a report with its findings: marked cells and paragraphs, and the list at the end.
pub fn annotated(report: &Report, findings: &[Finding], lang: Lang) -> Page {
    let annotations = Annotations::of(findings);
    let mut page = compose(report, &annotations);
    page.blocks.extend(annotations.list(lang));
    page.remarks = remarks(findings, lang);
    page
}

/// Composes a report with its findings marked, for whoever shows the list of them beside it.
pub fn marked(report: &Report, findings: &[Finding]) -> Page {
    compose(report, &Annotations::of(findings))
}

/// What marks say, the sentence of mark 1 first.
pub(crate) fn remarks(findings: &[Finding], lang: Lang) -> Vec<String> {
    findings.iter().map(|it| annotate::sentence(it, lang)).collect()
}

pub(crate) fn compose(report: &Report, annotations: &Annotations<'_>) -> Page {
    let title = title(report);
    let mut blocks = Vec::new();
    if let Some(preamble) = report.sections.iter().find(|it| it.section.is_none()) {
        blocks.extend(without_title(paragraphs(preamble, annotations), &title));
    }
    for section in Section::ALL {
        let written: Vec<&SectionText> =
            report.sections.iter().filter(|it| it.section == Some(section)).collect();
        let table = table_of(section, report, annotations);
        if written.is_empty() && table.is_empty() {
            continue;
        }
        blocks.push(Block::Heading { level: 1, text: heading(section, written.first().copied()) });
        blocks.extend(written.iter().flat_map(|it| paragraphs(it, annotations)));
        blocks.extend(table);
    }
    let author = report.agency.as_ref().map(|it| it.value.clone()).unwrap_or_default();
    let as_of = year_end(report.year.as_ref().map(|it| it.value));
    Page { title, author, as_of, language: "zh-CN", blocks, remarks: Vec::new() }
}

/// Returns the last day of the year reported on. A report without a year is taken for one of 2019,
/// the first year of the form, because PDF/A demands some date.
pub(crate) fn year_end(year: Option<i32>) -> NaiveDate {
    let day = |year| NaiveDate::from_ymd_opt(year, 12, 31);
    year.and_then(day).or_else(|| day(2019)).unwrap_or_default()
}

/// Returns the title of a report: as printed, else as the form wants it.
pub fn title(report: &Report) -> String {
    if let Some(title) = &report.title {
        return title.value.clone();
    }
    let agency = report.agency.as_ref().map_or("", |it| it.value.as_str());
    let year = report.year.as_ref().map(|it| format!("{}年", it.value)).unwrap_or_default();
    format!("{agency}{year}政府信息公开工作年度报告")
}

fn heading(section: Section, written: Option<&SectionText>) -> String {
    match written {
        Some(written) if !written.heading.is_empty() => written.heading.clone(),
        _ => format!("{}、{}", section.numeral(), section.heading()),
    }
}

fn paragraphs<'a>(
    section: &'a SectionText,
    annotations: &'a Annotations<'_>,
) -> impl Iterator<Item = Block> + 'a {
    section.paragraphs.iter().map(|it| Block::Paragraph {
        text: it.value.clone(),
        marks: annotations.at_place(it.place),
    })
}

/// Leaves out the paragraphs that only print the title once more, over one line or several.
fn without_title(paragraphs: impl Iterator<Item = Block>, title: &str) -> Vec<Block> {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let whole = squeezed(title);
    let mut rest = whole.clone();
    let mut kept = Vec::new();
    for block in paragraphs {
        let Block::Paragraph { text, .. } = &block else { continue };
        let text = squeezed(text);
        if let Some(behind) = rest.strip_prefix(&text).filter(|_| !text.is_empty()) {
            rest = behind.to_owned();
        } else if text != whole {
            kept.push(block);
        }
    }
    kept
}

fn table_of(section: Section, report: &Report, annotations: &Annotations<'_>) -> Vec<Block> {
    let number = match section {
        Section::Proactive => 2,
        Section::Requests => 3,
        Section::Cases => 4,
        Section::Overview | Section::Problems | Section::Other => return Vec::new(),
    };
    if !report.has_table(number) {
        return Vec::new();
    }
    let table = match section {
        Section::Proactive => {
            let form = report.disclosure_form.unwrap_or(FormVersion::Form2021).form();
            disclosure::table(form, report, annotations)
        }
        Section::Requests => tables::requests(report, annotations),
        _ => tables::cases(report, annotations),
    };
    vec![Block::Table(table)]
}

/// Returns what is printed in a cell of the report.
pub(crate) fn printed(report: &Report, cell: law::report_form::CellId) -> String {
    report.cell(cell).map_or_else(|| "？".to_owned(), report::value::Cell::printed)
}
