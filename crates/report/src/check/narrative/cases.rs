//! Reconsiderations and suits in the narrative: N-1 on table four.

use law::report_form::{CaseBlock, CaseColumn, CellId, Section};

use super::claim::{Claim, quote};
use super::figures::{Context, Figure, context};
use super::reading::{Name, Reading};
use super::scope::{Scope, scope};
use super::sentence::has;
use super::tables;
use super::text::{Paragraph, Text};
use crate::check::{Finding, Prepared, Severity};

const SUITS: &[CaseBlock] = &[CaseBlock::SuitDirect, CaseBlock::SuitAfter];
const RECONSIDERATION: &[CaseBlock] = &[CaseBlock::Reconsideration];

/// Compares every figure on reconsiderations and suits with table four.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    if !report.has_table(4) {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = Vec::new();
    for paragraph in report.narrative().paragraphs_with(&["复议", "诉讼"]) {
        for finding in of_paragraph(paragraph, report) {
            if !findings.iter().any(|it| it.cell == finding.cell && it.found == finding.found) {
                findings.push(finding);
            }
        }
    }
    findings
}

fn of_paragraph(paragraph: &Paragraph<'_>, report: &Prepared<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for sentence in paragraph.sentences() {
        if !sentence.has(&["复议", "诉讼"]) || !is_on_disclosure(*sentence, paragraph) {
            continue;
        }
        let figures = sentence.figures();
        let mut blocks: Option<&'static [CaseBlock]> = None;
        for (index, figure) in figures.iter().enumerate() {
            let context = context(*sentence, figures, index);
            findings.extend(
                claim(report, *sentence, figure, context, &mut blocks)
                    .and_then(|claim| claim.finding(report, paragraph, false)),
            );
        }
        findings.extend(none(report, paragraph, *sentence));
    }
    findings
}

/// A bureau of justice decides many reconsiderations; only those on disclosure are meant.
fn is_on_disclosure(sentence: Text<'_>, paragraph: &Paragraph<'_>) -> bool {
    sentence.has(&["信息公开", "信息类", "公开类", "依申请"])
        || paragraph.section == Some(Section::Cases)
        || paragraph.heading().has(&["依申请"])
        || paragraph.text().chars().take(16).collect::<String>().contains("依申请公开")
}

fn claim(
    report: &Prepared<'_>,
    sentence: Text<'_>,
    figure: &Figure,
    context: Context<'_>,
    blocks: &mut Option<&'static [CaseBlock]>,
) -> Option<Claim> {
    let Context { lead, .. } = context;
    if lead.has(&["申请"]) && !lead.has(&["复议", "诉讼"]) {
        *blocks = None;
        return None;
    }
    let named = blocks_of(lead, sentence);
    *blocks = named.or(*blocks);
    let blocks = (*blocks)?;
    let value = figure.count()?;
    let column = match column_of(lead) {
        Some(column) => column,
        None if named.is_some() => CaseColumn::Total,
        None => return None,
    };
    let scope = scope(context, sentence, report);
    if scope == Scope::Foreign || lead.has(&["二审", "再审", "培训", "分别"]) {
        return None;
    }
    let cell = CellId::Case(*blocks.first()?, column);
    let total = Reading {
        name: Name::Cases(blocks, column),
        amount: tables::cases(report, blocks, column),
    };
    let mut accepted = vec![total];
    let mut others: Vec<Reading> = Vec::new();
    for block in blocks.iter().filter(|_| blocks.len() > 1) {
        let cell = CellId::Case(*block, column);
        // 诉讼X件 may be direct suits, suits after reconsideration, or both.
        accepted.push(Reading::of(cell, tables::sum(report, [cell])));
    }
    if column == CaseColumn::Total {
        accepted.push(Reading::named(
            "各结果合计",
            "the results added up",
            tables::case_results(report, blocks),
        ));
        let pending = tables::cases(report, blocks, CaseColumn::Pending);
        let all = tables::cases(report, blocks, CaseColumn::Total);
        others.push(Reading::named(
            "总计减尚未审结",
            "the total without pending cases",
            tables::minus(all, pending),
        ));
        others.push(Reading::named("尚未审结", "pending cases", pending));
    }
    let more = accepted.iter().all(|it| it.amount.is_some_and(|it| it.value < value));
    Some(Claim {
        rule: "N-1",
        quote: quote(&sentence, &lead, figure.start, figure.end),
        value,
        cell,
        accepted,
        others,
        // The table may hold cases carried from the year before, so fewer is never an error.
        doubtful: scope == Scope::Doubtful || !more,
        may_be_error: sentence.contains("信息公开") && column == CaseColumn::Total,
    })
}

