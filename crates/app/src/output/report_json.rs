//! A report as JSON: every cell by name with value, text, place and how it was found.

use report::Report;
use report::value::{Cell, CellValue};
use serde_json::{Map, Value, json};

/// Returns the report as JSON.
pub fn of(report: &Report) -> Value {
    let mut tables = Map::new();
    for (id, cell) in &report.cells {
        let (row, column) = id.names();
        let table = tables
            .entry(format!("table{}", id.table()))
            .or_insert_with(|| Value::Object(Map::new()));
        if let Some(rows) = table.as_object_mut() {
            let row = rows.entry(row).or_insert_with(|| Value::Object(Map::new()));
            if let Some(cells) = row.as_object_mut() {
                cells.insert(column.to_owned(), cell_json(cell));
            }
        }
    }
    json!({
        "version": 1,
        "agency": report.agency,
        "year": report.year,
        "title": report.title,
        "form": report.form().map(|form| form.year()),
        "table2_form": report.disclosure_form.map(|form| form.year()),
        "table3_form": report.request_form.map(|form| form.year()),
        "tables": tables,
        "labels": report.labels,
        "sections": report.sections,
        "metadata": report.metadata.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect::<Vec<_>>(),
        "remarks": report.remarks,
        "pictures": report.pictures,
    })
}

/// A number is a JSON string, so that 755.2974 stays exact; a blank is `{"blank": true}`.
fn cell_json(cell: &Cell) -> Value {
    let mut value = match &cell.value {
        CellValue::Number(number) => json!({ "number": number.to_string() }),
        CellValue::Blank => json!({ "blank": true }),
        CellValue::Mark(mark) => json!({ "mark": mark }),
        CellValue::Unreadable(why) => json!({ "unreadable": why }),
    };
    value["raw"] = json!(cell.raw);
    value["place"] = json!(cell.place);
    value["how"] = json!(cell.how);
    if let Some(remark) = &cell.remark {
        value["remark"] = json!(remark);
    }
    value
}
