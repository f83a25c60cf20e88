//! Publication and signature dates.

use chrono::{Datelike, NaiveDate};
use law::report_form::{Reporter, publication_day};

use crate::check::{Finding, Severity, Subject};
use crate::model::Report;
use crate::value::Place;

/// Names under which pages give the day of publication.
const PUBLISHED: [&str; 6] =
    ["PubDate", "公开日期", "发布日期", "发布时间", "publishdate", "公布日期"];

/// Checks the day of publication where the document names it.
pub fn in_time(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let Some((published, place)) = published_on(report) else { return Vec::new() };
    let Some(year) = report.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let government = report.agency.as_ref().is_some_and(|it| {
        it.value.ends_with("人民政府")
            || it.value.ends_with("人民政府办公室")
            || it.value.ends_with("人民政府办公厅")
    });
    let reporter = if government { Reporter::Government } else { Reporter::Department };
    let Some(last) = publication_day(year, reporter) else { return Vec::new() };
    if published <= last {
        return Vec::new();
    }
    vec![
        Finding::new(
            "F-4",
            Severity::Error,
            format!("报告于{published}公布，晚于{last}的期限（第四十九条）。"),
            format!("Published on {published}, after the last day {last} (Article 49)."),
        )
        .placed(place)
        .values(last, published),
    ]
}

/// Checks the date below the report against the year and the publication.
pub fn signature(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let Some((signed, place)) = signed_on(report) else { return Vec::new() };
    let Some(year) = report.year.as_ref().map(|year| year.value) else { return Vec::new() };
    let mut findings = Vec::new();
    if signed.year() <= year {
        findings.push(
            Finding::new(
                "F-7",
                Severity::Warning,
                format!("落款日期{signed}早于{year}年度结束。"),
                format!("Signed on {signed}, before the year {year} was over."),
            )
            .placed(place),
        );
    }
    if let Some((published, _)) = published_on(report)
        && published < signed
    {
        findings.push(
            Finding::new(
                "F-7",
                Severity::Warning,
                format!("落款日期{signed}晚于公布日期{published}。"),
                format!("Signed on {signed}, after publication on {published}."),
            )
            .placed(place),
        );
    }
    findings
}

fn published_on(report: &Report) -> Option<(NaiveDate, Place)> {
    let named = report
        .metadata
        .iter()
        .filter(|(name, _)| PUBLISHED.iter().any(|it| it.eq_ignore_ascii_case(name)))
        .find_map(|(_, value)| date_in(value));
    if let Some(date) = named {
        return Some((date, Place::default()));
    }
    let head = report.sections.first().filter(|it| it.section.is_none())?;
    head.paragraphs.iter().find_map(|it| {
        let at = it.value.find("发布日期").or_else(|| it.value.find("公开日期"))?;
        date_in(it.value.get(at..)?).map(|date| (date, it.place))
    })
}

/// The date in the last lines of the report, alone on its line.
fn signed_on(report: &Report) -> Option<(NaiveDate, Place)> {
    const LONGEST: usize = 40;
    let last = report.sections.last()?;
    last.paragraphs.iter().rev().take(2).find_map(|it| {
        let tail: String = {
            let letters: Vec<char> = it.value.chars().collect();
            letters.iter().skip(letters.len().saturating_sub(LONGEST)).collect()
        };
        let squeezed: String = tail.split_whitespace().collect();
        squeezed
            .ends_with('日')
            .then(|| date_in_tail(&squeezed))
            .flatten()
            .map(|it2| (it2, it.place))
    })
}

fn date_in_tail(text: &str) -> Option<NaiveDate> {
    // The last "20" may be the twentieth day, so the last one that begins a date counts.
    text.rmatch_indices("20").find_map(|(at, _)| date_in(text.get(at..)?))
}

/// Reads `2025-01-20`, `2025年1月20日`, `2025/1/20` at the first digits.
pub fn date_in(text: &str) -> Option<NaiveDate> {
    let start = text.find("20")?;
    let mut numbers = text
        .get(start..)?
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse::<u32>);
    let (year, month, day) = (numbers.next()?.ok()?, numbers.next()?.ok()?, numbers.next()?.ok()?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_spelling_are_read() {
        let wanted = NaiveDate::from_ymd_opt(2025, 1, 20);
        for text in ["2025-01-20 10:00", "2025年1月20日", "发布日期：2025/1/20"] {
            assert_eq!(date_in(text), wanted, "{text}");
        }
        assert_eq!(date_in("2025年度"), None);
        assert_eq!(date_in_tail("云川市教育局2025年1月20日"), wanted);
    }
}
