//! Styles and page of GB/T 9704-2012. Lengths are in twentieths of a point, sizes in half points.

use docx_rs::{
    AlignmentType, Docx, LineSpacing, LineSpacingType, PageMargin, RunFonts, SpecialIndentType,
    Style, StyleType,
};

/// Width of the text, 156 mm.
pub const TEXT_WIDTH: usize = 8_845;

/// 29 pt, the pitch of 22 lines in 225 mm.
const PITCH: i32 = 580;

/// Returns an empty document with the page and the styles.
pub fn document() -> Docx {
    let margin = PageMargin::new().top(2_098).bottom(1_985).left(1_588).right(1_474).footer(1_588);
    Docx::new()
        .page_size(11_906, 16_838)
        .page_margin(margin)
        .default_fonts(fonts("仿宋"))
        .default_size(32)
        .add_style(title())
        .add_style(heading("Heading1", "heading 1", "黑体", 0))
        .add_style(heading("Heading2", "heading 2", "楷体", 1))
        .add_style(body())
        .add_style(paragraph("Note", "Note", "楷体", 24).line_spacing(spacing(120, 120, 400)))
        .add_style(paragraph("TableText", "Table Text", "宋体", 21).line_spacing(table_spacing()))
        .add_style(paragraph("TableSmall", "Table Small", "宋体", 18).line_spacing(table_spacing()))
        .add_style(footer("FooterOdd", AlignmentType::Right))
        .add_style(footer("FooterEven", AlignmentType::Left))
}

/// One face for all letters, so that figures stand in the same face as the words.
pub fn fonts(face: &str) -> RunFonts {
    RunFonts::new().ascii(face).hi_ansi(face).east_asia(face)
}

fn paragraph(id: &str, name: &str, face: &str, size: usize) -> Style {
    Style::new(id, StyleType::Paragraph).name(name).fonts(fonts(face)).size(size).q_format(true)
}

fn spacing(before: u32, after: u32, line: i32) -> LineSpacing {
    LineSpacing::new().before(before).after(after).line_rule(LineSpacingType::Exact).line(line)
}

fn table_spacing() -> LineSpacing {
    LineSpacing::new().before(40).after(40).line_rule(LineSpacingType::Auto).line(240)
}

fn title() -> Style {
    paragraph("Title", "Title", "方正小标宋简体", 44)
        .align(AlignmentType::Center)
        .line_spacing(spacing(0, 580, 640))
        .outline_lvl(0)
}

fn heading(id: &str, name: &str, face: &str, level: usize) -> Style {
    paragraph(id, name, face, 32)
        .line_spacing(spacing(0, 0, PITCH))
        .indent(None, Some(SpecialIndentType::FirstLine(640)), None, None)
        .first_line_chars(200)
        .outline_lvl(level)
        .next("BodyText")
}

fn body() -> Style {
    paragraph("BodyText", "Body Text", "仿宋", 32)
        .align(AlignmentType::Both)
        .line_spacing(spacing(0, 0, PITCH))
        .indent(None, Some(SpecialIndentType::FirstLine(640)), None, None)
        .first_line_chars(200)
}

fn footer(id: &str, align: AlignmentType) -> Style {
    paragraph(id, id, "宋体", 28).align(align).indent(Some(280), None, Some(280), None)
}
