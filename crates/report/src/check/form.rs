//! Rules on form: headings, blanks, labels, dates.

use law::Lang;
use law::report_form::{CellId, DisclosureColumn, DisclosureRow, FormVersion};

use super::words::counted;
use super::{Finding, Prepared, Rule, Severity};
use crate::model::RemarkKind;
use crate::names;
use crate::value::{CellValue, Place};

mod dates;
mod front;
mod headings;

const FORM: &str = "国办公开办函〔2021〕30号《中华人民共和国政府信息公开工作年度报告格式》";

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "F-1",
        severity: Severity::Error,
        title: ["六个部分齐全、标题规范", "Six sections with the headings of the form"],
        authority: "《政府信息公开条例》第五十条；国办公开办函〔2021〕30号",
        what: [
            "报告依次为六个部分。缺少部分、六个部分齐全而次序不同是错误；标题用语与格式不同是警告。",
            "A report has six sections in order. A missing one and, where all six are there, another order is an error, other words a warning.",
        ],
        remedy: [
            "补上缺少的部分，按格式的次序和标题书写。",
            "Supply the section; use the order and the headings of the form.",
        ],
        check: headings::check,
    },
    Rule {
        id: "F-2",
        severity: Severity::Error,
        title: ["没有数字的格填0", "Zero is written 0"],
        authority: "国办公开办函〔2021〕30号；监督检查通报的常见问题：以空白、斜线代替0",
        what: [
            "表格中没有发生的填0，不留空白，不填“/”“—”“无”。没有规章制定权的机关在规章一行填“/”的，不作为问题。",
            "Nothing happened is written 0, not left blank nor struck. A stroke in the row of rules is let pass.",
        ],
        remedy: ["逐格填写0或者实际数字。", "Write 0 or the number in each cell."],
        check: blanks,
    },
    Rule {
        id: "F-3",
        severity: Severity::Error,
        title: ["表头和行名与格式一致", "Labels as in the form"],
        authority: FORM,
        what: [
            "逐字核对表头和行名。错字、漏字是错误；已知的其他写法是警告；分组标签错位也会指出。",
            "Labels are compared with the form: misprints are errors, known other wordings warnings.",
        ],
        remedy: ["照格式改正。", "Correct the label as in the form."],
        check: labels,
    },
    Rule {
        id: "F-4",
        severity: Severity::Error,
        title: ["按期公布", "Published in time"],
        authority: "《政府信息公开条例》第四十九条",
        what: [
            "部门应在次年1月31日前、政府应在次年3月31日前公布；遇周末不顺延。只在文件写明公布日期时检查。机关名称看不出是部门还是政府的，3月31日以后才是错误，两个期限之间是警告；晚于次年年底的，可能是网站改版后的日期，也是警告。",
            "Departments publish by 31 January, governments by 31 March. Checked where a date is given. Where the name does not tell which it is, only a day after 31 March is an error and one between the two is a warning; so is a day after the end of that year, which may be that of a new site.",
        ],
        remedy: ["说明迟延原因；今后提前安排编制。", "Explain the delay; start earlier next year."],
        check: dates::in_time,
    },
    Rule {
        id: "F-5",
        severity: Severity::Warning,
        title: ["表格可复制、版式正常", "Tables are text and well laid out"],
        authority: "国办公开办函〔2021〕30号；公开平台建设要求（可复制、可下载）",
        what: [
            "表格应为文字而不是图片；行列不应错位。",
            "Tables must be text, not pictures, and rows must not be shifted.",
        ],
        remedy: [
            "用可复制的表格重新发布，检查合并单元格。",
            "Publish the table as text; check merged cells.",
        ],
        check: layout,
    },
    Rule {
        id: "F-6",
        severity: Severity::Warning,
        title: ["标题写明机关全称和年度", "Title names agency and year"],
        authority: FORM,
        what: [
            "标题应为“机关全称＋年度＋政府信息公开工作年度报告”；标题的年度应与正文相同。",
            "The title reads: full name of the agency, year, 政府信息公开工作年度报告; the year is that of the text.",
        ],
        remedy: ["按格式书写标题。", "Write the title as the form has it."],
        check: front::title,
    },
    Rule {
        id: "F-7",
        severity: Severity::Warning,
        title: ["落款日期不矛盾", "Date of signature is plausible"],
        authority: "实务核对（不是法定要求）",
        what: [
            "落款日期不应早于报告年度结束，也不应与公布日期矛盾。",
            "The signature cannot date from before the end of the year, nor from after publication.",
        ],
        remedy: ["改正落款日期。", "Correct the date."],
        check: dates::signature,
    },
    Rule {
        id: "F-8",
        severity: Severity::Note,
        title: ["写明统计期限和联系、下载方式", "Period, contact and download are stated"],
        authority: "《政府信息公开条例》第四十九条、第五十条（报告的是上一年度）；在开头写明统计期限、联系和下载方式为实务（凭记忆，待核实）",
        what: [
            "完整的报告应写明统计期限（1月1日至12月31日）；没有写明的，一并看有没有联系方式和下载、查阅途径。",
            "A whole report states its period (1 January to 31 December); where it does not, it is also seen whether it names a contact and a place to download it.",
        ],
        remedy: [
            "在第一部分之前用一段话写明统计期限、联系电话和下载网址。",
            "State period, telephone and address for download in a paragraph before section one.",
        ],
        check: front::period_and_notes,
    },
    Rule {
        id: "F-9",
        severity: Severity::Note,
        title: ["标题和机关名称不重复印", "Title and agency are printed once"],
        authority: "实务核对（不是法定要求）；国办公开办函〔2021〕30号的标题已含机关名称",
        what: [
            "标题印了两次，或者标题已有机关名称、又另起一行重复的，是提示。",
            "A title printed twice, or the agency's name on a line of its own beside a title that has it, is a note.",
        ],
        remedy: ["删去重复的一处。", "Remove one of the two."],
        check: front::printed_twice,
    },
];

