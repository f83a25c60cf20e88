//! From single marks to long lines, and from lines to the groups that rule one table each.

use hayro_interpret::kurbo::Rect;

use super::paths::{Axis, Marks, Rule, sides};

/// Lines this near each other are one: double lines, slight offsets between rows.
const NEAR: f64 = 2.5;
/// A group of near lines is no wider than this.
const SPREAD: f64 = 6.0;
/// Pieces of a line with a smaller gap are one: dashes, dots, corners left out.
const DASH: f64 = 4.0;
/// Shorter lines rule nothing.
const SHORT: f64 = 5.0;
/// A page with more lines is a drawing; comparing each with each would take too long.
const MANY: usize = 3_000;

/// Returns the groups of lines that touch each other, each group one table or frame.
pub(super) fn groups(rules: &[Rule]) -> Vec<Vec<Rule>> {
    let mut across = merged(rules, Axis::Across);
    let down = merged(rules, Axis::Down);
    if across.len() + down.len() > MANY {
        return Vec::new();
    }
    let first_down = across.len();
    across.extend(down);
    let rules = across;
    let mut sets = Sets::new(rules.len());
    for (i, h) in rules.iter().enumerate().take(first_down) {
        for (j, v) in rules.iter().enumerate().skip(first_down) {
            if reaches(h, v.at) && reaches(v, h.at) {
                sets.join(i, j);
            }
        }
    }
    let mut groups: Vec<Vec<Rule>> = vec![Vec::new(); rules.len()];
    for (i, rule) in rules.into_iter().enumerate() {
        groups[sets.root(i)].push(rule);
    }
    groups.retain(|group| group.len() > 2);
    groups
}

/// Returns the edges of the filled areas that stand outside of every ruled region.
pub(super) fn edges(marks: &Marks, ruled: &[Rect], page: Rect) -> Vec<Rule> {
    let inside = |area: &Rect| ruled.iter().any(|it| it.contains(area.center()));
    let whole = |area: &Rect| area.area() > 0.7 * page.area();
    let areas = marks.areas.iter().filter(|area| !inside(area) && !whole(area));
    areas.take(MANY).flat_map(|area| sides(*area)).map(edge).collect()
}

fn edge(side: Rect) -> Rule {
    match side.height() == 0.0 {
        true => Rule { axis: Axis::Across, at: side.y0, from: side.x0, to: side.x1 },
        false => Rule { axis: Axis::Down, at: side.x0, from: side.y0, to: side.y1 },
    }
}

fn reaches(rule: &Rule, at: f64) -> bool {
    rule.from - NEAR <= at && at <= rule.to + NEAR
}

/// Joins the pieces of the lines along one axis.
fn merged(rules: &[Rule], axis: Axis) -> Vec<Rule> {
    let mut pieces: Vec<Rule> = rules.iter().filter(|rule| rule.axis == axis).copied().collect();
    let places = cluster(pieces.iter().map(|rule| rule.at).collect());
    for piece in &mut pieces {
        piece.at = nearest(&places, piece.at).map_or(piece.at, |index| places[index]);
    }
    pieces.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut long: Vec<Rule> = Vec::new();
    for piece in pieces {
        match long.last_mut() {
            Some(last) if last.at == piece.at && piece.from <= last.to + DASH => {
                last.to = last.to.max(piece.to);
            }
            _ => long.push(piece),
        }
    }
    long.retain(|rule| rule.to - rule.from >= SHORT);
    long
}

/// Returns the middles of groups of near values, in order.
pub(super) fn cluster(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_by(f64::total_cmp);
    let mut groups: Vec<(f64, f64)> = Vec::new();
    for value in values {
        match groups.last_mut() {
            Some((first, last)) if value - *last <= NEAR && value - *first <= SPREAD => {
                *last = value;
            }
            _ => groups.push((value, value)),
        }
    }
    groups.into_iter().map(|(first, last)| f64::midpoint(first, last)).collect()
}

/// Returns the index of the place nearest to a value; places are in order.
pub(super) fn nearest(places: &[f64], value: f64) -> Option<usize> {
    let after = places.partition_point(|place| *place < value);
    let near = [after.checked_sub(1), Some(after)].into_iter().flatten();
    let distance = |index: &usize| places.get(*index).map(|place| (place - value).abs());
    near.filter(|index| *index < places.len())
        .min_by(|a, b| distance(a).unwrap_or(f64::MAX).total_cmp(&distance(b).unwrap_or(f64::MAX)))
}

/// Disjoint sets of the numbers below a bound.
pub(super) struct Sets(Vec<usize>);

impl Sets {
    /// Makes each number a set of its own.
    pub(super) fn new(bound: usize) -> Self {
        Self((0..bound).collect())
    }

    /// Returns the number that stands for the set.
    pub(super) fn root(&mut self, mut member: usize) -> usize {
        while self.0[member] != member {
            self.0[member] = self.0[self.0[member]];
            member = self.0[member];
        }
        member
    }

    /// Makes two sets one; the smaller root stands for it.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
