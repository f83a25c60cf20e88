//! What one year hands to the next: open requests (Y-1) and documents in force (Y-2).

use law::Lang;
use law::report_form::{
    ApplicantColumn, CellId, DisclosureColumn, DisclosureRow, FormVersion, RequestRow,
};

use crate::check::{Finding, Holds, Prepared, Severity};
use crate::model::Report;
use crate::names;
use crate::value::CellValue;

/// A count of a cell, and whether it was written or is a blank that counts as zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Count {
    value: i64,
    is_blank: bool,
}

fn count(report: &Report, cell: CellId) -> Option<Count> {
    match &report.cell(cell)?.value {
        CellValue::Number(number) => Some(Count { value: number.integer()?, is_blank: false }),
        CellValue::Blank | CellValue::Mark(_) => Some(Count { value: 0, is_blank: true }),
        CellValue::Unreadable(_) => None,
    }
}

fn shown(count: Count) -> [String; 2] {
    if count.is_blank {
        ["空白".to_owned(), "blank".to_owned()]
    } else {
        [count.value.to_string(), count.value.to_string()]
    }
}

/// Compares each column carried in with what last year's report carried out.
pub(super) fn over(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(previous) = report.previous else { return Vec::new() };
    let mut findings = Vec::new();
    let mut open = Vec::new();
    for column in ApplicantColumn::ALL {
        let cell = CellId::Request(RequestRow::CarriedIn, *column);
        let Some(now) = count(report, cell) else { continue };
        let Some(before) = count(previous, CellId::Request(RequestRow::CarriedOut, *column)) else {
            continue;
        };
        if now.value != before.value {
            findings.push(differs(report, cell, now, before));
        } else if now.is_blank != before.is_blank {
            open.push(cell);
        }
    }
    findings.extend(holds_with_zeros(report, &open));
    findings
}

fn differs(report: &Prepared<'_>, cell: CellId, now: Count, before: Count) -> Finding {
    let (zh, en) = (names::column(cell, Lang::Zh), names::column(cell, Lang::En));
    let ([now_zh, now_en], [before_zh, before_en]) = (shown(now), shown(before));
    let blank = now.is_blank || before.is_blank;
    let (more_zh, more_en) = if blank {
        ("空白按0计也不等", "they differ even if the blank is zero")
    } else {
        ("两者应相等", "the two must be equal")
    };
    // What last year's report left blank may be a number that is not written there.
    let severity = if before.is_blank { Severity::Warning } else { Severity::Error };
    Finding::new(
        "Y-1",
        severity,
        format!("“{zh}”列上年结转为{now_zh}，上年报告结转下年度为{before_zh}，{more_zh}。"),
        format!(
            "Column “{en}”: {now_en} carried in, but last year carried out {before_en}; {more_en}."
        ),
    )
    .at(cell, report.cell(cell).map(|it| it.place).unwrap_or_default())
    .values(before_zh, now_zh)
    .holding(if blank { Holds::NotEvenIfBlanksAreZero } else { Holds::No })
}

fn holds_with_zeros(report: &Prepared<'_>, cells: &[CellId]) -> Option<Finding> {
    let first = *cells.first()?;
    let list = |lang, comma: &str| {
        cells.iter().map(|cell| names::column(*cell, lang)).collect::<Vec<_>>().join(comma)
    };
    Some(
        Finding::new(
            "Y-1",
            Severity::Note,
            format!(
                "“{}”列的上年结转与上年报告的结转下年度，空白按0计时相等，请填写0以便核对。",
                list(Lang::Zh, "、")
            ),
            format!(
                "Carried in equals last year's carried out if blanks are zero ({}); write the zeros.",
                list(Lang::En, ", ")
            ),
        )
        .at(first, report.cell(first).map(|it| it.place).unwrap_or_default())
        .with(cells.iter().skip(1).copied().collect())
        .holding(Holds::IfBlanksAreZero),
    )
}

/// Words by which a report explains that its stock of documents does not follow from last year's.
const REASONS: [&str; 8] =
    ["移交", "划转", "机构改革", "重新统计", "重新梳理", "统计口径", "文件清理", "专项清理"];

/// Compares documents in force with last year's plus made minus repealed.
pub(super) fn stock(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(previous) = report.previous else { return Vec::new() };
    let same_form = |report: &Report| report.disclosure_form == Some(FormVersion::Form2021);
    if !same_form(report) || !same_form(previous) {
        return Vec::new();
    }
    [DisclosureRow::Rules, DisclosureRow::NormativeDocuments]
        .into_iter()
        .filter_map(|row| stock_of(row, report, previous))
        .collect()
}

fn stock_of(row: DisclosureRow, report: &Prepared<'_>, previous: &Report) -> Option<Finding> {
    let own = |column| count(report, CellId::Disclosure(row, column));
    let cell = CellId::Disclosure(row, DisclosureColumn::InForce);
    let (before, now) = (count(previous, cell)?, count(report, cell)?);
    let (made, repealed) = (own(DisclosureColumn::Made)?, own(DisclosureColumn::Repealed)?);
    let all = [before, made, repealed, now];
    if all.iter().all(|it| it.is_blank) {
        return None;
    }
    let blank = all.iter().any(|it| it.is_blank);
    let expected = before.value.checked_add(made.value)?.checked_sub(repealed.value)?;
    let holds = match (expected == now.value, blank) {
        (true, false) => return None,
        (true, true) => Holds::IfBlanksAreZero,
        (false, true) => Holds::NotEvenIfBlanksAreZero,
        (false, false) => Holds::No,
    };
    let severity = match holds {
        Holds::IfBlanksAreZero => Severity::Note,
        // A blank other than this year's stock may hide the number that mends the sum.
        _ if before.is_blank || made.is_blank || repealed.is_blank => Severity::Warning,
        _ if tells_a_reason(report) => Severity::Warning,
        _ => Severity::Error,
    };
    let [[before_zh, before_en], [made_zh, made_en], [repealed_zh, repealed_en], [now_zh, now_en]] =
        all.map(shown);
    let (more_zh, more_en) = match holds {
        Holds::IfBlanksAreZero => {
            ("空白按0计时相等，请填写0以便核对", "this holds if blanks are zero: write the zeros")
        }
        Holds::NotEvenIfBlanksAreZero => (
            "空白按0计也不等；如因清理、移交等造成，请写明原因",
            "they differ even if blanks are zero; explain it if the stock was cleaned up or recounted",
        ),
        Holds::No => (
            "如因清理、移交等造成，请写明原因",
            "explain it if the stock was cleaned up or recounted",
        ),
    };
    let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
    Some(
        Finding::new(
            "Y-2",
            severity,
            format!(
                "{zh}：上年有效{before_zh}件，加本年制发{made_zh}件，减废止{repealed_zh}件，应为\
                 {expected}件，报告为{now_zh}件；{more_zh}。"
            )
            .replace("空白件", "（空白）"),
            format!(
                "{en}: {before_en} before + {made_en} made − {repealed_en} repealed = {expected}, \
                 but {now_en} is stated; {more_en}."
            ),
        )
        .at(cell, report.cell(cell).map(|it| it.place).unwrap_or_default())
        .values(expected, now_zh)
        .holding(holds),
    )
}

fn tells_a_reason(report: &Prepared<'_>) -> bool {
    report
        .sections
        .iter()
        .flat_map(|it| &it.paragraphs)
        .any(|it| it.value.contains("文件") && REASONS.iter().any(|word| it.value.contains(word)))
}
