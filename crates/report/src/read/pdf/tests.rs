//! Whole files, written here operator by operator, read into blocks.

use super::*;
use crate::read::block::{Block, Layout};

/// Writes a PDF whose pages are these content streams. `F1` is Chinese by UTF-16 codes, not
/// embedded; `Im` is a picture of one point.
fn pdf(pages: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 10 + 2 * i)).collect();
    let mut objects = vec![
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" "))),
        (
            3,
            "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H\
             /DescendantFonts[4 0 R]>>"
                .to_owned(),
        ),
        (
            4,
            "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000\
             /W[1[500 500] 814[500] 17[500 500 500 500 500 500 500 500 500 500]]\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
                .to_owned(),
        ),
        (
            5,
            "<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8\
             /ColorSpace/DeviceGray/Length 1>>\nstream\n0\nendstream"
                .to_owned(),
        ),
    ];
    for (index, content) in pages.iter().enumerate() {
        let id = 10 + 2 * index;
        objects.push((
            id,
            format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents {} 0 R\
                 /Resources<</Font<</F1 3 0 R>>/XObject<</Im 5 0 R>>>>>>",
                id + 1
            ),
        ));
        let stream = format!("<</Length {}>>\nstream\n{content}\nendstream", content.len());
        objects.push((id + 1, stream));
    }
    let mut file = "%PDF-1.4\n".to_owned();
    for (id, body) in objects {
        file.push_str(&format!("{id} 0 obj\n{body}\nendobj\n"));
    }
    file.push_str("trailer\n<</Root 1 0 R>>\n%%EOF\n");
    file.into_bytes()
}

/// Writes text at a place, y upwards.
fn text(x: f64, y: f64, size: f64, text: &str) -> String {
    let codes: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F1 {size} Tf {x} {y} Td <{codes}> Tj ET\n")
}

fn line(x0: f64, y0: f64, x1: f64, y1: f64) -> String {
    format!("{x0} {y0} m {x1} {y1} l S\n")
}

/// Writes the blocks short: text as it is, rows with bars, repeated cells in angle brackets.
fn shown(bytes: &[u8]) -> Vec<String> {
    let document = read(bytes, &Limits::default()).expect("is a PDF with text");
    let show = |block: &Block| match block {
        Block::Text(text) => text.text.clone(),
        Block::Row(row) => {
            let cells = row.cells.iter().map(|cell| match cell.continued {
                true => format!("<{}>", cell.text),
                false => cell.text.clone(),
            });
            let sign = if row.layout == Layout::Grid { '#' } else { '~' };
            format!("{sign}{} {}", row.table, cells.collect::<Vec<_>>().join("|"))
        }
    };
    document.blocks.iter().map(show).collect()
}

/// Writes the upper part of a table: a group over two rows, the second to be cut in two.
fn upper_part(top: f64) -> String {
    let rows = [top, top - 20.0, top - 40.0, top - 60.0];
    let mut page = String::new();
    for (index, y) in rows.iter().enumerate() {
        let from = if (index == 1) || (index == 2) { 150.0 } else { 50.0 };
        page += &line(from, *y, 500.0, *y);
    }
    for x in [50.0, 150.0, 300.0, 400.0, 500.0] {
        page += &line(x, top, x, top - 60.0);
    }
    page += &text(60.0, top - 36.0, 9.0, "（四）无");
    for (row, label) in ["1.不掌握", "2.没有现成", "3.补正后申请"].iter().enumerate() {
        page += &text(155.0, rows[row] - 14.0, 9.0, label);
    }
    for y in &rows[..2] {
        page += &text(320.0, y - 14.0, 9.0, "11");
        page += &text(420.0, y - 14.0, 9.0, "0");
    }
    page
}

fn lower_part(top: f64) -> String {
    let mut page = String::new();
    for (y, from) in [(top, 50.0), (top - 20.0, 150.0), (top - 40.0, 50.0)] {
        page += &line(from, y, 500.0, y);
    }
    for x in [50.0, 150.0, 300.0, 400.0, 500.0] {
        page += &line(x, top, x, top - 40.0);
    }
    page += &text(60.0, top - 24.0, 9.0, "法提供");
    page += &text(155.0, top - 14.0, 9.0, "内容仍不明确");
    page += &text(155.0, top - 34.0, 9.0, "4.其他");
    for (y, value) in [(top - 14.0, "3"), (top - 34.0, "7")] {
        page += &text(320.0, y, 9.0, value);
        page += &text(420.0, y, 9.0, value);
    }
    page
}

