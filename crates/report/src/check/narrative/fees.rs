//! Administrative charges in the narrative: totals (N-3) and units (N-4).

use law::report_form::{CellId, DisclosureColumn, DisclosureRow};

use super::fee_parts;
use super::figures::{Figure, Unit, context};
use super::scope::{Scope, scope};
use super::text::{Paragraph, Sentence};
use crate::check::{Finding, MOST_AMOUNT_DECIMALS, Prepared, Severity};

pub(super) const CELL: CellId =
    CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount);
/// One 万元 in 元.
pub(super) const TEN_THOUSAND: i128 = 10_i128.pow(4);

/// A sum of money of a sentence, in 元 times 10¹².
pub(super) fn yuan(figure: &Figure) -> Option<i128> {
    match figure.unit {
        Unit::Yuan(power) if !figure.approximate && power <= 9 => {
            figure.value.scaled().checked_mul(10_i128.pow(power))
        }
        Unit::Yuan(_) | Unit::Count | Unit::Percent => None,
    }
}

/// The total of charges that a sentence states, and the parts that it lists.
pub(super) struct Statement<'a> {
    pub paragraph: &'a Paragraph<'a>,
    pub total: Figure,
    /// Whether the total may be that of a wider or a narrower body than the table's.
    pub doubtful: bool,
    pub sentence: Sentence<'a>,
}

fn statements<'a>(report: &'a Prepared<'_>) -> Vec<Statement<'a>> {
    const CHARGES: &str = "行政事业性收费";
    let mut found = Vec::new();
    for paragraph in report.narrative().paragraphs_with(&[CHARGES]) {
        for sentence in paragraph.sentences().filter(|it| it.contains(CHARGES)) {
            let all = sentence.figures();
            let total = all.iter().enumerate().find(|(index, figure)| {
                let lead = context(*sentence, all, *index).lead;
                matches!(figure.unit, Unit::Yuan(_))
                    && lead.contains("收费")
                    && !lead.has(&["减免", "减少", "免征", "降低", "罚没", "标准", "项目"])
            });
            let Some((index, total)) = total else { continue };
            let context = context(*sentence, all, index);
            let scope = scope(context, *sentence, report);
            if scope == Scope::Foreign || total.approximate {
                continue;
            }
            found.push(Statement {
                paragraph,
                total: total.clone(),
                doubtful: scope == Scope::Doubtful,
                sentence,
            });
        }
    }
    found
}

/// Compares the total of charges with table two, and with its parts (N-3).
pub(super) fn totals_and_parts(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for statement in statements(report) {
        findings.extend(total_against_table(report, &statement));
        findings.extend(fee_parts::against_total(&statement));
    }
    findings
}

fn total_against_table(report: &Prepared<'_>, statement: &Statement<'_>) -> Option<Finding> {
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

/// Finds amounts that agree with the table but for the unit, and too many decimals (N-4).
pub(super) fn units(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for statement in statements(report) {
        let [zh, en] = statement.paragraph.whereabouts();
        let shown = amount(&statement.total);
        if statement.total.unit == Unit::Yuan(4)
            && statement.total.value.decimals() > MOST_AMOUNT_DECIMALS
        {
            findings.push(
                Finding::new(
                    "N-4",
                    Severity::Error,
                    format!(
                        "{zh}写行政事业性收费{shown}，万元后最多{MOST_AMOUNT_DECIMALS}位小数（精确到分）。"
                    ),
                    format!(
                        "{en} gives {shown}; 万元 has at most {MOST_AMOUNT_DECIMALS} decimals, one fen."
                    ),
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
    let Some(unit) = last_digit(figure) else { return false };
    yuan(figure).is_some_and(|said| power > 0 && (said - table).abs() < unit)
}

/// Returns what one step of the last printed digit is worth, in 元 times 10¹².
pub(super) fn last_digit(figure: &Figure) -> Option<i128> {
    let Unit::Yuan(power) = figure.unit else { return None };
    10_i128.checked_pow((12 + power).saturating_sub(figure.printed_decimals))
}

pub(super) fn amount(figure: &Figure) -> String {
    let unit = match figure.unit {
        Unit::Yuan(0) => "元",
        Unit::Yuan(4) => "万元",
        Unit::Yuan(8) => "亿元",
        Unit::Yuan(_) | Unit::Count | Unit::Percent => "",
    };
    format!("{}{unit}", figure.value)
}

pub(super) fn in_ten_thousand(yuan: i128) -> String {
    let whole = yuan / (TEN_THOUSAND * 10_i128.pow(12));
    let rest = (yuan % (TEN_THOUSAND * 10_i128.pow(12))) / 10_i128.pow(10);
    let text = format!("{whole}.{rest:06}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
