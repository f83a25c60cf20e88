//! Section six: whether it tells of the processing fee (N-9).

use law::report_form::{ApplicantColumn, CellId, RequestRow, Section};

use super::sentence::{has, is_filled_in, section_text, tidy};
use crate::check::{Finding, Severity, Subject};

/// Words by which section six tells of the fee, by its name or without it.
const TOLD: [&str; 4] = ["处理费", "收费", "费用", "收取"];

/// Finds a section six that is silent on the fee, in reports from 2021 on.
pub(super) fn check(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let due = report.year.as_ref().is_some_and(|it| it.value >= 2021) && is_filled_in(report);
    let Some(text) = section_text(report, Section::Other).filter(|_| due) else {
        return Vec::new();
    };
    if has(&text, &TOLD) {
        return Vec::new();
    }
    let elsewhere = report.sections.iter().flat_map(|it| &it.paragraphs).any(|paragraph| {
        paragraph.value.contains("处理费") && tidy(&paragraph.value).contains("信息")
    });
    if elsewhere && text.trim().is_empty() {
        return Vec::new();
    }
    let cell = CellId::Request(RequestRow::OtherNoPayment, ApplicantColumn::Total);
    let unpaid = report.count(cell).unwrap_or(0);
    let severity = if unpaid > 0 && !elsewhere && !text.trim().is_empty() {
        Severity::Error
    } else {
        Severity::Warning
    };
    let place = report.section(Section::Other).map(|it| it.place).unwrap_or_default();
    let (more_zh, more_en) = if unpaid > 0 {
        (
            format!("，而表三有{unpaid}件逾期未缴费"),
            format!(", although table three has {unpaid} not paid in time"),
        )
    } else if elsewhere {
        (
            "；其他部分写到的，请移到第六部分".to_owned(),
            "; what other sections tell belongs here".to_owned(),
        )
    } else {
        ("；没有收取的也应写明".to_owned(), "; if none was charged, say so".to_owned())
    };
    let finding = Finding::new(
        "N-9",
        severity,
        format!("第六部分没有写信息处理费的收取情况{more_zh}。"),
        format!("Section six is silent on the processing fee{more_en}."),
    );
    vec![if unpaid > 0 { finding.at(cell, place) } else { finding.placed(place) }]
}
