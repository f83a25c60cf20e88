//! What is read, what is left out, and what is refused.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::*;
use crate::columns::{OrganisationColumn as O, PersonColumn as P};
use crate::sample::workbook;

const ORGANISATIONS: &[&str] = &["机构代码", "规范全称", "类型"];

#[test]
fn headings_are_understood_in_any_order_and_width_and_in_both_languages() {
    let file = workbook(&[
        ("人员", &[&["起", " 姓 名 ", "登录名"], &["２０２６－０３－０２", "演示用户甲", "jia"]]),
        (
            "Organisations",
            &[&["KIND", "full name", "Code"], &["department", "演示局（演示）", "ｊｙｊ"]],
        ),
    ]);
    let sheets = read(&file).unwrap();
    assert_eq!(sheets.people.columns, BTreeSet::from([P::Login, P::Name, P::From]));
    assert_eq!(sheets.people.rows[0].text(P::Name), "演示用户甲");
    assert_eq!(sheets.people.rows[0].number, 2);
    assert_eq!(sheets.organisations.rows[0].text(O::Code), "ｊｙｊ");
    // Names keep their width.
    assert_eq!(sheets.organisations.rows[0].text(O::FullName), "演示局（演示）");
    assert_eq!(sheets.oddities, []);
}

#[test]
fn a_title_above_the_headings_and_blank_rows_do_no_harm() {
    let rows: &[&[&str]] =
        &[&["演示市教育局机构一览"], &[], ORGANISATIONS, &[], &["ab", "演示", " "], &["  "]];
    let sheets = read(&workbook(&[("机构", rows)])).unwrap();
    let numbers: Vec<_> = sheets.organisations.rows.iter().map(|it| it.number).collect();
    assert_eq!(numbers, [5]);
    assert_eq!(sheets.organisations.rows[0].cells.len(), 2);
    assert_eq!(sheets.people, Sheet::default());
}

#[test]
fn what_nobody_knows_is_left_out_and_named() {
    let file = workbook(&[
        ("机构", &[&["机构代码", "备注"], &["ab", "演示"]]),
        ("说明", &[&["随便"]]),
        ("Sheet3", &[]),
    ]);
    let sheets = read(&file).unwrap();
    let (sheet, heading) = (SheetName::Organisations, "备注".to_owned());
    let name = "Sheet3".to_owned();
    let expected = [Oddity::UnknownHeading { sheet, heading }, Oddity::UnknownSheet { name }];
    assert_eq!(sheets.oddities, expected);
    assert_eq!(sheets.organisations.rows[0].cells.len(), 1);
}

#[test]
fn a_sheet_without_its_headings_or_with_one_twice_is_refused() {
    let read_rows = |rows| read(&workbook(&[("机构", rows)]));
    let no_headings = Err(ReadError::NoHeadings(SheetName::Organisations));
    assert_eq!(read_rows(&[&["规范全称"], &["演示"]]), no_headings);
    assert_eq!(read_rows(&[]), no_headings);
    let twice = read_rows(&[&["机构代码", "规范全称", "Full name"]]);
    assert!(matches!(twice, Err(ReadError::HeadingTwice { .. })), "{twice:?}");
    assert_eq!(read(&workbook(&[("Sheet1", &[])])), Err(ReadError::NoSheet));
}

#[test]
fn numbers_truths_and_days_become_text() {
    let mut file = Workbook::new();
    let sheet = file.add_worksheet().set_name("机构").unwrap();
    for (column, heading) in (0..).zip(["机构代码", "信息公开机构邮编", "须编制年报", "设立日期"])
    {
        sheet.write(0, column, heading).unwrap();
    }
    let date = Format::new().set_num_format("yyyy-mm-dd");
    let day = ExcelDateTime::from_ymd(2019, 5, 15).unwrap();
    sheet.write(1, 0, 42).unwrap();
    sheet.write(1, 1, 810_600).unwrap();
    sheet.write(1, 2, true).unwrap();
    sheet.write_with_format(1, 3, &day, &date).unwrap();
    let sheets = read(&file.save_to_buffer().unwrap()).unwrap();
    let row = &sheets.organisations.rows[0];
    let texts = [O::Code, O::OfficePostCode, O::FilesReport, O::FoundedOn].map(|it| row.text(it));
    assert_eq!(texts, ["42", "810600", "TRUE", "2019-05-15"]);
}

