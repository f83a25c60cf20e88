//! Bare page numbers that a text keeps between its lines.
//!
//! A number alone on a line may also be a cell. Page numbers stand apart from each other and count
//! on by one; numbers of a table that are set one to a line stand together.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::lines::names_something;
use crate::read::block::{Block, is_filler};
use crate::read::printed::{Printed, printed};

/// Page numbers below which a series may be chance.
const ENOUGH: usize = 3;

/// A number alone on its line.
struct Alone {
    index: usize,
    number: u32,
    /// Whether the line above is a bare label, whose value it may be.
    labelled: bool,
}

/// Returns the blocks without bare page numbers.
pub fn without_page_numbers(blocks: Cow<'_, [Block]>) -> Cow<'_, [Block]> {
    let alone = alone(&blocks);
    let counts_on = |before: &Alone, after: &Alone| before.number + 1 == after.number;
    let mut counted: Vec<bool> = alone
        .iter()
        .enumerate()
        .map(|(nth, it)| {
            let before = nth.checked_sub(1).and_then(|nth| alone.get(nth));
            let after = alone.get(nth + 1);
            // A value among values is no page number, however the values count on.
            let speaks = |other: &&Alone| !(it.labelled && other.labelled);
            before.filter(speaks).is_some_and(|before| counts_on(before, it))
                || after.filter(speaks).is_some_and(|after| counts_on(it, after))
        })
        .collect();
    if counted.iter().filter(|it| **it).count() < ENOUGH {
        return blocks;
    }
    // What counts on to a page number is one, even where it stands behind a bare label.
    for nth in (0..alone.len()).chain((0..alone.len()).rev()) {
        let counts = |other: Option<usize>| other.and_then(|it| counted.get(it)) == Some(&true);
        let on = |a: usize, b: usize| match (alone.get(a), alone.get(b)) {
            (Some(a), Some(b)) => counts_on(a, b),
            _ => false,
        };
        let before = nth.checked_sub(1);
        let joins = (counts(before) && before.is_some_and(|before| on(before, nth)))
            || (counts(Some(nth + 1)) && on(nth, nth + 1));
        if let Some(it) = counted.get_mut(nth).filter(|_| joins) {
            *it = true;
        }
    }
    let pages: BTreeSet<usize> =
        alone.iter().zip(&counted).filter(|(_, it)| **it).map(|(it, _)| it.index).collect();
    let kept = blocks.iter().enumerate().filter(|(index, _)| !pages.contains(index));
    Cow::Owned(kept.map(|(_, block)| block.clone()).collect())
}

/// Lines that are one small number, with no other such line next to them.
fn alone(blocks: &[Block]) -> Vec<Alone> {
    let text = |index: Option<usize>| match index.and_then(|index| blocks.get(index)) {
        Some(Block::Text(text)) => Some(text.text.as_str()),
        _ => None,
    };
    let number = |index: Option<usize>| {
        let mut letters = text(index)?.chars().filter(|c| !is_filler(*c));
        let digits: String = letters.by_ref().take(3).collect();
        let plain = letters.next().is_none() && digits.bytes().all(|b| b.is_ascii_digit());
        digits.parse::<u32>().ok().filter(|number| plain && *number > 0)
    };
    let at = |index: usize| {
        let (above, below) = (index.checked_sub(1), Some(index + 1));
        let is_value = |index| text(index).is_some_and(|it| printed(it) != Printed::Words);
        let number = number(Some(index)).filter(|_| !is_value(above) && !is_value(below))?;
        Some(Alone { index, number, labelled: text(above).is_some_and(names_something) })
    };
    (0..blocks.len()).filter_map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::TextBlock;
    use crate::value::Place;

    fn left(lines: &[&str]) -> Vec<String> {
        let block = |text: &&str| {
            Block::Text(TextBlock { text: (*text).to_owned(), place: Place::default() })
        };
        let blocks: Vec<Block> = lines.iter().map(block).collect();
        let kept = without_page_numbers(Cow::Borrowed(&blocks)).into_owned();
        kept.into_iter()
            .filter_map(|block| match block {
                Block::Text(text) => Some(text.text),
                Block::Row(_) => None,
            })
            .collect()
    }

    #[test]
    fn numbers_that_count_on_through_the_text_are_page_numbers() {
        assert_eq!(left(&["甲", "1", "乙 0 0", "2", "丙", "3"]), ["甲", "乙 0 0", "丙"]);
    }

    #[test]
    fn numbers_of_a_table_stay() {
        let row = ["重复申请", "0", "8", "0", "0", "9", "0", "出版物", "0", "10", "0"];
        assert_eq!(left(&row), row);
        let cells = ["规章", "1", "2", "3", "行政许可", "4", "行政处罚", "5", "行政强制", "6"];
        assert_eq!(left(&cells), cells);
    }
}
