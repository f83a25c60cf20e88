//! What a page draws: its glyphs, the lines and areas that may rule a table, and its pictures.
//!
//! Nothing is rasterised and no picture is decoded. Positions are in points from the top left of
//! the page as a reader holds it.

use std::panic::resume_unwind;
use std::time::Instant;

use hayro_interpret::font::{Glyph as Shape, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Shape as _, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, Paint, SoftMask,
};

use super::paths::{self, Marks};
use super::radicals;
use crate::limits::Limits;
use crate::read::{Counted, ReadError};

/// A character with its place on the page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Glyph {
    /// The character; U+FFFD where the font does not tell.
    pub ch: char,
    /// Left edge.
    pub x0: f64,
    /// Right edge.
    pub x1: f64,
    /// The line it stands on.
    pub baseline: f64,
    /// Height of its font.
    pub size: f64,
    /// Whether white space was drawn before it.
    pub spaced: bool,
}

impl Glyph {
    /// Returns the middle of its ink, which decides the cell it belongs to.
    pub(super) fn middle(&self) -> (f64, f64) {
        (f64::midpoint(self.x0, self.x1), self.baseline - 0.35 * self.size)
    }
}

/// Everything that one page draws.
#[derive(Debug, Default)]
pub(super) struct Drawn {
    /// Width of the page.
    pub width: f64,
    /// Height of the page.
    pub height: f64,
    /// The glyphs in the order drawn, white space left out.
    pub glyphs: Vec<Glyph>,
    /// Lines and areas.
    pub marks: Marks,
    /// How many pictures were drawn.
    pub pictures: usize,
}

/// A glyph before it is known which way up the page is read.
struct Placed {
    ch: char,
    start: Point,
    end: Point,
    size: f64,
    /// Quarter turns clockwise of its direction; `None` for a slanted one.
    turn: Option<usize>,
    spaced: bool,
}

/// The device that collects.
pub(super) struct Collector {
    page: Rect,
    glyphs: Vec<Placed>,
    marks: Marks,
    pictures: usize,
    clips: Vec<Rect>,
    spaced: bool,
    counted: usize,
    limits: Limits,
    started: Instant,
}

impl Collector {
    /// Makes a collector for a page of this size.
    pub(super) fn new(page: Rect, limits: Limits, started: Instant) -> Self {
        Self {
            page,
            glyphs: Vec::new(),
            marks: Marks::default(),
            pictures: 0,
            clips: Vec::new(),
            spaced: false,
            counted: 0,
            limits,
            started,
        }
    }

    /// Counts a mark and gives up when there are too many or time is over.
    ///
    /// The interpreter cannot be told to stop. Unwinding without a panic message is the way out;
    /// [`super::read`] waits on the other side of the thread and takes the error from it.
    fn count(&mut self) {
        self.counted += 1;
        if self.counted > self.limits.page_marks {
            let bound = self.limits.page_marks;
            resume_unwind(Box::new(ReadError::TooLarge { what: Counted::MarksOnAPage, bound }));
        }
        if self.counted.is_multiple_of(1024) && self.started.elapsed() > self.limits.time {
            let seconds = self.limits.time.as_secs();
            resume_unwind(Box::new(ReadError::TooSlow { seconds }));
        }
    }

    fn clip(&self) -> Rect {
        self.clips.last().copied().unwrap_or(self.page)
    }

    fn add_glyph(&mut self, text: &BfString, transform: Affine, advance: f64) {
        let (start, end) = (transform * Point::ZERO, transform * Point::new(advance, 0.0));
        let (along, up) = (end - start, transform * Point::new(0.0, 1000.0) - start);
        let size = up.hypot();
        let sane = [start.x, start.y, end.x, end.y, size].iter().all(|v| v.abs() < 1e5);
        if !sane || size < 0.5 || !self.clip().inflate(size, size).contains(start) {
            return;
        }
        let mut one = [0; 4];
        let text: &str = match text {
            BfString::Char(c) => c.encode_utf8(&mut one),
            BfString::String(s) => s.as_str(),
        };
        let parts = text.chars().count();
        let mut from = start;
        for ch in text.chars() {
            let to = from + along * share_of(parts);
            self.add_char(Placed {
                ch,
                start: from,
                end: to,
                size,
                turn: turn(along),
                spaced: false,
            });
            from = to;
        }
    }

    fn add_char(&mut self, placed: Placed) {
        self.count();
        if placed.ch.is_whitespace() || placed.ch.is_control() || placed.ch == '\u{200b}' {
            self.spaced |= placed.ch.is_whitespace();
            return;
        }
        let spaced = std::mem::take(&mut self.spaced);
        self.glyphs.push(Placed { ch: radicals::unify(placed.ch), spaced, ..placed });
    }

