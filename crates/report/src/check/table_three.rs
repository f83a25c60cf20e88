//! Rules on the table of requests: completeness and the sums of the form.

use law::Lang;
use law::report_form::{ApplicantColumn, CellId, FormVersion, Identity, Relation, RequestRow};

use super::completeness::unreadable_and_missing;
use super::listed::sums_of_requests;
use super::{Finding, Holds, Prepared, Rule, Severity};
use crate::names;
use crate::number::Number;
use crate::value::CellValue;

const FORM: &str = "国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》第三部分";
const NOTE: &str = "国办公开办函〔2021〕30号《年度报告格式》第三部分表注：「第一项加第二项之和，等于第三项加第四项之和」";

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "T3-1",
        severity: Severity::Error,
        title: ["申请情况表各格齐全", "All cells of table three are present"],
        authority: FORM,
        what: [
            "第三部分的表应有25行7列共175个（2019年格式23行161个）可读的非负整数。空白和斜线另见 F-2。完整的报告中前后两行紧接着、中间缺了一行的，是错误；其余缺行、缺表、读不出的，可能是文件不完整或者表是图片，是警告。",
            "The table of section three must have 25 rows by 7 columns, 175 whole numbers (23 rows, 161 numbers in the form of 2019). In a whole report a row that is missing between two neighbours is an error; other missing rows and tables and what cannot be read are warnings, as the document may be a piece or the table a picture.",
        ],
        remedy: ["补上缺少的行或者格，填写准确数字。", "Supply the missing rows or cells."],
        check: |report| unreadable_and_missing("T3-1", 3, report),
    },
    Rule {
        id: "T3-2",
        severity: Severity::Error,
        title: ["办理结果各行之和等于总计", "Outcomes of each column add up to （七）总计"],
        authority: FORM,
        what: [
            "每一列中，予以公开、部分公开、不予公开、无法提供、不予处理、其他处理各行之和应等于（七）总计。",
            "In each column all rows of outcomes must add up to row （七）.",
        ],
        remedy: [
            "逐行核对登记簿，改正该列错误的一行或者总计。",
            "Compare the column with the register and correct the row or the total.",
        ],
        check: |report| by_relation("T3-2", Relation::OutcomesAddUp, report),
    },
    Rule {
        id: "T3-3",
        severity: Severity::Error,
        title: ["第一项加第二项等于第三项加第四项", "Taken in equals accounted for"],
        authority: NOTE,
        what: [
            "每一列（含总计列）中，本年新收加上年结转应等于本年度办理结果总计加结转下年度。",
            "In each column, new plus carried in must equal total handled plus carried out.",
        ],
        remedy: [
            "核对年末未办结的件数和上年报告的结转数。",
            "Check what was open at the end of the year and what last year's report carried over.",
        ],
        check: |report| by_relation("T3-3", Relation::TakenInIsAccountedFor, report),
    },
    Rule {
        id: "T3-4",
        severity: Severity::Error,
        title: ["每一行各列之和等于总计", "The six columns of each row add up to 总计"],
        authority: FORM,
        what: [
            "每一行中，自然人加五类法人或其他组织应等于总计。",
            "In each row, natural persons plus the five kinds of organisations must equal the total.",
        ],
        remedy: ["改正该行的分类或者总计。", "Correct the classes or the total of the row."],
        check: |report| by_relation("T3-4", Relation::ColumnsAddUp, report),
    },
    Rule {
        id: "T3-5",
        severity: Severity::Note,
        title: ["总计列成立而分列不成立", "The total column holds although another fails"],
        authority: "实务核对：两处错误相互抵消",
        what: [
            "某一列的勾稽关系不成立而总计列成立，多为数字填错了列。",
            "A column fails while the total column holds: a number usually stands in the wrong column.",
        ],
        remedy: [
            "核对不成立的各列之间是否串列。",
            "Look for a number put into the neighbouring column.",
        ],
        check: shifted,
    },
];

pub(super) fn version(report: &Prepared<'_>) -> FormVersion {
    report.request_form.or_else(|| report.form()).unwrap_or(FormVersion::Form2021)
}

