//! The published schema and the JSON of the program say the same.

use std::collections::BTreeSet;

use documents::compose;
use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, DisclosureColumn, DisclosureRow, RequestRow,
};
use report::json::{plain_cell, to_json, values_to_json};
use report::value::{CellValue, Unreadable};
use serde_json::Value;

fn schema() -> Value {
    let text = include_str!("../../../docs/schema/annual-report.schema.json");
    serde_json::from_str(text).expect("the schema is JSON")
}

fn names<const N: usize>(pointers: [&str; N]) -> [BTreeSet<String>; N] {
    let schema = schema();
    pointers.map(|pointer| {
        let list = schema.pointer(pointer).and_then(Value::as_array).expect("a list of names");
        list.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect()
    })
}

#[test]
fn reports_and_forms_satisfy_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is valid");
    for year in [2019, 2026] {
        let mut report = compose::blank("云川市教育局", year).expect("there is a form");
        let marked = [
            CellValue::Number("755.2974".parse().expect("a number")),
            CellValue::Mark("/".to_owned()),
            CellValue::Unreadable(Unreadable::RunTogether),
            CellValue::Number(22.into()),
        ];
        for (cell, value) in report.cells.values_mut().zip(marked) {
            *cell = plain_cell(value, None);
        }
        if let Some(cell) = report.cells.values_mut().nth(3) {
            cell.remark = Some("其中修订16件".to_owned());
        }
        for text in [to_json(&report), values_to_json(&report)] {
            let json: Value = serde_json::from_str(&text).expect("JSON");
            let errors: Vec<String> =
                validator.iter_errors(&json).map(|it| it.to_string()).collect();
            assert!(errors.is_empty(), "{year}: {errors:?}");
        }
    }
}

#[test]
fn the_schema_refuses_what_is_no_report() {
    let validator = jsonschema::validator_for(&schema()).expect("the schema is valid");
    let report = compose::blank("云川市教育局", 2026).expect("there is a form");
    let mut json: Value = serde_json::from_str(&to_json(&report)).expect("JSON");
    json["table3"]["new"]["ghosts"] = 1.into();
    assert!(!validator.is_valid(&json));
}

#[test]
fn the_schema_names_every_row_and_column_of_both_forms() {
    let [rows2, columns2, rows3, columns3, rows4, columns4] = names([
        "/properties/table2/propertyNames/enum",
        "/properties/table2/additionalProperties/propertyNames/enum",
        "/properties/table3/propertyNames/enum",
        "/properties/table3/additionalProperties/propertyNames/enum",
        "/properties/table4/propertyNames/enum",
        "/properties/table4/additionalProperties/propertyNames/enum",
    ]);
    let set = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(rows2, set(DisclosureRow::ALL.iter().map(|it| it.id()).collect()));
    assert_eq!(columns2, set(DisclosureColumn::ALL.iter().map(|it| it.id()).collect()));
    assert_eq!(rows3, set(RequestRow::ALL.iter().map(|it| it.id()).collect()));
    assert_eq!(columns3, set(ApplicantColumn::ALL.iter().map(|it| it.id()).collect()));
    assert_eq!(rows4, set(CaseBlock::ALL.iter().map(|it| it.id()).collect()));
    assert_eq!(columns4, set(CaseColumn::ALL.iter().map(|it| it.id()).collect()));
}
