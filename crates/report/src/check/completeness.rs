//! Whether the cells of a table are there, and hold what the form asks for (T2-1, T3-1, T4-0).

use law::Lang;
use law::report_form::{CellId, FormVersion, OutcomeGroup, Section};

use super::listed::{cells, cells_of_table};
use super::table_three::version;
use super::words::{be, counted};
use super::{Finding, MOST_AMOUNT_DECIMALS, Prepared, Severity};
use crate::names;
use crate::number::Number;
use crate::value::{CellValue, Place};

/// Findings for cells that are missing, unreadable, negative or not whole, a row at a time.
pub(super) fn unreadable_and_missing(
    rule: &'static str,
    table: u8,
    report: &Prepared<'_>,
) -> Vec<Finding> {
    let form = match table {
        2 => report.disclosure_form.or_else(|| report.form()).unwrap_or(FormVersion::Form2021),
        _ => version(report),
    };
    if !report.has_table(table) {
        return vec![missing_table(rule, table)];
    }
    let mut findings: Vec<Finding> = Vec::new();
    let mut missing: Vec<CellId> = Vec::new();
    for cell in cells_of_table(form, table).iter().copied() {
        let Some(read) = report.cell(cell) else {
            missing.push(cell);
            continue;
        };
        if let CellValue::Unreadable(_) = read.value {
            push_row(&mut findings, unreadable(rule, cell, read.place, &read.raw));
        }
        if let CellValue::Number(number) = read.value
            && let Some(finding) = improper(rule, cell, number, read.place)
        {
            findings.push(finding);
        }
    }
    findings.extend(missing_rows(rule, &missing, report));
    findings
}

/// Keeps one finding a row: further cells of the row join it.
fn push_row(findings: &mut Vec<Finding>, finding: Finding) {
    let row = |finding: &Finding| finding.cell.map(|cell| (cell.table(), cell.names().0));
    match findings.last_mut() {
        Some(last) if row(last) == row(&finding) && last.found == finding.found => {
            last.others.extend(finding.cell);
        }
        _ => findings.push(finding),
    }
}

fn unreadable(rule: &'static str, cell: CellId, place: Place, raw: &str) -> Finding {
    let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
    Finding::new(
        rule,
        Severity::Warning,
        format!("“{zh}”一行无法确定各格数字（原文：{raw}），请对照原件核对。"),
        format!("The cells of row “{en}” cannot be read with certainty (source: {raw})."),
    )
    .at(cell, place)
    .values("", raw)
}

fn improper(rule: &'static str, cell: CellId, number: Number, place: Place) -> Option<Finding> {
    use law::report_form::DisclosureColumn as Column;
    let (amount, signed) = match cell {
        CellId::Disclosure(_, Column::Amount | Column::ProcurementAmount) => (true, false),
        CellId::Disclosure(_, Column::Change) => (false, true),
        _ => (false, false),
    };
    let too_fine =
        if amount { number.decimals() > MOST_AMOUNT_DECIMALS } else { number.decimals() > 0 };
    let wrong = too_fine || (number.is_negative() && !signed);
    wrong.then(|| {
        let (zh, en) = (names::cell(cell, Lang::Zh), names::cell(cell, Lang::En));
        let (wanted_zh, wanted_en) = if amount {
            (
                format!("不小于0、最多{MOST_AMOUNT_DECIMALS}位小数的金额"),
                format!("an amount of at most {MOST_AMOUNT_DECIMALS} decimals"),
            )
        } else {
            ("不小于0的整数".to_owned(), "a whole number, 0 or more".to_owned())
        };
        Finding::new(
            rule,
            Severity::Error,
            format!("{zh}填写为{number}，应为{wanted_zh}。"),
            format!("{en} is {number}; it must be {wanted_en}."),
        )
        .at(cell, place)
        .values(wanted_zh, number)
    })
}

fn missing_table(rule: &'static str, table: u8) -> Finding {
    let part = ["", "", "二", "三", "四"].get(usize::from(table)).copied().unwrap_or_default();
    Finding::new(
        rule,
        Severity::Warning,
        format!("没有找到第{part}部分的表；如果表是图片，请改为可复制的表格。"),
        format!(
            "The table of section {table} was not found; if it is a picture, publish it as text."
        ),
    )
}

fn missing_rows(rule: &'static str, missing: &[CellId], report: &Prepared<'_>) -> Option<Finding> {
    let first = *missing.first()?;
    let mut rows: Vec<CellId> = Vec::new();
    for cell in missing {
        if rows.last().is_none_or(|last| last.names().0 != cell.names().0) {
            rows.push(*cell);
        }
    }
    let certain = is_whole(report) && rows.iter().all(|row| is_cut_out(*row, report));
    let (severity, more_zh, more_en) = if certain {
        (Severity::Error, "", "")
    } else {
        (
            Severity::Warning,
            "；如果文件不完整，请用完整的报告核对",
            "; check the whole report if this is a piece",
        )
    };
    let list = |lang, comma: &str| {
        rows.iter().map(|cell| names::row(*cell, lang)).collect::<Vec<_>>().join(comma)
    };
    Some(
        Finding::new(
            rule,
            severity,
            format!("表中缺少{}行：{}{more_zh}。", rows.len(), list(Lang::Zh, "；")),
            format!(
                "{} {} missing: {}{more_en}.",
                counted(rows.len(), "row"),
                be(rows.len()),
                list(Lang::En, "; ")
            ),
        )
        .at(first, Place::default())
        .with(missing.iter().skip(1).copied().collect()),
    )
}

fn is_whole(report: &Prepared<'_>) -> bool {
    report.title.is_some()
        && Section::ALL.iter().all(|section| report.section(*section).is_some())
        && [2, 3, 4].iter().all(|table| report.has_table(*table))
}

/// Tells whether the rows before and behind follow upon each other in the document, so that no row
/// stands between them that was not read.
///
/// The three rows of （六） have a single one in their place in many reports and are never certain, nor
/// is a page of a PDF, where a row may be lost with its lines.
fn is_cut_out(row: CellId, report: &Prepared<'_>) -> bool {
    if let CellId::Request(row, _) = row
        && row.group() == Some(OutcomeGroup::Other)
    {
        return false;
    }
    let form = match row.table() {
        2 => report.disclosure_form.or_else(|| report.form()).unwrap_or(FormVersion::Form2021),
        _ => version(report),
    };
    let name = |cell: &CellId| (cell.table(), cell.names().0);
    let all = cells(form);
    let Some(at) = all.iter().position(|cell| name(cell) == name(&row)) else { return false };
    let place = |cell: &CellId| report.cell(*cell).map(|it| it.place);
    let mut before = all.iter().take(at).rev();
    let mut behind = all.iter().skip(at).skip_while(|cell| name(cell) == name(&row));
    let (Some(before), Some(behind)) =
        (before.next().and_then(place), behind.next().and_then(place))
    else {
        return false;
    };
    before.page == 0
        && behind.page == 0
        && before.table == behind.table
        && (before.row + 1 == behind.row && before.row > 0
            || before.line + 1 == behind.line && before.line > 0)
}
