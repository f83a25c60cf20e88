//! Plain tables of words: a header and a line per thing.

use law::Lang;
use report::value::CellValue;

use crate::page::{Block, Role, Table, TableCell, TextSize};

/// Composes a table of words.
pub fn lines<const N: usize, H: Into<String>>(
    caption: &str,
    head: [H; N],
    widths: [u16; N],
    rows: impl Iterator<Item = [String; N]>,
) -> Block {
    let head = head.map(|name| TableCell::new(Role::Column, name)).to_vec();
    let rows = rows.map(|row| row.map(|text| TableCell::new(Role::Text, text)).to_vec());
    Block::Table(Table {
        caption: caption.to_owned(),
        shows_caption: false,
        widths: widths.to_vec(),
        header_rows: 1,
        size: TextSize::Small,
        rows: std::iter::once(head).chain(rows).collect(),
    })
}

/// Says what a cell holds, where it may hold nothing.
pub fn shown(value: Option<&CellValue>, lang: Lang) -> String {
    match value {
        Some(CellValue::Number(number)) => number.to_string(),
        Some(CellValue::Blank) => lang.pick("空白", "blank").to_owned(),
        Some(CellValue::Mark(mark)) => mark.clone(),
        Some(CellValue::Unreadable(_)) => lang.pick("不能读取", "unreadable").to_owned(),
        None => lang.pick("没有", "absent").to_owned(),
    }
}
