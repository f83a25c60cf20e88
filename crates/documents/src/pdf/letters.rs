//! Letters that cannot be set: those that no face has, and those that are no letters.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::page::{Block, Page, Table};

/// What printers set where they have no type for a letter (空铅).
const GETA: char = '〓';

/// Returns about how many letters a page has to set, a table cell counting for a few more.
pub fn size(page: &Page) -> usize {
    const FRAME: usize = 20;
    let table = |table: &Table| -> usize {
        table.rows.iter().flatten().map(|cell| cell.text.len() + FRAME).sum()
    };
    let blocks = page.blocks.iter().map(|block| match block {
        Block::Heading { text, .. } | Block::Paragraph { text, .. } | Block::Note { text } => {
            text.len()
        }
        Block::Change { pieces } => pieces.iter().map(|it| it.text.len()).sum(),
        Block::Table(it) => table(it),
        Block::Picture(it) => it.svg.len() + table(&it.data),
        Block::NewPage => 0,
    });
    page.title.len() + blocks.sum::<usize>()
}

/// Replaces in every text of the data what cannot be set, and returns the letters that no face has.
///
/// PDF/A refuses a page with a letter that cannot be shown, and a reader must see that one stood
/// there.
pub fn make_printable(data: &mut Value, has: &impl Fn(char) -> bool) -> BTreeSet<char> {
    let mut missing = BTreeSet::new();
    replace(data, has, &mut missing);
    missing
}

fn replace(data: &mut Value, has: &impl Fn(char) -> bool, missing: &mut BTreeSet<char>) {
    match data {
        Value::String(text) if text.chars().any(|c| is_control(c) || is_private(c) || !has(c)) => {
            *text = text.chars().filter_map(|c| printable(c, has, missing)).collect();
        }
        Value::Array(values) => values.iter_mut().for_each(|it| replace(it, has, missing)),
        Value::Object(fields) => fields.values_mut().for_each(|it| replace(it, has, missing)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn printable(c: char, has: &impl Fn(char) -> bool, missing: &mut BTreeSet<char>) -> Option<char> {
    match c {
        '\n' | '\r' | '\t' => Some(' '),
        c if is_invisible(c) => None,
        c if is_control(c) => Some(GETA),
        c if has(c) && !is_private(c) => Some(c),
        c => {
            missing.insert(c);
            Some(GETA)
        }
    }
}

/// Letters that each office defines for itself, as GBK has them; PDF/A refuses them.
fn is_private(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

/// Controls, and marks that would turn the direction of what follows.
fn is_control(c: char) -> bool {
    c.is_control()
        || is_invisible(c)
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Marks that print nothing and mean nothing here.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_set_becomes_a_geta_and_is_named() {
        let mut data = serde_json::json!({ "a": ["好𠮷", "x\u{202e}y\u{1}", "零\u{200b}宽\n行"] });
        let missing = make_printable(&mut data, &|c| c != '𠮷');
        assert_eq!(data, serde_json::json!({ "a": ["好〓", "x〓y〓", "零宽 行"] }));
        assert_eq!(missing, BTreeSet::from(['𠮷']));
    }
}