fn by_relation(rule: &'static str, relation: Relation, report: &Prepared<'_>) -> Vec<Finding> {
    sums(rule, sums_of_requests(version(report), relation), report)
}

/// One side of a sum: what is certain, and how many cells are blank or not to be had.
#[derive(Debug, Clone, Copy, Default)]
struct Side {
    known: i128,
    blanks: usize,
    unknown: usize,
    numbers: usize,
}

fn side(cells: &[CellId], report: &Prepared<'_>) -> Side {
    let mut side = Side::default();
    for cell in cells {
        match report.cell(*cell).map(|cell| &cell.value) {
            Some(CellValue::Number(number)) => {
                side.known += number.scaled();
                side.numbers += 1;
            }
            Some(CellValue::Blank | CellValue::Mark(_)) => side.blanks += 1,
            Some(CellValue::Unreadable(_)) | None => side.unknown += 1,
        }
    }
    side
}

/// Checks sums; a sum over cells that are missing or unreadable is not judged.
pub(super) fn sums<'a>(
    rule: &'static str,
    identities: impl IntoIterator<Item = &'a Identity>,
    report: &Prepared<'_>,
) -> Vec<Finding> {
    let found = identities.into_iter().filter_map(|identity| sum(rule, identity, report));
    let (open, mut findings): (Vec<Finding>, Vec<Finding>) =
        found.partition(|finding| finding.holds == Some(Holds::IfBlanksAreZero));
    findings.extend(all_open(rule, open));
    findings
}

/// Sums that hold if blanks are zero are one remark, however many they are.
fn all_open(rule: &'static str, open: Vec<Finding>) -> Option<Finding> {
    let count = open.len();
    let mut open = open.into_iter();
    let first = open.next()?;
    if count == 1 {
        return Some(first);
    }
    let others = open.filter_map(|finding| finding.cell).collect();
    let [zh, en] = super::rule(rule).map_or(["", ""], |rule| rule.title);
    Some(Finding {
        zh: format!("{zh}：{count}处含空白格，空白按0计时均成立，请填写0以便核对。"),
        en: format!(
            "{en}: {count} sums include blank cells and hold if these are zero; write the zeros."
        ),
        expected: None,
        found: None,
        others,
        ..first
    })
}

/// Weighs both sides of a sum, and judges it where it can be judged and does not hold.
fn weigh(identity: &Identity, report: &Prepared<'_>) -> Option<(Side, Side, Holds)> {
    let (left, right) = (side(&identity.left, report), side(&identity.right, report));
    if left.unknown + right.unknown > 0 || left.numbers + right.numbers == 0 {
        return None;
    }
    Some((left, right, judge(left, right)?))
}

fn sum(rule: &'static str, identity: &Identity, report: &Prepared<'_>) -> Option<Finding> {
    let cell = *identity.right.first()?;
    let (left, right, holds) = weigh(identity, report)?;
    let (expected, found) = (exact(left.known), exact(right.known));
    let (zh_sum, en_sum) = describe(identity);
    let (severity, zh, en) = match holds {
        Holds::No => (
            Severity::Error,
            format!("{zh_sum}：左边合计{expected}，右边合计{found}，两边不等。"),
            format!("{en_sum}: the parts add up to {expected}, but {found} is stated."),
        ),
        Holds::NotEvenIfBlanksAreZero => (
            Severity::Error,
            format!("{zh_sum}：左边合计{expected}，右边合计{found}，空白格按0计也不成立。"),
            format!(
                "{en_sum}: the parts add up to {expected}, but {found} is stated; this fails even \
                 if blank cells are zero."
            ),
        ),
        Holds::IfBlanksAreZero => (
            Severity::Note,
            format!("{zh_sum}：空白格按0计时成立（{expected}），请填写0以便核对。"),
            format!("{en_sum}: holds if blank cells are zero ({expected}); write the zeros."),
        ),
    };
    let place = report.cell(cell).map(|cell| cell.place).unwrap_or_default();
    let mut others = identity.left.clone();
    others.extend(identity.right.iter().skip(1));
    Some(
        Finding::new(rule, severity, zh, en)
            .at(cell, place)
            .values(expected, found)
            .with(others)
            .holding(holds),
    )
}

