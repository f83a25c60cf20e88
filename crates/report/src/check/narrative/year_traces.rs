//! Years in the text that are not the year reported on (N-5).
//!
//! Three statements tell the year: the title, the period, and the sentences that open with a year and
//! go on to speak of the agency. Where title and period agree, a sentence that opens a section with
//! another year is certainly left over; in all other cases somebody has to look.

use law::report_form::Section;

use super::scope::years;
use super::sentence::{has, section_text, tidy};
use crate::check::years::predecessor::is_same_agency;
use crate::check::{Finding, Severity, Subject};
use crate::model::Report;
use crate::value::Place;

/// A sentence that opens with a year and speaks of the agency.
#[derive(Debug, Clone)]
struct Opening {
    section: Option<Section>,
    place: Place,
    year: i32,
    sentence: String,
    paragraph: String,
    /// Whether no sentence with clauses stands before it under the heading.
    is_first: bool,
}

/// Finds years that do not belong into this report.
pub(super) fn check(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let Some(year) = report.year.as_ref().map(|it| it.value) else { return Vec::new() };
    let openings = openings(report);
    if let Some((title, told)) = title_against_text(report) {
        return vec![title_finding(report, title, told)];
    }
    let mut findings = Vec::new();
    findings.extend(period_of_another_year(report, year, &openings));
    let head = opening_of_overview(report, year);
    let has_head = head.is_some();
    findings.extend(head);
    let mut told: Vec<Option<Section>> = Vec::new();
    for opening in &openings {
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

/// Returns the year of the title and that of the text where all of the text says another one.
pub(in crate::check) fn title_against_text(report: &Report) -> Option<(i32, i32)> {
    let title = title_year(report)?;
    let period = period(report).map(|it| it.0);
    let mut told = openings(report).into_iter().map(|it| it.year).chain(period);
    let first = told.next()?;
    let rest: Vec<i32> = told.collect();
    let agree = !rest.is_empty() && rest.iter().all(|it| *it == first);
    (agree && first != title).then_some((title, first))
}

fn title_year(report: &Report) -> Option<i32> {
    let title = tidy(&report.title.as_ref()?.value);
    years(&title).next().map(|it| it.1)
}

/// Returns the year of the period stated, 2024年1月1日…12月31日.
pub(super) fn period(report: &Report) -> Option<(i32, Place)> {
    report.sections.iter().flat_map(|it| &it.paragraphs).find_map(|paragraph| {
        if !paragraph.value.contains('月') {
            return None;
        }
        let text = tidy(&paragraph.value);
        let (at, year) = years(&text).find(|(at, _)| {
            let rest: String =
                text[*at..].chars().skip("2024年".chars().count()).take(24).collect();
            rest.starts_with("1月1日") && rest.contains("12月31日")
        })?;
        let next = text[at..].find("12月31日").map(|it| &text[at..at + it]).unwrap_or_default();
        years(next).all(|it| it.1 == year).then_some((year, paragraph.place))
    })
}

/// Tells whether title and period both name the year.
pub(super) fn is_certain(report: &Report, year: i32) -> bool {
    title_year(report) == Some(year) && period(report).is_some_and(|it| it.0 == year)
}

fn title_finding(report: &Report, title: i32, told: i32) -> Finding {
    Finding::new(
        "N-5",
        Severity::Warning,
        format!("标题写的是{title}年，而正文各处写的是{told}年，请核对哪一处有误。"),
        format!("The title names {title}, but the text speaks of {told} throughout: one is wrong."),
    )
    .placed(report.title.as_ref().map(|it| it.place).unwrap_or_default())
    .values(told, title)
}

fn openings(report: &Report) -> Vec<Opening> {
    let agency = report.agency.as_ref().map(|it| tidy(&it.value)).unwrap_or_default();
    let mut found = Vec::new();
    for part in &report.sections {
        let mut is_first = true;
        for paragraph in &part.paragraphs {
            let text = tidy(&paragraph.value);
            for sentence in text.split(['。', '！', '？']).filter(|it| it.chars().count() > 12) {
                if let Some(year) = opening_year(sentence, &agency) {
                    found.push(Opening {
                        section: part.section,
                        place: paragraph.place,
                        year,
                        sentence: sentence.to_owned(),
                        paragraph: text.clone(),
                        is_first,
                    });
                }
                // A title or a line of page furniture has no clauses.
                is_first &= !sentence.contains('，');
            }
        }
    }
    found
}

/// Words by which an agency or its area is the subject of a sentence.
const SUBJECTS: [&str; 17] = [
    "我局",
    "我委",
    "我办",
    "我厅",
    "我院",
    "我镇",
    "我乡",
    "我区",
    "我县",
    "我市",
    "我省",
    "我单位",
    "本机关",
    "本局",
    "全市",
    "全区",
    "全县",
];

/// Reads the year of 2024年，我局… and 2024年度海东市教育局….
fn opening_year(sentence: &str, agency: &str) -> Option<i32> {
    let text = without_number(sentence);
    let (at, year) = years(text).next()?;
    let behind = text.get("2024年".len()..)?;
    let behind = behind.strip_prefix('度').unwrap_or(behind);
    let behind = behind.strip_prefix('，').unwrap_or(behind);
    let own: String = agency.chars().take(2).collect();
    let is_own = own.chars().count() == 2 && behind.starts_with(&own);
    (at == 0 && (is_own || SUBJECTS.iter().any(|it| behind.starts_with(it)))).then_some(year)
}

/// Takes off （一）, 一、, 1. and 一是.
fn without_number(sentence: &str) -> &str {
    const NUMERALS: &str = "一二三四五六七八九十";
    let text = sentence.trim_start_matches(|c: char| c.is_whitespace());
    if let Some(rest) = text.strip_prefix('（')
        && let Some((number, rest)) = rest.split_once('）')
        && number.chars().count() <= 2
    {
        return rest;
    }
    let rest = text.trim_start_matches(|c: char| NUMERALS.contains(c));
    if rest.len() < text.len() {
        return rest.trim_start_matches(['、', '是', '，', '.']);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['、', '.', '．']) {
        Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) && text.len() > rest.len() => {
            rest
        }
        _ => text,
    }
}

/// Words by which section five tells how last year's problems were mended.
const MENDED: [&str; 8] = ["整改", "改进", "已", "针对", "指出", "解决", "反馈", "上年"];

/// Tells whether a sentence on another year has its place in this report.
fn is_explained(opening: &Opening, year: i32, report: &Report) -> bool {
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

fn left_over(opening: &Opening, year: i32, report: &Report) -> Finding {
    let [part_zh, part_en] = whereabouts(opening.section);
    let found = opening.year;
    let is_head = match opening.section {
        None => opening.is_first,
        Some(Section::Other) => opening.sentence.contains("处理费"),
        Some(_) => false,
    };
    let severity =
        if is_head && is_certain(report, year) { Severity::Error } else { Severity::Warning };
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

fn whereabouts(section: Option<Section>) -> [String; 2] {
    match section {
        Some(section) => {
            let number = Section::ALL.iter().position(|it| *it == section).unwrap_or(0) + 1;
            [format!("第{}部分", section.numeral()), format!("Section {number}")]
        }
        None => ["引言".to_owned(), "The introduction".to_owned()],
    }
}

/// The first paragraph of section one opens with another year, whatever its subject.
fn opening_of_overview(report: &Report, year: i32) -> Option<Finding> {
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
    let severity =
        if is_certain(report, year) && !compared { Severity::Error } else { Severity::Warning };
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
fn period_of_another_year(report: &Report, year: i32, openings: &[Opening]) -> Option<Finding> {
    let (found, place) = period(report).filter(|it| it.0 != year)?;
    let agreeing = openings.iter().filter(|it| it.year == year).count();
    let certain = title_year(report) == Some(year)
        && agreeing > 1
        && openings.iter().all(|it| it.year != found);
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
fn openings_of_another_agency(report: &Report) -> Option<Finding> {
    let agency = tidy(&report.agency.as_ref()?.value);
    let (_, kind) = place_and_kind(&agency)?;
    report.sections.iter().find_map(|part| {
        part.paragraphs.iter().filter(|it| it.value.contains(kind)).find_map(|paragraph| {
            let text = tidy(&paragraph.value);
            let stranger =
                text.split(['。', '！', '？']).find_map(|it| stranger(it, &agency, kind))?;
            let [zh, en] = whereabouts(part.section);
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
    let text = match years(text).next() {
        Some((0, _)) => text.get("2024年".len()..)?.trim_start_matches(['度', '，']),
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
    fn a_sentence_that_opens_with_a_year_speaks_of_the_agency() {
        let check = |sentence, wanted| {
            assert_eq!(opening_year(sentence, "海东市教育局"), wanted, "{sentence}");
        };
        check("2023年，海东市教育局按照安排部署", Some(2023));
        check("2023年度海东市教育局没有产生", Some(2023));
        check("（一）2023年我局制发规范性文件", Some(2023));
        check("1.2023年，我局制发规范性文件", Some(2023));
        check("2023年，国务院办公厅印发通知", None);
        check("2023年度报告指出的问题", None);
        check("2023年以来，我局", None);
        check("较2023年，我局", None);
    }

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
