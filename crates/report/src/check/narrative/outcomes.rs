//! Outcomes of requests in the narrative: which rows a figure means, and shares of a total.

use law::report_form::{ApplicantColumn, CellId, OutcomeGroup, RequestRow};

use super::figures::{Figure, Unit};
use super::pairs::{Word, words};
use super::reading::{Name, Reading};
use super::tables;
use super::text::{Paragraph, Text};
use crate::check::words::be;
use crate::check::{Finding, Prepared, Severity};

/// Words that name a group of outcomes.
const GROUPS: [(&[Word<'_>], OutcomeGroup); 4] = [
    (&words(["不予公开", "不同意公开"]), OutcomeGroup::Denied),
    (&words(["无法提供", "无法公开"]), OutcomeGroup::Unable),
    (&words(["不予处理"]), OutcomeGroup::Refused),
    (&words(["其他处理", "其它处理", "作其他"]), OutcomeGroup::Other),
];

/// Words that name a single outcome.
const SINGLE: [(&[Word<'_>], RequestRow); 17] = [
    (&words(["国家秘密"]), RequestRow::DeniedSecret),
    (&words(["禁止公开"]), RequestRow::DeniedLaw),
    (&words(["三安全"]), RequestRow::DeniedSafety),
    (&words(["第三方", "商业秘密", "个人隐私"]), RequestRow::DeniedThirdParty),
    (&words(["内部事务"]), RequestRow::DeniedInternal),
    (&words(["过程性"]), RequestRow::DeniedProcess),
    (&words(["执法案卷"]), RequestRow::DeniedEnforcement),
    (&words(["行政查询"]), RequestRow::DeniedInquiry),
    (&words(["不掌握", "信息不存在", "不属于本"]), RequestRow::UnableNotHeld),
    (&words(["现成信息", "另行制作", "加工"]), RequestRow::UnableCreate),
    (&words(["仍不明确"]), RequestRow::UnableUnclear),
    (&words(["信访"]), RequestRow::RefusedPetition),
    (&words(["重复申请"]), RequestRow::RefusedDuplicate),
    (&words(["公开出版物"]), RequestRow::RefusedPublication),
    (&words(["大量反复", "反复申请"]), RequestRow::RefusedAbusive),
    (&words(["重新出具"]), RequestRow::RefusedReconfirm),
    (&words(["不补正"]), RequestRow::OtherNoCorrection),
];

/// Returns the outcomes of which a lead speaks: whole groups, and single rows.
fn named(lead: Text<'_>) -> (Vec<OutcomeGroup>, Vec<RequestRow>) {
    let groups = GROUPS.iter().filter(|it| lead.has(it.0)).map(|it| it.1).collect();
    let mut rows: Vec<RequestRow> =
        SINGLE.iter().filter(|it| lead.has(it.0)).map(|it| it.1).collect();
    if lead.has(&["逾期不缴费", "逾期未缴费", "逾期未按收费", "未缴纳费用"]) {
        rows.push(RequestRow::OtherNoPayment);
    }
    if lead.has(&["予以公开", "同意公开"]) && !lead.has(&["不同意公开"]) {
        rows.push(RequestRow::Granted);
    }
    if lead.has(&["部分公开", "部分同意", "区分处理"]) {
        rows.push(RequestRow::Partial);
    }
    if matches!(lead.trim_start_matches('、'), "其他" | "其它") {
        rows.push(RequestRow::OtherOther);
    }
    (groups, rows)
}

/// Tells whether a lead names an outcome.
pub(super) fn is_outcome(lead: Text<'_>) -> bool {
    let (groups, rows) = named(lead);
    !groups.is_empty() || !rows.is_empty()
}

/// Returns the cell, the accepted and the other readings of a figure behind `lead`.
pub(super) fn readings(
    report: &Prepared<'_>,
    lead: Text<'_>,
    tail: Text<'_>,
) -> Option<(CellId, Vec<Reading>, Vec<Reading>)> {
    // 其中, 含 and the like count a part; 占 belongs to a share.
    if lead.has(&["含", "申请撤回", "撤回", "撤销"]) || tail.starts_with("占比") {
        return None;
    }
    let (groups, singles) = named(lead);
    let whole: Vec<RequestRow> = groups.iter().flat_map(|it| tables::group(report, *it)).collect();
    let outer: Vec<RequestRow> = singles
        .iter()
        .filter(|it| it.group().is_none_or(|group| !groups.contains(&group)))
        .copied()
        .collect();
    let mut accepted = Vec::new();
    let mut others = Vec::new();
    if groups.is_empty() {
        accepted.push(of_rows(report, &singles));
        // The single row of 2019, or the group where only a reason of it is named.
        for group in singles.iter().filter_map(|it| it.group()) {
            let reading = of_rows(report, &tables::group(report, group));
            if singles.len() == 1 {
                let broad = matches!(group, OutcomeGroup::Unable | OutcomeGroup::Other);
                if broad { accepted.push(reading) } else { others.push(reading) }
            }
        }
    } else {
        let rows: Vec<RequestRow> = whole.iter().chain(&outer).copied().collect();
        accepted.push(of_rows(report, &rows));
        let reasons: Vec<RequestRow> =
            singles.iter().filter(|it| it.group().is_some()).copied().collect();
        if !reasons.is_empty() && !lead.contains("等") {
            accepted.push(of_rows(report, &reasons));
        }
        others.extend(whole.iter().map(|row| of_rows(report, &[*row])));
    }
    if singles.as_slice() == [RequestRow::Granted] {
        accepted.push(of_rows(report, &[RequestRow::Granted, RequestRow::Partial]));
    }
    let rows: Vec<RequestRow> = if groups.is_empty() { singles } else { whole };
    others.extend(rows.iter().map(|row| of_rows(report, &[*row])));
    others.extend(rows.iter().map(|row| {
        let cell = CellId::Request(*row, ApplicantColumn::NaturalPerson);
        Reading::of(cell, tables::sum(report, [cell]))
    }));
    let carried = [RequestRow::CarriedIn, RequestRow::CarriedOut];
    let apart = carried.iter().any(|row| tables::row(report, *row).is_none_or(|it| it.value > 0));
    if apart {
        // Outcomes of the new requests alone can be fewer than those of the table.
        others.extend(fewer(report, accepted.first()));
    }
    let first = rows.first().copied()?;
    Some((CellId::Request(first, ApplicantColumn::Total), accepted, others))
}

/// Returns every number that outcomes of the new requests alone could be.
fn fewer(report: &Prepared<'_>, main: Option<&Reading>) -> Vec<Reading> {
    let Some(amount) = main.and_then(|it| it.amount) else { return Vec::new() };
    let carried = tables::row(report, RequestRow::CarriedIn).map_or(0, |it| it.value);
    (1..=carried.clamp(0, 200))
        .map(|less| {
            let value = amount.value - less;
            Reading::named(
                "扣除上年结转件后的结果",
                "the outcome without requests carried in",
                Some(tables::Amount { value, certain: false }),
            )
        })
        .collect()
}

fn of_rows(report: &Prepared<'_>, rows: &[RequestRow]) -> Reading {
    if let [one] = rows {
        return Reading::of(
            CellId::Request(*one, ApplicantColumn::Total),
            tables::row(report, *one),
        );
    }
    Reading { name: Name::Rows(rows.to_vec()), amount: tables::rows(report, rows) }
}

/// Compares shares behind outcomes with every base in use: handled, received, the groups named.
///
/// Half of the last digit is allowed, and cutting off in place of rounding.
pub(super) fn shares(
    report: &Prepared<'_>,
    paragraph: &Paragraph<'_>,
    sentence: &str,
    figures: &[Figure],
    outcomes: &[(usize, i64)],
) -> Vec<Finding> {
    let mut bases: Vec<i64> = [
        tables::row(report, RequestRow::TotalHandled),
        tables::row(report, RequestRow::New),
        tables::plus(
            tables::row(report, RequestRow::New),
            tables::row(report, RequestRow::CarriedIn),
        ),
    ]
    .into_iter()
    .flatten()
    .map(|it| it.value)
    .collect();
    if bases.len() < 3 {
        return Vec::new();
    }
    bases.push(outcomes.iter().map(|it| it.1).sum());
    bases.extend(figures.iter().filter_map(Figure::count));
    let mut findings = Vec::new();
    for (index, value) in outcomes {
        let (Some(figure), Some(share)) = (figures.get(*index), figures.get(index + 1)) else {
            continue;
        };
        let between = sentence.get(figure.end..share.start).unwrap_or_default();
        let belongs = matches!(between, "（" | "，占" | "（占" | "，占比" | "占" | "，占总数的")
            || between.starts_with("，占") && between.chars().count() < 10;
        if share.unit != Unit::Percent || !belongs || share.approximate {
            continue;
        }
        if bases.iter().any(|base| is_share(*value, *base, share)) {
            continue;
        }
        let [zh, en] = paragraph.whereabouts();
        let said = share.value;
        findings.push(
            Finding::new(
                "N-1",
                Severity::Warning,
                format!("{zh}写{value}件占{said}%，按办理总计、收到总数或者所列各项之和都算不出这个比例。"),
                format!("{en} says that {value} {} {said} %, which fits no total in use.", be(*value)),
            )
            .placed(paragraph.place),
        );
    }
    findings
}

fn is_share(part: i64, base: i64, share: &Figure) -> bool {
    if base <= 0 {
        return false;
    }
    // In units of 10⁻¹² per cent; one unit of the last digit covers rounding and cutting off.
    let exact = i128::from(part) * 100 * 10_i128.pow(12) / i128::from(base);
    let decimals = u32::from(share.value.decimals()).max(u32::from(share.value.decimals() > 0));
    let unit = 10_i128.pow(12_u32.saturating_sub(decimals));
    (exact - share.value.scaled()).abs() <= unit
}
