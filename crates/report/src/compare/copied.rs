//! The narrative of two years: which sentences of the later report stand in the earlier one.
//!
//! The measure is the share of letters that stand in copied sentences. Unlike a share of common
//! letter pairs it does not grow with the length of the texts, and each percent can be shown.

use std::collections::BTreeMap;

use law::report_form::Section;
use serde::Serialize;

use super::exact::share;
use super::text::{half_width, is_space};
use crate::model::Report;
use crate::value::Place;

/// Letters below which a sentence does not count (our convention): 情况良好 is nobody's own.
const LEAST_LETTERS: usize = 12;
/// Share of common letter pairs from which a sentence counts as reworded (our convention).
const REWORDED_PERCENT: usize = 85;
/// Pairs of sentences up to which rewording is looked for, so that no text takes long.
const MOST_PAIRS: usize = 250_000;

/// One section in two years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionPair {
    /// Which section.
    pub section: Section,
    /// Letters of the earlier report in sentences that count.
    pub earlier_letters: usize,
    /// Letters of the later report in sentences that count.
    pub later_letters: usize,
    /// Share of the later report's letters in copied sentences; `None` where a side has none.
    pub similarity_percent: Option<i64>,
    /// The copied sentences, in the order of the later report.
    pub copied: Vec<CopiedSentence>,
}

/// A sentence of the later report that the earlier one has as well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopiedSentence {
    /// The sentence in the later report.
    pub text: String,
    /// The sentence in the earlier report, where it is not the same to the letter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier_text: Option<String>,
    /// The paragraph of the earlier report.
    pub earlier: Place,
    /// The paragraph of the later report.
    pub later: Place,
    /// Whether numbers were changed, as 2023 to 2024 or 3 to 5.
    pub figures_changed: bool,
    /// Whether a few letters were changed as well.
    pub reworded: bool,
}

/// Compares the six sections.
pub(super) fn sections(earlier: &Report, later: &Report) -> Vec<SectionPair> {
    Section::ALL
        .into_iter()
        .map(|section| pair(section, &sentences(earlier, section), &sentences(later, section)))
        .collect()
}

fn pair(section: Section, earlier: &[Sentence], later: &[Sentence]) -> SectionPair {
    let mut by_key: BTreeMap<&str, Vec<&Sentence>> = BTreeMap::new();
    for sentence in earlier {
        by_key.entry(&sentence.key).or_default().push(sentence);
    }
    let search = earlier.len().saturating_mul(later.len()) <= MOST_PAIRS;
    let matched: Vec<(&Sentence, &Sentence)> = later
        .iter()
        .filter_map(|now| {
            let same = by_key.get(now.key.as_str()).and_then(|candidates| {
                candidates.iter().find(|it| it.figures == now.figures).or(candidates.first())
            });
            let reworded = || earlier.iter().find(|before| search && is_reworded(before, now));
            same.copied().or_else(reworded).map(|before| (before, now))
        })
        .collect();
    let letters = |sentences: &[Sentence]| sentences.iter().map(|it| it.letters).sum::<usize>();
    let (earlier_letters, later_letters) = (letters(earlier), letters(later));
    let copied_letters: usize = matched.iter().map(|(_, now)| now.letters).sum();
    let wide = |n: usize| i128::try_from(n).unwrap_or(i128::MAX);
    SectionPair {
        section,
        earlier_letters,
        later_letters,
        similarity_percent: (earlier_letters > 0)
            .then(|| share(wide(copied_letters), wide(later_letters), 100))
            .flatten(),
        copied: matched.into_iter().map(|(before, now)| copied(before, now)).collect(),
    }
}

fn copied(before: &Sentence, now: &Sentence) -> CopiedSentence {
    CopiedSentence {
        text: now.text.clone(),
        earlier_text: (before.text != now.text).then(|| before.text.clone()),
        earlier: before.place,
        later: now.place,
        figures_changed: before.figures != now.figures,
        reworded: before.key != now.key,
    }
}

/// A sentence that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Sentence {
    text: String,
    place: Place,
    /// Letters alone, each number as one `#`.
    key: String,
    /// The numbers, in order.
    figures: Vec<String>,
    letters: usize,
    /// Pairs of neighbouring letters of the key, sorted.
    pairs: Vec<(char, char)>,
}

fn sentences(report: &Report, section: Section) -> Vec<Sentence> {
    let parts = report.sections.iter().filter(|it| it.section == Some(section));
    parts
        .flat_map(|part| &part.paragraphs)
        .filter(|paragraph| !is_heading(&paragraph.value))
        .flat_map(|paragraph| {
            let pieces = paragraph.value.split(['。', '；', ';', '！', '!', '？', '?', '\n']);
            pieces.map(|text| sentence(text, paragraph.place))
        })
        .filter(|it| it.letters >= LEAST_LETTERS)
        .collect()
}

