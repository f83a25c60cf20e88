//! The narrative of a report in one spelling, and pieces of it that know which words they lack.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::{Deref, Range};
use std::rc::Rc;

use law::report_form::Section;

use super::figures::{Figure, figures};
use super::pairs::{Pairs, Word};
use super::scope::covers_an_area;
use super::sentence::tidy;
use super::told_years::ToldYears;
use crate::check::Prepared;
use crate::model::Report;
use crate::value::Place;

/// The paragraphs of a report, each brought into one spelling once.
#[derive(Debug)]
pub(in crate::check) struct Narrative<'a> {
    paragraphs: Vec<Paragraph<'a>>,
    /// Pairs of all paragraphs, as printed and in one spelling.
    pairs: Pairs,
    /// Whether the agency may count a whole area in its tables and only itself in its text.
    pub covers_an_area: bool,
    told_years: OnceCell<ToldYears>,
}

/// A paragraph in one spelling, and where it stands.
#[derive(Debug)]
pub(super) struct Paragraph<'a> {
    /// Which heading of the report it stands under, counted from 0.
    pub part: usize,
    pub section: Option<Section>,
    pub place: Place,
    printed: &'a str,
    text: Rc<Spelt<'a>>,
    /// The short paragraph before it that serves as its heading, for example （二）依申请公开.
    heading: Rc<Spelt<'a>>,
}

/// A text in one spelling, with its own pairs and those of the text as printed.
#[derive(Debug, Default)]
pub(super) struct Spelt<'a> {
    letters: Cow<'a, str>,
    pairs: Pairs,
    /// Where its sentences stand, and their figures once a rule asks for them.
    sentences: Vec<(Range<usize>, OnceCell<Vec<Figure>>)>,
}

impl<'a> Spelt<'a> {
    /// Brings a text into one spelling, and adds its pairs to those of the whole narrative.
    pub fn of(printed: &'a str, whole: &mut Pairs) -> Self {
        let letters = tidy(printed);
        let mut pairs = Pairs::for_bytes(printed.len());
        pairs.add(&letters, whole);
        if matches!(letters, Cow::Owned(_)) {
            pairs.add(printed, whole);
        }
        let sentences = sentences(&letters).map(|range| (range, OnceCell::new())).collect();
        Self { letters, pairs, sentences }
    }

    /// Returns the text.
    pub fn text(&self) -> Text<'_> {
        Text { letters: &self.letters, pairs: &self.pairs }
    }
}

/// Finds the sentences of a text, each ended by 。, ！ or ？.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut begins = 0;
    text.split_inclusive(['。', '！', '？']).filter_map(move |sentence| {
        let start = begins;
        begins += sentence.len();
        let end = start + sentence.trim_end_matches(['。', '！', '？']).len();
        (start < end).then_some(start..end)
    })
}

/// A sentence of the narrative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence<'a> {
    text: Text<'a>,
    figures: &'a OnceCell<Vec<Figure>>,
}

impl<'a> Sentence<'a> {
    /// Returns its figures in order.
    pub fn figures(self) -> &'a [Figure] {
        self.figures.get_or_init(|| figures(&self.text))
    }
}

impl<'a> Deref for Sentence<'a> {
    type Target = Text<'a>;

    fn deref(&self) -> &Text<'a> {
        &self.text
    }
}

/// A text, or a piece of one, that can say quickly that it lacks a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text<'a> {
    letters: &'a str,
    /// Pairs of the text or of a larger one.
    pairs: &'a Pairs,
}

impl<'a> Text<'a> {
    /// Returns the letters, which live as long as the narrative.
    pub fn letters(self) -> &'a str {
        self.letters
    }

    /// Returns a piece of this text as one that knows its words.
    pub fn piece(self, letters: &'a str) -> Self {
        Self { letters, ..self }
    }

    /// Tells whether the text has the word.
    pub fn contains<'w>(self, word: impl Into<Word<'w>>) -> bool {
        let word = word.into();
        self.pairs.may_have(word) && self.letters.contains(word.text)
    }

    /// Tells whether the text has one of the words.
    pub fn has<'w>(self, words: &[impl Into<Word<'w>> + Copy]) -> bool {
        words.iter().any(|word| self.contains(*word))
    }

    /// Returns where the word stands for the last time.
    pub fn rfind(self, word: &str) -> Option<usize> {
        if self.pairs.may_have(word) { self.letters.rfind(word) } else { None }
    }
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.letters
    }
}

