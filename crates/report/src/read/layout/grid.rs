//! Tables as they are found, and the grid that they become.
//!
//! A table is held back until it ends: only then can it be told whether it carries data or only
//! arranges the page.

use super::{Sink, join};
use crate::read::ReadError;
use crate::read::block::BlockCell;
use crate::value::Place;

/// Lines of this many characters are sentences rather than labels.
const SENTENCE: usize = 40;

/// A line of this many characters is a paragraph by itself.
const PARAGRAPH: usize = 120;

/// A table with what stood inside it, but in none of its cells.
#[derive(Debug, Default)]
pub struct Table {
    /// Captions and strays, which are shown before the table.
    pub before: Vec<Item>,
    /// The rows as they came.
    pub rows: Vec<Row>,
}

/// A row before its spans are counted out.
#[derive(Debug, Default)]
pub struct Row {
    /// Which part of the table it belongs to.
    pub section: Section,
    /// Cells that begin in this row.
    pub cells: Vec<Cell>,
}

/// Parts of a table in the order in which they are shown; a cell does not reach from one into
/// the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Header rows.
    Head,
    /// All other rows; each group has its number.
    Body(u32),
    /// Footer rows.
    Foot,
}

impl Default for Section {
    fn default() -> Self {
        Self::Body(0)
    }
}

/// A cell and how far it reaches.
#[derive(Debug, Default)]
pub struct Cell {
    /// Lines and inner tables.
    pub items: Vec<Item>,
    /// Columns that it covers.
    pub columns: usize,
    /// Rows that it covers.
    pub rows: usize,
}

/// What stands in a cell.
#[derive(Debug)]
pub enum Item {
    /// A line, folded.
    Line(String),
    /// A table inside the cell.
    Table(Table),
}

/// What a cell above leaves for the rows below.
#[derive(Clone, Default)]
struct Carried {
    rows: usize,
    text: String,
}

impl Cell {
    fn lines(&self) -> impl Iterator<Item = &str> {
        self.items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line.as_str()),
            Item::Table(_) => None,
        })
    }

    fn has_table(&self) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Table(_)))
    }

    fn has_paragraphs(&self) -> bool {
        let lengths = || self.lines().map(|line| line.chars().count());
        lengths().any(|it| it > PARAGRAPH) || lengths().filter(|it| *it > SENTENCE).count() > 1
    }
}

impl Row {
    /// Tells whether the row arranges text on the page instead of holding data.
    fn is_layout(&self) -> bool {
        let filled = self.cells.iter().filter(|cell| !cell.items.is_empty()).count();
        let arranges = |cell: &Cell| {
            let around_table = cell.has_table() && (filled == 1 || cell.lines().next().is_some());
            around_table || cell.has_paragraphs()
        };
        filled <= 2 && self.cells.iter().any(arranges)
    }
}

impl Table {
    /// Adds the table to the document.
    pub fn emit(mut self, sink: &mut Sink) -> Result<(), ReadError> {
        emit_items(std::mem::take(&mut self.before), sink)?;
        self.rows.sort_by_key(|row| row.section);
        let columns_limit = sink.limits().columns;
        let widest = self.rows.iter().map(|row| width(row, columns_limit)).max().unwrap_or(0);
        let single = self.rows.iter().all(|row| row.cells.len() <= 1);

        let mut grid = Grid { number: None, row: 0, widest, carried: Vec::new() };
        let mut section = None;
        for row in self.rows {
            if section.replace(row.section) != Some(row.section) {
                grid.carried.clear();
            }
            match single || row.is_layout() {
                true => grid.lay_out(row, sink)?,
                false => grid.emit(row, sink)?,
            }
        }
        Ok(())
    }
}

/// Returns the columns of a row; a span beyond the bound says nothing about the width.
fn width(row: &Row, bound: usize) -> usize {
    let columns = row.cells.iter().map(|cell| if cell.columns > bound { 1 } else { cell.columns });
    columns.fold(0, usize::saturating_add)
}

