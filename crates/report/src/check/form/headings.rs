//! The six sections: whether they are there, in order, under the headings of the form (F-1).

use law::report_form::{CaseBlock, CaseColumn, CellId, Section};

use crate::check::{Finding, Prepared, Severity};
use crate::model::SectionText;

/// Least sections of a document in which a missing one means anything.
const LEAST_SECTIONS: usize = 2;

/// Finds missing sections, headings in other words and sections out of order.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    if present(report).count() < LEAST_SECTIONS {
        return Vec::new();
    }
    let mut findings = Vec::new();
    for section in Section::ALL {
        let official = official(section);
        match report.section(section) {
            None => findings.push(missing(section, &official, report)),
            Some(text) => {
                let squeezed = squeeze(&text.heading);
                if squeezed.is_empty() || words_agree(&squeezed, &official) {
                    continue;
                }
                findings.push(
                    Finding::new(
                        "F-1",
                        Severity::Warning,
                        format!("标题“{squeezed}”与格式不同，格式为“{official}”。"),
                        format!("Heading “{squeezed}” differs from the form: “{official}”."),
                    )
                    .placed(text.place)
                    .values(official, squeezed),
                );
            }
        }
    }
    findings.extend(out_of_order(report));
    findings
}

fn present<'a>(report: &'a Prepared<'_>) -> impl Iterator<Item = (Section, &'a SectionText)> {
    report.sections.iter().filter_map(|it| Some((it.section?, it)))
}

fn official(section: Section) -> String {
    format!("{}、{}", section.numeral(), section.heading())
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect()
}

/// A table of the section without its heading means that only the heading is lost, and a document
/// that begins or ends among the tables is a piece of a report.
fn missing(section: Section, official: &str, report: &Prepared<'_>) -> Finding {
    let table = match section {
        Section::Proactive => Some(2),
        Section::Requests => Some(3),
        Section::Cases => Some(4),
        Section::Overview | Section::Problems | Section::Other => None,
    };
    let has_table = table.is_some_and(|table| report.has_table(table));
    let severity =
        if has_table || is_outside(section, report) { Severity::Warning } else { Severity::Error };
    Finding::new(
        "F-1",
        severity,
        format!("没有找到“{official}”；如果文件不完整，请用完整的报告核对。"),
        format!("Section “{official}” was not found; check the whole report if this is a piece."),
    )
    .values(official, "")
}

/// Tells whether the section would stand before the first or behind the last page at hand.
fn is_outside(section: Section, report: &Prepared<'_>) -> bool {
    let present: Vec<Section> = present(report).map(|it| it.0).collect();
    let (first, last) = (present.iter().min(), present.iter().max());
    let begins_late = first.is_some_and(|first| section < *first)
        && !report.has_table(2)
        && report.title.is_none();
    let last_cell = CellId::Case(CaseBlock::SuitAfter, CaseColumn::Total);
    let ends_early = last.is_some_and(|last| section > *last) && report.cell(last_cell).is_none();
    // Without title and without table two the first pages are not at hand, nor perhaps the last.
    let piece = present.first().is_some_and(|it| *it != Section::Overview) && !report.has_table(2);
    begins_late || ends_early || (piece && report.title.is_none())
}

/// The six sections, each there once, in another order than the form's.
///
/// A narrative may have numbered headings of its own, so this is an error only where all six read as
/// in the form; a heading in other words may be none.
fn out_of_order(report: &Prepared<'_>) -> Option<Finding> {
    let sections: Vec<(Section, &SectionText)> = present(report).collect();
    let order: Vec<Section> = sections.iter().map(|it| it.0).collect();
    let once = Section::ALL.iter().all(|it| order.iter().filter(|found| *found == it).count() == 1);
    let (_, first) = sections.windows(2).find_map(|pair| match pair {
        [before, behind] if before.0 > behind.0 => Some(*behind),
        _ => None,
    })?;
    if !once || order.len() != Section::ALL.len() {
        return None;
    }
    let exact = sections.iter().all(|(section, text)| {
        let words = without_numeral(&squeeze(&text.heading)).to_owned();
        words_agree(&words, section.heading())
    });
    let list = |sections: &[Section]| {
        sections.iter().map(|it| it.heading()).collect::<Vec<_>>().join("；")
    };
    let (found, form) = (list(&order), list(&Section::ALL));
    Some(
        Finding::new(
            "F-1",
            if exact { Severity::Error } else { Severity::Warning },
            format!("六个部分的次序与格式不同：现为“{found}”，格式为“{form}”。"),
            format!(
                "The six sections are out of order: they stand as “{found}”; the form has “{form}”."
            ),
        )
        .placed(first.place)
        .values(form, found),
    )
}

fn without_numeral(heading: &str) -> &str {
    let rest = heading.trim_start_matches(|c: char| "一二三四五六七八九十".contains(c));
    rest.trim_start_matches(['、', '.', '．', ',', '，'])
}

fn words_agree(found: &str, official: &str) -> bool {
    let clean = |text: &str| text.replace([',', '，', '.', '．', '。', '：', ':'], "、");
    clean(found) == clean(official)
}
