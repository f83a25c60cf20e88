//! Rules on the table of documents, licences, penalties and charges.

use law::Lang;
use law::report_form::{CellId, DisclosureColumn, DisclosureRow, FormVersion};

use super::table_three::unreadable_and_missing;
use super::{Finding, Rule, Severity, Subject};
use crate::names;

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
        check: |subject| unreadable_and_missing("T2-1", 2, subject.report),
    },
    Rule {
        id: "T2-2",
        severity: Severity::Error,
        title: ["无规章制定权的机关规章为0", "No rules where there is no power to make them"],
        authority: "《立法法》第九十一条、第九十三条：规章由国务院部门和省、自治区、直辖市、设区的市、自治州的人民政府制定",
        what: [
            "市、县所属部门，县级以下政府没有规章制定权，规章一行应为0。",
            "Departments of cities and counties, counties and townships cannot make rules: the row must be 0.",
        ],
        remedy: [
            "把误填的文件移到“行政规范性文件”一行，规章填0。",
            "Move the documents to the row of normative documents and write 0 here.",
        ],
        check: rules_without_power,
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

fn documents(row: DisclosureRow, column: DisclosureColumn) -> CellId {
    CellId::Disclosure(row, column)
}

fn rules_without_power(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let Some(agency) = &report.agency else { return Vec::new() };
    if may_make_rules(&agency.value) != Some(false) {
        return Vec::new();
    }
    let columns = [DisclosureColumn::Made, DisclosureColumn::Repealed, DisclosureColumn::InForce];
    columns
        .into_iter()
        .map(|column| documents(DisclosureRow::Rules, column))
        .filter_map(|cell| {
            let read = report.cell(cell)?;
            let count = read.count().filter(|count| *count > 0)?;
            let (zh, en) = (names::column(cell, Lang::Zh), names::column(cell, Lang::En));
            Some(
                Finding::new(
                    "T2-2",
                    Severity::Error,
                    format!("{}没有规章制定权，规章“{zh}”却填了{count}。", agency.value),
                    format!("{} cannot make rules, yet “{en}” says {count}.", agency.value),
                )
                .at(cell, read.place)
                .values(0, count),
            )
        })
        .collect()
}

/// Tells from its name whether an agency may make rules; `None` where the name does not tell.
fn may_make_rules(agency: &str) -> Option<bool> {
    let township = ["镇人民政府", "乡人民政府", "街道办事处", "镇政府", "乡政府"];
    if township.iter().any(|end| agency.ends_with(end)) {
        return Some(false);
    }
    let county = ["县人民政府", "旗人民政府"];
    if county.iter().any(|end| agency.ends_with(end)) && !agency.contains("自治州") {
        return Some(false);
    }
    // Departments of a city or county; those of a province or of the State Council are not told
    // apart here, as a province's department cannot make rules either, but its name may be short.
    let department = ["局", "委员会", "办公室"].iter().any(|end| agency.ends_with(end));
    let local = agency.contains('县') || agency.contains('市') && !agency.starts_with("国家");
    (department && local && !agency.contains("人民政府")).then_some(false)
}

fn implausible_documents(subject: Subject<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for row in [DisclosureRow::Rules, DisclosureRow::NormativeDocuments] {
        findings.extend(made_but_not_in_force(row, subject));
        findings.extend(more_repealed_than_there_were(row, subject));
    }
    findings.extend(all_zero(subject));
    findings
}

fn made_but_not_in_force(row: DisclosureRow, subject: Subject<'_>) -> Option<Finding> {
    let report = subject.report;
    let made = report.count(documents(row, DisclosureColumn::Made))?;
    let cell = documents(row, DisclosureColumn::InForce);
    let in_force = report.count(cell)?;
    (made > 0 && in_force == 0).then(|| {
        let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
        Finding::new(
            "T2-3",
            Severity::Warning,
            format!("{zh}本年制发{made}件，现行有效却为0件，请核对。"),
            format!("{made} {en} were made this year, yet none is in force."),
        )
        .at(cell, report.cell(cell).map(|it| it.place).unwrap_or_default())
        .values(made, in_force)
    })
}

fn more_repealed_than_there_were(row: DisclosureRow, subject: Subject<'_>) -> Option<Finding> {
    let report = subject.report;
    let before = subject.previous?.count(documents(row, DisclosureColumn::InForce))?;
    let made = report.count(documents(row, DisclosureColumn::Made))?;
    let cell = documents(row, DisclosureColumn::Repealed);
    let repealed = report.count(cell)?;
    (repealed > before.saturating_add(made)).then(|| {
        let (zh, en) = (names::row(cell, Lang::Zh), names::row(cell, Lang::En));
        Finding::new(
            "T2-3",
            Severity::Warning,
            format!("{zh}废止{repealed}件，多于上年有效{before}件加本年制发{made}件。"),
            format!("{repealed} {en} were repealed, more than {before} before plus {made} made."),
        )
        .at(cell, report.cell(cell).map(|it| it.place).unwrap_or_default())
        .values(before.saturating_add(made), repealed)
    })
}

/// A bureau that licenses, punishes and issues nothing at all is rare.
fn all_zero(subject: Subject<'_>) -> Option<Finding> {
    let report = subject.report;
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
