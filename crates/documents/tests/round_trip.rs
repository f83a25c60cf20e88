//! Whatever is written is read back as the same report: random reports with blanks, marks, remarks,
//! unreadable cells, long narratives and characters of markup, in all five formats.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use documents::pdf::Faces;
use documents::{compose, docx, html, pdf, xlsx};
use law::report_form::{
    ApplicantColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion, RequestRow, Section,
};
use proptest::prelude::*;
use report::Report;
use report::json::plain_cell;
use report::limits::Limits;
use report::model::{Found, SectionText};
use report::read::read;
use report::value::{CellValue, Place, Unreadable};

static FACES: LazyLock<Faces> = LazyLock::new(|| Faces::new([]));

/// Writes the report in every format.
fn written(report: &Report) -> Vec<(&'static str, Vec<u8>)> {
    let page = compose::report(report);
    vec![
        ("json", report::json::to_json(report).into_bytes()),
        ("html", html::write(&page).expect("HTML is written").into_bytes()),
        ("docx", docx::write(&page).expect("DOCX is written")),
        ("pdf", pdf::write(&page, &FACES).expect("PDF is written").bytes),
        ("xlsx", xlsx::report(report).expect("XLSX is written")),
    ]
}

fn check(report: &Report) -> Result<(), TestCaseError> {
    for (format, bytes) in written(report) {
        let back = read(&bytes, &Limits::default())
            .map_err(|error| TestCaseError::fail(format!("{format}: {error}")))?;
        for (id, cell) in &report.cells {
            let found = back.cell(*id).map(|it| (&it.value, &it.remark));
            let same = match (&cell.value, found) {
                (CellValue::Unreadable(_), Some((CellValue::Unreadable(_), _))) => true,
                (value, Some(found)) => (value, &cell.remark) == found,
                (_, None) => false,
            };
            prop_assert!(same, "{format}: {id} was {:?}, is {found:?}", cell.value);
        }
        let sections = |it: &Report| format!("{:#?}", it.sections);
        prop_assert!(
            report.same_content(&back),
            "{format}: {:?} {:?} {:?}\n{}\n{}",
            back.agency,
            back.year,
            back.title,
            sections(report),
            sections(&back)
        );
    }
    Ok(())
}

fn found<T>(value: T) -> Found<T> {
    Found { value, place: Place::default() }
}

/// A report in which all sums hold, for its numbers are the same pattern in each column.
fn report_of(
    year: i32,
    values: &BTreeMap<CellId, (CellValue, Option<String>)>,
    narrative: &[Vec<String>],
) -> Report {
    let mut report = compose::blank("云川市教育局", year).expect("there is a form");
    for (id, (value, remark)) in values {
        report.cells.insert(*id, plain_cell(value.clone(), remark.clone()));
    }
    report.sections = Section::ALL
        .iter()
        .zip(narrative)
        .map(|(section, paragraphs)| SectionText {
            section: Some(*section),
            heading: format!("{}、{}", section.numeral(), section.heading()),
            place: Place::default(),
            paragraphs: paragraphs.iter().cloned().map(found).collect(),
        })
        .collect();
    report
}

fn paragraph() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "本年度主动公开政府信息312条，其中通过门户网站公开206条",
        "<b>加粗</b>&nbsp;的写法“原样”保留，a < b && c > d",
        "公式=SUM(A1:A9)、+1与@某人不是公式",
        "反斜线\\与井号#以及$x$都不是标记，*星号*也一样",
        "高中阶段招生政策解读以文字为主，图解数量偏少",
        "部分市属学校的收费公示没有及时更新",
        "{{花括号}}、[方括号]、`反引号`一律照印",
    ]);
    prop::collection::vec(piece, 1..7).prop_map(|pieces| format!("{}。", pieces.join("；")))
}

fn value(version: FormVersion) -> impl Strategy<Value = (CellValue, Option<String>)> {
    let _ = version;
    prop_oneof![
        12 => (0_i64..100_000).prop_map(|n| (CellValue::Number(n.into()), None)),
        6 => Just((CellValue::Number(0.into()), None)),
        3 => Just((CellValue::Blank, None)),
        1 => Just((CellValue::Mark("/".to_owned()), None)),
        1 => (1_i64..500).prop_map(|n| (CellValue::Number(n.into()), Some("其中修订16件".to_owned()))),
        1 => Just((CellValue::Unreadable(Unreadable::NotANumber), None)),
    ]
}

/// Rows of table three must be told apart by their numbers where a layout detaches labels; ours does
/// not, so any value may stand anywhere.
fn report(year: i32) -> impl Strategy<Value = Report> {
    let version = FormVersion::for_report_year(year).expect("there is a form");
    let cells = version.form().cells();
    let count = cells.len();
    let narrative = prop::collection::vec(prop::collection::vec(paragraph(), 0..3), 6);
    (prop::collection::vec(value(version), count), narrative, 1_i64..1_000_000_000).prop_map(
        move |(values, narrative, fen)| {
            let mut map: BTreeMap<CellId, _> = cells.iter().copied().zip(values).collect();
            let amount = CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
            if let Some(cell) = map.get_mut(&amount) {
                let text = format!("{}.{:06}", fen / 1_000_000, fen % 1_000_000);
                *cell = (CellValue::Number(text.parse().expect("a decimal")), None);
            }
            report_of(year, &map, &narrative)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn a_report_of_2024_is_read_back_from_every_format(report in report(2024)) {
        check(&report)?;
    }

    #[test]
    fn a_report_of_2020_is_read_back_from_every_format(report in report(2020)) {
        check(&report)?;
    }
}

#[test]
fn the_blank_form_is_read_back_from_every_format() {
    for year in [2019, 2026] {
        let form = compose::blank("云川市教育局", year).expect("there is a form");
        check(&form).expect("the form is read back");
    }
}

#[test]
fn a_report_with_the_single_row_of_2019_keeps_it() {
    let mut report = compose::blank("云川市教育局", 2023).expect("there is a form");
    report.cells.retain(|id, _| {
        !matches!(
            id,
            CellId::Request(
                RequestRow::OtherNoCorrection | RequestRow::OtherNoPayment | RequestRow::OtherOther,
                _
            )
        )
    });
    report.request_form = Some(FormVersion::Form2019);
    for column in ApplicantColumn::ALL {
        let cell = CellId::Request(RequestRow::OtherTotal, *column);
        report.cells.insert(cell, plain_cell(CellValue::Number(3.into()), None));
    }
    check(&report).expect("the report is read back");
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let form = compose::blank("云川市教育局", 2026).expect("there is a form");
    for ((format, first), (_, second)) in written(&form).into_iter().zip(written(&form)) {
        assert!(first == second, "{format} differs from one run to the next");
    }
}
