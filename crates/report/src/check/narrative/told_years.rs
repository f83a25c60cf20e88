//! Which years the text says it reports on: the title, the period, and sentences that open with one.

use law::report_form::Section;

use super::scope::{year_at_start, years};
use super::sentence::tidy;
use super::text::Sentence;
use crate::check::Prepared;
use crate::value::Place;

/// What a report says of its year.
#[derive(Debug)]
pub(in crate::check) struct ToldYears {
    title: Option<i32>,
    /// The year of the period stated, 2024年1月1日…12月31日, and where.
    pub period: Option<(i32, Place)>,
    pub(super) openings: Vec<Opening>,
}

/// A sentence that opens with a year and speaks of the agency.
#[derive(Debug, Clone)]
pub(super) struct Opening {
    pub section: Option<Section>,
    pub place: Place,
    pub year: i32,
    pub sentence: String,
    pub paragraph: String,
    /// Whether no sentence with clauses stands before it under the heading.
    pub is_first: bool,
}

impl ToldYears {
    /// Reads the years out of title and text.
    pub fn of(report: &Prepared<'_>) -> Self {
        Self { title: title_year(report), period: period(report), openings: openings(report) }
    }

    /// Tells whether the title names the year.
    pub fn title_names(&self, year: i32) -> bool {
        self.title == Some(year)
    }

    /// Tells whether title and period both name the year.
    pub fn are_certain_of(&self, year: i32) -> bool {
        self.title_names(year) && self.period.is_some_and(|it| it.0 == year)
    }

    /// Returns the year of the title and that of the text where all of the text says another one.
    pub fn title_against_text(&self) -> Option<(i32, i32)> {
        let title = self.title?;
        let period = self.period.map(|it| it.0);
        let mut told = self.openings.iter().map(|it| it.year).chain(period);
        let first = told.next()?;
        let rest: Vec<i32> = told.collect();
        let agree = !rest.is_empty() && rest.iter().all(|it| *it == first);
        (agree && first != title).then_some((title, first))
    }
}

fn title_year(report: &Prepared<'_>) -> Option<i32> {
    let title = tidy(&report.title.as_ref()?.value);
    years(&title).next().map(|it| it.1)
}

fn period(report: &Prepared<'_>) -> Option<(i32, Place)> {
    let dated = report.narrative().paragraphs().filter(|it| it.text().contains("12月31日"));
    dated.into_iter().find_map(|paragraph| {
        let text = paragraph.text().letters();
        let (at, year) = years(text).find(|(at, _)| {
            let rest: String =
                text[*at..].chars().skip("2024年".chars().count()).take(24).collect();
            rest.starts_with("1月1日") && rest.contains("12月31日")
        })?;
        let next = text[at..].find("12月31日").map(|it| &text[at..at + it]).unwrap_or_default();
        years(next).all(|it| it.1 == year).then_some((year, paragraph.place))
    })
}

fn openings(report: &Prepared<'_>) -> Vec<Opening> {
    const SHORTEST: usize = 12;
    // A letter has four bytes at most.
    let is_long = |it: &Sentence<'_>| it.len() > SHORTEST * 4 || it.chars().nth(SHORTEST).is_some();
    let agency = report.agency.as_ref().map(|it| tidy(&it.value)).unwrap_or_default();
    let mut found = Vec::new();
    let (mut part, mut is_first) = (0, true);
    for paragraph in report.narrative().paragraphs() {
        if paragraph.part != part {
            (part, is_first) = (paragraph.part, true);
        }
        for sentence in paragraph.sentences().filter(is_long) {
            if let Some(year) = opening_year(&sentence, &agency) {
                found.push(Opening {
                    section: paragraph.section,
                    place: paragraph.place,
                    year,
                    sentence: sentence.to_string(),
                    paragraph: paragraph.text().to_string(),
                    is_first,
                });
            }
            // A title or a line of page furniture has no clauses.
            is_first = is_first && !sentence.contains("，");
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
    let year = year_at_start(text)?;
    let behind = text.get("2024年".len()..)?;
    let behind = behind.strip_prefix('度').unwrap_or(behind);
    let behind = behind.strip_prefix('，').unwrap_or(behind);
    let own: String = agency.chars().take(2).collect();
    let is_own = own.chars().count() == 2 && behind.starts_with(&own);
    (is_own || SUBJECTS.iter().any(|it| behind.starts_with(it))).then_some(year)
}

/// Takes off （一）, 一、, 1. and 一是.
pub(super) fn without_number(sentence: &str) -> &str {
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
}
