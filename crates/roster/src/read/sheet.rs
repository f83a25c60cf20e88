//! The sheets of a workbook: headings found, cells as text.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetVisible, Xlsx};
use law::Lang;

use super::{Oddity, ReadError, Row, Sheet, Sheets};
use crate::columns::{Column, OrganisationColumn, PersonColumn, SheetName, notes_title};
use crate::guard;
use crate::limits::{HEADINGS_WITHIN, LONGEST_CELL, MOST_COLUMNS, MOST_ROWS};
use crate::values::{bare, trimmed};

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Both sheets of a workbook.
pub fn workbook(bytes: &[u8]) -> Result<Sheets, ReadError> {
    let mut workbook: Workbook<'_> =
        Xlsx::new(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    let visible = |it: &&calamine::Sheet| it.visible == SheetVisible::Visible;
    let names: Vec<String> =
        workbook.sheets_metadata().iter().filter(visible).map(|it| it.name.clone()).collect();
    let mut oddities = Vec::new();
    let (mut organisations, mut people) = (None, None);
    for name in names {
        if is_called(&name, |lang| SheetName::Organisations.title(lang)) && organisations.is_none()
        {
            organisations =
                Some(table(&mut workbook, &name, OrganisationColumn::ALL, &mut oddities)?);
        } else if is_called(&name, |lang| SheetName::People.title(lang)) && people.is_none() {
            people = Some(table(&mut workbook, &name, PersonColumn::ALL, &mut oddities)?);
        } else if !is_called(&name, notes_title) {
            oddities.push(Oddity::UnknownSheet { name });
        }
    }
    if organisations.is_none() && people.is_none() {
        return Err(ReadError::NoSheet);
    }
    let (organisations, people) = (organisations.unwrap_or_default(), people.unwrap_or_default());
    Ok(Sheets { organisations, people, oddities })
}

fn is_called(text: &str, title: impl Fn(Lang) -> &'static str) -> bool {
    let text = bare(text);
    [Lang::Zh, Lang::En].into_iter().any(|lang| bare(title(lang)) == text)
}

/// The cells of a row that have been read but not yet understood.
type RawRow = (u32, BTreeMap<u32, String>);

fn table<C: Copy + Ord + Into<Column>>(
    workbook: &mut Workbook<'_>,
    name: &str,
    all: &[C],
    oddities: &mut Vec<Oddity>,
) -> Result<Sheet<C>, ReadError> {
    let [key, ..] = all else { return Ok(Sheet::default()) };
    let sheet = (*key).into().sheet();
    let mut rows = raw_rows(workbook, name, sheet)?.into_iter();
    let key =
        |it: &RawRow| it.1.values().any(|text| is_called(text, |lang| (*key).into().heading(lang)));
    let headings = rows
        .by_ref()
        .take_while(|(number, _)| *number < HEADINGS_WITHIN)
        .find(key)
        .ok_or(ReadError::NoHeadings(sheet))?;
    let columns = understood(headings.1, all, sheet, oddities)?;
    let rows: Vec<Row<C>> = rows
        .map(|(number, cells)| {
            let known = |(at, text)| Some((*columns.get(&at)?, text));
            Row { number: number + 1, cells: cells.into_iter().filter_map(known).collect() }
        })
        .filter(|it: &Row<C>| !it.cells.is_empty())
        .collect();
    if rows.len() > MOST_ROWS {
        return Err(ReadError::TooManyRows(sheet));
    }
    Ok(Sheet { columns: columns.into_values().collect(), rows })
}

/// Which column stands where.
fn understood<C: Copy + Ord + Into<Column>>(
    headings: BTreeMap<u32, String>,
    all: &[C],
    sheet: SheetName,
    oddities: &mut Vec<Oddity>,
) -> Result<BTreeMap<u32, C>, ReadError> {
    let mut columns = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (at, heading) in headings {
        let found = all.iter().find(|it| is_called(&heading, |lang| (**it).into().heading(lang)));
        match found {
            None => oddities.push(Oddity::UnknownHeading { sheet, heading }),
            Some(column) if seen.insert(*column) => {
                columns.insert(at, *column);
            }
            Some(_) => return Err(ReadError::HeadingTwice { sheet, heading }),
        }
    }
    Ok(columns)
}

/// The cells that are there, row by row; the dimension a sheet states is not believed.
fn raw_rows(
    workbook: &mut Workbook<'_>,
    name: &str,
    sheet: SheetName,
) -> Result<BTreeMap<u32, BTreeMap<u32, String>>, ReadError> {
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| ReadError::Damaged)?;
    while let Some(cell) = cells.next_cell().map_err(|_| ReadError::Damaged)? {
        let (row, column) = cell.get_position();
        let text = text_of(cell.get_value());
        if text.is_empty() || column >= MOST_COLUMNS {
            continue;
        }
        if text.chars().count() > LONGEST_CELL {
            return Err(ReadError::CellTooLong { sheet, row: row.saturating_add(1) });
        }
        rows.entry(row).or_default().insert(column, text);
        // The headings and what may stand above them.
        if rows.len() > MOST_ROWS + 10 {
            return Err(ReadError::TooManyRows(sheet));
        }
    }
    Ok(rows)
}

fn text_of(value: &DataRef<'_>) -> String {
    let typed = |text: &str| guard::original(trimmed(text)).to_owned();
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            typed(text)
        }
        DataRef::SharedString(text) => typed(text),
        DataRef::Int(n) => n.to_string(),
        DataRef::Float(n) => n.to_string(),
        DataRef::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(date) => day_of(date),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

fn day_of(date: &ExcelDateTime) -> String {
    let (year, month, day, ..) = date.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}