impl Paragraph<'_> {
    /// Returns the paragraph in one spelling.
    pub fn text(&self) -> Text<'_> {
        self.text.text()
    }

    /// Returns the paragraph as printed.
    pub fn printed(&self) -> Text<'_> {
        Text { letters: self.printed, pairs: &self.text.pairs }
    }

    /// Returns its heading in one spelling, empty where it has none.
    pub fn heading(&self) -> Text<'_> {
        self.heading.text()
    }

    /// Returns the sentences, each ended by 。, ！ or ？.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let text = self.text();
        self.text.sentences.iter().map(move |(range, figures)| {
            let letters = text.letters().get(range.clone()).unwrap_or_default();
            Sentence { text: text.piece(letters), figures }
        })
    }

    /// Returns the part of the report it stands in, in Chinese and English.
    pub fn whereabouts(&self) -> [String; 2] {
        whereabouts(self.section, ["正文", "The text"])
    }
}

/// Returns the name of a part of the report, or of what stands before the first, in Chinese and
/// English.
pub(super) fn whereabouts(section: Option<Section>, before_all: [&str; 2]) -> [String; 2] {
    match section {
        Some(section) => {
            let number = Section::ALL.iter().position(|it| *it == section).unwrap_or(0) + 1;
            [format!("第{}部分", section.numeral()), format!("Section {number}")]
        }
        None => before_all.map(str::to_owned),
    }
}

/// Most letters that a paragraph may have to count as a heading.
const HEADING_LETTERS: usize = 22;

impl<'a> Narrative<'a> {
    /// Brings the narrative of a report into one spelling.
    pub fn of(report: &'a Report) -> Self {
        let printed = || report.sections.iter().flat_map(|it| &it.paragraphs);
        let mut pairs = Pairs::for_bytes(printed().map(|it| it.value.len()).sum());
        let mut paragraphs = Vec::with_capacity(printed().count());
        let none = Rc::new(Spelt::default());
        for (part, section) in report.sections.iter().enumerate() {
            let mut heading = Rc::clone(&none);
            for paragraph in &section.paragraphs {
                let text = Rc::new(Spelt::of(&paragraph.value, &mut pairs));
                let is_heading = paragraph.value.len() < 3 * HEADING_LETTERS
                    && !paragraph.value.contains(['。', '；', ';', '，', ',']);
                if is_heading {
                    heading = Rc::clone(&text);
                }
                paragraphs.push(Paragraph {
                    part,
                    section: section.section,
                    place: paragraph.place,
                    printed: &paragraph.value,
                    text,
                    heading: Rc::clone(&heading),
                });
            }
        }
        let covers_an_area = covers_an_area(report);
        Self { paragraphs, pairs, covers_an_area, told_years: OnceCell::new() }
    }

    /// Returns the paragraphs in order.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Paragraph<'a>> {
        self.paragraphs.iter()
    }

    /// Returns the paragraphs that have one of the words, as printed or in their heading.
    pub(super) fn paragraphs_with<'s>(
        &'s self,
        words: &[impl Into<Word<'s>> + Copy],
    ) -> impl Iterator<Item = &'s Paragraph<'a>> {
        let words = words.iter().map(|word| (*word).into());
        let words: Vec<Word<'s>> = words.filter(|word| self.pairs.may_have(*word)).collect();
        let paragraphs = if words.is_empty() { &[] } else { self.paragraphs.as_slice() };
        paragraphs.iter().filter(move |it| it.printed().has(&words) || it.heading().has(&words))
    }

    /// Tells whether any paragraph has one of the words.
    pub(in crate::check) fn has(&self, words: &[&str]) -> bool {
        let possible = words.iter().any(|word| self.pairs.may_have(*word));
        possible && self.paragraphs.iter().any(|it| it.text().has(words))
    }

    /// Returns a text made of paragraphs of this narrative as one that knows its words.
    pub(super) fn text_of<'s>(&'s self, letters: &'s str) -> Text<'s> {
        Text { letters, pairs: &self.pairs }
    }

    /// Returns the years that title, period and openings of sentences tell.
    pub fn told_years(&self, report: &Prepared<'_>) -> &ToldYears {
        self.told_years.get_or_init(|| ToldYears::of(report))
    }
}

/// Returns the text of one section in one spelling, its paragraphs divided by line breaks.
pub(super) fn section_text(report: &Prepared<'_>, section: Section) -> Option<String> {
    report.section(section)?;
    let mut text = String::new();
    for paragraph in report.narrative().paragraphs() {
        if paragraph.section == Some(section) {
            text.push_str(&paragraph.text());
            text.push('\n');
        }
    }
    Some(text)
}

/// Tells whether the document is more than an empty form: it has a number or an agency.
pub(super) fn is_filled_in(report: &Prepared<'_>) -> bool {
    report.agency.is_some() || report.cells.values().any(|cell| cell.number().is_some())
}
