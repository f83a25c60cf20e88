//! Standing columns, one per year.

use super::svg::{Anchor, Svg, WIDTH, length};
use super::{Figure, data, description};
use crate::page::Picture;

const HEIGHT: u32 = 190;
const TOP: u32 = 30;
const FOOT: u32 = 34;
const WIDEST: u32 = 64;
const BLUE: &str = "#0b5cad";

/// Draws the figures from left to right.
pub fn picture(caption: &str, unit: &str, figures: Vec<Figure>) -> Picture {
    let mut svg = Svg::new(HEIGHT);
    let floor = HEIGHT - FOOT;
    let most = figures.iter().map(|it| it.number.scaled()).max().unwrap_or(0);
    let count = u32::try_from(figures.len()).unwrap_or(1).max(1);
    let pitch = WIDTH / count;
    let wide = (pitch * 3 / 5).clamp(4, WIDEST);
    svg.line([0, floor, WIDTH, floor], "#8a929c");
    for (figure, place) in figures.iter().zip(0..) {
        let middle = place * pitch + pitch / 2;
        let high = length(figure.number.scaled(), most, floor - TOP);
        if high > 0 {
            svg.bar([middle - wide / 2, floor - high, wide, high], BLUE);
        }
        svg.text([middle, floor - high - 8], Anchor::Middle, &figure.number.to_string());
        svg.faint([middle, floor + 22], Anchor::Middle, &figure.name);
    }
    let description = description(caption, unit, &figures);
    Picture {
        caption: format!("{caption}（{unit}）"),
        svg: svg.finish(&description),
        description,
        width: 720,
        data: data(caption, unit, &figures),
    }
}