#[test]
fn sheets_that_nobody_sees_are_not_read() {
    let mut file = Workbook::new();
    file.add_worksheet().set_name("人员").unwrap().write(0, 0, "登录名").unwrap();
    let hidden = file.add_worksheet().set_name("机构").unwrap().set_hidden(true);
    hidden.write(0, 0, "机构代码").unwrap();
    let sheets = read(&file.save_to_buffer().unwrap()).unwrap();
    assert_eq!(sheets.organisations, Sheet::default());
}

/// A workbook with a part more, or with another text in a part.
fn with_part(name: &str, content: &[u8]) -> Vec<u8> {
    let file = workbook(&[("机构", &[ORGANISATIONS])]);
    let mut archive = ZipArchive::new(Cursor::new(file)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let part = archive.by_index(index).unwrap();
        if part.name().unwrap() != name {
            writer.raw_copy_file(part).unwrap();
        }
    }
    writer.start_file(name, SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    writer.finish().unwrap().into_inner()
}

#[test]
fn files_with_programs_in_them_are_refused() {
    for name in [
        "xl/vbaProject.bin",
        "xl/macrosheets/sheet1.xml",
        "xl/activeX/a.xml",
        "xl/embeddings/o.bin",
    ] {
        assert_eq!(read(&with_part(name, b"x")), Err(ReadError::Macros), "{name}");
    }
    let types = b"<Types>application/vnd.ms-excel.sheet.macroEnabled.main+xml</Types>";
    assert_eq!(read(&with_part("[Content_Types].xml", types)), Err(ReadError::Macros));
    assert!(read(&with_part("docProps/harmless.xml", b"x")).is_ok());
}

#[test]
fn files_that_need_a_password_are_refused() {
    let compound = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 512]].concat();
    assert_eq!(read(&compound), Err(ReadError::Encrypted));
    // The bit of an encrypted part, in the header of the first part and in the directory.
    let mut file = workbook(&[("机构", &[ORGANISATIONS])]);
    for (signature, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = file.windows(4).position(|it| it == signature).unwrap();
        file[at + flags] |= 1;
    }
    assert_eq!(read(&file), Err(ReadError::Encrypted));
}

#[test]
fn bombs_are_refused_before_anybody_parses_them() {
    let zeros = vec![b' '; 97 * 1024 * 1024];
    let bomb = with_part("xl/media/big.xml", &zeros);
    assert!(bomb.len() < MOST_BYTES);
    assert_eq!(read(&bomb), Err(ReadError::Bomb));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for n in 0..=MOST_PARTS {
        writer.start_file(format!("{n}"), SimpleFileOptions::default()).unwrap();
    }
    let many = writer.finish().unwrap().into_inner();
    assert_eq!(read(&many), Err(ReadError::Bomb));
    assert_eq!(read(&vec![0; MOST_BYTES + 1]), Err(ReadError::TooLarge));
}

#[test]
fn too_many_rows_and_too_long_cells_are_refused() {
    let codes: Vec<String> = (0..=MOST_ROWS).map(|n| format!("org-{n}")).collect();
    let rows: Vec<[&str; 1]> = std::iter::once("机构代码")
        .chain(codes.iter().map(String::as_str))
        .map(|it| [it])
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(|it| &it[..]).collect();
    let all_but_one = &rows[..rows.len() - 1];
    assert_eq!(
        read(&workbook(&[("机构", all_but_one)])).unwrap().organisations.rows.len(),
        MOST_ROWS
    );
    let too_many = Err(ReadError::TooManyRows(SheetName::Organisations));
    assert_eq!(read(&workbook(&[("机构", &rows)])), too_many);

    let long = |n| "长".repeat(n);
    let read_long = |n| read(&workbook(&[("机构", &[&["机构代码"], &[&long(n)]])]));
    assert!(read_long(LONGEST_CELL).is_ok());
    let sheet = SheetName::Organisations;
    assert_eq!(read_long(LONGEST_CELL + 1), Err(ReadError::CellTooLong { sheet, row: 2 }));
}

#[test]
fn damage_anywhere_ends_in_an_error_and_never_in_a_panic() {
    let file = workbook(&[("机构", &[ORGANISATIONS, &["ab", "演示", "政府部门"]])]);
    assert_eq!(read(b""), Err(ReadError::Damaged));
    assert_eq!(read(b"PK\x03\x04"), Err(ReadError::Damaged));
    for at in (0..file.len()).step_by(7) {
        let _ = read(&file[..at]);
        let mut flipped = file.clone();
        flipped[at] ^= 0x5A;
        let _ = read(&flipped);
    }
}