fn emit_items(items: Vec<Item>, sink: &mut Sink) -> Result<(), ReadError> {
    items.into_iter().try_for_each(|item| match item {
        Item::Line(line) => sink.line(line),
        Item::Table(table) => table.emit(sink),
    })
}

/// Counts out the spans of one table.
struct Grid {
    number: Option<u32>,
    row: u32,
    widest: usize,
    carried: Vec<Carried>,
}

impl Grid {
    /// Adds a row, then the tables inside its cells.
    fn emit(&mut self, row: Row, sink: &mut Sink) -> Result<(), ReadError> {
        let mut entries = Vec::with_capacity(self.widest.min(sink.limits().columns));
        let mut inner = Vec::new();
        for cell in row.cells {
            let text = join(cell.lines());
            sink.charge(&text)?;
            self.place(&text, cell.columns, cell.rows, &mut entries, sink)?;
            inner.extend(cell.items.into_iter().filter(|item| matches!(item, Item::Table(_))));
        }
        self.close(&mut entries, sink)?;
        self.row = self.row.saturating_add(1);
        let table = *self.number.get_or_insert_with(|| sink.next_table());
        for (column, cell) in (1_u32..).zip(&mut entries) {
            cell.place = Place::cell(table, self.row, column);
        }
        sink.row(table, entries)?;
        emit_items(inner, sink)
    }

    /// Adds the content of a row as text and tables, and keeps its columns occupied.
    fn lay_out(&mut self, row: Row, sink: &mut Sink) -> Result<(), ReadError> {
        let mut entries = Vec::new();
        for cell in &row.cells {
            self.place("", cell.columns, cell.rows, &mut entries, sink)?;
        }
        self.close(&mut entries, sink)?;
        self.row = self.row.saturating_add(1);
        row.cells.into_iter().try_for_each(|cell| emit_items(cell.items, sink))
    }

    fn place(
        &mut self,
        text: &str,
        columns: usize,
        rows: usize,
        entries: &mut Vec<BlockCell>,
        sink: &mut Sink,
    ) -> Result<(), ReadError> {
        while self.repeat_carried(entries, sink)? {}
        for nth in 0..columns.clamp(1, self.widest.max(1)) {
            if nth > 0 {
                sink.charge(text)?;
            }
            let below = rows.saturating_sub(1);
            let kept = if below > 0 { text } else { "" };
            self.carry(entries.len(), Carried { rows: below, text: kept.to_owned() });
            push(entries, text.to_owned(), nth > 0, sink)?;
        }
        Ok(())
    }

    /// Fills the row up to the last cell that reaches into it from above.
    fn close(&mut self, entries: &mut Vec<BlockCell>, sink: &mut Sink) -> Result<(), ReadError> {
        let reached = self.carried.iter().rposition(|it| it.rows > 0).map_or(0, |at| at + 1);
        while entries.len() < reached {
            if !self.repeat_carried(entries, sink)? {
                push(entries, String::new(), false, sink)?;
            }
        }
        Ok(())
    }

    /// Repeats the cell above that reaches into this column, if any.
    fn repeat_carried(
        &mut self,
        entries: &mut Vec<BlockCell>,
        sink: &mut Sink,
    ) -> Result<bool, ReadError> {
        let Some(carried) = self.carried.get_mut(entries.len()).filter(|it| it.rows > 0) else {
            return Ok(false);
        };
        carried.rows -= 1;
        sink.charge(&carried.text)?;
        push(entries, carried.text.clone(), true, sink)?;
        Ok(true)
    }

    fn carry(&mut self, column: usize, carried: Carried) {
        if self.carried.len() <= column {
            self.carried.resize(column + 1, Carried::default());
        }
        if let Some(slot) = self.carried.get_mut(column) {
            *slot = carried;
        }
    }
}

fn push(
    entries: &mut Vec<BlockCell>,
    text: String,
    continued: bool,
    sink: &Sink,
) -> Result<(), ReadError> {
    let bound = sink.limits().columns;
    if entries.len() >= bound {
        return Err(ReadError::TooLarge { what: "columns", bound });
    }
    entries.push(BlockCell { text, place: Place::default(), continued });
    Ok(())
}
