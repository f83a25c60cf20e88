//! Years in the text that are not the year reported on (N-5).
//!
//! Three statements tell the year, as [`super::told_years`] reads them: the title, the period, and the
//! sentences that open with a year and go on to speak of the agency. Where title and period agree, a
//! sentence that opens a section with another year is certainly left over; in all other cases somebody
//! has to look.

use law::report_form::Section;

use super::scope::{year_at_start, years};
use super::sentence::{has, tidy};
use super::text::{section_text, whereabouts};
use super::told_years::{Opening, without_number};
use crate::check::years::predecessor::is_same_agency;
use crate::check::{Finding, Prepared, Severity};

/// What stands before the first heading, in Chinese and English.
const INTRODUCTION: [&str; 2] = ["引言", "The introduction"];

/// Finds years that do not belong into this report.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(year) = report.year.as_ref().map(|it| it.value) else { return Vec::new() };
    let told_years = report.narrative().told_years(report);
    let openings = &told_years.openings;
    if let Some((title, told)) = told_years.title_against_text() {
        return vec![title_finding(report, title, told)];
    }
    let mut findings = Vec::new();
    findings.extend(period_of_another_year(report, year));
    let head = opening_of_overview(report, year);
    let has_head = head.is_some();
    findings.extend(head);
    let mut told: Vec<Option<Section>> = Vec::new();
    for opening in openings {
        let known = told.contains(&opening.section)
            || (has_head && opening.section == Some(Section::Overview));
        if opening.year == year || known || is_explained(opening, year, report) {
            continue;
        }
        told.push(opening.section);
        findings.push(left_over(opening, year, report));
    }
    findings.extend(openings_of_another_agency(report));
    findings
}

fn title_finding(report: &Prepared<'_>, title: i32, told: i32) -> Finding {
    Finding::new(
        "N-5",
        Severity::Warning,
        format!("标题写的是{title}年，而正文各处写的是{told}年，请核对哪一处有误。"),
        format!("The title names {title}, but the text speaks of {told} throughout: one is wrong."),
    )
    .placed(report.title.as_ref().map(|it| it.place).unwrap_or_default())
    .values(told, title)
}

/// Words by which section five tells how last year's problems were mended.
const MENDED: [&str; 8] = ["整改", "改进", "已", "针对", "指出", "解决", "反馈", "上年"];

/// Tells whether a sentence on another year has its place in this report.
fn is_explained(opening: &Opening, year: i32, report: &Prepared<'_>) -> bool {
    let own = format!("{year}年");
    let tail = matches!(opening.section, Some(Section::Problems | Section::Other));
    // Plans are for the year to come, and what is long past is history.
    if opening.year == year + 1 && tail || (opening.year - year).abs() > 1 && !opening.is_first {
        return true;
    }
    let whole = opening.section.and_then(|it| section_text(report, it)).unwrap_or_default();
    // The period stated names the year whatever stands beside it.
    let mut beside = opening.paragraph.split('。').filter(|it| !it.contains("月31日"));
    let compares = beside.any(|it| it.contains(&own))
        || (opening.section == Some(Section::Problems) && whole.contains(&own));
    let mended = opening.section == Some(Section::Problems) && has(&opening.sentence, &MENDED);
    let cites = !opening.is_first && opening.sentence.contains('《');
    compares || mended || cites
}

fn left_over(opening: &Opening, year: i32, report: &Prepared<'_>) -> Finding {
    let [part_zh, part_en] = whereabouts(opening.section, INTRODUCTION);
    let found = opening.year;
    let is_head = match opening.section {
        None => opening.is_first,
        Some(Section::Other) => opening.sentence.contains("处理费"),
        Some(_) => false,
    };
    let severity = if is_head && report.narrative().told_years(report).are_certain_of(year) {
        Severity::Error
    } else {
        Severity::Warning
    };
    let quoted: String = opening.sentence.chars().take(24).collect();
    Finding::new(
        "N-5",
        severity,
        format!(
            "{part_zh}写“{quoted}…”，是{found}年，而这是{year}年度的报告；如果确实讲{found}年的事，请写明与{year}年的关系。"
        ),
        format!(
            "{part_en} opens a sentence with {found} (“{quoted}…”), but the report is for {year}; if \
             {found} is meant, say how it bears on {year}."
        ),
    )
    .placed(opening.place)
    .values(year, found)
}

