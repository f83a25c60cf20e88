//! Shapes and letters of a chart.

use std::fmt::Write;

/// Width of every chart, in units of the picture.
pub const WIDTH: u32 = 720;

/// Colour of letters.
const INK: &str = "#222222";
/// Colour of letters of less weight.
const MUTED: &str = "#595959";
/// Faces on screen and in print.
const FACES: &str = "Gongkai Hei, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif";

/// Where a text begins, ends or has its middle.
#[derive(Clone, Copy)]
pub enum Anchor {
    /// The text begins at the point.
    Start,
    /// The text has its middle at the point.
    Middle,
    /// The text ends at the point.
    End,
}

/// A picture in the making.
pub struct Svg {
    height: u32,
    body: String,
}

impl Svg {
    /// Begins a picture of a height.
    pub fn new(height: u32) -> Self {
        Self { height, body: String::new() }
    }

    /// Draws a filled box.
    pub fn bar(&mut self, [x, y, width, height]: [u32; 4], fill: &str) {
        self.put(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\"/>"
        ));
    }

    /// Draws a straight line.
    pub fn line(&mut self, [x1, y1, x2, y2]: [u32; 4], colour: &str) {
        self.put(format_args!(
            "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"{colour}\"/>"
        ));
    }

    /// Writes a text on a base line.
    pub fn text(&mut self, [x, y]: [u32; 2], anchor: Anchor, text: &str) {
        self.letters([x, y], anchor, INK, 15, text);
    }

    /// Writes a text of less weight.
    pub fn faint(&mut self, [x, y]: [u32; 2], anchor: Anchor, text: &str) {
        self.letters([x, y], anchor, MUTED, 14, text);
    }

    fn letters(&mut self, [x, y]: [u32; 2], anchor: Anchor, ink: &str, size: u32, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = escaped(text);
        self.put(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" fill=\"{ink}\" \
             text-anchor=\"{anchor}\">{text}</text>"
        ));
    }

    /// Defines a hatching of a colour.
    pub fn hatching(&mut self, id: &str, colour: &str, ground: &str, path: &str) {
        self.put(format_args!(
            "<pattern id=\"{id}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\">\
             <rect width=\"8\" height=\"8\" fill=\"{ground}\"/>\
             <path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"1.6\" fill=\"none\"/></pattern>"
        ));
    }

    fn put(&mut self, piece: std::fmt::Arguments<'_>) {
        // Writing to a String cannot fail.
        let _ = self.body.write_fmt(piece);
    }

    /// Closes the picture; `title` is what people hear who cannot see it.
    pub fn finish(self, title: &str) -> String {
        let title = escaped(title);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {}\" role=\"img\" \
             aria-label=\"{title}\" font-family=\"{FACES}\"><title>{title}</title>{}</svg>",
            self.height, self.body
        )
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Returns `number` as a length, where `most` is as long as `length`; what is not nothing is seen.
pub fn length(number: i128, most: i128, length: u32) -> u32 {
    if number <= 0 || most <= 0 {
        return 0;
    }
    let scaled = number.saturating_mul(i128::from(length)) / most;
    u32::try_from(scaled).unwrap_or(length).clamp(1, length)
}