fn blanks(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    let mut groups: Vec<(Vec<CellId>, Place, bool)> = Vec::new();
    for (cell, read) in &report.cells {
        let marked = match &read.value {
            CellValue::Blank => false,
            CellValue::Mark(_) => true,
            CellValue::Number(_) | CellValue::Unreadable(_) => continue,
        };
        if marked && matches!(cell, CellId::Disclosure(DisclosureRow::Rules, _)) {
            continue;
        }
        match groups.last_mut() {
            Some((cells, _, same))
                if *same == marked
                    && cells.last().is_some_and(|last| {
                        (last.table(), last.names().0) == (cell.table(), cell.names().0)
                    }) =>
            {
                cells.push(*cell);
            }
            _ => groups.push((vec![*cell], read.place, marked)),
        }
    }
    for (cells, place, marked) in groups {
        let Some(first) = cells.first().copied() else { continue };
        findings.push(blank_finding(first, &cells, place, marked));
    }
    findings
}

fn blank_finding(first: CellId, cells: &[CellId], place: Place, marked: bool) -> Finding {
    let (zh, en) = (names::row(first, Lang::Zh), names::row(first, Lang::En));
    let columns = |lang, comma: &str| {
        cells.iter().map(|cell| names::column(*cell, lang)).collect::<Vec<_>>().join(comma)
    };
    let one = cells.len() == 1;
    let (kind_zh, kind_en) = match (marked, one) {
        (true, true) => ("填了符号", "holds a mark"),
        (true, false) => ("填了符号", "hold a mark"),
        (false, true) => ("空白", "is blank"),
        (false, false) => ("空白", "are blank"),
    };
    Finding::new(
        "F-2",
        Severity::Error,
        format!(
            "表{}“{zh}”有{}格{kind_zh}（{}）；没有发生的应填0。",
            ["二", "三", "四"].get(usize::from(first.table()) - 2).copied().unwrap_or_default(),
            cells.len(),
            columns(Lang::Zh, "、")
        ),
        format!(
            "Table {}, “{en}”: {} {kind_en} ({}); write 0 where nothing happened.",
            first.table(),
            counted(cells.len(), "cell"),
            columns(Lang::En, ", ")
        ),
    )
    .at(first, place)
    .with(cells.iter().skip(1).copied().collect())
    .values(0, if marked { "mark" } else { "" })
}

