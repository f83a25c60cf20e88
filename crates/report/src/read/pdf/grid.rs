//! From the lines of one table to its grid: columns, rows, and which of their crossings are one
//! cell because no line stands between them.

use super::paths::{Axis, Rule};
use super::rules::{Sets, cluster, nearest};
use crate::limits::Limits;

/// A line separates two crossings when it runs along this part of their border.
const COVER: f64 = 0.6;
/// Lines that run on by more than this beyond the last crossing line leave an open side.
const OPEN: f64 = 8.0;

/// The grid of one table.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    /// The x of each column's edges, one more than columns.
    pub xs: Vec<f64>,
    /// The y of each row's edges, one more than rows.
    pub ys: Vec<f64>,
    /// For each row and column the number of its cell, counted from 0 in reading order.
    pub cells: Vec<Vec<usize>>,
    /// How many cells there are.
    pub count: usize,
}

impl Grid {
    /// Returns the cell at a point.
    pub(super) fn cell_at(&self, x: f64, y: f64) -> Option<usize> {
        let column = self.xs.partition_point(|edge| *edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|edge| *edge <= y).checked_sub(1)?;
        self.cells.get(row)?.get(column).copied()
    }

    /// Returns the area of the table, by which an inner table is told from the one around it.
    pub(super) fn area(&self) -> f64 {
        let extent = |edges: &[f64]| match edges {
            [first, .., last] => last - first,
            _ => 0.0,
        };
        extent(&self.xs) * extent(&self.ys)
    }
}

/// Returns the grid that lines touching each other form; `None` for frames and drawings.
pub(super) fn grid(rules: &[Rule], limits: &Limits) -> Option<Grid> {
    let xs = edges(rules, Axis::Down);
    let ys = edges(rules, Axis::Across);
    let (columns, rows) = (xs.len().checked_sub(1)?, ys.len().checked_sub(1)?);
    if columns > limits.columns || columns.checked_mul(rows)? > limits.cells || columns * rows < 2 {
        return None;
    }
    let sides = separated(rules, Axis::Down, &xs, &ys);
    let floors = separated(rules, Axis::Across, &ys, &xs);
    let mut sets = Sets::new(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let here = row * columns + column;
            if column > 0 && !sides[column][row] {
                sets.join(here - 1, here);
            }
            if row > 0 && !floors[row][column] {
                sets.join(here - columns, here);
            }
        }
    }
    let cells = rectangles(&mut sets, rows, columns);
    tidy(Grid { xs, ys, cells, count: 0 })
}

/// Returns the places of the lines along an axis, with the open sides where crossing lines run on.
fn edges(rules: &[Rule], axis: Axis) -> Vec<f64> {
    let mut places = cluster(rules.iter().filter(|r| r.axis == axis).map(|r| r.at).collect());
    let crossing = || rules.iter().filter(|rule| rule.axis != axis);
    let first = crossing().map(|rule| rule.from).min_by(f64::total_cmp);
    let last = crossing().map(|rule| rule.to).max_by(f64::total_cmp);
    if let Some(first) = first
        && places.first().is_none_or(|place| first < place - OPEN)
    {
        places.insert(0, first);
    }
    if let Some(last) = last
        && places.last().is_none_or(|place| last > place + OPEN)
    {
        places.push(last);
    }
    places
}

/// Returns, for each place of the lines along an axis and each span between crossing places,
/// whether a line runs there.
fn separated(rules: &[Rule], axis: Axis, places: &[f64], spans: &[f64]) -> Vec<Vec<bool>> {
    let lengths: Vec<f64> = spans.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let mut covered = vec![vec![0.0; lengths.len()]; places.len()];
    for rule in rules.iter().filter(|rule| rule.axis == axis) {
        let Some(place) = nearest(places, rule.at) else { continue };
        let first = spans.partition_point(|span| *span < rule.from).saturating_sub(1);
        for (span, pair) in spans.windows(2).enumerate().skip(first) {
            if pair[0] > rule.to {
                break;
            }
            covered[place][span] += (rule.to.min(pair[1]) - rule.from.max(pair[0])).max(0.0);
        }
    }
    covered
        .into_iter()
        .map(|row| row.iter().zip(&lengths).map(|(part, whole)| *part >= COVER * whole).collect())
        .collect()
}

/// Numbers the cells. A set of crossings that is no rectangle came of a piece of line that is
/// missing; its rows are kept apart, so that no number wanders to another row.
fn rectangles(sets: &mut Sets, rows: usize, columns: usize) -> Vec<Vec<usize>> {
    let roots: Vec<usize> = (0..rows * columns).map(|here| sets.root(here)).collect();
    // First row and column, last row and column, crossings.
    let mut extents = vec![(usize::MAX, usize::MAX, 0, 0, 0_usize); roots.len()];
    for (here, root) in roots.iter().enumerate() {
        let (row, column) = (here / columns, here % columns);
        let it = &mut extents[*root];
        *it = (it.0.min(row), it.1.min(column), it.2.max(row), it.3.max(column), it.4 + 1);
    }
    let is_rectangle = |root: usize| {
        let (top, left, bottom, right, crossings) = extents[root];
        crossings == (bottom + 1 - top) * (right + 1 - left)
    };
    let number = |here: usize| {
        let root = roots[here];
        if is_rectangle(root) {
            return root;
        }
        let start = here - here % columns;
        (start..here).rev().take_while(|it| roots[*it] == root).last().unwrap_or(here)
    };
    (0..rows).map(|row| (0..columns).map(|c| number(row * columns + c)).collect()).collect()
}

/// Takes out rows and columns whose edge separates nothing and counts the cells through.
fn tidy(mut grid: Grid) -> Option<Grid> {
    let rows = grid.cells.len();
    let same_row = |row: usize| row > 0 && grid.cells[row] == grid.cells[row - 1];
    let kept_rows: Vec<usize> = (0..rows).filter(|row| !same_row(*row)).collect();
    let columns = grid.cells.first()?.len();
    let same = |c: usize| c > 0 && grid.cells.iter().all(|row| row[c] == row[c - 1]);
    let kept_columns: Vec<usize> = (0..columns).filter(|column| !same(*column)).collect();

    let last = |edges: &[f64]| edges.last().copied();
    let (right, bottom) = (last(&grid.xs)?, last(&grid.ys)?);
    grid.xs = kept_columns.iter().map(|c| grid.xs[*c]).chain([right]).collect();
    grid.ys = kept_rows.iter().map(|r| grid.ys[*r]).chain([bottom]).collect();
    let mut numbers = vec![usize::MAX; rows * columns];
    let mut count = 0;
    let mut renumber = |cell: usize| {
        if numbers[cell] == usize::MAX {
            numbers[cell] = count;
            count += 1;
        }
        numbers[cell]
    };
    grid.cells = kept_rows
        .iter()
        .map(|r| kept_columns.iter().map(|c| renumber(grid.cells[*r][*c])).collect())
        .collect();
    grid.count = count;
    (count > 1).then_some(grid)
}
