//! Rules on the table of reconsideration and litigation.

use law::report_form::{ApplicantColumn, CaseBlock, CaseColumn, CellId, OutcomeGroup};

use super::completeness::unreadable_and_missing;
use super::listed::sums_of_cases;
use super::table_three::sums;
use super::words::{be, counted};
use super::{Finding, Prepared, Rule, Severity};

/// Authority of the sums of the form.
const FORM: &str = "国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》第四部分";

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "T4-1",
        severity: Severity::Error,
        title: ["复议诉讼各组之和等于总计", "Results of each block add up to its total"],
        authority: FORM,
        what: [
            "行政复议、未经复议直接起诉、复议后起诉三组，每组结果维持、结果纠正、其他结果、尚未审结之和应等于该组总计。",
            "In each of the three blocks, upheld, corrected, other and pending must add up to the total.",
        ],
        remedy: [
            "核对案件台账后改正总计或者分项。",
            "Compare with the register of cases and correct the total or the part that is wrong.",
        ],
        check: |report| sums("T4-1", sums_of_cases(), report),
    },
    Rule {
        id: "T4-0",
        severity: Severity::Error,
        title: ["复议诉讼表十五格齐全", "All 15 cells of table four are present"],
        authority: FORM,
        what: [
            "第四部分的表应有15个可读的非负整数。空白和斜线另见 F-2。",
            "The table of section four must have 15 readable whole numbers. Blanks and strokes: see F-2.",
        ],
        remedy: ["补上缺少的格，填写准确数字。", "Supply the missing cells with exact numbers."],
        check: |report| unreadable_and_missing("T4-0", 4, report),
    },
    Rule {
        id: "T4-2",
        severity: Severity::Warning,
        title: ["没有不予公开却有复议", "Reconsiderations although nothing was refused"],
        authority: "实务核对（不是法定勾稽关系）；《行政复议法》第二十三条第一款第四项",
        what: [
            "不予公开各行均为0，而行政复议总计大于0：复议多因不予公开而起，请核对。",
            "All rows of refusals are 0 while there are reconsiderations: these mostly follow refusals.",
        ],
        remedy: [
            "核对复议案件所针对的答复类型；因“无法提供”“不予处理”而复议的，确认后可不改。",
            "Look up what the reconsiderations were about; if they concern other outcomes, confirm.",
        ],
        check: reconsideration_without_refusal,
    },
];

fn reconsideration_without_refusal(report: &Prepared<'_>) -> Vec<Finding> {
    let total = CellId::Case(CaseBlock::Reconsideration, CaseColumn::Total);
    let Some(cases) = report.count(total).filter(|cases| *cases > 0) else { return Vec::new() };
    let rows = OutcomeGroup::Denied.rows().chain([law::report_form::RequestRow::Partial]);
    let refused: Option<i64> =
        rows.map(|row| report.count(CellId::Request(row, ApplicantColumn::Total))).sum();
    if refused != Some(0) {
        return Vec::new();
    }
    let place = report.cell(total).map(|cell| cell.place).unwrap_or_default();
    vec![
        Finding::new(
            "T4-2",
            Severity::Warning,
            format!("本年不予公开和部分公开均为0件，却有行政复议{cases}件，请核对。"),
            format!(
                "Nothing was refused this year, yet there {} {}.",
                be(cases),
                counted(cases, "reconsideration")
            ),
        )
        .at(total, place)
        .values(0, cases),
    ]
}
