//! Tables that run on over a page break: their parts become one table again.

use super::page::{Item, Page};
use super::table::{Row, Table};
use crate::read::printed::{Printed, printed};

/// Edges of columns on two pages agree within this distance.
const SAME: f64 = 4.0;

/// Returns the items of all pages in order, each with its page.
pub(super) fn items(pages: Vec<Page>) -> Vec<(u32, Item)> {
    let mut items: Vec<(u32, Item)> = Vec::new();
    for page in pages {
        for (index, item) in page.items.into_iter().enumerate() {
            let item = match (item, items.last_mut()) {
                (Item::Table(lower), Some((_, Item::Table(upper)))) if index == 0 => {
                    let Err(lower) = join(upper, lower) else { continue };
                    Item::Table(*lower)
                }
                (item, _) => item,
            };
            items.push((page.number, item));
        }
    }
    items
}

/// Adds a table to the one before where it is its continuation; gives it back where it is not.
fn join(upper: &mut Table, lower: Table) -> Result<(), Box<Table>> {
    let Some((columns, shift)) = common_columns(&upper.xs, &lower.xs) else {
        return Err(Box::new(lower));
    };
    respread(upper, &columns, 0.0);
    let mut lower = lower;
    respread(&mut lower, &columns, shift);
    let repeated = repeated_rows(upper, &lower);
    let offset = upper.texts.len();
    upper.texts.append(&mut lower.texts);
    let own = upper.rows.len();
    for row in lower.rows {
        let cells = row.cells.into_iter().map(|cell| cell + offset).collect();
        upper.rows.push(Row { page: row.page, cells });
    }
    mend(upper, own, own + repeated);
    Ok(())
}

/// Returns the edges of both parts together, and how far the lower part is moved, where they are columns of one table.
///
/// A page without the header of a table may lack edges that only the header has, and one inside a
/// long group may lack the edge of the cell that spans it: so most edges have to agree, not all.
fn common_columns(upper: &[f64], lower: &[f64]) -> Option<(Vec<f64>, f64)> {
    let (left, right) = (upper.first()? - lower.first()?, upper.last()? - lower.last()?);
    // Pages bound as a book have different margins left and right.
    let shift = if (left - right).abs() < SAME { left } else { 0.0 };
    let lower: Vec<f64> = lower.iter().map(|x| x + shift).collect();
    let (few, many) =
        if lower.len() < upper.len() { (&lower[..], upper) } else { (upper, &lower[..]) };
    let is_in = |x: &f64, edges: &[f64]| edges.iter().any(|other| (x - other).abs() < SAME);
    let shared = few.iter().filter(|x| is_in(x, many)).count();
    let same_ends = (left - right).abs() < SAME && shared == few.len();
    let same_right = right.abs() < SAME && few.len() >= 7 && shared * 10 >= few.len() * 7;
    if !same_ends && !same_right {
        return None;
    }
    let mut all = many.to_vec();
    all.extend(few.iter().filter(|x| !is_in(x, many)));
    all.sort_by(f64::total_cmp);
    Some((all, shift))
}

/// Lays the rows of a table out on other columns; those it does not reach are one blank cell.
fn respread(table: &mut Table, columns: &[f64], shift: f64) {
    let blank = table.texts.len();
    table.texts.push(String::new());
    let middles = columns.windows(2).map(|pair| f64::midpoint(pair[0], pair[1]) - shift);
    let sources: Vec<Option<usize>> =
        middles.map(|x| table.xs.partition_point(|edge| *edge <= x).checked_sub(1)).collect();
    for row in &mut table.rows {
        let cell = |source: &Option<usize>| {
            source.and_then(|it| row.cells.get(it)).copied().unwrap_or(blank)
        };
        row.cells = sources.iter().map(cell).collect();
    }
    table.xs = columns.to_vec();
}

/// Returns how many rows at the head of the lower part repeat the head of the upper part.
fn repeated_rows(upper: &Table, lower: &Table) -> usize {
    let same = |row: &usize| {
        let texts = |table: &Table| {
            (0..table.columns()).map(|c| table.text(*row, c).to_owned()).collect::<Vec<_>>()
        };
        *row < upper.rows.len() && texts(upper) == texts(lower)
    };
    let count = (0..lower.rows.len()).take_while(same).count();
    if count == lower.rows.len() { 0 } else { count }
}

/// Mends what the page break cut: the group label over several rows, and the row itself.
///
/// `upper` is the number of rows above the break, `first` the first row below it that is no
/// repeated header.
fn mend(table: &mut Table, upper: usize, first: usize) {
    let Some(last) = upper.checked_sub(1) else { return };
    let Some(values) = first_value_column(table) else { return };
    if values == 0 || first >= table.rows.len() {
        return;
    }
    mend_row(table, last, first, values);
    for column in 0..values {
        mend_group(table, last, first, column, values);
    }
}

