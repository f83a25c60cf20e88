//! How cells look and whether they may be changed.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::page::Role;

const FACE: &str = "宋体";
const LINE: Color = Color::RGB(0x0080_8080);
const HEAD: Color = Color::RGB(0x00F2_F2F2);
const INPUT: Color = Color::RGB(0x00FF_FDF3);
const WRONG: Color = Color::RGB(0x00FD_ECEC);
const PROPOSED: Color = Color::RGB(0x00E8_F1FB);
const RED: Color = Color::RGB(0x00B8_141C);
const GREEN: Color = Color::RGB(0x001E_7B34);

fn plain() -> Format {
    Format::new().set_font_name(FACE).set_font_size(10.5).set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    plain().set_border(FormatBorder::Thin).set_border_color(LINE).set_text_wrap()
}

/// A cell of a table, by what it is; numbers may be changed.
pub fn cell(role: Role) -> Format {
    match role {
        Role::Column => {
            boxed().set_font_name("黑体").set_background_color(HEAD).set_align(FormatAlign::Center)
        }
        Role::Row => boxed().set_align(FormatAlign::Left),
        Role::Value => {
            boxed().set_align(FormatAlign::Center).set_background_color(INPUT).set_unlocked()
        }
        Role::Text => boxed().set_align(FormatAlign::Left),
    }
}

/// A number that is proposed: not by its colour alone.
pub fn proposed() -> Format {
    cell(Role::Value)
        .set_background_color(PROPOSED)
        .set_bold()
        .set_underline(FormatUnderline::Double)
}

/// A title.
pub fn title() -> Format {
    plain().set_font_size(16).set_font_name("黑体").set_align(FormatAlign::Center).set_text_wrap()
}

/// A heading.
pub fn heading() -> Format {
    plain().set_font_size(12).set_font_name("黑体").set_text_wrap()
}

/// Running text, which may be changed.
pub fn text() -> Format {
    plain()
        .set_font_size(11)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top)
        .set_text_wrap()
        .set_background_color(INPUT)
        .set_border(FormatBorder::Hair)
        .set_border_color(LINE)
        .set_unlocked()
}

/// What a cell looks like whose sums do not hold.
pub fn wrong() -> Format {
    Format::new().set_background_color(WRONG).set_font_color(RED)
}

/// What a result looks like when all is well.
pub fn right() -> Format {
    Format::new().set_font_color(GREEN)
}
