//! Administrative charges in the narrative: totals and parts (N-3), units (N-4).

use law::report_form::{CellId, DisclosureColumn, DisclosureRow};

use super::figures::{Figure, Unit, context, figures};
use super::scope::{Scope, scope};
use super::sentence::{Paragraph, has, paragraphs};
use crate::check::{Finding, Severity, Subject};
use crate::model::Report;

const CELL: CellId = CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
/// One 万元 in the units of [`crate::number::Number::scaled`].
const TEN_THOUSAND: i128 = 10_i128.pow(4);

/// A sum of money of a sentence, in 元 times 10¹².
fn yuan(figure: &Figure) -> Option<i128> {
    match figure.unit {
        Unit::Yuan(power) if !figure.approximate && power <= 9 => {
            figure.value.scaled().checked_mul(10_i128.pow(power))
        }
        Unit::Yuan(_) | Unit::Count | Unit::Percent => None,
    }
}

/// The total of charges that a sentence states, and the parts that it lists.
struct Statement<'a> {
    paragraph: &'a Paragraph,
    total: Figure,
    parts: Vec<Figure>,
    /// Whether the list claims to be the whole: 分别为, 包括 without 等.
    doubtful: bool,
}

fn statements<'a>(report: &Report, paragraphs: &'a [Paragraph]) -> Vec<Statement<'a>> {
    let mut found = Vec::new();
    for paragraph in paragraphs {
        for sentence in paragraph.sentences().filter(|it| it.contains("行政事业性收费")) {
            let all = figures(sentence);
            let total = all.iter().enumerate().find(|(index, figure)| {
                let lead = context(sentence, &all, *index).lead;
                matches!(figure.unit, Unit::Yuan(_))
                    && lead.contains("收费")
                    && !has(lead, &["减免", "减少", "免征", "降低", "罚没", "标准", "项目"])
            });
            let Some((index, total)) = total else { continue };
            let context = context(sentence, &all, index);
            let scope = scope(context, sentence, report);
            if scope == Scope::Foreign || total.approximate {
                continue;
            }
            let behind = sentence.get(total.end..).unwrap_or_default();
            let listed = behind.starts_with('，') && has(behind, &["其中", "包括", "分别"])
                || behind.starts_with("（其中");
            let parts = all.get(index + 1..).unwrap_or_default();
            let parts = parts.iter().filter(|it| matches!(it.unit, Unit::Yuan(_)));
            found.push(Statement {
                paragraph,
                total: total.clone(),
                parts: if listed { parts.cloned().collect() } else { Vec::new() },
                doubtful: scope == Scope::Doubtful,
            });
        }
    }
    found
}

fn wanted(text: &str) -> bool {
    text.contains("行政事业性收费")
}

/// Compares the total of charges with table two, and with its parts (N-3).
pub(super) fn totals_and_parts(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let paragraphs = paragraphs(report, wanted);
    let mut findings = Vec::new();
    for statement in statements(report, &paragraphs) {
        findings.extend(total_against_table(report, &statement));
        findings.extend(parts_against_total(&statement));
    }
    findings
}

fn total_against_table(report: &Report, statement: &Statement<'_>) -> Option<Finding> {
    let table = report.cell(CELL)?.number()?;
    let said = yuan(&statement.total)?;
    let in_table = table.scaled().checked_mul(TEN_THOUSAND)?;
    if said == in_table || is_rounded(&statement.total, in_table) || unit_is_mixed(said, in_table) {
        return None;
    }
    let [zh, en] = statement.paragraph.whereabouts();
    let shown = amount(&statement.total);
    let (severity, more_zh, more_en) = if statement.doubtful {
        (Severity::Warning, "；可能范围不同，请核对", "; the scope may differ: confirm")
    } else {
        (Severity::Error, "，两者不符", "; the two differ")
    };
    Some(
        Finding::new(
            "N-3",
            severity,
            format!("{zh}写行政事业性收费{shown}，而表二为{table}万元{more_zh}。"),
            format!("{en} states charges of {shown}, but table two says {table}万元{more_en}."),
        )
        .at(CELL, statement.paragraph.place)
        .values(format!("{table}万元"), shown),
    )
}

