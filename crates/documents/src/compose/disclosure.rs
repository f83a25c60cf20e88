//! The table of section two.

use law::report_form::{CellId, DisclosureBlock, ReportForm};
use report::Report;

use super::{Annotations, printed};
use crate::page::{Role, Table, TableCell, TextSize};

/// Columns of numbers behind the label; a block with fewer lets its cells cover several.
const COLUMNS: u16 = 3;

/// Composes the table with the blocks and rows that the report has.
pub fn table(form: &ReportForm, report: &Report, annotations: &Annotations<'_>) -> Table {
    let mut rows = Vec::new();
    for block in &form.disclosure {
        let present: Vec<_> = block
            .rows
            .iter()
            .filter(|(row, _)| {
                let mut cells = block.columns.iter().map(|(it, _)| CellId::Disclosure(*row, *it));
                cells.any(|cell| report.cells.contains_key(&cell))
            })
            .collect();
        if present.is_empty() {
            continue;
        }
        rows.push(vec![TableCell::new(Role::Column, block.clause.clone()).across(COLUMNS + 1)]);
        rows.push(header(block));
        for (row, label) in present {
            let mut line = vec![TableCell::new(Role::Row, label.clone())];
            for ((column, _), span) in block.columns.iter().zip(spans(block)) {
                let cell = CellId::Disclosure(*row, *column);
                let value = TableCell::new(Role::Value, printed(report, cell)).across(span);
                line.push(value.shows(cell).marked(annotations.at_cell(report, cell)));
            }
            rows.push(line);
        }
    }
    Table {
        caption: "主动公开政府信息情况".to_owned(),
        shows_caption: false,
        widths: vec![28, 24, 24, 24],
        header_rows: 0,
        size: TextSize::Normal,
        rows,
    }
}

fn header(block: &DisclosureBlock) -> Vec<TableCell> {
    let columns = block.columns.iter().zip(spans(block));
    let named =
        columns.map(|((_, label), span)| TableCell::new(Role::Column, label.clone()).across(span));
    std::iter::once(TableCell::new(Role::Column, "信息内容")).chain(named).collect()
}

/// How many columns each cell of the block covers; the last takes what is left.
fn spans(block: &DisclosureBlock) -> Vec<u16> {
    let count = u16::try_from(block.columns.len()).unwrap_or(COLUMNS).clamp(1, COLUMNS);
    let mut spans = vec![1; usize::from(count)];
    if let Some(last) = spans.last_mut() {
        *last = COLUMNS + 1 - count;
    }
    spans
}
