//! Rows and lines of text as labels with the values behind them.

use std::cell::OnceCell;

use super::align::Candidate;
use crate::number::Number;
use crate::read::block::{Block, Layout, RowBlock, TextBlock, is_filler};
use crate::read::label::{self, vocabulary};
use crate::read::printed::{Printed, printed};
use crate::value::Place;

/// A label, or a piece of one.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// Its text.
    pub text: &'a str,
    /// Where it stands.
    pub place: Place,
    /// Its column in the row.
    pub index: usize,
}

/// What stands in a cell behind the label.
#[derive(Debug, Clone)]
pub struct Value<'a> {
    /// What it is.
    pub printed: Printed,
    /// As printed.
    pub raw: &'a str,
    /// Where it stands.
    pub place: Place,
    /// Its column in the row.
    pub index: usize,
}

impl Value<'_> {
    /// Returns the number.
    pub fn number(&self) -> Option<Number> {
        match self.printed {
            Printed::Number { number, .. } => Some(number),
            _ => None,
        }
    }

    /// Tells whether nothing stands there.
    pub fn is_blank(&self) -> bool {
        self.printed == Printed::Blank
    }
}

/// How the values of a line are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// Cells of a grid: the index is the column of the table.
    Grid,
    /// Cells between separators that do not tell the column.
    Loose,
    /// Words of a line of text: blank cells leave no trace.
    Text,
}

/// A line of a table: labels, then values.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    /// Labels in front of the values.
    pub words: Vec<Word<'a>>,
    /// What stands behind them.
    pub values: Vec<Value<'a>>,
    /// How values are set apart.
    pub source: Source,
    /// Which row of table three its words name, looked up once.
    pub named: OnceCell<Candidate>,
}

impl Line<'_> {
    /// Returns the number of values that are not blank.
    pub fn filled(&self) -> usize {
        self.values.iter().filter(|value| !value.is_blank()).count()
    }

    /// Returns the place of the line.
    pub fn place(&self) -> Place {
        let word = self.words.first().map(|it| it.place);
        word.or_else(|| self.values.first().map(|it| it.place)).unwrap_or_default()
    }

    /// Tells whether the line is a header that names columns.
    pub fn is_header(&self) -> bool {
        let known = |text: &str| {
            let words = label::normalise(text);
            let columns = vocabulary::APPLICANT_COLUMNS.iter().any(|it| it.words == words)
                || vocabulary::CASE_COLUMNS.iter().any(|it| it.words == words);
            columns
                || words == "申请人情况"
                || words == "法人或其他组织"
                || words.contains("勾稽关系")
        };
        self.words.iter().filter(|word| known(word.text)).count() >= 2
            || self.words.iter().any(|word| word.text.contains("勾稽"))
    }
}

/// Turns blocks into lines.
pub fn lines(blocks: &[Block]) -> Vec<Line<'_>> {
    blocks
        .iter()
        .map(|block| match block {
            Block::Row(row) => of_row(row),
            Block::Text(text) => of_text(text),
        })
        .collect()
}

fn of_row(row: &RowBlock) -> Line<'_> {
    let mut words = Vec::new();
    let mut values: Vec<Value<'_>> = Vec::new();
    let mut cells: Vec<(usize, &str, Place, Printed)> = Vec::new();
    for (index, cell) in row.cells.iter().enumerate() {
        let continued_words = cell.continued && index > 0 && {
            row.cells.get(index - 1).is_some_and(|before| before.text == cell.text)
        };
        let printed = printed(&cell.text);
        if continued_words && printed != Printed::Blank {
            continue;
        }
        cells.push((index, &cell.text, cell.place, printed));
    }
    let first_value = first_value(&cells);
    for (position, (index, text, place, printed)) in cells.into_iter().enumerate() {
        if position >= first_value {
            values.push(Value { printed, raw: text, place, index });
        } else if printed == Printed::Words {
            push_word(text, place, index, &mut words, &mut values);
        }
    }
    let source = match row.layout {
        Layout::Grid => Source::Grid,
        Layout::Loose => Source::Loose,
    };
    Line { words, values, source, named: OnceCell::new() }
}

