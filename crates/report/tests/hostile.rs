//! Inputs that fuzzing kept, and some made by hand: each ends in a report or in a clear error, and
//! what was read holds the invariants of every report.

use std::path::Path;

use report::check::{Subject, check};
use report::limits::Limits;
use report::read::{Counted, ReadError, read};
use report::value::CellValue;

/// Returns the saved inputs with their names.
fn saved() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let mut inputs = Vec::new();
    for kind in std::fs::read_dir(folder).expect("the folder is there") {
        let kind = kind.expect("an entry").path();
        for file in std::fs::read_dir(&kind).expect("a folder per reader") {
            let file = file.expect("an entry").path();
            let bytes = std::fs::read(&file).expect("it can be read");
            inputs.push((file.display().to_string(), bytes));
        }
    }
    inputs
}

#[test]
fn saved_inputs_end_in_a_report_or_an_error() {
    let inputs = saved();
    assert!(inputs.len() >= 100, "{} saved inputs", inputs.len());
    for (name, bytes) in inputs {
        let Ok(report) = read(&bytes, &Limits::default()) else { continue };
        for (id, cell) in &report.cells {
            let digits = cell.raw.chars().any(|c| c.is_ascii_digit());
            assert!(cell.value != CellValue::Blank || !digits, "{name}: {id} is blank over digits");
        }
        check(Subject { report: &report, previous: Some(&report) });
    }
}

#[test]
fn bounds_are_told_by_name() {
    let limits = Limits { file_bytes: 1_000, ..Limits::default() };
    let error = read(&vec![b'a'; 2_000], &limits).map(|_| ()).unwrap_err();
    assert_eq!(error, ReadError::TooLarge { what: Counted::Bytes, bound: 1_000 });
    let deep = format!("<html><body>{}", "<div>".repeat(50_000));
    assert!(matches!(
        read(deep.as_bytes(), &Limits::default()),
        Err(ReadError::TooLarge { .. } | ReadError::NotAReport | ReadError::NoText { .. })
    ));
    let wide = format!("<table><tr>{}</tr></table>", "<td colspan=\"65535\">0</td>".repeat(500));
    assert!(read(wide.as_bytes(), &Limits::default()).is_err());
}

#[test]
fn a_report_in_json_is_bounded_and_checked_too() {
    let head = "{\"schema\":\"gongkai.annual-report/1\",";
    for body in ["", "\"agency\":1}", "\"year\":99999999999}", &"[".repeat(100_000)] {
        let text = format!("{head}{body}");
        assert!(read(text.as_bytes(), &Limits::default()).is_err(), "{body:.40}");
    }
}

#[test]
fn numbers_that_no_report_can_have_are_unreadable() {
    let row = |n: &str| format!("| 2. 其他法律行政法规禁止公开 | 0 | 0 | 0 | {n} | 0 | 0 |\n");
    let text = format!(
        "{}| 4. 保护第三方合法权益 | 0 | 0 | 0 | 9223372036854775807 | 0 | 2 |\n",
        row("9223372036854775807")
    );
    if let Ok(report) = read(text.as_bytes(), &Limits::default()) {
        assert!(report.cells.values().all(|it| it.count().is_none_or(|n| n < 1_000_000)));
    }
}

#[test]
fn controls_in_a_document_become_visible_marks() {
    let page = include_str!("fixtures/yunchuan-2024.html")
        .replace("云川市教育局2024", "云川\u{1b}[31m市教育局2024");
    let report = read(page.as_bytes(), &Limits::default()).expect("it is a report");
    let texts = report.sections.iter().flat_map(|it| &it.paragraphs).map(|it| it.value.as_str());
    let title = report.title.iter().map(|it| it.value.as_str());
    assert!(texts.chain(title).all(|it| !it.contains('\u{1b}')));
}