/// Returns the column behind the labels: the last column with words in a third of the rows or more
/// is one of labels, and values have to follow. Whole columns of values may be blank.
fn first_value_column(table: &Table) -> Option<usize> {
    let texts = |column: usize| (0..table.rows.len()).map(move |row| table.text(row, column));
    let words = |column: &usize| {
        let count = texts(*column).filter(|text| printed(text) == Printed::Words).count();
        count * 3 >= table.rows.len()
    };
    let values = (0..table.columns()).rfind(words)? + 1;
    let is_value = |text: &str| !text.is_empty() && printed(text) != Printed::Words;
    (values..table.columns()).any(|column| texts(column).any(is_value)).then_some(values)
}

/// Joins the halves of a label that spans rows on both pages.
///
/// Only a cell with another label to its right spans rows. The lower half is blank where the
/// label was drawn once, and does not begin with a number where the label was cut in two
/// (（四）无 / 法提供); a label repeated in full begins with one and stays as it is.
fn mend_group(table: &mut Table, last: usize, first: usize, column: usize, values: usize) {
    let is_group = |row: usize| {
        let cells = &table.rows[row].cells;
        let next = cells.iter().take(values).skip(column).find(|cell| **cell != cells[column]);
        next.is_some()
    };
    if column >= table.columns() || !is_group(last) || !is_group(first) {
        return;
    }
    let (upper, lower) = (table.rows[last].cells[column], table.rows[first].cells[column]);
    let broken = match (table.texts[upper].as_str(), table.texts[lower].as_str()) {
        _ if upper == lower => false,
        ("", "") => false,
        (_, "") => true,
        ("", below) => !is_numbered(below),
        (above, below) => is_numbered(above) && !is_numbered(below),
    };
    if broken {
        let rest = std::mem::take(&mut table.texts[lower]);
        table.texts[upper].push_str(&rest);
        rename(table, first, lower, upper);
    }
}

/// Joins the halves of a row that the break cut in two, where one half has no numbers at all.
///
/// Unsure cases stay apart: both halves with numbers, a lower half that begins with a number of
/// its own, tables whose labels are not numbered (there a row without values may be a true one).
fn mend_row(table: &mut Table, last: usize, first: usize, values: usize) {
    let has_values =
        |row: usize| (values..table.columns()).any(|column| !table.text(row, column).is_empty());
    let numbers_only = |row: usize| {
        let mut texts = (values..table.columns()).map(|column| table.text(row, column));
        texts.all(|text| printed(text) != Printed::Words)
    };
    let label = values - 1;
    let (above, below) = (table.text(last, label), table.text(first, label));
    let one_text = match (above, below) {
        ("", "") => false,
        (_, "") | ("", _) => true,
        (above, below) => is_numbered(above) && !is_numbered(below),
    };
    let halves = has_values(last) != has_values(first) && numbers_only(last) && numbers_only(first);
    let spans = table.rows[last].cells[label] == *table.rows[last].cells.last().unwrap_or(&0)
        || table.rows[first].cells[label] == *table.rows[first].cells.last().unwrap_or(&0);
    if !halves || !one_text || spans || !labels_are_numbered(table, label) {
        return;
    }
    let lower = table.rows.remove(first);
    let mut done: Vec<usize> = Vec::new();
    for (column, cell) in lower.cells.into_iter().enumerate() {
        let into = table.rows[last].cells[column];
        let seen = done.contains(&cell);
        let goes_on = table.rows.get(first).is_some_and(|row| row.cells.contains(&cell));
        // A group label that goes on below is joined with the row that follows.
        if seen || (goes_on && column < label) || cell == into {
            continue;
        }
        done.push(cell);
        let rest = std::mem::take(&mut table.texts[cell]);
        table.texts[into].push_str(&rest);
        rename(table, first, cell, into);
    }
}

fn labels_are_numbered(table: &Table, label: usize) -> bool {
    let texts = || (0..table.rows.len()).map(|row| table.text(row, label));
    let filled = texts().filter(|text| !text.is_empty()).count();
    texts().filter(|text| is_numbered(text)).count() * 2 > filled
}

/// Gives a cell of the rows from one on the number of another.
fn rename(table: &mut Table, from_row: usize, old: usize, new: usize) {
    for row in table.rows.iter_mut().skip(from_row) {
        for cell in row.cells.iter_mut().filter(|cell| **cell == old) {
            *cell = new;
        }
    }
}

/// Tells whether a label begins as a row of its own does: 一、 （二） 3. 第二十条 总计.
fn is_numbered(text: &str) -> bool {
    const NUMERALS: &str = "一二三四五六七八九十";
    let text = text.trim_start();
    let bracket = text.starts_with(['（', '(', '第']);
    let rest = text.trim_start_matches(|c: char| c.is_numeric() || NUMERALS.contains(c));
    let counted = rest.len() < text.len() && rest.starts_with(['、', '.', '．', '，', ')', '）']);
    bracket || counted || ["总计", "合计", "小计"].iter().any(|word| text.starts_with(word))
}