/// Returns where the values of a row begin: behind its last label.
///
/// Words between a label that is certain and the first number stand where a value belongs. A number
/// before the label is a serial number.
fn first_value(cells: &[(usize, &str, Place, Printed)]) -> usize {
    let is_words = |cell: &(usize, &str, Place, Printed)| cell.3 == Printed::Words;
    let is_value = |cell: &(usize, &str, Place, Printed)| {
        matches!(cell.3, Printed::Number { .. } | Printed::Mark(_) | Printed::Digits)
    };
    let certain = cells.iter().rposition(|cell| is_words(cell) && names_a_row(cell.1));
    let serial = match cells {
        [first, second, ..] if is_value(first) && is_words(second) => {
            usize::from(label::request_row(second.1).is_some() || label::is_group(second.1))
        }
        _ => 0,
    };
    let number = cells.iter().skip(serial).position(is_value).map_or(cells.len(), |it| it + serial);
    let last_words = cells.iter().take(number).rposition(is_words);
    match (certain, last_words) {
        (Some(certain), _) if certain > number => certain + 1,
        (Some(certain), Some(last)) if certain < last => {
            let between = cells.get(certain + 1..=last).unwrap_or_default();
            let none_named = between
                .iter()
                .filter(|cell| is_words(cell))
                .all(|cell| label::request_row(cell.1).is_none());
            if none_named { certain + 1 } else { last + 1 }
        }
        (_, Some(last)) => last + 1,
        (Some(certain), None) => certain + 1,
        (None, None) => 0,
    }
}

/// Tells whether the words name a row of one of the tables.
fn names_a_row(text: &str) -> bool {
    let normal = label::normalise(text);
    let words = label::strip_all(&normal).1;
    let exact = vocabulary::REQUEST_ROWS.iter().any(|it| it.words == words)
        || vocabulary::DISCLOSURE_ROWS.iter().any(|it| it.words == words);
    exact && !["其他", "其他处理", "总计", "合计"].contains(&words)
}

/// Keeps a label; a number run into its end, as in `3.其他0`, becomes the first value.
fn push_word<'a>(
    text: &'a str,
    place: Place,
    index: usize,
    words: &mut Vec<Word<'a>>,
    values: &mut Vec<Value<'a>>,
) {
    let label = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = text.get(label.len()..).unwrap_or_default();
    let label = if digits.starts_with('.') { text } else { label };
    let digits = text.get(label.len()..).unwrap_or_default();
    // The only value of its row may be an amount; more values before a decimal came from elsewhere.
    let alone = values.is_empty() || !digits.contains('.');
    if !digits.is_empty() && alone && names_something(label) {
        let value = Value { printed: printed(digits), raw: digits, place, index };
        values.push(value);
        words.push(Word { text: label, place, index });
    } else {
        words.push(Word { text, place, index });
    }
}

/// Tells whether the words are the whole label of a row.
pub fn names_something(text: &str) -> bool {
    let normal = label::normalise(text);
    let words = label::strip_all(&normal).1;
    vocabulary::REQUEST_ROWS.iter().any(|it| it.words == words)
        || vocabulary::DISCLOSURE_ROWS.iter().any(|it| it.words == words)
}

fn of_text(text: &TextBlock) -> Line<'_> {
    let mut values = Vec::new();
    let mut rest = text.text.trim_end_matches(is_filler);
    loop {
        let start = rest.rfind(is_filler).map_or(0, |at| {
            at + rest.get(at..).and_then(|tail| tail.chars().next()).map_or(1, char::len_utf8)
        });
        let (before, token) = rest.split_at(start);
        let printed = printed(token);
        if token.is_empty() || matches!(printed, Printed::Words | Printed::Blank) {
            break;
        }
        values.push(Value { printed, raw: token, place: text.place, index: 0 });
        rest = before.trim_end_matches(is_filler);
        if rest.is_empty() {
            break;
        }
    }
    let mut words = Vec::new();
    if !rest.is_empty() {
        push_word(rest, text.place, 0, &mut words, &mut values);
    }
    values.reverse();
    for (index, value) in values.iter_mut().enumerate() {
        value.index = index;
    }
    Line { words, values, source: Source::Text, named: OnceCell::new() }
}
