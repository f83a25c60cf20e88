//! Excel workbooks: the visible sheets, cell by cell.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, Dimensions, Reader, SheetVisible, Xlsx};

use super::block::{Block, BlockCell, Document, Layout, RowBlock, TextBlock};
use super::label::{self, Sureness};
use super::package::Package;
use super::{Counted, FileKind, ReadError};
use crate::limits::Limits;
use crate::value::Place;

/// Reads a workbook.
///
/// # Errors
///
/// [`ReadError::Damaged`], [`ReadError::Encrypted`], [`ReadError::NoText`], or
/// [`ReadError::TooLarge`] past a bound. Parts are unpacked once to measure them before the
/// workbook is parsed, because its headers may lie about sizes.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    Package::open(bytes, FileKind::Xlsx, limits)?.measure()?;
    // calamine is not hardened against damaged files: a panic in it is a damaged file to us.
    let parsed = std::panic::catch_unwind(|| parse(bytes, limits));
    parsed.unwrap_or_else(|_| Err(damaged(&"unexpected content")))
}

fn damaged(detail: &dyn std::fmt::Display) -> ReadError {
    ReadError::Damaged { format: FileKind::Xlsx, detail: detail.to_string() }
}

fn parse(bytes: &[u8], limits: &Limits) -> Result<Document, ReadError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut document = Document::default();
    let mut tables = 0;
    for (name, page) in names.iter().zip(1..) {
        let merged = workbook.merge_cells_by_sheet_name(name).unwrap_or_default();
        let cells = cells_of(&mut workbook, name, limits)?;
        lay_out(cells, &merged, page, &mut tables, limits, &mut document)?;
    }
    if document.blocks.is_empty() {
        return Err(ReadError::NoText { pictures: document.pictures });
    }
    Ok(document)
}

type Cells = BTreeMap<(u32, u32), String>;

/// Reads the cells that are there; the dimension a sheet states is not believed.
fn cells_of(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    limits: &Limits,
) -> Result<Cells, ReadError> {
    let mut cells = Cells::new();
    let mut blanks = BTreeMap::<u32, Vec<u32>>::new();
    let mut reader = match workbook.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(calamine::XlsxError::NotAWorksheet(_)) => return Ok(cells),
        Err(error) => return Err(damaged(&error)),
    };
    while let Some(cell) = reader.next_cell().map_err(|error| damaged(&error))? {
        let text = text_of(cell.get_value());
        if cells.len() + blanks.len() >= limits.cells {
            return Err(ReadError::TooLarge { what: Counted::Cells, bound: limits.cells });
        }
        let (row, column) = cell.get_position();
        if !text.is_empty() {
            cells.insert((row, column), text);
        } else if blanks.entry(row).or_default().len() < limits.columns {
            blanks.entry(row).or_default().push(column);
        }
    }
    add_blank_rows(&mut cells, blanks);
    Ok(cells)
}

/// A row of frames without anything in them, right below a row of the table, is a row of the table.
fn add_blank_rows(cells: &mut Cells, blanks: BTreeMap<u32, Vec<u32>>) {
    const FEWEST: usize = 5;
    let filled: BTreeSet<u32> = cells.keys().map(|(row, _)| *row).collect();
    for (row, columns) in blanks {
        let below = row.checked_sub(1).is_some_and(|above| filled.contains(&above));
        if below && !filled.contains(&row) && columns.len() >= FEWEST {
            cells.extend(columns.into_iter().map(|column| ((row, column), String::new())));
        }
    }
}

