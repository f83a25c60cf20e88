//! From what a page draws to its text and tables in reading order.

use hayro_interpret::kurbo::Rect;

use super::furniture;
use super::glyphs::{Drawn, Glyph};
use super::grid::{Grid, grid};
use super::lines::{self, Line};
use super::paths::{Axis, Rule};
use super::rules;
use super::table::{self, Table};
use crate::limits::Limits;

/// The content of a page, or of one half of a sheet with two pages side by side.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The page of the file, counted from 1.
    pub number: u32,
    /// Height of the page.
    pub height: f64,
    /// Text and tables from top to bottom.
    pub items: Vec<Item>,
}

/// A piece of a page.
#[derive(Debug, Clone)]
pub(super) enum Item {
    /// A line of text outside of tables.
    Line(Line),
    /// A table.
    Table(Table),
}

impl Item {
    fn top(&self) -> f64 {
        match self {
            Self::Line(line) => line.baseline - 0.5 * line.size,
            Self::Table(table) => table.top,
        }
    }
}

/// Returns the pages that one drawn page holds: one, or two side by side.
pub(super) fn pages(drawn: Drawn, number: u32, limits: &Limits) -> Vec<Page> {
    match halves(drawn) {
        Ok(halves) => halves.into_iter().map(|half| page(&half, number, limits)).collect(),
        Err(whole) => vec![page(&whole, number, limits)],
    }
}

fn page(drawn: &Drawn, number: u32, limits: &Limits) -> Page {
    let (mut items, rest) = tables(drawn, number, limits);
    items.extend(lines::lines(rest).into_iter().map(Item::Line));
    items.sort_by(|a, b| a.top().total_cmp(&b.top()));
    let foot = match &items[..] {
        [.., Item::Table(_), Item::Line(_), Item::Line(last)]
            if furniture::is_page_number(&last.text()) =>
        {
            items.len() - 1
        }
        _ => items.len(),
    };
    if let [.., Item::Table(table), Item::Line(line)] = &mut items[..foot]
        && table.take_in(line)
    {
        items.remove(foot - 1);
    }
    Page { number, height: drawn.height, items }
}

/// Returns the tables and the glyphs that stand outside of them.
fn tables(drawn: &Drawn, number: u32, limits: &Limits) -> (Vec<Item>, Vec<Glyph>) {
    let mut grids = grids(&drawn.marks.rules, limits);
    let ruled: Vec<Rect> = grids.iter().map(extent).collect();
    let sheet = Rect::new(0.0, 0.0, drawn.width, drawn.height);
    let edges = rules::edges(&drawn.marks, &ruled, sheet);
    let first_shaded = grids.len();
    grids.extend(self::grids(&edges, limits));

    // The smallest first: a table inside a cell of another takes its text before that one does.
    let mut order: Vec<usize> = (0..grids.len()).collect();
    order.sort_by(|a, b| grids[*a].area().total_cmp(&grids[*b].area()));
    let mut rest = drawn.glyphs.clone();
    let mut items = Vec::new();
    for index in order {
        let grid = &grids[index];
        let inside = |glyph: &Glyph| {
            let (x, y) = glyph.middle();
            grid.cell_at(x, y).is_some()
        };
        let (taken, left): (Vec<Glyph>, Vec<Glyph>) = rest.iter().partition(|it| inside(it));
        let table = table::fill(grid, &taken, number);
        if is_table(&table, index >= first_shaded) {
            items.push(Item::Table(table));
            rest = left;
        }
    }
    (items, rest)
}

fn grids(rules: &[Rule], limits: &Limits) -> Vec<Grid> {
    rules::groups(rules).iter().filter_map(|group| grid(group, limits)).collect()
}

fn extent(grid: &Grid) -> Rect {
    match (&grid.xs[..], &grid.ys[..]) {
        ([x0, .., x1], [y0, .., y1]) => Rect::new(*x0, *y0, *x1, *y1),
        _ => Rect::ZERO,
    }
}

/// Tells a table from a frame around text and from backgrounds behind words: what has one column
/// is read as text, and edges of areas have to make a table that is full.
fn is_table(table: &Table, shaded: bool) -> bool {
    let full = table.rows.len() >= 2 && table.filled() * 2 >= table.texts.len();
    table.columns() >= 2 && table.filled() >= 2 && (full || !shaded)
}

/// Returns the two halves of a broad sheet with nothing across its middle and text on both sides.
fn halves(drawn: Drawn) -> Result<[Drawn; 2], Drawn> {
    let (middle, gutter) = (drawn.width / 2.0, drawn.width * 0.012);
    let crosses = |from: f64, to: f64| from < middle + gutter && to > middle - gutter;
    let broad = drawn.width > drawn.height * 1.2;
    let apart = !drawn.glyphs.iter().any(|it| crosses(it.x0, it.x1))
        && !drawn.marks.rules.iter().any(|it| it.axis == Axis::Across && crosses(it.from, it.to));
    let left = drawn.glyphs.iter().filter(|it| it.x1 < middle).count();
    if !broad || !apart || left.min(drawn.glyphs.len() - left) < 60 {
        return Err(drawn);
    }
    let half = |is_left: bool| {
        let side = |x: f64| (x < middle) == is_left;
        let mut half = Drawn { width: drawn.width, height: drawn.height, ..Drawn::default() };
        half.glyphs = drawn.glyphs.iter().filter(|it| side(it.x0)).copied().collect();
        let rules = drawn.marks.rules.iter().filter(|it| side(it.rect().x0));
        half.marks.rules = rules.copied().collect();
        let areas = drawn.marks.areas.iter().filter(|it| side(it.x0) && side(it.x1));
        half.marks.areas = areas.copied().collect();
        half
    };
    Ok([half(true), half(false)])
}