fn labels(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = report
        .labels
        .iter()
        .map(|label| {
            let severity = if label.misprint { Severity::Error } else { Severity::Warning };
            Finding::new(
                "F-3",
                severity,
                format!("“{}”应为“{}”。", label.found, label.official),
                format!("The label “{}” should read “{}”.", label.found, label.official),
            )
            .at(label.cell, label.place)
            .values(&label.official, &label.found)
        })
        .collect();
    for remark in report.remarks.iter().filter(|it| it.kind == RemarkKind::TornGroupLabel) {
        findings.push(
            Finding::new(
                "F-3",
                Severity::Warning,
                "分组标签与所属各行错位或者断开。".to_owned(),
                "The label of a group is torn from its rows.".to_owned(),
            )
            .placed(remark.place),
        );
    }
    findings.extend(mixed_forms(report));
    findings
}

/// Table three of 2019 in a report for a later year.
fn mixed_forms(report: &Prepared<'_>) -> Option<Finding> {
    let year = report.year.as_ref()?.value;
    let wanted = FormVersion::for_report_year(year)?;
    let (table, used) = [(2, report.disclosure_form), (3, report.request_form)]
        .into_iter()
        .find_map(|(table, used)| used.filter(|used| *used != wanted).map(|used| (table, used)))?;
    let cell = match table {
        2 => CellId::Disclosure(DisclosureRow::Rules, DisclosureColumn::Made),
        _ => CellId::Request(
            law::report_form::RequestRow::OtherTotal,
            law::report_form::ApplicantColumn::Total,
        ),
    };
    let place = report.cell(cell).map(|it| it.place).unwrap_or_default();
    let part = if table == 2 { "二" } else { "三" };
    Some(
        Finding::new(
            "F-3",
            Severity::Warning,
            format!(
                "{year}年度报告的表{part}用了{}年的格式，应使用{}年的格式。",
                used.year(),
                wanted.year()
            ),
            format!(
                "Table {table} of the report for {year} uses the form of {}; use that of {}.",
                used.year(),
                wanted.year()
            ),
        )
        .placed(place)
        .values(wanted.year(), used.year()),
    )
}

fn layout(report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for remark in &report.remarks {
        let (zh, en) = match remark.kind {
            RemarkKind::ShiftedRow => (
                "这一行的各格错位，末尾缺一格；缺的数字按合计关系推定。",
                "The cells of this row are shifted and one is lost; it was told by the sum.",
            ),
            RemarkKind::SecondReport => (
                "同一页面还有第二份报告，没有读取；请分别检查。",
                "A second report follows on the same page and was not read.",
            ),
            RemarkKind::DetachedLabels => (
                "行名与数字分离，按行的顺序读取；请核对原件。",
                "Row labels are detached from their numbers, which were read in order.",
            ),
            RemarkKind::TornGroupLabel
            | RemarkKind::RunTogether
            | RemarkKind::TraditionalLetters => continue,
        };
        findings.push(
            Finding::new("F-5", Severity::Warning, zh.to_owned(), en.to_owned())
                .placed(remark.place),
        );
    }
    let tables = (2..=4).filter(|table| report.has_table(*table)).count();
    if tables < 3 && report.pictures > 0 {
        findings.push(Finding::new(
            "F-5",
            Severity::Warning,
            format!("文件中有{}幅图片而缺少表格，表格可能是图片，无法复制。", report.pictures),
            format!(
                "{} and a table missing: tables may be pictures.",
                counted(report.pictures, "picture")
            ),
        ));
    }
    findings
}
