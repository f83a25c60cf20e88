//! The illustrated summary (图解): one page of charts and key figures.

use law::report_form::{ApplicantColumn, CaseBlock, CaseColumn, CellId, RequestRow};
use report::Report;

use super::{title, year_end};
use crate::chart;
use crate::page::{Block, Page, Role, Table, TableCell, TextSize};

/// Composes the summary of the latest of several reports of one agency, with the years before.
///
/// `None` where there is no report.
pub fn summary(reports: &[&Report]) -> Option<Page> {
    let latest = reports.iter().max_by_key(|it| it.year.as_ref().map(|it| it.value))?;
    let mut blocks = vec![Block::Table(key_figures(latest))];
    let new = latest.count(CellId::Request(RequestRow::New, ApplicantColumn::Total));
    let handled = latest.count(CellId::Request(RequestRow::TotalHandled, ApplicantColumn::Total));
    if new == Some(0) {
        blocks.push(Block::Note {
            text: "本年度没有新收政府信息公开申请。".to_owned()
        });
    }
    // Bars of nothing would only fill the page.
    let charts = [
        chart::applicants(latest).filter(|_| new != Some(0)),
        chart::outcomes(latest).filter(|_| handled != Some(0)),
        chart::years(reports),
        chart::charges(latest),
    ];
    blocks.extend(charts.into_iter().flatten().map(Block::Picture));
    blocks.push(Block::Note {
        text: "图中数字均取自年度报告的表格；收费构成取自报告正文。".to_owned(),
    });
    Some(Page {
        title: format!("{}图解", title(latest)),
        author: latest.agency.as_ref().map(|it| it.value.clone()).unwrap_or_default(),
        as_of: year_end(latest.year.as_ref().map(|it| it.value)),
        language: "zh-CN",
        blocks,
        remarks: Vec::new(),
    })
}

/// The numbers that people ask for first; a number that the report lacks is a dash.
fn key_figures(report: &Report) -> Table {
    let request = |row| report.count(CellId::Request(row, ApplicantColumn::Total));
    let cases = |block| report.count(CellId::Case(block, CaseColumn::Total));
    let suits = match (cases(CaseBlock::SuitDirect), cases(CaseBlock::SuitAfter)) {
        (Some(direct), Some(after)) => direct.checked_add(after),
        _ => None,
    };
    let figures = [
        ("新收申请", request(RequestRow::New)),
        ("办结申请", request(RequestRow::TotalHandled)),
        ("结转下年度", request(RequestRow::CarriedOut)),
        ("行政复议", cases(CaseBlock::Reconsideration)),
        ("行政诉讼", suits),
    ];
    let shown = |number: Option<i64>| number.map_or("—".to_owned(), |it| format!("{it}件"));
    Table {
        caption: "主要数字".to_owned(),
        shows_caption: false,
        widths: vec![1; figures.len()],
        header_rows: 1,
        size: TextSize::Normal,
        rows: vec![
            figures.iter().map(|(name, _)| TableCell::new(Role::Column, *name)).collect(),
            figures.iter().map(|(_, n)| TableCell::new(Role::Value, shown(*n))).collect(),
        ],
    }
}
