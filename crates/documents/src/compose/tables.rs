//! The tables of sections three and four.

use law::report_form::{
    CaseBlock, CaseColumn, CellId, FormVersion, OutcomeGroup, ReportForm, RequestRow,
};
use report::Report;

use super::{Annotations, printed};
use crate::page::{Role, Table, TableCell, TextSize};

/// Columns of labels in front of the numbers.
const LABELS: u16 = 3;

/// One row of the form that the report has: its group, its label.
type Row<'a> = (RequestRow, &'a str, &'a str);

/// Composes the table of requests.
pub fn requests(report: &Report, annotations: &Annotations<'_>) -> Table {
    let form = report.request_form.unwrap_or(FormVersion::Form2021).form();
    let shown: Vec<Row<'_>> = form
        .requests
        .rows
        .iter()
        .filter(|(row, _, _)| {
            let mut cells = form.requests.columns.iter().map(|(it, _)| CellId::Request(*row, *it));
            cells.any(|cell| report.cells.contains_key(&cell))
        })
        .map(|(row, group, label)| (*row, group.as_str(), label.as_str()))
        .collect();
    let mut rows = request_header(form);
    for (index, row) in shown.iter().enumerate() {
        let mut line = labels(form, &shown, index);
        for (column, _) in &form.requests.columns {
            let cell = CellId::Request(row.0, *column);
            let value = TableCell::new(Role::Value, printed(report, cell));
            line.push(value.shows(cell).marked(annotations.at_cell(report, cell)));
        }
        rows.push(line);
    }
    Table {
        caption: "收到和处理政府信息公开申请情况".to_owned(),
        shows_caption: false,
        widths: vec![10, 14, 38, 10, 10, 10, 10, 10, 10, 10],
        header_rows: 3,
        size: TextSize::Small,
        rows,
    }
}

fn request_header(form: &ReportForm) -> Vec<Vec<TableCell>> {
    let requests = &form.requests;
    let column = |text: &str| TableCell::new(Role::Column, text);
    let names: Vec<&str> = requests.columns.iter().map(|(_, label)| label.as_str()).collect();
    let count = u16::try_from(names.len()).unwrap_or(7);
    let (first, last) = (names.first().copied(), names.last().copied());
    let inner = names.get(1..names.len().saturating_sub(1)).unwrap_or_default();
    vec![
        vec![
            column(&requests.note).across(LABELS).down(3),
            column(&requests.applicants).across(count),
        ],
        vec![
            column(first.unwrap_or_default()).down(2),
            column(&requests.organisations).across(count.saturating_sub(2)),
            column(last.unwrap_or_default()).down(2),
        ],
        inner.iter().map(|name| column(name)).collect(),
    ]
}

/// The labels of a row, each only where it begins.
fn labels(form: &ReportForm, shown: &[Row<'_>], index: usize) -> Vec<TableCell> {
    let Some((row, group, label)) = shown.get(index).copied() else { return Vec::new() };
    let name = |text: &str| TableCell::new(Role::Row, text);
    if !is_result(row) {
        return vec![name(label).across(LABELS)];
    }
    let before = index.checked_sub(1).and_then(|it| shown.get(it));
    let mut cells = Vec::new();
    if before.is_none_or(|before| !is_result(before.0)) {
        let results = shown.iter().filter(|it| is_result(it.0)).count();
        cells.push(name(&form.requests.results).down(u16::try_from(results).unwrap_or(1)));
    }
    if group.is_empty() {
        cells.push(name(label).across(LABELS - 1));
        return cells;
    }
    if before.is_none_or(|before| before.1 != group) {
        let members = shown.iter().filter(|it| it.1 == group).count();
        cells.push(name(group).down(u16::try_from(members).unwrap_or(1)));
    }
    cells.push(name(label));
    cells
}

/// Tells whether a row belongs to 三、本年度办理结果.
fn is_result(row: RequestRow) -> bool {
    row.is_outcome() || row == RequestRow::TotalHandled || row.group() == Some(OutcomeGroup::Other)
}

/// Composes the table of reconsiderations and suits.
pub fn cases(report: &Report, annotations: &Annotations<'_>) -> Table {
    let form = report.form().unwrap_or(FormVersion::Form2021).form();
    let columns = &form.cases.columns;
    let count = u16::try_from(columns.len()).unwrap_or(5);
    let column = |text: &str| TableCell::new(Role::Column, text);
    let results = || columns.iter().map(|(_, label)| column(label));
    let (mut top, mut middle, mut bottom) = (Vec::new(), Vec::new(), Vec::new());
    let mut values = Vec::new();
    let mut above = "";
    for (block, upper, name) in &form.cases.blocks {
        if upper == name {
            top.push(column(name).across(count));
            middle.extend(results().map(|it| it.down(2)));
        } else {
            if above != upper {
                let under = form.cases.blocks.iter().filter(|it| it.1 == *upper).count();
                let width = count.saturating_mul(u16::try_from(under).unwrap_or(1));
                top.push(column(upper).across(width));
            }
            middle.push(column(name).across(count));
            bottom.extend(results());
        }
        above = upper;
        values.extend(columns.iter().map(|(it, _)| value(*block, *it, report, annotations)));
    }
    Table {
        caption: "政府信息公开行政复议、行政诉讼情况".to_owned(),
        shows_caption: false,
        widths: vec![1; 15],
        header_rows: 3,
        size: TextSize::Small,
        rows: vec![top, middle, bottom, values],
    }
}

fn value(
    block: CaseBlock,
    column: CaseColumn,
    report: &Report,
    annotations: &Annotations<'_>,
) -> TableCell {
    let cell = CellId::Case(block, column);
    TableCell::new(Role::Value, printed(report, cell))
        .shows(cell)
        .marked(annotations.at_cell(report, cell))
}
