//! Normative documents, licences and penalties in the narrative: N-2 on table two.

use law::report_form::{CellId, DisclosureColumn, DisclosureRow, FormVersion};

use super::claim::{Claim, quote};
use super::figures::{Context, Figure, context};
use super::reading::Reading;
use super::scope::{Scope, scope};
use super::sentence::has;
use super::tables;
use super::text::Text;
use crate::check::{Finding, Prepared};

/// Work on documents of other bodies, or on documents that are only published.
const NOT_OWN: [&str; 22] = [
    "审查",
    "审核",
    "备案",
    "起草",
    "代拟",
    "报请",
    "解读",
    "评估",
    "清理",
    "公平竞争",
    "征求",
    "征集",
    "意见",
    "草案",
    "市委",
    "区委",
    "县委",
    "省级",
    "党内",
    "报送",
    "转发",
    "联合",
];
/// Decisions that were put on a list, not the decisions made.
const LISTED: [&str; 7] = ["双公示", "公示", "公开", "信用", "发布", "推送", "归集"];

/// Compares figures on documents and decisions with table two.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    if !report.has_table(2) {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = Vec::new();
    let wanted = ["规范性文件", "行政许可", "行政处罚", "行政强制"];
    for paragraph in report.narrative().paragraphs_with(&wanted) {
        for sentence in paragraph.sentences() {
            let figures = sentence.figures();
            for (index, figure) in figures.iter().enumerate() {
                let context = context(*sentence, figures, index);
                let finding = document(report, *sentence, figure, context)
                    .or_else(|| decision(report, *sentence, figure, context))
                    .and_then(|claim| claim.finding(report, paragraph, false));
                let known = |new: &Finding| {
                    findings.iter().any(|it| it.cell == new.cell && it.found == new.found)
                };
                findings.extend(finding.filter(|new| !known(new)));
            }
        }
    }
    findings
}

fn document(
    report: &Prepared<'_>,
    sentence: Text<'_>,
    figure: &Figure,
    context: Context<'_>,
) -> Option<Claim> {
    use DisclosureColumn::{InForce, Made, NewlyMade, Repealed, TotalPublic};
    let lead = context.lead;
    let words = [lead.letters(), context.tail.letters()].concat();
    let continued = continues(sentence, &lead, figure);
    if !(continued || words.contains("规范性文件")) || has(&words, &NOT_OWN) {
        return None;
    }
    let value = figure.count()?;
    let scope = scope(context, sentence, report);
    if scope == Scope::Foreign {
        return None;
    }
    let of_2019 = report.disclosure_form == Some(FormVersion::Form2019);
    let (column, exact) = if has(&words, &["废止", "失效"]) {
        (Repealed, words.contains("废止") && !words.contains("失效"))
    } else if has(&words, &["现行有效", "继续有效", "保留"]) {
        (InForce, words.contains("现行有效"))
    } else if has(&words, &["制发", "制定", "出台"]) {
        (if of_2019 { NewlyMade } else { Made }, true)
    } else if has(&words, &["印发"]) && !has(&words, &["公开", "发布"]) {
        (if of_2019 { NewlyMade } else { Made }, false)
    } else {
        return None;
    };
    if of_2019 && column != NewlyMade {
        return None;
    }
    let of = |column| {
        let cell = CellId::Disclosure(DisclosureRow::NormativeDocuments, column);
        Reading::of(cell, tables::sum(report, [cell]))
    };
    let rest = [Made, Repealed, InForce, NewlyMade, TotalPublic];
    let mut others: Vec<Reading> = rest.into_iter().filter(|it| *it != column).map(of).collect();
    let plain = |column| of(column).amount;
    others.push(Reading::named(
        "制发加废止",
        "made plus repealed",
        tables::plus(plain(Made), plain(Repealed)),
    ));
    others.push(Reading::named(
        "现行有效减本年制发",
        "in force without those of this year",
        tables::minus(plain(InForce), plain(Made)),
    ));
    Some(Claim {
        rule: "N-2",
        quote: quote(&sentence, &lead, figure.start, figure.end),
        value,
        cell: CellId::Disclosure(DisclosureRow::NormativeDocuments, column),
        accepted: vec![of(column)],
        others,
        doubtful: scope == Scope::Doubtful,
        may_be_error: exact && !continued && !has(&words, &["修订", "修改"]),
    })
}

/// Tells whether a bare verb goes on counting documents: 制发规范性文件4件，废止3件.
fn continues(sentence: Text<'_>, lead: &str, figure: &Figure) -> bool {
    const VERBS: [&str; 5] = ["废止", "失效", "废止失效", "宣布失效", "现行有效"];
    let Some(before) = sentence.get(..figure.start.saturating_sub(lead.len())) else {
        return false;
    };
    let same_clauses = before.rsplit(['；', '。']).next().unwrap_or(before);
    VERBS.contains(&lead.trim_matches(['，', '、', ' ']))
        && same_clauses.contains("规范性文件")
        && !has(same_clauses, &NOT_OWN)
}

fn decision(
    report: &Prepared<'_>,
    sentence: Text<'_>,
    figure: &Figure,
    context: Context<'_>,
) -> Option<Claim> {
    let words = [context.lead.letters(), context.tail.letters()].concat();
    let row = [
        ("行政许可", DisclosureRow::Licences),
        ("行政处罚", DisclosureRow::Penalties),
        ("行政强制", DisclosureRow::Coercion),
    ]
    .into_iter()
    .find(|(word, _)| words.contains(word))?
    .1;
    let decided = has(&words, &["作出", "做出", "实施"]);
    if !decided || sentence.has(&LISTED) || has(&words, &["事项", "金额", "复议"]) {
        return None;
    }
    let value = figure.count()?;
    let scope = scope(context, sentence, report);
    if scope == Scope::Foreign {
        return None;
    }
    let cell = CellId::Disclosure(row, DisclosureColumn::Decisions);
    Some(Claim {
        rule: "N-2",
        quote: quote(&sentence, &context.lead, figure.start, figure.end),
        value,
        cell,
        accepted: vec![Reading::of(cell, tables::sum(report, [cell]))],
        others: Vec::new(),
        doubtful: scope == Scope::Doubtful,
        may_be_error: false,
    })
}