/// Returns a sum with every digit that it has.
fn exact(scaled: i128) -> String {
    let one = Number::whole(1).scaled();
    let sign = if scaled < 0 { "-" } else { "" };
    let (whole, rest) = (scaled.abs() / one, scaled.abs() % one);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let digits = one.to_string().len() - 1;
    let fraction = format!("{rest:0digits$}");
    format!("{sign}{whole}.{}", fraction.trim_end_matches('0'))
}

/// Judges a sum; `None` where it holds or where blanks leave it open.
fn judge(left: Side, right: Side) -> Option<Holds> {
    if left.blanks + right.blanks == 0 {
        return (left.known != right.known).then_some(Holds::No);
    }
    if left.known == right.known {
        return Some(Holds::IfBlanksAreZero);
    }
    // A blank can only add: it mends the side that is short, if that side has one.
    let short = if left.known < right.known { left } else { right };
    (short.blanks == 0).then_some(Holds::NotEvenIfBlanksAreZero)
}

fn describe(identity: &Identity) -> (String, String) {
    let cell = identity.right.first().copied();
    let (row_zh, row_en) = cell.map_or((String::new(), String::new()), |cell| {
        (names::row(cell, Lang::Zh), names::row(cell, Lang::En))
    });
    let (column_zh, column_en) = cell.map_or((String::new(), String::new()), |cell| {
        (names::column(cell, Lang::Zh), names::column(cell, Lang::En))
    });
    match identity.relation {
        Relation::OutcomesAddUp => (
            format!("表三“{column_zh}”列，办理结果各行之和应等于（七）总计"),
            format!("Table 3, column “{column_en}”, outcomes against total handled"),
        ),
        Relation::TakenInIsAccountedFor => (
            format!("表三“{column_zh}”列，新收加上年结转应等于办理总计加结转下年度"),
            format!(
                "Table 3, column “{column_en}”, new plus carried in against handled plus carried out"
            ),
        ),
        Relation::ColumnsAddUp => (
            format!("表三“{row_zh}”行，六列之和应等于总计"),
            format!("Table 3, row “{row_en}”, six columns against the total"),
        ),
        Relation::CasesAddUp => (
            format!("表四“{row_zh}”，维持、纠正、其他、未审结之和应等于总计"),
            format!("Table 4, “{row_en}”, results against the total"),
        ),
    }
}

/// A column whose own numbers fail while 总计 holds.
fn shifted(report: &Prepared<'_>) -> Vec<Finding> {
    let fails = |identity: &&Identity| {
        weigh(identity, report).is_some_and(|(_, _, holds)| holds != Holds::IfBlanksAreZero)
    };
    let failing: Vec<ApplicantColumn> = [Relation::OutcomesAddUp, Relation::TakenInIsAccountedFor]
        .into_iter()
        .flat_map(|relation| sums_of_requests(version(report), relation).filter(fails))
        .filter_map(|identity| match identity.right.first() {
            Some(CellId::Request(_, column)) => Some(*column),
            _ => None,
        })
        .collect();
    if failing.is_empty() || failing.contains(&ApplicantColumn::Total) {
        return Vec::new();
    }
    let cell = CellId::Request(RequestRow::TotalHandled, ApplicantColumn::Total);
    let Some(place) = report.cell(cell).map(|cell| cell.place) else { return Vec::new() };
    let mut columns = failing;
    columns.dedup();
    let list = |lang| {
        let names: Vec<String> = columns
            .iter()
            .map(|column| names::column(CellId::Request(RequestRow::TotalHandled, *column), lang))
            .collect();
        names.join(if lang == Lang::Zh { "、" } else { ", " })
    };
    vec![
        Finding::new(
            "T3-5",
            Severity::Note,
            format!("总计列成立，而“{}”列不成立：多为某个数字填错了列。", list(Lang::Zh)),
            format!(
                "The total column holds but {} does not: a number probably stands in the wrong column.",
                list(Lang::En)
            ),
        )
        .placed(place),
    ]
}
