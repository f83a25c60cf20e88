//! Publication and signature dates.

use chrono::{Datelike, NaiveDate};
use law::report_form::{Reporter, publication_day};

use crate::check::{Finding, Prepared, Severity};
use crate::value::Place;

/// Names under which pages give the day of publication.
const PUBLISHED: [&str; 6] =
    ["PubDate", "公开日期", "发布日期", "发布时间", "publishdate", "公布日期"];

/// Checks the day of publication where the document names it.
///
/// Where the name does not tell a department from a government, the later day decides what is an
/// error, and a day between the two is a warning that names both.
pub fn in_time(report: &Prepared<'_>) -> Vec<Finding> {
    late(report).into_iter().collect()
}

fn late(report: &Prepared<'_>) -> Option<Finding> {
    let (published, place) = published_on(report)?;
    let year = report.year.as_ref()?.value;
    let by_name = report.agency.as_ref().and_then(|it| reporter(&it.value));
    let last = publication_day(year, by_name.unwrap_or(Reporter::Government))?;
    let department = publication_day(year, Reporter::Department)?;
    if by_name.is_none() && department < published && published <= last {
        return Some(
            Finding::new(
                "F-4",
                Severity::Warning,
                format!(
                    "报告于{published}公布：部门的期限是{department}，政府的期限是{last}（第四十九条）；\
                     从机关名称看不出是哪一种，请核对。"
                ),
                format!(
                    "Published on {published}: the last day is {department} for a department and {last} \
                     for a government (Article 49); the name does not tell which it is."
                ),
            )
            .placed(place)
            .values(format!("{department}/{last}"), published),
        );
    }
    if published <= last {
        return None;
    }
    // Sites that are rebuilt give old reports the day of the move.
    if published.year() > year + 1 {
        return Some(
            Finding::new(
                "F-4",
                Severity::Warning,
                format!(
                    "文件写的公布日期是{published}，晚于{last}的期限（第四十九条）；如果是网站改版后的日期，\
                     请写明最初公布的日期。"
                ),
                format!(
                    "The document gives {published} as the day of publication, after the last day {last} \
                     (Article 49); if the site was moved, state the first day."
                ),
            )
            .placed(place)
            .values(last, published),
        );
    }
    Some(
        Finding::new(
            "F-4",
            Severity::Error,
            format!("报告于{published}公布，晚于{last}的期限（第四十九条）。"),
            format!("Published on {published}, after the last day {last} (Article 49)."),
        )
        .placed(place)
        .values(last, published),
    )
}

/// Tells from its name who reports; `None` where the name does not tell.
///
/// An office of a government may report for itself or for the government, and a place alone
/// (海东市) or a management committee may be either.
fn reporter(agency: &str) -> Option<Reporter> {
    const DEPARTMENTS: [&str; 11] =
        ["局", "委员会", "厅", "办公室", "委", "部", "署", "总队", "支队", "大队", "中心"];
    const EITHER: [&str; 6] =
        ["管理委员会", "管委会", "街道办事处", "政府办公室", "政府办公厅", "政府办"];
    let ends = |words: &[&str]| words.iter().any(|word| agency.ends_with(word));
    if agency.ends_with("政府") {
        Some(Reporter::Government)
    } else if ends(&EITHER) || !ends(&DEPARTMENTS) {
        None
    } else {
        Some(Reporter::Department)
    }
}

/// Checks the date below the report against the year and the publication.
pub fn signature(report: &Prepared<'_>) -> Vec<Finding> {
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

fn published_on(report: &Prepared<'_>) -> Option<(NaiveDate, Place)> {
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
fn signed_on(report: &Prepared<'_>) -> Option<(NaiveDate, Place)> {
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
    fn who_reports_is_told_by_the_name_or_left_open() {
        assert_eq!(reporter("云川市教育局"), Some(Reporter::Department));
        assert_eq!(reporter("上海市科学技术委员会"), Some(Reporter::Department));
        assert_eq!(reporter("淮安市洪泽区人民政府"), Some(Reporter::Government));
        for open in ["海东市", "洪泽区人民政府办公室", "高新区管委会", "花园街道办事处"]
        {
            assert_eq!(reporter(open), None, "{open}");
        }
    }

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
