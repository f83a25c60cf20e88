//! A grid with the text of its cells.

use super::glyphs::Glyph;
use super::grid::Grid;
use super::lines::{self, Line};

/// A table, or the part of one that stands on a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Table {
    /// The x of each column's edges, one more than columns.
    pub xs: Vec<f64>,
    /// Upper edge.
    pub top: f64,
    /// Lower edge.
    pub bottom: f64,
    /// The text of each cell.
    pub texts: Vec<String>,
    /// The rows from top to bottom.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// The page it stands on, counted from 1.
    pub page: u32,
    /// For each column the cell, an index into [`Table::texts`].
    pub cells: Vec<usize>,
}

impl Table {
    /// Returns the text in a column of a row.
    pub(super) fn text(&self, row: usize, column: usize) -> &str {
        let cell = self.rows.get(row).and_then(|row| row.cells.get(column));
        cell.and_then(|cell| self.texts.get(*cell)).map_or("", String::as_str)
    }

    /// Takes in words that hang below the last row, the rest of a label that the end of the page
    /// cut; tells whether the line was such.
    pub(super) fn take_in(&mut self, line: &Line) -> bool {
        let [words] = &line.chunks[..] else { return false };
        let hangs = line.baseline - self.bottom < 1.3 * line.size;
        let column = self.xs.partition_point(|edge| *edge <= words.x0).checked_sub(1);
        let cell = column.and_then(|it| self.rows.last()?.cells.get(it).copied());
        let Some((column, cell)) = column.zip(cell).filter(|_| hangs) else { return false };
        let last = self.rows.last().map_or(&[][..], |row| &row.cells);
        let right = column + last.iter().skip(column).take_while(|it| **it == cell).count();
        let fits = right < self.xs.len() - 1 && words.x1 <= self.xs[right] + 1.0;
        let chinese = words.text.chars().all(lines::is_cjk);
        let Some(text) = self.texts.get_mut(cell).filter(|text| text.ends_with(lines::is_cjk))
        else {
            return false;
        };
        if fits && chinese {
            text.push_str(&words.text);
        }
        fits && chinese
    }

    /// Returns how many columns there are.
    pub(super) fn columns(&self) -> usize {
        self.xs.len().saturating_sub(1)
    }

    /// Returns how many cells hold text.
    pub(super) fn filled(&self) -> usize {
        self.texts.iter().filter(|text| !text.is_empty()).count()
    }
}

/// Returns a grid's table with each glyph in its cell.
pub(super) fn fill(grid: &Grid, glyphs: &[Glyph], page: u32) -> Table {
    let mut buckets: Vec<Vec<Glyph>> = vec![Vec::new(); grid.count];
    for glyph in glyphs {
        let (x, y) = glyph.middle();
        if let Some(bucket) = grid.cell_at(x, y).and_then(|cell| buckets.get_mut(cell)) {
            bucket.push(*glyph);
        }
    }
    let cells: Vec<Vec<Line>> = buckets.into_iter().map(lines::lines).collect();
    let mut table = Table {
        xs: grid.xs.clone(),
        top: grid.ys.first().copied().unwrap_or(0.0),
        bottom: grid.ys.last().copied().unwrap_or(0.0),
        texts: cells.iter().map(|lines| lines::join(lines)).collect(),
        rows: Vec::new(),
    };
    for (row, ids) in grid.cells.iter().enumerate() {
        let own = |id: &usize| {
            let above = row.checked_sub(1).and_then(|it| grid.cells.get(it));
            ![above, grid.cells.get(row + 1)].into_iter().flatten().any(|it| it.contains(id))
        };
        match stacked(ids, &cells, own) {
            Some(baselines) => split(&mut table, ids, &cells, own, &baselines, page),
            None => table.rows.push(Row { page, cells: ids.clone() }),
        }
    }
    table
}

/// Returns the baselines of the rows that stand in one row of the grid, because the table has
/// lines between its columns only.
///
/// A number that is wrapped looks the same, so every number of the row has to be stacked as high.
fn stacked(ids: &[usize], cells: &[Vec<Line>], own: impl Fn(&usize) -> bool) -> Option<Vec<f64>> {
    let mut numbers: Vec<usize> = ids.iter().filter(|id| own(id)).copied().collect();
    numbers.dedup();
    numbers.retain(|id| !cells[*id].is_empty() && cells[*id].iter().all(Line::is_number));
    let first = cells.get(*numbers.first()?)?;
    let level = |id: &usize| {
        let pairs = cells[*id].iter().zip(first);
        cells[*id].len() == first.len()
            && pairs.into_iter().all(|(a, b)| (a.baseline - b.baseline).abs() < 0.5 * a.size)
    };
    let enough = numbers.len() >= 3 && first.len() >= 2 && numbers.iter().all(level);
    enough.then(|| first.iter().map(|line| line.baseline).collect())
}

/// Adds a row for each baseline, with the lines of each cell given to the nearest.
fn split(
    table: &mut Table,
    ids: &[usize],
    cells: &[Vec<Line>],
    own: impl Fn(&usize) -> bool,
    baselines: &[f64],
    page: u32,
) {
    for (index, _) in baselines.iter().enumerate() {
        let mut row: Vec<usize> = Vec::with_capacity(ids.len());
        for (column, id) in ids.iter().enumerate() {
            if column > 0 && ids[column - 1] == *id {
                row.extend(row.last().copied());
            } else if own(id) {
                let nearest =
                    |line: &&Line| super::rules::nearest(baselines, line.baseline) == Some(index);
                let lines: Vec<Line> = cells[*id].iter().filter(nearest).cloned().collect();
                table.texts.push(lines::join(&lines));
                row.push(table.texts.len() - 1);
            } else {
                row.push(*id);
            }
        }
        table.rows.push(Row { page, cells: row });
    }
}