#[test]
fn a_table_cut_by_the_page_break_is_one_again() {
    let first = text(50.0, 700.0, 12.0, "三、收到和处理情况") + &upper_part(160.0);
    let first = first + &text(280.0, 40.0, 9.0, "- 1 -");
    let second = lower_part(740.0) + &text(280.0, 40.0, 9.0, "- 2 -");

    assert_eq!(
        shown(&pdf(&[first, second])),
        [
            "三、收到和处理情况",
            "#1 （四）无法提供|1.不掌握|11|0",
            "#1 <（四）无法提供>|2.没有现成|11|0",
            "#1 <（四）无法提供>|3.补正后申请内容仍不明确|3|3",
            "#1 <（四）无法提供>|4.其他|7|7",
        ]
    );
}

#[test]
fn a_row_of_marks_and_blanks_cut_by_the_page_break_is_one_again() {
    // The first column of values is blank, the second struck.
    let struck = |page: String| {
        let page = page.replace("<00310031>", "<>").replace("<0030>", "<002D>");
        let blank = |line: &str| if line.contains(" 320 ") { "" } else { line }.to_owned() + "\n";
        let page: String = page.lines().map(blank).collect();
        page.replace("<0033>", "<002D>").replace("<0037>", "<002D>")
    };

    assert_eq!(
        shown(&pdf(&[struck(upper_part(160.0)), struck(lower_part(740.0))])),
        [
            "#1 （四）无法提供|1.不掌握||-",
            "#1 <（四）无法提供>|2.没有现成||-",
            "#1 <（四）无法提供>|3.补正后申请内容仍不明确||-",
            "#1 <（四）无法提供>|4.其他||-",
        ]
    );
}

#[test]
fn letters_words_and_columns_keep_their_distance() {
    let page = text(50.0, 700.0, 10.0, "共 12 件 in total")
        + &text(50.0, 680.0, 10.0, "面积5米")
        + &text(85.0, 684.0, 6.0, "2")
        + &text(50.0, 668.0, 10.0, "下一行");

    assert_eq!(shown(&pdf(&[page])), ["共12件in total", "面积5米2", "下一行"]);
}

#[test]
fn lines_in_pieces_and_a_little_off_still_rule_one_grid() {
    let mut page = "[2 2] 0 d\n".to_owned();
    // Drawn in dashes of their own, the second row half a point off, the left side open.
    for (y, off) in [(700.0, 0.0), (680.0, 0.5), (660.0, 0.0)] {
        for dash in 0..50 {
            let x = 50.0 + off + 4.0 * f64::from(dash);
            page += &line(x, y, x + 2.0, y);
        }
    }
    page +=
        &format!("150 680 0.5 20 re f 151 660 0.5 20 re f {}", line(250.0, 700.0, 250.0, 660.0));
    for (y, label) in [(686.0, "规章"), (666.0, "文件")] {
        page += &(text(55.0, y, 9.0, label) + &text(160.0, y, 9.0, "8"));
    }

    assert_eq!(shown(&pdf(&[page])), ["#1 规章|8", "#1 文件|8"]);
}

#[test]
fn a_wrapped_number_is_one_and_columns_stay_apart() {
    let mut page = String::new();
    for x in [50.0, 100.0, 130.0, 160.0] {
        page += &line(x, 700.0, x, 660.0);
    }
    for y in [700.0, 660.0] {
        page += &line(50.0, y, 160.0, y);
    }
    page += &text(55.0, 680.0, 9.0, "总计");
    page += &text(102.0, 685.0, 9.0, "11398");
    page += &text(102.0, 672.0, 9.0, "889");
    page += &text(131.0, 680.0, 9.0, "12345");

    assert_eq!(shown(&pdf(&[page])), ["#1 总计|11398889|12345"]);
}

