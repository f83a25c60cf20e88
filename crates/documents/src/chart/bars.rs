//! Lying bars, one under the other, each with its name and its number.

use super::svg::{Anchor, Svg, WIDTH, length};
use super::{Figure, data, description};
use crate::page::Picture;

const NAMES: u32 = 150;
const NUMBERS: u32 = 130;
const PITCH: u32 = 32;
const THICK: u32 = 22;
const BLUE: &str = "#0b5cad";

/// Draws the figures in their order.
pub fn picture(caption: &str, unit: &str, figures: Vec<Figure>) -> Picture {
    let rows = u32::try_from(figures.len()).unwrap_or(0);
    let mut svg = Svg::new(rows * PITCH + 12);
    let most = figures.iter().map(|it| it.number.scaled()).max().unwrap_or(0);
    let total: i128 = figures.iter().map(|it| it.number.scaled()).sum();
    svg.line([NAMES, 4, NAMES, rows * PITCH + 6], "#8a929c");
    for (figure, row) in figures.iter().zip(0..) {
        let top = row * PITCH + 10;
        let base = top + 16;
        svg.text([NAMES - 12, base], Anchor::End, &figure.name);
        let long = length(figure.number.scaled(), most, WIDTH - NAMES - NUMBERS);
        if long > 0 {
            svg.bar([NAMES, top, long, THICK], BLUE);
        }
        let label = format!("{}{unit}{}", figure.number, share(figure.number.scaled(), total));
        svg.text([NAMES + long + 10, base], Anchor::Start, &label);
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

/// The share in tenths of a percent, rounded half up; nothing where there is no total.
pub(super) fn share(part: i128, total: i128) -> String {
    if total <= 0 {
        return String::new();
    }
    let tenths = (part.saturating_mul(2_000) / total + 1) / 2;
    format!("（{}.{}%）", tenths / 10, tenths % 10)
}
