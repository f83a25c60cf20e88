use super::*;
use crate::limits::Limits;
use crate::read::read;

const SAMPLE: &str = include_str!("../../tests/fixtures/yunchuan-2024.html");

fn sample() -> Report {
    read(SAMPLE.as_bytes(), &Limits::default()).expect("the sample is a report")
}

#[test]
fn a_report_is_read_back_with_its_sources() {
    let report = sample();
    assert_eq!(from_json(&to_json(&report)).expect("it was just written"), report);
}

#[test]
fn values_alone_keep_every_cell_and_word() {
    let report = sample();
    let back = from_json(&values_to_json(&report)).expect("it was just written");
    assert!(report.same_content(&back));
}

#[test]
fn a_blank_is_null_and_an_amount_is_text() {
    let json: serde_json::Value = serde_json::from_str(&to_json(&sample())).expect("JSON");
    assert_eq!(json["table2"]["charges"]["amount"], "1208.46");
    assert_eq!(json["table3"]["new"]["total"], 16);
    assert!(json["table3"]["other_no_correction"]["total"].is_null());
}

#[test]
fn a_cell_that_holds_two_things_is_refused() {
    let text = to_json(&sample());
    for cell in [
        r#"{"number": 3, "mark": "/"}"#,
        r#"{"number": 3, "number": 4}"#,
        r#"{"number": {"mark": "/"}}"#,
        r#"{"number": 3, "remark": "甲", "remark": "乙"}"#,
    ] {
        let odd = text.replacen("\"amount\": \"1208.46\"", &format!("\"amount\": {cell}"), 1);
        assert_ne!(odd, text);
        assert!(matches!(from_json(&odd), Err(JsonError::Syntax(_))), "{cell}");
    }
}

#[test]
fn unknown_names_and_versions_are_refused() {
    let text = to_json(&sample());
    let other = text.replace("annual-report/1", "annual-report/9");
    assert!(matches!(from_json(&other), Err(JsonError::Schema(_))));
    let odd = text.replace("\"natural_person\"", "\"ghosts\"");
    assert!(matches!(from_json(&odd), Err(JsonError::UnknownCell(_))));
    assert!(matches!(from_json("{}"), Err(JsonError::Syntax(_))));
}
