//! Text from which all markup is gone: labels and the digits of whole rows run together.
//!
//! Here the text is only cut before and after the labels of the form. Which digits belong to which
//! column is for the sums to say, in [`crate::read::interpret`].

use std::sync::LazyLock;

use law::report_form::{FormVersion, Section};
use memchr::memmem::Finder;

use crate::read::block::{BlockCell, is_filler};
use crate::read::label::{fold, normalise};
use crate::value::Place;

/// A piece of a flattened text.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    /// Narrative or a heading.
    Text(String),
    /// A label and the digits behind it.
    Row(Vec<BlockCell>),
}

/// Labels that must be found before a text is taken for a flattened report.
const ENOUGH_LABELS: usize = 12;
/// Characters below which no line is.
const SHORTEST: usize = 300;

/// Cuts a flattened report into pieces, `None` where the text is none.
pub fn split(text: &str, place: Place) -> Option<Vec<Piece>> {
    if text.len() < SHORTEST {
        return None;
    }
    let letters = Letters::of(text);
    if !letters.may_have_labels() {
        return None;
    }
    let labels = letters.find_labels();
    if labels.len() < ENOUGH_LABELS {
        return None;
    }
    let mut pieces = Vec::new();
    let mut done = 0;
    for label in &labels {
        push_text(&mut pieces, letters.original(done, label.start));
        let end = letters.end_of_value(label.end);
        let value = match labels.iter().find(|next| next.start > label.start) {
            Some(next) if next.start < end => next.start,
            _ => end,
        };
        pieces.push(Piece::Row(vec![
            BlockCell::new(
                letters.original(label.start, label.end),
                letters.place(label.start, place),
            ),
            BlockCell::new(letters.original(label.end, value), letters.place(label.end, place)),
        ]));
        done = value;
    }
    if let Some((start, end)) = letters.case_digits(done) {
        push_text(&mut pieces, letters.original(done, start));
        let cell = BlockCell::new(letters.original(start, end), letters.place(start, place));
        pieces.push(Piece::Row(vec![cell]));
        done = end;
    }
    push_text(&mut pieces, letters.original(done, letters.normal.len()));
    Some(pieces)
}

/// Bytes of the normalised text.
struct Span {
    start: usize,
    end: usize,
}

/// One wording of a label, ready to be searched for.
type Wording = Finder<'static>;

/// A label to look for, longest wording first.
static WANTED: LazyLock<Vec<Vec<Wording>>> = LazyLock::new(|| {
    let mut wanted: Vec<Vec<Wording>> = Vec::new();
    let letters = |label: &str| Finder::new(normalise(label).as_bytes()).into_owned();
    let form = FormVersion::Form2021.form();
    let older = FormVersion::Form2019.form();
    for (_, label) in older.disclosure.iter().flat_map(|block| &block.rows) {
        // 行政规范性文件 ends like the label of 2019, so one search serves both.
        wanted.push(vec![letters(&format!("行政{label}")), letters(label)]);
    }
    for (_, group, label) in &form.requests.rows {
        wanted.push(if group == "（六）其他处理" && label.starts_with("1.") {
            vec![letters(label), letters("（六）其他处理")]
        } else {
            vec![letters(label)]
        });
    }
    wanted
});

/// A text with its normalised form, in which labels are found, and the way back.
struct Letters<'a> {
    original: &'a str,
    normal: String,
    /// For each letter of the normalised text its byte there, its byte and its number in the original.
    positions: Vec<(usize, usize, usize)>,
}

impl<'a> Letters<'a> {
    fn of(original: &'a str) -> Self {
        let mut normal = String::with_capacity(original.len());
        let mut positions = Vec::with_capacity(original.len() / 2);
        for (number, (at, c)) in original.char_indices().enumerate() {
            if let Some(letter) = fold(c) {
                positions.push((normal.len(), at, number));
                normal.push(letter);
            }
        }
        Self { original, normal, positions }
    }

    /// Tells whether enough of the labels stand somewhere in the text, in whatever order.
    fn may_have_labels(&self) -> bool {
        let is_in = |wording: &Wording| wording.find(self.normal.as_bytes()).is_some();
        let mut missing = WANTED.iter().filter(|wordings| !wordings.iter().any(is_in));
        missing.nth(WANTED.len() - ENOUGH_LABELS).is_none()
    }

