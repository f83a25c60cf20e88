//! From drawn paths to straight marks: a line has many shapes (a stroke, a thin rectangle, the
//! side of a frame, a row of dots), a table needs only where it runs.

use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect};

/// A filled shape no thicker than this is a line.
const THIN: f64 = 3.0;

/// Which way a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

/// A straight line along one of the axes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    /// Which way it runs.
    pub axis: Axis,
    /// Its y when it runs across, its x when it runs down.
    pub at: f64,
    /// Where it begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
}

/// The marks of a page that may rule a table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Marks {
    /// Lines that can be seen.
    pub rules: Vec<Rule>,
    /// Filled areas, whose edges rule a table where no line does.
    pub areas: Vec<Rect>,
}

impl Marks {
    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.rules.len() + self.areas.len()
    }

    /// Returns the marks with every point moved, for pages that are read sideways.
    pub(super) fn moved(self, to: impl Fn(Point) -> Point) -> Self {
        let rect = |r: Rect| Rect::from_points(to(r.origin()), to(Point::new(r.x1, r.y1)));
        let rules = self.rules.into_iter().filter_map(|rule| line(rect(rule.rect()))).collect();
        Self { rules, areas: self.areas.into_iter().map(rect).collect() }
    }

    fn add_line(&mut self, seen: Rect, clip: Rect) {
        let kept = seen.intersect(clip.inflate(1.0, 1.0));
        let outside = kept.x1 < kept.x0 || kept.y1 < kept.y0;
        let lost = kept.width() + 0.01 < seen.width().min(0.5)
            || kept.height() + 0.01 < seen.height().min(0.5);
        if !is_sane(seen) || outside || lost {
            return;
        }
        self.rules.extend(line(kept));
        // A dot is a piece of a dotted line of either direction; merging finds out which.
        if kept.width() <= THIN && kept.height() <= THIN {
            let at = kept.center();
            let down = kept.width() > kept.height();
            let (axis, at, from, to) = match down {
                true => (Axis::Down, at.x, kept.y0, kept.y1),
                false => (Axis::Across, at.y, kept.x0, kept.x1),
            };
            self.rules.push(Rule { axis, at, from, to });
        }
    }
}

impl Rule {
    /// Returns the line as a rectangle without thickness.
    pub(super) fn rect(&self) -> Rect {
        match self.axis {
            Axis::Across => Rect::new(self.from, self.at, self.to, self.at),
            Axis::Down => Rect::new(self.at, self.from, self.at, self.to),
        }
    }
}

/// Returns the line through the middle of a thin rectangle.
fn line(thin: Rect) -> Option<Rule> {
    if thin.width().min(thin.height()) > THIN {
        return None;
    }
    let middle = thin.center();
    Some(match thin.width() > thin.height() {
        true => Rule { axis: Axis::Across, at: middle.y, from: thin.x0, to: thin.x1 },
        false => Rule { axis: Axis::Down, at: middle.x, from: thin.y0, to: thin.y1 },
    })
}

fn is_sane(rect: Rect) -> bool {
    [rect.x0, rect.y0, rect.x1, rect.y1].iter().all(|v| v.abs() < 1e5)
}

/// Adds what a filled path shows.
pub(super) fn fill(marks: &mut Marks, path: &BezPath, to: &Affine, white: bool, clip: Rect) {
    let boxes: Vec<Rect> = subpaths(path, to).into_iter().filter_map(straight_box).collect();
    // A frame is two rectangles one inside the other, the ring between them filled.
    if let [a, b] = boxes[..]
        && let Some(ring) = ring(a, b).or_else(|| ring(b, a))
        && !white
    {
        for side in sides(ring) {
            marks.add_line(side, clip);
        }
        return;
    }
    for shape in boxes.into_iter().filter(|shape| is_sane(*shape)) {
        if shape.width().min(shape.height()) > THIN {
            marks.areas.extend(Some(shape.intersect(clip)).filter(|area| area.area() > 0.0));
        } else if !white {
            marks.add_line(shape, clip);
        }
    }
}

/// Adds what a stroked path shows.
pub(super) fn stroke(marks: &mut Marks, path: &BezPath, to: &Affine, width: f64, clip: Rect) {
    let thickness = width * to.determinant().abs().sqrt();
    for points in subpaths(path, to) {
        let Some(points) = points else { continue };
        for pair in points.windows(2) {
            let [a, b] = *pair else { continue };
            let drawn = Rect::from_points(a, b);
            if drawn.width().min(drawn.height()) > 1.0 {
                continue;
            }
            if thickness > 2.0 * THIN {
                // So thick a stroke paints a background.
                let half = thickness / 2.0;
                let (dx, dy) =
                    if drawn.width() > drawn.height() { (0.0, half) } else { (half, 0.0) };
                let area = drawn.inflate(dx, dy);
                marks.areas.extend(Some(area).filter(|area| is_sane(*area)));
            } else {
                marks.add_line(drawn, clip);
            }
        }
    }
}

/// Returns the corners of each part of a path; `None` for a part with curves.
fn subpaths(path: &BezPath, to: &Affine) -> Vec<Option<Vec<Point>>> {
    let mut parts: Vec<Option<Vec<Point>>> = Vec::new();
    for element in path.elements() {
        match *element {
            PathEl::MoveTo(p) => parts.push(Some(vec![*to * p])),
            PathEl::LineTo(p) => {
                if let Some(Some(points)) = parts.last_mut() {
                    points.push(*to * p);
                }
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => {
                if let Some(part) = parts.last_mut() {
                    *part = None;
                }
            }
            PathEl::ClosePath => {
                if let Some(Some(points)) = parts.last_mut()
                    && let Some(first) = points.first().copied()
                {
                    points.push(first);
                }
            }
        }
    }
    parts
}

/// Returns the box of a shape whose sides run along the axes, or that is thin anyway.
fn straight_box(points: Option<Vec<Point>>) -> Option<Rect> {
    let points = points?;
    let first = *points.first()?;
    let shape =
        points.iter().fold(Rect::from_points(first, first), |rect, point| rect.union_pt(*point));
    let straight = points.windows(2).all(|pair| match *pair {
        [a, b] => (a.x - b.x).abs() < 0.5 || (a.y - b.y).abs() < 0.5,
        _ => true,
    });
    (straight || shape.width().min(shape.height()) <= THIN).then_some(shape)
}

/// Returns the line in the middle of the ring between two rectangles, where it is a thin one.
fn ring(outer: Rect, inner: Rect) -> Option<Rect> {
    let insets =
        [inner.x0 - outer.x0, inner.y0 - outer.y0, outer.x1 - inner.x1, outer.y1 - inner.y1];
    let thin = insets.iter().all(|inset| (0.0..=THIN).contains(inset));
    let middle = |a: f64, b: f64| f64::midpoint(a, b);
    (thin && inner.width() > THIN && inner.height() > THIN).then(|| {
        Rect::new(
            middle(outer.x0, inner.x0),
            middle(outer.y0, inner.y0),
            middle(outer.x1, inner.x1),
            middle(outer.y1, inner.y1),
        )
    })
}

/// Returns the four sides of a rectangle.
pub(super) fn sides(rect: Rect) -> [Rect; 4] {
    [
        Rect::new(rect.x0, rect.y0, rect.x1, rect.y0),
        Rect::new(rect.x0, rect.y1, rect.x1, rect.y1),
        Rect::new(rect.x0, rect.y0, rect.x0, rect.y1),
        Rect::new(rect.x1, rect.y0, rect.x1, rect.y1),
    ]
}
