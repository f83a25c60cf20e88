//! The corrected form: what is proposed stands in its cell in every format, marked and explained.

use documents::{compose, docx, html, xlsx};
use law::Lang;
use law::report_form::{ApplicantColumn, CellId, RequestRow};
use report::Report;
use report::correct::{Corrected, correct};
use report::limits::Limits;
use report::read::read;
use report::value::{Cell, CellValue};

const SAMPLE: &str = include_str!("../../report/tests/fixtures/yunchuan-2024.html");

const TOTAL: CellId = CellId::Request(RequestRow::TotalHandled, ApplicantColumn::Total);

/// The sample with a total that is gone.
fn damaged() -> Corrected {
    let mut damaged = read(SAMPLE.as_bytes(), &Limits::default()).expect("the sample is a report");
    damaged.cells.get_mut(&TOTAL).expect("the sample has this cell").value = CellValue::Blank;
    let corrected = correct(&damaged);
    assert!(corrected.corrections.iter().any(|it| it.cell == TOTAL), "{:?}", corrected.corrections);
    corrected
}

#[test]
fn every_format_reads_back_with_the_proposed_number() {
    let corrected = damaged();
    let page = compose::corrected(&corrected, Lang::Zh);
    let written = [
        ("html", html::write(&page).unwrap().into_bytes()),
        ("docx", docx::write(&page).unwrap()),
        ("xlsx", xlsx::corrected(&corrected, Lang::Zh).unwrap()),
    ];
    for (format, bytes) in written {
        let back = read(&bytes, &Limits::default()).unwrap();
        for it in &corrected.corrections {
            let found = back.cell(it.cell).and_then(Cell::number);
            assert_eq!(found, Some(it.proposed), "{format}: {}", it.cell);
        }
    }
}

#[test]
fn a_workbook_that_comes_back_is_the_corrected_report() {
    let corrected = damaged();
    let workbook = xlsx::corrected(&corrected, Lang::Zh).unwrap();
    let back = read(&workbook, &Limits::default()).unwrap();
    let plain = read(&xlsx::report(&corrected.report).unwrap(), &Limits::default()).unwrap();
    assert!(back.same_content(&plain));
}

#[test]
fn a_proposed_cell_is_marked_and_the_list_says_why() {
    let corrected = damaged();
    for lang in [Lang::Zh, Lang::En] {
        let page = compose::corrected(&corrected, lang);
        let text = html::write(&page).unwrap();
        for correction in &corrected.corrections {
            let sentence = lang.pick(&correction.zh, &correction.en);
            assert!(page.remarks.contains(sentence));
        }
        assert!(text.contains(lang.pick("建议更正的数字", "Values that are proposed")));
    }
}

#[test]
fn a_report_without_corrections_says_so() {
    let none = Corrected { corrections: Vec::new(), report: Report::default() };
    let text = html::write(&compose::corrected(&none, Lang::Zh)).unwrap();
    assert!(text.contains("没有可以由勾稽关系确定的更正"));
}
