//! Rules on the table of documents, licences, penalties and charges.

use law::Lang;
use law::report_form::{CellId, DisclosureColumn, DisclosureRow, FormVersion};

use super::completeness::unreadable_and_missing;
use super::{Finding, Prepared, Rule, Severity};
use crate::names;

mod power;

const FORM: &str = "国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》第二部分";

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "T2-1",
        severity: Severity::Error,
        title: ["主动公开表各格齐全合规", "All cells of table two are present and proper"],
        authority: FORM,
        what: [
            "第二部分的表应有10个数字：件数为非负整数，收费金额以万元为单位、不小于0、最多6位小数。空白和斜线另见 F-2。",
            "Table two must have 10 numbers: counts are whole, the charge is in 10,000 yuan with at most 6 decimals.",
        ],
        remedy: [
            "补上缺少的格；金额精确到分，不要四舍五入。",
            "Supply missing cells; give charges to the fen.",
        ],
        check: |report| unreadable_and_missing("T2-1", 2, report),
    },
    Rule {
        id: "T2-2",
        severity: Severity::Error,
        title: ["无规章制定权的机关规章为0", "No rules where there is no power to make them"],
        authority: "《立法法》第九十一条、第九十三条：规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定",
        what: [
            "省级以下的部门、县（市、区）和乡镇政府、街道办事处、开发区等管理委员会没有规章制定权，规章一行应为0。从名称不能确定的（如简称、垂直管理机关），是警告。",
            "Departments below the State Council, counties, districts, townships, sub-districts and committees of development zones cannot make rules: the row must be 0. Where the name leaves doubt (a short form, a body under central management) it is a warning.",
        ],
        remedy: [
            "把误填的文件移到“行政规范性文件”一行，规章填0。",
            "Move the documents to the row of normative documents and write 0 here.",
        ],
        check: power::check,
    },
    Rule {
        id: "T2-3",
        severity: Severity::Warning,
        title: [
            "制发、废止与现行有效件数相称",
            "Documents made, repealed and in force are plausible",
        ],
        authority: "国办公开办函〔2021〕30号第二部分的指标含义；核对方法为实务",
        what: [
            "本年有制发而现行有效为0，或者废止件数多于上年有效加本年制发，都需要说明。行政许可、行政处罚和规范性文件均为0的，也请核对。",
            "Made but nothing in force, more repealed than ever existed, or licences, penalties and documents all 0: please confirm.",
        ],
        remedy: [
            "核对规范性文件目录和执法台账，确认或者改正。",
            "Compare with the registers; confirm or correct.",
        ],
        check: implausible_documents,
    },
];

pub(super) fn documents(row: DisclosureRow, column: DisclosureColumn) -> CellId {
    CellId::Disclosure(row, column)
}

fn implausible_documents(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in [DisclosureRow::Rules, DisclosureRow::NormativeDocuments] {
        findings.extend(made_but_not_in_force(row, report));
        findings.extend(more_repealed_than_there_were(row, report));
    }
    findings.extend(all_zero(report));
    findings
}

fn made_but_not_in_force(row: DisclosureRow, report: &Prepared<'_>) -> Option<Finding> {
    let made = report.count(documents(row, DisclosureColumn::Made))?;
    let cell = documents(row, DisclosureColumn::InForce);
    let in_force = report.count(cell)?;
    (made > 0 && in_force == 0).then(|| {
        let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
        Finding::new(
            "T2-3",
            Severity::Warning,
            format!("{zh}本年制发{made}件，现行有效却为0件，请核对。"),
            format!("{en}: {made} made this year, yet none is in force."),
        )
        .at(cell, report.cell(cell).map(|it| it.place).unwrap_or_default())
        .values(made, in_force)
    })
}

fn more_repealed_than_there_were(row: DisclosureRow, report: &Prepared<'_>) -> Option<Finding> {
    let before = report.previous?.count(documents(row, DisclosureColumn::InForce))?;
    let made = report.count(documents(row, DisclosureColumn::Made))?;
    let cell = documents(row, DisclosureColumn::Repealed);
    let repealed = report.count(cell)?;
    (repealed > before.saturating_add(made)).then(|| {
        let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
        Finding::new(
            "T2-3",
            Severity::Warning,
            format!("{zh}废止{repealed}件，多于上年有效{before}件加本年制发{made}件。"),
            format!("{en}: {repealed} repealed, more than {before} before plus {made} made."),
        )
        .at(cell, report.cell(cell).map(|it| it.place).unwrap_or_default())
        .values(before.saturating_add(made), repealed)
    })
}

/// A bureau that licenses, punishes and issues nothing at all is rare.
fn all_zero(report: &Prepared<'_>) -> Option<Finding> {
    if report.disclosure_form != Some(FormVersion::Form2021) {
        return None;
    }
    let cells = [
        documents(DisclosureRow::NormativeDocuments, DisclosureColumn::Made),
        documents(DisclosureRow::NormativeDocuments, DisclosureColumn::InForce),
        documents(DisclosureRow::Licences, DisclosureColumn::Decisions),
        documents(DisclosureRow::Penalties, DisclosureColumn::Decisions),
    ];
    let zero = cells.iter().all(|cell| report.count(*cell) == Some(0));
    let department = report
        .agency
        .as_ref()
        .is_some_and(|it| it.value.ends_with('局') || it.value.ends_with("委员会"));
    let [first, rest @ ..] = cells;
    (zero && department).then(|| {
        Finding::new(
            "T2-3",
            Severity::Warning,
            "行政规范性文件、行政许可、行政处罚均为0：请核对是否漏填，旧文件仍有效的应计入现行有效件数。"
                .to_owned(),
            "Normative documents, licences and penalties are all 0: check for omissions; older \
             documents in force count."
                .to_owned(),
        )
        .at(first, report.cell(first).map(|it| it.place).unwrap_or_default())
        .with(rest.to_vec())
    })
}
