//! Section five against last year's, and whether it says how last year's problems were mended (Y-5).

use std::collections::BTreeSet;

use law::report_form::Section;

use crate::check::{Finding, Prepared, Severity};
use crate::model::Report;

/// Share of common two-letter pieces above which section five counts as copied (our convention).
const COPIED_PERCENT: usize = 60;
/// Least pieces of a text that can be compared (our convention).
const LEAST_PIECES: usize = 20;

/// Checks section five.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let now = text_of(report);
    let place = report.section(Section::Problems).map(|it| it.place).unwrap_or_default();
    if let Some(previous) = report.previous {
        let percent = similarity(&now, &text_of(previous));
        if percent > COPIED_PERCENT {
            findings.push(
                Finding::new(
                    "Y-5",
                    Severity::Warning,
                    format!("第五部分与上年报告的相似度为{percent}%，请按本年实际重写。"),
                    format!(
                        "Section five is {percent} % like last year's; rewrite it for this year."
                    ),
                )
                .placed(place)
                .values(format!("≤{COPIED_PERCENT}%"), format!("{percent}%")),
            );
        }
    }
    if !now.is_empty() && !tells_of_last_year(report, &now) {
        findings.push(
            Finding::new(
                "Y-5",
                Severity::Warning,
                "第五部分没有说明上年问题的改进情况。".to_owned(),
                "Section five does not say how last year's problems were mended.".to_owned(),
            )
            .placed(place),
        );
    }
    findings
}

/// Returns the text of section five without white space, a line for each paragraph.
fn text_of(report: &Report) -> String {
    let Some(section) = report.section(Section::Problems) else { return String::new() };
    let mut text = String::new();
    for (nth, paragraph) in section.paragraphs.iter().enumerate() {
        if nth > 0 {
            text.push('\n');
        }
        text.extend(paragraph.value.split_whitespace());
    }
    text
}

/// Words by which a report speaks of what it has already mended.
const WORDS: [&str; 13] = [
    "上年",
    "去年",
    "上一年",
    "此前",
    "改进情况",
    "整改情况",
    "已成功",
    "已完成",
    "得到改进",
    "得到解决",
    "针对上述问题",
    "根据上述问题",
    "采取以下措施",
];
/// Words by which a sentence on another year speaks of mending and not of that year's work.
const MENDING: [&str; 8] = ["整改", "改进", "针对", "指出", "解决", "反馈", "已", "存在问题的"];

fn tells_of_last_year(report: &Report, text: &str) -> bool {
    // A heading like （一）2024年工作中存在问题的改进情况 may be taken for that of the section.
    let heading = report.section(Section::Problems).map_or("", |it| it.heading.as_str());
    let heading: String = heading.split_whitespace().collect();
    let named = report.year.as_ref().is_some_and(|year| {
        let before = format!("{}年", year.value - 1);
        let own = format!("{}年工作中存在问题的改进", year.value);
        let mut sentences = text.split(['。', '；', '\n']).chain([heading.as_str()]);
        text.contains(&own)
            || sentences
                .any(|it| it.contains(&before) && MENDING.iter().any(|word| it.contains(word)))
    });
    named || WORDS.iter().any(|word| text.contains(word))
}

/// Returns how many of the two-letter pieces of the shorter text the longer one has, in percent.
fn similarity(left: &str, right: &str) -> usize {
    let pieces = |text: &str| -> BTreeSet<(char, char)> {
        let letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
        letters.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
    };
    let (a, b) = (pieces(left), pieces(right));
    let least = a.len().min(b.len());
    if least < LEAST_PIECES { 0 } else { a.intersection(&b).count() * 100 / least }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_text_is_told_from_new_text() {
        let last =
            "信息更新的时效性有待进一步提高，信息公开的范围有待进一步扩大，业务培训有待加强。";
        assert_eq!(similarity(last, last), 100);
        let other =
            "门户网站改版后栏目迁移不完整，部分旧链接失效，学校收费公示栏没有统一的格式要求。";
        assert!(similarity(last, other) < 30);
    }
}
