//! From glyphs to lines of text, and the chunks that wide gaps cut a line into.

use super::glyphs::Glyph;

/// A gap wider than this many heights of the text parts two chunks, as between two columns.
const CHUNK_GAP: f64 = 1.0;
/// A gap wider than this is a space between words that are not Chinese.
const WORD_GAP: f64 = 0.22;

/// A line of text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// The line its letters stand on.
    pub baseline: f64,
    /// Height of its largest glyph.
    pub size: f64,
    /// The pieces between wide gaps, from left to right; never empty.
    pub chunks: Vec<Chunk>,
}

/// Text without a wide gap.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Chunk {
    /// The text.
    pub text: String,
    /// Left edge.
    pub x0: f64,
    /// Right edge.
    pub x1: f64,
}

impl Line {
    /// Returns the line as it is read outside of tables.
    pub(super) fn text(&self) -> String {
        let spread = self.chunks.iter().all(|chunk| is_single_cjk(&chunk.text));
        let separator = if spread { "" } else { " " };
        self.chunks.iter().map(|chunk| chunk.text.as_str()).collect::<Vec<_>>().join(separator)
    }

    /// Returns the line as part of a cell, where a wide gap between Chinese characters is only
    /// their alignment (其　　他).
    pub(super) fn cell_text(&self) -> String {
        let mut text = String::new();
        for chunk in &self.chunks {
            let spread = is_single_cjk(&chunk.text) || text.chars().count() == 1;
            let chinese = text.ends_with(is_cjk) && chunk.text.starts_with(is_cjk);
            let parted = !(spread && chinese);
            if parted && !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&chunk.text);
        }
        text
    }

    /// Tells whether the line reads as a row of a table without borders.
    pub(super) fn is_row(&self) -> bool {
        self.chunks.len() >= 3 && !self.chunks.iter().all(|chunk| is_single_cjk(&chunk.text))
    }

    /// Tells whether there is nothing but a number in it.
    pub(super) fn is_number(&self) -> bool {
        matches!(&self.chunks[..], [chunk] if is_number(&chunk.text))
    }
}

/// Tells whether a text is a number as tables print them.
pub(super) fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_numeric())
        && text.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '，' | '-' | '－' | '+'))
}

/// Tells whether a character is set without spaces around it.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}'
        | '\u{2014}'..='\u{201f}' | '\u{2026}' | '\u{b7}')
}

fn is_single_cjk(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(c), None) if is_cjk(c))
}

/// Joins the lines of one cell: a label or a number that was wrapped is one again.
pub(super) fn join(lines: &[Line]) -> String {
    let mut text = String::new();
    for line in lines {
        let next = line.cell_text();
        let words = text.ends_with(|c: char| c.is_ascii_alphabetic())
            && next.starts_with(|c: char| c.is_ascii_alphabetic());
        if words {
            text.push(' ');
        }
        text.push_str(&next);
    }
    text
}

/// Returns the lines that glyphs form, from top to bottom.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.x0.total_cmp(&b.x0)));
    let mut found: Vec<Line> = Vec::new();
    let mut open: Vec<Glyph> = Vec::new();
    let mut tallest: Option<Glyph> = None;
    for glyph in glyphs {
        let same = tallest.is_none_or(|it| {
            // Half a height takes in superscripts and keeps lines set solid apart.
            glyph.baseline - it.baseline < 0.5 * it.size.max(glyph.size)
        });
        if !same {
            found.extend(line(std::mem::take(&mut open)));
            tallest = None;
        }
        if tallest.is_none_or(|it| glyph.size > it.size * 1.05) {
            tallest = Some(glyph);
        }
        open.push(glyph);
    }
    found.extend(line(open));
    found
}

/// Returns the line of glyphs that stand side by side.
fn line(mut glyphs: Vec<Glyph>) -> Option<Line> {
    glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let tallest = *glyphs.iter().max_by(|a, b| a.size.total_cmp(&b.size))?;
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut last: Option<Glyph> = None;
    for glyph in glyphs {
        let Some((before, chunk)) = last.zip(chunks.last_mut()) else {
            chunks.push(Chunk { text: glyph.ch.into(), x0: glyph.x0, x1: glyph.x1 });
            last = Some(glyph);
            continue;
        };
        if is_shadow(&before, &glyph) {
            continue;
        }
        let size = before.size.max(glyph.size);
        let gap = glyph.x0 - chunk.x1;
        if gap > CHUNK_GAP * size {
            chunks.push(Chunk { text: glyph.ch.into(), x0: glyph.x0, x1: glyph.x1 });
        } else {
            if needs_space(&before, &glyph, gap / size) {
                chunk.text.push(' ');
            }
            chunk.text.push(glyph.ch);
            chunk.x1 = chunk.x1.max(glyph.x1);
        }
        last = Some(glyph);
    }
    Some(Line { baseline: tallest.baseline, size: tallest.size, chunks })
}

/// Tells whether a glyph was drawn a second time to look bold.
fn is_shadow(before: &Glyph, glyph: &Glyph) -> bool {
    let near = 0.15 * glyph.size;
    before.ch == glyph.ch
        && (glyph.x0 - before.x0).abs() < near
        && (glyph.baseline - before.baseline).abs() < near
}

fn needs_space(before: &Glyph, glyph: &Glyph, gap: f64) -> bool {
    let chinese = is_cjk(before.ch) || is_cjk(glyph.ch);
    !chinese && (gap > WORD_GAP || glyph.spaced && gap > 0.08)
}