fn parts_against_total(statement: &Statement<'_>) -> Option<Finding> {
    let total = yuan(&statement.total)?;
    let parts: Vec<i128> = statement.parts.iter().map(yuan).collect::<Option<_>>()?;
    let sum: i128 = parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(*part))?;
    if parts.len() < 2 || sum == total {
        return None;
    }
    // Parts may be few of many, or parts of parts; only parts that nearly add up claim to be all.
    let off = (sum - total).abs();
    let is_rounding = off <= TEN_THOUSAND * 10_i128.pow(10) * 2;
    if off * 10 > total || is_rounding {
        return None;
    }
    let [zh, en] = statement.paragraph.whereabouts();
    let (sum, total) = (in_ten_thousand(sum), amount(&statement.total));
    Some(
        Finding::new(
            "N-3",
            if off > 0 && sum > in_ten_thousand(yuan(&statement.total)?) {
                Severity::Error
            } else {
                Severity::Warning
            },
            format!("{zh}所列各项收费合计{sum}万元，与总额{total}不符。"),
            format!("{en} lists charges that add up to {sum}万元, not {total}."),
        )
        .at(CELL, statement.paragraph.place)
        .values(total, format!("{sum}万元")),
    )
}

/// Finds amounts that agree with the table but for the unit, and too many decimals (N-4).
pub(super) fn units(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let paragraphs = paragraphs(report, wanted);
    let mut findings = Vec::new();
    for statement in statements(report, &paragraphs) {
        let [zh, en] = statement.paragraph.whereabouts();
        let shown = amount(&statement.total);
        if statement.total.unit == Unit::Yuan(4) && statement.total.value.decimals() > 6 {
            findings.push(
                Finding::new(
                    "N-4",
                    Severity::Error,
                    format!("{zh}写行政事业性收费{shown}，万元后最多6位小数（精确到分）。"),
                    format!("{en} gives {shown}; 万元 has at most six decimals, one fen."),
                )
                .placed(statement.paragraph.place),
            );
        }
        let Some(table) = report.cell(CELL).and_then(crate::value::Cell::number) else { continue };
        let (Some(said), Some(in_table)) =
            (yuan(&statement.total), table.scaled().checked_mul(TEN_THOUSAND))
        else {
            continue;
        };
        if said != in_table && unit_is_mixed(said, in_table) {
            findings.push(
                Finding::new(
                    "N-4",
                    Severity::Error,
                    format!(
                        "{zh}写行政事业性收费{shown}，表二为{table}万元：元、万元、亿元单位混用。"
                    ),
                    format!("{en} states {shown}, table two {table}万元: the units are mixed up."),
                )
                .at(CELL, statement.paragraph.place)
                .values(format!("{table}万元"), shown),
            );
        }
    }
    findings
}

/// Tells whether one amount is the other with 万 or 亿 put in or left out.
fn unit_is_mixed(said: i128, table: i128) -> bool {
    let times = |left: i128, right: i128| {
        left > 0
            && [TEN_THOUSAND, TEN_THOUSAND * TEN_THOUSAND]
                .iter()
                .any(|factor| left.checked_mul(*factor) == Some(right))
    };
    times(said, table) || times(table, said)
}

/// Tells whether the narrative rounds the amount of the table to the digits it gives.
fn is_rounded(figure: &Figure, table: i128) -> bool {
    let Unit::Yuan(power) = figure.unit else { return false };
    let decimals = u32::from(figure.value.decimals());
    let Some(unit) = 10_i128.checked_pow((12 + power).saturating_sub(decimals)) else {
        return false;
    };
    yuan(figure).is_some_and(|said| power > 0 && (said - table).abs() < unit)
}

fn amount(figure: &Figure) -> String {
    let unit = match figure.unit {
        Unit::Yuan(0) => "元",
        Unit::Yuan(4) => "万元",
        Unit::Yuan(8) => "亿元",
        Unit::Yuan(_) | Unit::Count | Unit::Percent => "",
    };
    format!("{}{unit}", figure.value)
}

fn in_ten_thousand(yuan: i128) -> String {
    let whole = yuan / (TEN_THOUSAND * 10_i128.pow(12));
    let rest = (yuan % (TEN_THOUSAND * 10_i128.pow(12))) / 10_i128.pow(10);
    let text = format!("{whole}.{rest:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