/// Numbers as they are stored, in the shortest decimal form: 755.2974 stays 755.2974.
fn text_of(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => rounded(*n),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => date.to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Excel calculates in binary: a sum of amounts may end in …0000001, which nobody typed. Twelve
/// significant digits are more than any amount here has.
fn rounded(n: f64) -> String {
    let short = format!("{n}");
    if short.len() <= 14 || !n.is_finite() {
        return short;
    }
    let fixed = format!("{n:.8}");
    fixed.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Rows of one run share a table number; an empty row between them begins another table.
fn lay_out(
    cells: Cells,
    merged: &[Dimensions],
    page: u32,
    tables: &mut u32,
    limits: &Limits,
    document: &mut Document,
) -> Result<(), ReadError> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    for ((row, column), text) in cells {
        let index = usize::try_from(column).unwrap_or(usize::MAX);
        if index < limits.columns {
            rows.entry(row).or_default().insert(column, text);
        }
    }
    let merges = Merges::of(merged, &rows, limits);
    let last_column = rows.values().filter_map(|row| row.keys().last()).max().copied();
    let width = last_column.unwrap_or(0).max(merges.last_column) + 1;
    // A sheet of single cells is running text, in which short lines are headings and paragraphs.
    let prose = rows.values().all(|row| row.len() == 1);
    let mut previous: Option<u32> = None;
    let mut count = 0_usize;
    for (row, filled) in &rows {
        if previous.is_none_or(|previous| row - previous > 1) {
            *tables += 1;
        }
        previous = Some(*row);
        let only = if prose { filled.values().next().cloned() } else { only_long_text(filled) };
        if let Some(text) = only {
            let place = Place { row: row + 1, column: 1, ..Place::default() }.on_page(page);
            document.blocks.push(Block::Text(TextBlock { text, place }));
            continue;
        }
        let mut line = Vec::new();
        for column in 0..width {
            let place = Place::cell(*tables, row + 1, column + 1).on_page(page);
            let origin = merges.origin(*row, column);
            let (text, continued) = match origin {
                Some(at) if at != (*row, column) => {
                    (rows.get(&at.0).and_then(|row| row.get(&at.1)).cloned(), true)
                }
                _ => (filled.get(&column).cloned(), false),
            };
            line.push(BlockCell { text: text.unwrap_or_default(), place, continued });
        }
        count = count.saturating_add(line.len());
        if count > limits.cells || document.blocks.len() >= limits.blocks {
            return Err(ReadError::TooLarge { what: Counted::Cells, bound: limits.cells });
        }
        let row = RowBlock { table: *tables, cells: line, layout: Layout::Grid };
        document.blocks.push(Block::Row(row));
    }
    Ok(())
}

/// A row with one cell of long text is narrative, not a table.
fn only_long_text(row: &BTreeMap<u32, String>) -> Option<String> {
    const SHORTEST: usize = 20;
    let mut texts = row.values();
    match (texts.next(), texts.next()) {
        (Some(text), None) if text.chars().count() > SHORTEST && !names_row(text) => {
            Some(text.clone())
        }
        _ => None,
    }
}

/// A row of table three with a long label and blank cells.
fn names_row(text: &str) -> bool {
    label::request_row(text).is_some_and(|named| named.sureness <= Sureness::Inside)
}

/// Merged areas, by the rows that hold something.
struct Merges {
    areas: Vec<Dimensions>,
    last_column: u32,
}

impl Merges {
    fn of(
        merged: &[Dimensions],
        rows: &BTreeMap<u32, BTreeMap<u32, String>>,
        limits: &Limits,
    ) -> Self {
        let most = u32::try_from(limits.columns).unwrap_or(u32::MAX);
        let areas: Vec<Dimensions> = merged
            .iter()
            .filter(|area| area.end.1 < most && rows.contains_key(&area.start.0))
            .take(10_000)
            .copied()
            .collect();
        let last_column = areas.iter().map(|area| area.end.1).max().unwrap_or(0);
        Self { areas, last_column }
    }

    fn origin(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        self.areas
            .iter()
            .find(|area| {
                (area.start.0..=area.end.0).contains(&row)
                    && (area.start.1..=area.end.1).contains(&column)
            })
            .map(|area| area.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_printed_as_typed() {
        assert_eq!(rounded(755.2974), "755.2974");
        assert_eq!(rounded(657.96 + 75.84 + 21.4974), "755.2974");
        assert_eq!(rounded(14069.0), "14069");
        assert_eq!(rounded(0.000001), "0.000001");
    }

    #[test]
    fn a_file_that_is_no_workbook_is_damaged() {
        let read = |bytes: &[u8]| read(bytes, &Limits::default());
        assert!(matches!(read(b"PK\x03\x04"), Err(ReadError::Damaged { .. })));
    }
}
