//! Parts of a whole as one divided bar with a legend; parts differ in lightness and hatching.

use super::bars::share;
use super::svg::{Anchor, Svg, WIDTH, length};
use super::{Figure, data, description};
use crate::page::Picture;

const BAR: u32 = 40;
const PITCH: u32 = 30;
/// How each part is filled: plain from dark to light, then hatched with ink on a ground.
const FILLS: [Fill; 6] = [
    Fill::Plain("#0b5cad"),
    Fill::Plain("#7fb2e0"),
    Fill::Hatched { ground: "#e4eef8", ink: "#0b5cad", strokes: "M0 8L8 0" },
    Fill::Plain("#b6bcc4"),
    Fill::Hatched { ground: "#ffffff", ink: "#3b4754", strokes: "M0 0L8 8" },
    Fill::Hatched { ground: "#f2f5f9", ink: "#3b4754", strokes: "M4 0V8M0 4H8" },
];

/// A filling that can be told from its neighbours without colour.
enum Fill {
    Plain(&'static str),
    Hatched { ground: &'static str, ink: &'static str, strokes: &'static str },
}

impl Fill {
    /// Returns the filling of a part, defining its hatching where it has one.
    fn of(number: u32, svg: &mut Svg) -> String {
        let index = usize::try_from(number).unwrap_or(0) % FILLS.len();
        match FILLS.get(index) {
            Some(Self::Hatched { ground, ink, strokes }) => {
                let id = format!("part-{number}");
                svg.hatching(&id, ink, ground, strokes);
                format!("url(#{id})")
            }
            Some(Self::Plain(colour)) => (*colour).to_owned(),
            None => String::new(),
        }
    }
}

/// Draws the parts from left to right and names them below.
pub fn picture(caption: &str, unit: &str, figures: Vec<Figure>) -> Picture {
    let rows = u32::try_from(figures.len()).unwrap_or(0);
    let mut svg = Svg::new(BAR + rows * PITCH + 24);
    let total: i128 = figures.iter().map(|it| it.number.scaled()).sum();
    let mut from = 0;
    for (figure, number) in figures.iter().zip(0_u32..) {
        let fill = Fill::of(number, &mut svg);
        let long = length(figure.number.scaled(), total, WIDTH).min(WIDTH.saturating_sub(from));
        svg.bar([from, 6, long, BAR], &fill);
        if from > 0 {
            svg.line([from, 6, from, 6 + BAR], "#ffffff");
        }
        from += long;
        let top = BAR + 22 + number * PITCH;
        svg.bar([0, top, 18, 18], &fill);
        let part = share(figure.number.scaled(), total);
        let label = format!("{} {}{unit}{part}", figure.name, figure.number);
        svg.text([30, top + 15], Anchor::Start, &label);
    }
    let description = description(caption, unit, &figures);
    Picture {
        caption: caption.to_owned(),
        svg: svg.finish(&description),
        description,
        width: 720,
        data: data(caption, unit, &figures),
    }
}
