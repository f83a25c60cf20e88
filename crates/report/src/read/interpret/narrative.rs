//! The text between headings, its lines joined into paragraphs.

use law::report_form::Section;

use super::heading;
use super::regions::{LONGEST_LINE, Regions, Sign};
use crate::model::{Found, Report, SectionText};
use crate::read::block::{Block, TextBlock};
use crate::read::label::{Numbering, normalise, strip_one};
use crate::value::Place;

/// Reads the narrative into sections.
pub fn read(blocks: &[Block], signs: &[Sign], regions: &Regions, report: &mut Report) {
    let mut current = SectionText {
        section: None,
        heading: String::new(),
        place: Place::default(),
        paragraphs: Vec::new(),
    };
    let mut sections = Vec::new();
    for (index, (block, sign)) in blocks.iter().zip(signs).enumerate() {
        let Block::Text(text) = block else { continue };
        if let Some(section) = opened(text, *sign, index, regions, &sections) {
            let next = SectionText {
                section: Some(section),
                heading: text.text.clone(),
                place: text.place,
                paragraphs: Vec::new(),
            };
            sections.push(std::mem::replace(&mut current, next));
            continue;
        }
        let among_tables = regions.contain(index);
        if !among_tables || is_sentence(&text.text) {
            add(&mut current, text);
        }
    }
    sections.push(current);
    sections.retain(|it| it.section.is_some() || !it.paragraphs.is_empty());
    report.sections = sections;
}

/// The heading of section five is sometimes lost; its first sub-heading then opens it.
fn opened(
    text: &TextBlock,
    sign: Sign,
    index: usize,
    regions: &Regions,
    sections: &[SectionText],
) -> Option<Section> {
    let section = match sign {
        Sign::Heading(section) => Some(section),
        _ if text.text.len() > LONGEST_LINE => heading::section(&text.text),
        _ => None,
    };
    if section.is_some() {
        return section;
    }
    let behind_tables = regions.cases.as_ref().is_some_and(|range| index > range.start);
    let lost = sections.iter().all(|it| it.section != Some(Section::Problems));
    if !behind_tables || !lost || text.text.chars().count() > 40 {
        return None;
    }
    let normal = normalise(&text.text);
    let (numbering, words) = strip_one(&normal)?;
    let problems = words.contains("主要问题") || words.contains("问题的改进");
    (matches!(numbering, Numbering::Bracketed(_)) && problems).then_some(Section::Problems)
}

fn is_sentence(text: &str) -> bool {
    text.chars().nth(15).is_some() && text.contains(['。', '，', ',', '；'])
        || text.trim_end().ends_with('。')
}

/// Adds a line; a line that ends without a full stop goes on in the next.
fn add(section: &mut SectionText, text: &TextBlock) {
    let line = text.text.trim();
    let preamble = section.section.is_none();
    let open = |paragraph: &Found<String>| {
        let text = paragraph.value.trim_end();
        if preamble && text.ends_with("报告") {
            return false; // a title, which no sentence continues
        }
        !text.ends_with(['。', '！', '？', '；', '：', ':', ';', '!', '?', '.'])
            && text.chars().nth(14).is_some()
    };
    match section.paragraphs.last_mut() {
        Some(last) if open(last) && !starts_anew(line) => join(&mut last.value, line),
        _ => section.paragraphs.push(Found { value: line.to_owned(), place: text.place }),
    }
}

fn join(paragraph: &mut String, line: &str) {
    let letters = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let both_words = letters(paragraph.chars().next_back()) && letters(line.chars().next());
    let digits = paragraph.ends_with(|c: char| c.is_ascii_digit())
        && line.starts_with(|c: char| c.is_ascii_digit());
    if both_words && !digits {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

fn starts_anew(line: &str) -> bool {
    let head = line.char_indices().nth(12).map_or(line.len(), |(at, _)| at);
    let normal = normalise(line.get(..head).unwrap_or_default());
    let ordinal = ["一是", "二是", "三是", "四是", "五是", "六是"];
    ordinal.iter().any(|it| normal.starts_with(it))
        || matches!(strip_one(&normal), Some((Numbering::Bracketed(_) | Numbering::Chinese(_), _)))
}