/// Tells a heading, whose words the form prescribes, from a sentence.
fn is_heading(text: &str) -> bool {
    const MOST_LETTERS: usize = 22;
    text.chars().count() <= MOST_LETTERS && !text.contains(['。', '；', ';', '，', ','])
}

fn sentence(text: &str, place: Place) -> Sentence {
    let (mut key, mut figures, mut letters) = (String::new(), Vec::<String>::new(), 0);
    let mut in_number = false;
    for letter in text.chars().map(half_width).filter(|letter| !is_space(*letter)) {
        let continues = in_number && matches!(letter, '.' | ',');
        if letter.is_ascii_digit() || continues {
            if !in_number {
                key.push('#');
                figures.push(String::new());
            }
            in_number = true;
            figures.last_mut().into_iter().for_each(|figure| figure.push(letter));
            continue;
        }
        in_number = false;
        if letter.is_alphanumeric() {
            key.push(letter);
            letters += 1;
        }
    }
    for figure in &mut figures {
        figure.truncate(figure.trim_end_matches(['.', ',']).len());
    }
    let chars: Vec<char> = key.chars().collect();
    let mut pairs: Vec<(char, char)> =
        chars.iter().copied().zip(chars.iter().copied().skip(1)).collect();
    pairs.sort_unstable();
    Sentence { text: text.trim().to_owned(), place, key, figures, letters, pairs }
}

/// Tells whether two sentences share nearly all their letter pairs.
fn is_reworded(before: &Sentence, now: &Sentence) -> bool {
    let (a, b) = (before.pairs.len(), now.pairs.len());
    let enough = |common: usize| 200 * common >= REWORDED_PERCENT * (a + b);
    enough(a.min(b)) && enough(common(&before.pairs, &now.pairs))
}

/// Counts what two sorted lists have in common.
fn common(left: &[(char, char)], right: &[(char, char)]) -> usize {
    let mut right = right.iter().peekable();
    let mut count = 0;
    for pair in left {
        while right.next_if(|it| *it < pair).is_some() {}
        if right.next_if(|it| *it == pair).is_some() {
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(earlier: &str, later: &str) -> SectionPair {
        let read = |text: &str| -> Vec<Sentence> {
            let all = text.split('。').map(|it| sentence(it, Place::default()));
            all.filter(|it| it.letters >= LEAST_LETTERS).collect()
        };
        pair(Section::Problems, &read(earlier), &read(later))
    }

    #[test]
    fn a_sentence_with_other_figures_is_copied_and_flagged() {
        let pair = compare(
            "2023年组织政府信息公开业务培训３次，覆盖全部直属学校。",
            "2024 年组织政府信息公开业务培训5次，覆盖全部直属学校。",
        );
        assert_eq!(pair.similarity_percent, Some(100));
        assert!(pair.copied[0].figures_changed);
        assert!(!pair.copied[0].reworded);
    }

    #[test]
    fn a_sentence_with_one_letter_more_is_reworded() {
        let pair = compare(
            "信息更新的时效性有待进一步提高，信息公开的范围有待进一步扩大。",
            "信息更新的时效性还有待进一步提高，信息公开的范围有待进一步扩大。",
        );
        assert!(pair.copied[0].reworded);
        assert!(!pair.copied[0].figures_changed);
    }

    #[test]
    fn full_width_figures_are_the_same_figures() {
        let pair =
            compare("全年共举办政府信息公开工作培训１２次", "全年共举办政府信息公开工作培训 12 次");
        assert!(!pair.copied[0].figures_changed);
    }

    #[test]
    fn new_text_and_short_sentences_do_not_count() {
        let pair = compare(
            "工作进展顺利。门户网站改版后栏目迁移不完整。",
            "工作进展顺利。部分学校收费公示栏没有统一格式。",
        );
        assert_eq!(pair.similarity_percent, Some(0));
        assert_eq!(pair.copied, Vec::new());
        assert_eq!(compare("", "").similarity_percent, None);
    }

    #[test]
    fn the_share_is_by_letters_of_the_later_report() {
        let old = "信息更新的时效性有待进一步提高";
        let new = "门户网站改版后栏目迁移不够完整";
        let pair = compare(&format!("{old}。"), &format!("{old}。{new}。"));
        assert_eq!(pair.similarity_percent, Some(50));
    }
}
