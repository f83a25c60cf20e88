//! Rules over two years of one agency.

use law::Lang;
use law::report_form::{
    ApplicantColumn, CaseBlock, CaseColumn, CellId, DisclosureColumn, DisclosureRow, RequestRow,
};

use super::{Finding, Prepared, Rule, Severity};
use crate::names;

mod carried;
pub(super) mod predecessor;
mod section_five;

const NOTE: &str =
    "国办公开办函〔2021〕30号《年度报告格式》；“上年结转”即上一年度报告的“结转下年度继续办理”";

/// Share by which a figure may change before somebody has to confirm it (our convention).
const SWING_PERCENT: i64 = 50;
/// Counts below which a swing means nothing (our convention).
const SWING_LEAST: i64 = 20;

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "Y-0",
        severity: Severity::Warning,
        title: ["对照的是本机关上一年度的报告", "The report of the year before"],
        authority: "实务核对（不是法定要求）：跨年度各项只在同一机关相邻两年的报告之间成立",
        what: [
            "用来对照的报告应是同一机关上一年度的报告：年度相差一年，机关名称相同或者一个是另一个的简称；没有写明年度、机关的不作判断。不符的，跨年度各项（Y-1至Y-5）不核对。",
            "The report to compare with must be the same agency's for the year before; a year or a name that is not stated is let pass. Otherwise nothing is compared across years (Y-1 to Y-5).",
        ],
        remedy: [
            "换成本机关上一年度的报告；机关更名、合并的，请人工核对。",
            "Give this agency's report for the year before; after a merger or a change of name, compare by hand.",
        ],
        check: predecessor::check,
    },
    Rule {
        id: "Y-1",
        severity: Severity::Error,
        title: ["上年结转与上年报告相接", "Carried in equals last year's carried out"],
        authority: NOTE,
        what: [
            "本年“上年结转”每一列都应等于上年报告“结转下年度继续办理”的同一列；空白格分清“按0计相等”和“按0计也不等”。",
            "Each column of this year's carried in must equal last year's carried out; blanks are told apart by whether this holds if they are zero.",
        ],
        remedy: [
            "以上年已公布的报告为准改正本年结转数；上年报告有误的，先更正上年报告。",
            "Follow last year's published report; if that was wrong, correct it first.",
        ],
        check: carried::over,
    },
    Rule {
        id: "Y-2",
        severity: Severity::Error,
        title: ["现行有效件数逐年相接", "Documents in force follow from last year"],
        authority: "国办公开办函〔2021〕30号第二部分的指标含义；偏差需要书面说明为我方惯例",
        what: [
            "本年现行有效应等于上年现行有效加本年制发减本年废止。清理、移交、重新统计的，应当说明；文中写到的，只作警告。",
            "In force now must equal in force before plus made minus repealed; deviations need a written reason, with which the finding is a warning.",
        ],
        remedy: [
            "核对文件目录，改正或者在报告中说明原因。",
            "Check the register; correct or explain.",
        ],
        check: carried::stock,
    },
    Rule {
        id: "Y-3",
        severity: Severity::Warning,
        title: ["上年未审结案件有下落", "Last year's pending cases are accounted for"],
        authority: "实务核对；表四按当年结案或者未结案统计",
        what: [
            "上年“尚未审结”的案件，本年应当出现在某一结果或者仍未审结中，因此本年总计不应少于上年未审结数。",
            "Cases pending last year must appear as concluded or pending: the total cannot be less.",
        ],
        remedy: ["核对案件台账。", "Compare with the register of cases."],
        check: pending,
    },
    Rule {
        id: "Y-4",
        severity: Severity::Warning,
        title: ["数字大幅变化", "Large swings"],
        authority: "实务核对；幅度50%为我方惯例",
        what: [
            "许可、处罚、强制、收费、申请数量较上年变化超过50%的，请确认。",
            "Licences, penalties, coercion, charges or requests changed by more than 50 %.",
        ],
        remedy: [
            "确认数字无误；收费请注意元和万元。",
            "Confirm; for charges mind yuan against 10,000 yuan.",
        ],
        check: swings,
    },
    Rule {
        id: "Y-5",
        severity: Severity::Warning,
        title: ["第五部分与上年雷同", "Section five copied from last year"],
        authority: "《政府信息公开条例》第五十条第四项；相似度60%为我方惯例",
        what: [
            "第五部分应写本年的具体问题和上年问题的改进情况，不应与上年大段相同；本年报告应说明上年问题如何改进。",
            "Section five must tell this year's problems and how last year's were mended, not repeat last year.",
        ],
        remedy: [
            "按本年实际重写问题，并写明上年问题的整改结果。",
            "Rewrite it for this year and say what was mended.",
        ],
        check: section_five::check,
    },
];

fn pending(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(previous) = report.previous else { return Vec::new() };
    CaseBlock::ALL
        .iter()
        .filter_map(|block| {
            let before = previous.count(CellId::Case(*block, CaseColumn::Pending))?;
            let cell = CellId::Case(*block, CaseColumn::Total);
            let read = report.cell(cell)?;
            let now = read.count()?;
            (now < before).then(|| {
                let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
                Finding::new(
                    "Y-3",
                    Severity::Warning,
                    format!(
                        "{zh}上年尚未审结{before}件，本年总计只有{now}件，请说明其余案件的结果。"
                    ),
                    format!("{en}: {before} pending last year, but this year counts only {now}."),
                )
                .at(cell, read.place)
                .values(before, now)
            })
        })
        .collect()
}

fn swings(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(previous) = report.previous else { return Vec::new() };
    let decisions = |row| CellId::Disclosure(row, DisclosureColumn::Decisions);
    let cells = [
        decisions(DisclosureRow::Licences),
        decisions(DisclosureRow::Penalties),
        decisions(DisclosureRow::Coercion),
        CellId::Disclosure(DisclosureRow::Charges, DisclosureColumn::Amount),
        CellId::Request(RequestRow::New, ApplicantColumn::Total),
    ];
    cells
        .into_iter()
        .filter_map(|cell| {
            let read = report.cell(cell)?;
            let now = read.number()?;
            let before = previous.cell(cell)?.number()?;
            let (a, b) = (before.scaled(), now.scaled());
            let large = a.max(b) >= i128::from(SWING_LEAST) * 10_i128.pow(12);
            let swung = (a - b).abs() * 100 > a * i128::from(SWING_PERCENT);
            (large && swung).then(|| {
                let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
                Finding::new(
                    "Y-4",
                    Severity::Warning,
                    format!("{zh}由上年{before}变为{now}，变化超过{SWING_PERCENT}%，请确认。"),
                    format!("{en} went from {before} to {now}, more than {SWING_PERCENT} %."),
                )
                .at(cell, read.place)
                .values(before, now)
            })
        })
        .collect()
}