    /// Finds the labels of the form one after the other, each directly before digits or blank.
    fn find_labels(&self) -> Vec<Span> {
        let mut found = Vec::new();
        let mut from = self.normal.find("信息内容").unwrap_or(0);
        for wordings in WANTED.iter() {
            let hit = wordings.iter().find_map(|wording| {
                let start = self.find_before_value(wording, from)?;
                Some(Span { start, end: start + wording.needle().len() })
            });
            if let Some(span) = hit {
                from = span.end;
                found.push(span);
            }
        }
        found
    }

    /// A label counts where digits follow, or what can follow a row of blanks: another label.
    fn find_before_value(&self, wanted: &Wording, from: usize) -> Option<usize> {
        let mut from = from;
        loop {
            let at = from + wanted.find(self.normal.as_bytes().get(from..)?)?;
            match self.normal.get(at + wanted.needle().len()..)?.chars().next() {
                Some(c) if c.is_ascii_digit() || matches!(c, '(' | '第' | '三' | '四' | '-') => {
                    return Some(at);
                }
                _ => from = at + 1,
            }
        }
    }

    fn end_of_value(&self, from: usize) -> usize {
        let rest = self.normal.get(from..).unwrap_or_default();
        let value = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | '万' | '元');
        from + rest.find(|c| !value(c)).unwrap_or(rest.len())
    }

    /// The digits of table four stand behind the last of its headers.
    fn case_digits(&self, from: usize) -> Option<(usize, usize)> {
        const HEADER: &str = "尚未审结总计";
        let start = from + self.normal.get(from..)?.rfind(HEADER)? + HEADER.len();
        let digits = self.normal.get(start..)?.bytes().take_while(u8::is_ascii_digit).count();
        (digits > 0).then_some((start, start + digits))
    }

    /// Returns where a byte of the normalised text stands in the original: its byte and its letter.
    fn position(&self, at: usize) -> Option<(usize, usize)> {
        let nth = self.positions.binary_search_by_key(&at, |it| it.0).ok()?;
        self.positions.get(nth).map(|it| (it.1, it.2))
    }

    fn original(&self, start: usize, end: usize) -> String {
        let at = |i: usize| self.position(i).map_or(self.original.len(), |it| it.0);
        let (start, end) = (at(start), at(end));
        self.original.get(start..end.max(start)).unwrap_or_default().to_owned()
    }

    fn place(&self, at: usize, place: Place) -> Place {
        let column = self.position(at).map_or(0, |it| it.1) + 1;
        Place { column: u32::try_from(column).unwrap_or(u32::MAX), ..place }
    }
}

/// Cuts narrative before each heading of the form.
fn push_text(pieces: &mut Vec<Piece>, text: String) {
    let mut rest = text.as_str();
    while let Some(at) = next_heading(rest) {
        let (before, heading) = rest.split_at(at);
        push_piece(pieces, before);
        let end = heading_end(heading);
        let (heading, after) = heading.split_at(end);
        push_piece(pieces, heading);
        rest = after;
    }
    push_piece(pieces, rest);
}

fn push_piece(pieces: &mut Vec<Piece>, text: &str) {
    let text = text.trim_matches(is_filler);
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

/// A heading is `五、` with 情况, 问题 or 事项 soon behind it.
fn next_heading(text: &str) -> Option<usize> {
    Section::ALL
        .iter()
        .filter_map(|section| {
            let start = text.find(&format!("{}、", section.numeral()))?;
            let words: String = text.get(start..)?.chars().take(32).collect();
            let ends =
                ["总体情况", "公开政府信息情况", "申请情况", "诉讼情况", "改进情况", "的事项"];
            ends.iter().any(|end| words.contains(end)).then_some(start)
        })
        .min()
}

fn heading_end(text: &str) -> usize {
    ["情况", "事项"]
        .iter()
        .filter_map(|end| text.find(end).map(|at| at + end.len()))
        .min()
        .unwrap_or(text.len())
}