#[test]
fn a_table_without_borders_is_loose_rows() {
    let mut page = text(50.0, 700.0, 10.0, "二、主动公开情况");
    for (y, cells) in [(680.0, ["规章", "0", "12"]), (660.0, ["文件", "3", "8"])] {
        for (x, cell) in [50.0, 200.0, 300.0].iter().zip(cells) {
            page += &text(*x, y, 10.0, cell);
        }
    }
    page += &text(50.0, 600.0, 10.0, "目");
    page += &text(90.0, 600.0, 10.0, "录");

    assert_eq!(shown(&pdf(&[page])), ["二、主动公开情况", "~1 规章|0|12", "~1 文件|3|8", "目录"]);
}

#[test]
fn areas_rule_a_table_where_no_line_does() {
    let mut page = String::new();
    for (row, label) in ["规章", "文件"].iter().enumerate() {
        let y = [640.0, 660.0][row];
        page += "0.9 g 50 ";
        page += &format!("{y} 99 19 re f 150 {y} 99 19 re f 0 g\n");
        page += &text(55.0, y + 5.0, 9.0, label);
        page += &text(155.0, y + 5.0, 9.0, "4");
    }

    assert_eq!(shown(&pdf(&[page])), ["文件|4", "规章|4"].map(|row| format!("#1 {row}")));
}

#[test]
fn a_page_set_sideways_reads_upright() {
    let turned = |x: f64, y: f64, what: &str| {
        let codes: String = what.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        format!("BT /F1 10 Tf 0 1 -1 0 {x} {y} Tm <{codes}> Tj ET\n")
    };
    let page = turned(100.0, 50.0, "第一行") + &turned(120.0, 50.0, "第二行");

    assert_eq!(shown(&pdf(&[page])), ["第一行", "第二行"]);
}

#[test]
fn text_drawn_twice_or_unseen_is_read_once() {
    let page = text(50.0, 700.0, 10.0, "加粗1")
        + &text(50.3, 700.0, 10.0, "加粗1")
        + "3 Tr\n"
        + &text(50.0, 680.0, 10.0, "识别层");

    assert_eq!(shown(&pdf(&[page])), ["加粗1", "识别层"]);
}

#[test]
fn what_cannot_be_read_says_why() {
    let check = |bytes: &[u8], expected: ReadError| {
        assert_eq!(read(bytes, &Limits::default()), Err(expected));
    };
    check(b"", ReadError::Empty);
    check(&pdf(&["q 600 0 0 800 0 0 cm /Im Do Q".into()]), ReadError::NoText { pictures: 1 });
    check(&pdf(&[String::new()]), ReadError::NoText { pictures: 0 });
    assert!(matches!(
        read(b"%PDF-1.4 and nothing more", &Limits::default()),
        Err(ReadError::Damaged { format: FileKind::Pdf, .. })
    ));
    // Without an index of objects the interpreter tells only that it found no pages.
    let locked = String::from_utf8(pdf(&[text(50.0, 700.0, 10.0, "密")])).expect("is text");
    let locked = locked.replace(
        "/Root 1 0 R",
        "/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O<00>/U<00>/P 0>>",
    );
    check(locked.as_bytes(), ReadError::Encrypted);
}

#[test]
fn bounds_are_kept() {
    let page = text(50.0, 700.0, 10.0, "一二三四五六七八九十");
    let file = pdf(&[page.clone(), page]);
    let check = |limits: Limits, what: Counted, bound: usize| {
        assert_eq!(read(&file, &limits), Err(ReadError::TooLarge { what, bound }));
    };
    check(Limits { pages: 1, ..Limits::default() }, Counted::Pages, 1);
    check(Limits { page_marks: 5, ..Limits::default() }, Counted::MarksOnAPage, 5);
    check(Limits { blocks: 1, ..Limits::default() }, Counted::Blocks, 1);
    check(Limits { text_chars: 9, ..Limits::default() }, Counted::Characters, 9);
    let hurried = Limits { time: std::time::Duration::ZERO, ..Limits::default() };
    assert_eq!(read(&file, &hurried), Err(ReadError::TooSlow { seconds: 0 }));
}

#[test]
fn a_damaged_file_never_ends_the_program() {
    let whole = pdf(&[upper_part(700.0), lower_part(700.0)]);
    for cut in (0..whole.len()).step_by(whole.len() / 60) {
        let mut bytes = whole.clone();
        bytes[cut] ^= 0x55;
        let _ = read(&bytes, &Limits::default());
        let _ = read(&whole[..cut], &Limits::default());
    }
}
