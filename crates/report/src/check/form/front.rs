//! What stands before section one: the title (F-6, F-9), the period and the notes to readers (F-8).

use law::report_form::Section;

use crate::check::{Finding, Prepared, Severity};
use crate::value::Place;

/// Compares the title with the form and with the text (F-6).
pub(super) fn title(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let missing = |what_zh: &str, what_en: &str| {
        Finding::new(
            "F-6",
            Severity::Warning,
            format!("没有找到{what_zh}，请在标题写明。"),
            format!("{what_en} was not found; state it in the title."),
        )
    };
    if report.agency.is_none() {
        findings.push(missing("报告机关的名称", "The name of the agency"));
    }
    if report.year.is_none() {
        findings.push(missing("报告年度", "The year reported on"));
    }
    if let (Some(agency), Some(year), Some(title)) = (&report.agency, &report.year, &report.title) {
        let official = format!("{}{}年政府信息公开工作年度报告", agency.value, year.value);
        let told_years = report.narrative().told_years(report);
        if let Some((titled, told)) = told_years.title_against_text() {
            findings.push(
                Finding::new(
                    "F-6",
                    Severity::Warning,
                    format!("标题写的年度是{titled}年，而正文写的是{told}年，请核对标题的年度。"),
                    format!("The title names the year {titled}, but the text speaks of {told}."),
                )
                .placed(title.place)
                .values(told, titled),
            );
        } else if title.value != official {
            findings.push(
                Finding::new(
                    "F-6",
                    Severity::Warning,
                    format!("标题“{}”与格式“{official}”不同。", title.value),
                    format!("The title “{}” differs from “{official}”.", title.value),
                )
                .placed(title.place)
                .values(official, &title.value),
            );
        }
    }
    findings
}

fn is_whole(report: &Prepared<'_>) -> bool {
    Section::ALL.iter().all(|section| report.section(*section).is_some())
}

/// Words by which a report states its period.
const PERIOD: [&str; 4] = ["统计期限", "统计周期", "12月31日", "报告期"];
/// Words by which a report tells where to ask and where to get a copy.
const NOTE: [&str; 9] = ["电话", "联系", "邮编", "邮箱", "地址", "下载", "查阅", "http", "www"];

/// Finds whole reports that do not state their period (F-8).
///
/// What readers are told of contact and download is looked at only there: a report that states its
/// period has an introduction of its own making.
pub(super) fn period_and_notes(report: &Prepared<'_>) -> Vec<Finding> {
    if !is_whole(report) || report.agency.is_none() {
        return Vec::new();
    }
    if report.narrative().has(&PERIOD) {
        return Vec::new();
    }
    let place = head_place(report);
    let mut findings = vec![
        Finding::new(
            "F-8",
            Severity::Note,
            "全文没有写明统计期限（1月1日至12月31日），请在开头写明。".to_owned(),
            "The report does not state its period (1 January to 31 December); state it at the head."
                .to_owned(),
        )
        .placed(place),
    ];
    if !report.narrative().has(&NOTE) {
        findings.push(
            Finding::new(
                "F-8",
                Severity::Note,
                "没有写明联系方式和报告的下载、查阅途径，建议在开头写明。".to_owned(),
                "The report names neither whom to contact nor where to download it.".to_owned(),
            )
            .placed(place),
        );
    }
    findings
}

fn head_place(report: &Prepared<'_>) -> Place {
    let title = report.title.as_ref().map(|it| it.place);
    title.or_else(|| report.sections.first().map(|it| it.place)).unwrap_or_default()
}

/// Finds the title or the agency printed once more above the text (F-9).
pub(super) fn printed_twice(report: &Prepared<'_>) -> Vec<Finding> {
    let (Some(title), Some(agency)) = (&report.title, &report.agency) else { return Vec::new() };
    let squeeze = |text: &str| text.split_whitespace().collect::<String>();
    let (title_text, name) = (squeeze(&title.value), squeeze(&agency.value));
    let head = report.sections.iter().take_while(|it| it.section != Some(Section::Overview));
    let lines: Vec<(String, Place)> = head
        .filter(|it| it.section.is_none())
        .flat_map(|it| &it.paragraphs)
        .map(|it| (squeeze(&it.value), it.place))
        .collect();
    let titles = lines.iter().filter(|it| it.0 == title_text).count();
    let again = match lines.iter().rfind(|it| it.0 == title_text) {
        Some((_, place)) if titles > 1 => {
            Some((*place, "标题印了两次", "The title is printed twice"))
        }
        _ => None,
    };
    let named = || {
        // A title over two lines has the agency on the first and the rest on the second.
        let rest = title_text.strip_prefix(&name);
        let begins_title = |at: usize| {
            let next = lines.get(at + 1);
            next.zip(rest).is_some_and(|(next, rest)| next.0.starts_with(rest))
        };
        let line = lines.iter().enumerate().find_map(|(at, it)| {
            (it.0 == name && title_text.contains(&name) && !begins_title(at)).then_some(it)
        })?;
        Some((
            line.1,
            "标题已有机关名称，又另行印了一次",
            "The agency's name is printed once more beside the title that has it",
        ))
    };
    again
        .or_else(named)
        .map(|(place, zh, en)| {
            Finding::new(
                "F-9",
                Severity::Note,
                format!("{zh}，可以删去一处。"),
                format!("{en}; one can go."),
            )
            .placed(place)
        })
        .into_iter()
        .collect()
}