/// The first paragraph of section one opens with another year, whatever its subject.
fn opening_of_overview(report: &Prepared<'_>, year: i32) -> Option<Finding> {
    let part = report.section(Section::Overview)?;
    let first = part.paragraphs.iter().find(|it| it.value.chars().count() > 20)?;
    let text = tidy(&first.value);
    let opening = text.split(['。', '；']).next()?;
    let (at, found) = years(opening).next()?;
    let behind = opening.get(at + "2022年".len()..)?;
    let is_opening = at == 0
        && behind.trim_start_matches('度').starts_with(['，', '我', '本', '全', '区', '县', '市']);
    let names_own = years(opening).any(|(_, it)| it == year);
    if !is_opening || found == year || names_own {
        return None;
    }
    // The year before may open a comparison; a text that goes on to name its own year has one.
    let whole = section_text(report, Section::Overview)?;
    let compared = years(&whole).any(|(_, it)| it == year);
    let certain = report.narrative().told_years(report).are_certain_of(year);
    let severity = if certain && !compared { Severity::Error } else { Severity::Warning };
    Some(
        Finding::new(
            "N-5",
            severity,
            format!("第一部分开头写的是{found}年，而这是{year}年度的报告。"),
            format!("The opening of section one names {found}, but the report is for {year}."),
        )
        .placed(first.place)
        .values(year, found),
    )
}

/// The period stated is another year's than the title's.
fn period_of_another_year(report: &Prepared<'_>, year: i32) -> Option<Finding> {
    let told_years = report.narrative().told_years(report);
    let openings = &told_years.openings;
    let (found, place) = told_years.period.filter(|it| it.0 != year)?;
    let agreeing = openings.iter().filter(|it| it.year == year).count();
    let certain =
        told_years.title_names(year) && agreeing > 1 && openings.iter().all(|it| it.year != found);
    Some(
        Finding::new(
            "N-5",
            if certain { Severity::Error } else { Severity::Warning },
            format!("统计期限写的是{found}年，而这是{year}年度的报告。"),
            format!("The period names {found}, but the report is for {year}."),
        )
        .placed(place)
        .values(year, found),
    )
}

/// A sentence whose subject is another agency of the same kind: 西宁市教育局 for 海东市教育局.
fn openings_of_another_agency(report: &Prepared<'_>) -> Option<Finding> {
    let agency = tidy(&report.agency.as_ref()?.value);
    let (_, kind) = place_and_kind(&agency)?;
    let of_the_kind = report.narrative().paragraphs().filter(|it| it.printed().contains(kind));
    of_the_kind.into_iter().find_map(|paragraph| {
        let stranger =
            paragraph.sentences().find_map(|it| stranger(it.letters(), &agency, kind))?;
        let [zh, en] = whereabouts(paragraph.section, INTRODUCTION);
        Some(
            Finding::new(
                "N-5",
                Severity::Warning,
                format!(
                    "{zh}写的是{stranger}，而报告机关是{agency}，可能沿用了其他机关的文字，请核对。"
                ),
                format!(
                    "{en} speaks of {stranger}, but the agency is {agency}: perhaps another \
                     agency's text was used."
                ),
            )
            .placed(paragraph.place)
            .values(&agency, stranger),
        )
    })
}

/// Divides 海东市教育局 into 海东市 and 教育局.
fn place_and_kind(agency: &str) -> Option<(&str, &str)> {
    let at = agency.rfind(['省', '市', '县', '区', '州', '旗'])?;
    let (place, kind) = agency.split_at(at + '市'.len_utf8());
    (place.chars().count() > 2 && kind.chars().count() > 2).then_some((place, kind))
}

/// Returns the name of another agency of the kind with which the sentence begins.
fn stranger<'a>(sentence: &'a str, agency: &str, kind: &str) -> Option<&'a str> {
    const LONGEST: usize = 14;
    let text = without_number(sentence);
    let text = match year_at_start(text) {
        Some(_) => text.get("2024年".len()..)?.trim_start_matches(['度', '，']),
        _ => text,
    };
    let name = text.get(..text.find(kind)? + kind.len())?;
    let (place, _) = place_and_kind(name)?;
    let (own, _) = place_and_kind(agency)?;
    let is_name = name.chars().count() <= LONGEST
        && name.chars().all(char::is_alphabetic)
        && !has(
            name,
            &["各", "所属", "下属", "全", "和", "及", "与", "按照", "根据", "我", "由", "对", "向"],
        );
    let same_level = place.chars().next_back() == own.chars().next_back();
    (is_name && same_level && !is_same_agency(name, agency)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_agency_of_the_kind_is_told_from_subordinates() {
        let check = |sentence, wanted| {
            assert_eq!(stranger(sentence, "海东市教育局", "教育局"), wanted, "{sentence}");
        };
        check("2024年度西宁市教育局没有产生信息处理费", Some("西宁市教育局"));
        check("2024年度海东市教育局没有产生信息处理费", None);
        check("平安区教育局开通账号", None);
        check("各县区教育局开通账号", None);
        check("市教育局开通账号", None);
    }
}
