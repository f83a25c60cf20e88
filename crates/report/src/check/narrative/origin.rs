//! Traces of another report in the text: another year, another agency, an unfilled template (N-5).
//!
//! Years are in [`super::year_traces`].

use law::report_form::Section;

use super::sentence::has;
use super::text::section_text;
use super::year_traces;
use crate::check::{Finding, Prepared, Severity};

/// Finds a wrong year, a wrong agency and what is left of a template.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(year_traces::check(report));
    findings.extend(plan_for_this_year(report));
    findings.extend(other_kind_of_agency(report));
    findings.extend(template(report));
    findings
}

/// Finds a plan in section five for the year that is already over.
fn plan_for_this_year(report: &Prepared<'_>) -> Option<Finding> {
    let year = report.year.as_ref()?.value;
    let text = section_text(report, Section::Problems)?;
    let next = format!("{}年", year + 1);
    let own = format!("{year}年");
    let planned = text.split(['。', '；', '\n']).any(|sentence| {
        sentence.find(&own).is_some_and(|at| {
            let rest = sentence[at + own.len()..].trim_start_matches(['，', '度']);
            let head: String = rest.chars().take(10).collect();
            has(&head, &["将继续", "我局将", "我委将", "我办将", "我们将", "将进一步", "将重点"])
        })
    });
    if !planned || text.contains(&next) {
        return None;
    }
    let place = report.section(Section::Problems)?.place;
    Some(
        Finding::new(
            "N-5",
            Severity::Warning,
            format!("第五部分把{year}年写成今后的计划，而这是{year}年度的报告，请核对年份。"),
            format!("Section five plans for {year}, the year that is reported on."),
        )
        .placed(place)
        .values(year + 1, year),
    )
}

/// Words by which an agency speaks of itself, and the end of the names to which they belong.
const SELVES: [(&str, &[&str]); 6] = [
    ("我校", &["学校", "学院", "大学", "中学", "小学", "幼儿园"]),
    ("我镇", &["镇人民政府", "镇政府", "镇"]),
    ("我乡", &["乡人民政府", "乡政府", "乡"]),
    ("我街道", &["街道办事处", "街道"]),
    ("我局", &["局", "队", "分局", "中心", "厅", "委员会", "办公室", "署", "院"]),
    ("我厅", &["厅", "局", "委员会"]),
];

fn other_kind_of_agency(report: &Prepared<'_>) -> Option<Finding> {
    let agency = report.agency.as_ref()?.value.as_str();
    let known = SELVES.iter().any(|(_, ends)| ends.iter().any(|end| agency.ends_with(end)))
        || agency.ends_with("人民政府");
    if !known {
        return None;
    }
    let foreign = |word: &&(&str, &[&str])| !word.1.iter().any(|end| agency.ends_with(end));
    report.narrative().paragraphs().find_map(|paragraph| {
        let printed = paragraph.printed();
        let (word, _) = SELVES.iter().filter(foreign).find(|(word, _)| printed.contains(*word))?;
        Some(
            Finding::new(
                "N-5",
                Severity::Warning,
                format!("文中自称“{word}”，而报告机关是{agency}，可能沿用了其他机关的文字。"),
                format!("The text says “{word}”, but the agency is {agency}."),
            )
            .placed(paragraph.place)
            .values(agency, word),
        )
    })
}

/// What is certainly left of a template.
const TEMPLATE: [&str; 14] = [
    "此处填写",
    "20XX年",
    "20××年",
    "XX年",
    "XX局",
    "XX县",
    "XX市",
    "XX区",
    "××年",
    "××局",
    "××县",
    "××市",
    "××区",
    "XX件",
];
/// What is probably left of a template.
const SUSPECT: [&str; 4] = ["某某", "XX", "××", "（填写"];

fn template(report: &Prepared<'_>) -> Option<Finding> {
    for (words, severity) in [(&TEMPLATE[..], Severity::Error), (&SUSPECT[..], Severity::Warning)] {
        for paragraph in report.narrative().paragraphs_with(words) {
            let found = words.iter().find(|word| stands_alone(&paragraph.text(), word));
            if let Some(word) = found {
                return Some(
                    Finding::new(
                        "N-5",
                        severity,
                        format!("文中留有模板文字“{word}”。"),
                        format!("A piece of the template remains: “{word}”."),
                    )
                    .placed(paragraph.place)
                    .values("", word),
                );
            }
        }
    }
    None
}

/// Tells whether the word stands outside addresses, quotations and names of masked persons.
fn stands_alone(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let quoted = before.is_some_and(|c| "“‘《\"".contains(c));
        let runs_on = word.ends_with(['X', '×']) && latin(behind);
        !latin(before) && !quoted && !runs_on
    })
}