    /// Returns what was drawn, the page turned so that most of its text is upright.
    pub(super) fn finish(self) -> Drawn {
        let mut tally = [0_usize; 4];
        for turn in self.glyphs.iter().filter_map(|glyph| glyph.turn) {
            tally[turn] += 1;
        }
        let most = (0..4).rev().max_by_key(|turn| tally[*turn]).unwrap_or(0);
        let (width, height) = (self.page.width(), self.page.height());
        let upright = move |p: Point| match most {
            1 => Point::new(p.y, width - p.x),
            2 => Point::new(width - p.x, height - p.y),
            3 => Point::new(height - p.y, p.x),
            _ => p,
        };
        let (width, height) = if most % 2 == 1 { (height, width) } else { (width, height) };
        let glyphs = self.glyphs.iter().filter_map(|it| settle(it, most, upright)).collect();
        Drawn { width, height, glyphs, marks: self.marks.moved(upright), pictures: self.pictures }
    }
}

/// Returns one part of so many.
fn share_of(parts: usize) -> f64 {
    1.0 / f64::from(u16::try_from(parts.max(1)).unwrap_or(u16::MAX))
}

/// Returns the quarter turns clockwise of text that runs along a direction (y downwards), and
/// `None` where it is slanted, as watermarks are.
fn turn(along: Vec2) -> Option<usize> {
    let (x, y) = (along.x.abs(), along.y.abs());
    match () {
        () if y * 6.0 < x => Some(if along.x > 0.0 { 0 } else { 2 }),
        () if x * 6.0 < y => Some(if along.y > 0.0 { 1 } else { 3 }),
        () => None,
    }
}

fn settle(placed: &Placed, most: usize, upright: impl Fn(Point) -> Point) -> Option<Glyph> {
    let (start, end) = (upright(placed.start), upright(placed.end));
    let Placed { ch, size, spaced, .. } = *placed;
    if placed.turn? == most {
        let (x0, x1) = (start.x.min(end.x), start.x.max(end.x));
        return Some(Glyph { ch, x0, x1, baseline: start.y, size, spaced });
    }
    // Text across the page's own direction is rare: each character becomes a line of its own.
    let middle = start.midpoint(end);
    let (x0, x1) = (middle.x - size / 2.0, middle.x + size / 2.0);
    Some(Glyph { ch, x0, x1, baseline: middle.y + 0.35 * size, size, spaced })
}

/// Returns the advance of a glyph in thousandths, where its font tells.
fn advance(shape: &Shape<'_>, text: &BfString) -> f64 {
    let told = match shape {
        Shape::Outline(outline) => outline.advance_width(),
        // The width of a Type 3 glyph is in units that only its font's matrix explains.
        Shape::Type3(_) => None,
    };
    let guess = match text {
        BfString::Char(c) if c.is_ascii() => 550.0,
        _ => 1000.0,
    };
    told.map(f64::from).filter(|width| *width > 1.0).unwrap_or(guess).min(2000.0)
}

impl<'a> Device<'a> for Collector {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, mode: &DrawMode) {
        self.count();
        let clip = self.clip();
        let mut added = self.marks.len();
        match mode {
            DrawMode::Fill(_) => {
                paths::fill(&mut self.marks, path, &props.transform, is_white(&props.paint), clip);
            }
            DrawMode::Stroke(stroke) | DrawMode::FillAndStroke(_, stroke) => {
                if !is_white(&props.paint) {
                    let width = f64::from(stroke.line_width);
                    paths::stroke(&mut self.marks, path, &props.transform, width, clip);
                }
            }
            DrawMode::Invisible => {}
        }
        while added < self.marks.len() {
            self.count();
            added += 1;
        }
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        self.push_clip_rect(&clip_path.path.bounding_box());
    }

    fn push_clip_rect(&mut self, rect: &Rect) {
        // Each form begins with a clip, so forms that draw each other without end are counted.
        self.count();
        self.clips.push(self.clip().intersect(*rect));
    }

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let text = glyph.as_unicode().unwrap_or(BfString::Char(char::REPLACEMENT_CHARACTER));
            let advance = advance(glyph, &text);
            self.add_glyph(&text, props.transform * glyph.transform(), advance);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.count();
        self.pictures += 1;
    }

    fn pop_clip(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}
}

/// Tells whether a paint leaves nothing to be seen on white paper.
fn is_white(paint: &Paint<'_>) -> bool {
    match paint {
        Paint::Color(color) => {
            let [red, green, blue, alpha] = color.to_rgba().components();
            alpha < 0.02 || [red, green, blue].iter().all(|part| *part > 0.985)
        }
        Paint::Pattern(_) => false,
    }
}