fn blocks_of(lead: Text<'_>, sentence: Text<'_>) -> Option<&'static [CaseBlock]> {
    let suit = lead.has(&["诉讼", "起诉", "应诉"]);
    let both = lead.contains("相关案件") && sentence.has(&["复议"]) && sentence.has(&["诉讼"]);
    if both || suit && lead.contains("行政复议") && !lead.has(&["复议后", "经复议"]) {
        return Some(CaseBlock::ALL);
    }
    if lead.has(&["复议后"]) {
        Some(&[CaseBlock::SuitAfter])
    } else if lead.has(&["直接起诉", "直接提起", "未经复议"]) {
        Some(&[CaseBlock::SuitDirect])
    } else if suit {
        Some(SUITS)
    } else {
        lead.contains("复议").then_some(RECONSIDERATION)
    }
}

fn column_of(lead: Text<'_>) -> Option<CaseColumn> {
    if lead.has(&["维持"]) {
        Some(CaseColumn::Upheld)
    } else if lead.has(&["纠正", "纠错"]) {
        Some(CaseColumn::Corrected)
    } else if lead.has(&["其他"]) {
        Some(CaseColumn::Other)
    } else if lead.has(&["尚未审结", "未审结", "未结", "审理中"]) {
        Some(CaseColumn::Pending)
    } else {
        None
    }
}

/// Compares 未发生…行政复议、行政诉讼 with the totals of table four.
fn none(report: &Prepared<'_>, paragraph: &Paragraph<'_>, sentence: Text<'_>) -> Option<Finding> {
    const DENIED: [&str; 7] = ["未发生", "没有发生", "未出现", "未产生", "没有因", "未因", "无因"];
    if !sentence.has(&DENIED) {
        return None;
    }
    let clause = sentence.split(['，', '；']).find(|clause| {
        let denied = DENIED
            .iter()
            .any(|it| clause.find(it).is_some_and(|at| has(&clause[at..], &["复议", "诉讼"])));
        denied && !has(clause, &["纠错", "纠正", "败诉", "撤销", "违法", "上年", "去年"])
    })?;
    let blocks: Vec<CaseBlock> = CaseBlock::ALL
        .iter()
        .filter(|it| match it {
            CaseBlock::Reconsideration => clause.contains("复议"),
            CaseBlock::SuitDirect | CaseBlock::SuitAfter => clause.contains("诉讼"),
        })
        .copied()
        .collect();
    let total = tables::cases(report, &blocks, CaseColumn::Total).filter(|it| it.value > 0)?;
    let block = *blocks.iter().find(|block| {
        report.count(CellId::Case(**block, CaseColumn::Total)).is_some_and(|it| it > 0)
    })?;
    let [zh, en] = paragraph.whereabouts();
    let count = total.value;
    Some(
        Finding::new(
            "N-1",
            Severity::Warning,
            format!(
                "{zh}写没有发生复议或者诉讼，而表四总计为{count}件；表中含上年结转案件的，请写明。"
            ),
            format!(
                "{en} denies any case, but table four has {count}; say so if these were carried \
                 in from last year."
            ),
        )
        .at(CellId::Case(block, CaseColumn::Total), paragraph.place)
        .values(count, 0),
    )
}
