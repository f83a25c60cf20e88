//! Paragraphs and sentences of a report, in one spelling: half-width digits, full-width marks.

use law::report_form::Section;

use crate::model::Report;
use crate::value::Place;

/// A paragraph in one spelling, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Paragraph {
    pub section: Option<Section>,
    pub place: Place,
    pub text: String,
    /// The short paragraph before it that serves as its heading, for example （二）依申请公开.
    pub heading: String,
}

impl Paragraph {
    /// Returns the sentences, each ended by 。, ！ or ？.
    pub fn sentences(&self) -> impl Iterator<Item = &str> {
        self.text.split(['。', '！', '？']).filter(|it| !it.is_empty())
    }

    /// Returns the part of the report it stands in, in Chinese and English.
    pub fn whereabouts(&self) -> [String; 2] {
        match self.section {
            Some(section) => {
                let number = Section::ALL.iter().position(|it| *it == section).unwrap_or(0) + 1;
                [format!("第{}部分", section.numeral()), format!("Section {number}")]
            }
            None => ["正文".to_owned(), "The text".to_owned()],
        }
    }
}

/// Most letters that a paragraph may have to count as a heading.
const HEADING_LETTERS: usize = 22;

/// Returns the paragraphs whose own text or heading is wanted, in one spelling.
pub(super) fn paragraphs(report: &Report, wanted: impl Fn(&str) -> bool) -> Vec<Paragraph> {
    let mut found = Vec::new();
    for part in &report.sections {
        let mut heading = String::new();
        for paragraph in &part.paragraphs {
            let is_heading = paragraph.value.len() < 3 * HEADING_LETTERS
                && !paragraph.value.contains(['。', '；', ';', '，', ',']);
            if is_heading {
                heading = tidy(&paragraph.value);
            }
            if wanted(&paragraph.value) || wanted(&heading) {
                found.push(Paragraph {
                    section: part.section,
                    place: paragraph.place,
                    text: tidy(&paragraph.value),
                    heading: heading.clone(),
                });
            }
        }
    }
    found
}

/// Returns the text of one section in one spelling, its paragraphs divided by line breaks.
pub(super) fn section_text(report: &Report, section: Section) -> Option<String> {
    let mut text: Option<String> = None;
    for part in report.sections.iter().filter(|it| it.section == Some(section)) {
        let text = text.get_or_insert_default();
        for paragraph in &part.paragraphs {
            text.push_str(&tidy(&paragraph.value));
            text.push('\n');
        }
    }
    text
}

/// Returns the whole narrative in one spelling.
pub(in crate::check) fn whole_text(report: &Report) -> String {
    let paragraphs = report.sections.iter().flat_map(|it| &it.paragraphs);
    paragraphs.map(|it| tidy(&it.value) + "\n").collect()
}

/// Tells whether the document is more than an empty form: it has a number or an agency.
pub(super) fn is_filled_in(report: &Report) -> bool {
    report.agency.is_some() || report.cells.values().any(|cell| cell.number().is_some())
}

/// Tells whether the text has one of the words.
pub(super) fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Brings a text into one spelling.
///
/// White space goes, except between digits, where it divides numbers. A comma inside a number goes
/// where it groups thousands; any other becomes a full-width mark.
pub(super) fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().map(fold).peekable();
    let mut space = false;
    while let Some(letter) = letters.next() {
        if letter.is_whitespace() || letter == '\u{200b}' || letter == '\u{feff}' {
            space = true;
            continue;
        }
        let after_digit = out.ends_with(|c: char| c.is_ascii_digit());
        if space && after_digit && letter.is_ascii_digit() {
            out.push(' ');
        }
        space = false;
        match letter {
            ',' if after_digit && groups_thousands(&letters) => {}
            ',' => out.push('，'),
            _ => out.push(letter),
        }
    }
    out
}

fn groups_thousands(rest: &(impl Iterator<Item = char> + Clone)) -> bool {
    let mut rest = rest.clone();
    rest.by_ref().take(3).filter(char::is_ascii_digit).count() == 3
        && !rest.next().is_some_and(|c| c.is_ascii_digit())
}

fn fold(letter: char) -> char {
    match letter {
        '，' => '，',
        '；' | ';' => '；',
        '：' | ':' => '：',
        '（' | '(' => '（',
        '）' | ')' => '）',
        '！' | '!' => '！',
        '？' | '?' => '？',
        '％' | '﹪' => '%',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_comes_into_one_spelling() {
        assert_eq!(
            tidy("收到 申请 １２ 件,答复(含上年)1,295 件"),
            "收到申请12件，答复（含上年）1295件"
        );
        assert_eq!(tidy("共 3 12,3456"), "共3 12，3456");
        assert_eq!(tidy(""), "");
    }
}
