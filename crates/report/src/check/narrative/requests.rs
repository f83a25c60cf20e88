//! Requests received, carried over, handled and by applicant: N-1 on table three.

use law::report_form::{ApplicantColumn, CellId, OutcomeGroup, RequestRow};

use super::claim::{Claim, Verdict, quote};
use super::figures::{Context, Figure, context};
use super::outcomes;
use super::pairs::{Word, words};
use super::reading::{Name, Reading};
use super::scope::{Scope, scope};
use super::tables::{self, Amount};
use super::text::{Paragraph, Text};
use crate::check::{Finding, Prepared};

/// Words that make a sentence one on requests for information.
pub(super) const TOPIC: [Word<'_>; 9] = words([
    "信息公开申请",
    "依申请公开",
    "公开政府信息申请",
    "公开信息申请",
    "申请公开政府信息",
    "申请公开信息",
    "信息依申请",
    "政府信息申请",
    "申请公开的",
]);
/// Words of other business in which things are also received and answered.
const ELSEWHERE: [Word<'_>; 19] = words([
    "建议",
    "提案",
    "留言",
    "热线",
    "咨询",
    "来信",
    "来访",
    "信箱",
    "工单",
    "投诉",
    "举报件",
    "行政复议",
    "行政诉讼",
    "诉讼",
    "争议",
    "许可",
    "处罚",
    "互动",
    "办件",
]);
/// Ways in which requests come; the tables do not count them.
const CHANNELS: [Word<'_>; 18] = words([
    "网络", "网上", "在线", "信函", "邮寄", "邮政", "当面", "现场", "平台", "传真", "邮件", "窗口",
    "书面", "电话", "邮箱", "网站", "涉及", "关于",
]);

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Received,
    ReceivedAnew,
    ReceivedWithCarried,
    CarriedIn,
    CarriedOut,
    Handled,
    By(&'static [ApplicantColumn]),
    Outcome,
}

/// Compares every figure on requests with table three.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    if !report.has_table(3) {
        return Vec::new();
    }
    let paragraphs = report.narrative().paragraphs_with(&["申请"]);
    paragraphs.flat_map(|it| of_paragraph(it, report)).collect()
}

fn of_paragraph(paragraph: &Paragraph<'_>, report: &Prepared<'_>) -> Vec<Finding> {
    let mut claims: Vec<(Meaning, Claim)> = Vec::new();
    let mut findings = Vec::new();
    let mut topic = false;
    for sentence in paragraph.sentences() {
        let strong = sentence.has(&TOPIC);
        topic = strong || topic && !sentence.has(&ELSEWHERE);
        if !topic && !paragraph.heading().has(&TOPIC) {
            continue;
        }
        let figures = sentence.figures();
        let mut in_sentence = Vec::new();
        for (index, figure) in figures.iter().enumerate() {
            let context = context(*sentence, figures, index);
            if let Some(claim) = claim(report, *sentence, figure, context, strong) {
                in_sentence.push((index, claim));
            }
        }
        findings.extend(outcomes::shares(
            report,
            paragraph,
            &sentence,
            figures,
            &in_sentence
                .iter()
                .filter(|(_, (meaning, claim))| {
                    *meaning == Meaning::Outcome && matches!(claim.judge(), Verdict::Agrees)
                })
                .map(|(index, (_, claim))| (*index, claim.value))
                .collect::<Vec<_>>(),
        ));
        claims.extend(in_sentence.into_iter().map(|(_, it)| it));
    }
    let anchors = |doubtful: bool| {
        claims.iter().any(|(meaning, claim)| {
            let anchor =
                matches!(meaning, Meaning::Received | Meaning::ReceivedAnew | Meaning::Handled);
            let least = if report.narrative().covers_an_area { 5 } else { 1 };
            let same_scope = claim.doubtful || !doubtful;
            let agrees = matches!(claim.judge(), Verdict::Agrees);
            anchor && same_scope && claim.value >= least && agrees
        })
    };
    // An own figure that agrees says nothing of one that may count a wider area.
    let (confirmed, confirmed_area) = (anchors(false), anchors(true));
    let mut seen: Vec<(Meaning, i64, CellId)> = Vec::new();
    let mut compared: Vec<Finding> = Vec::new();
    for (meaning, claim) in claims {
        let key = (meaning, claim.value, claim.cell);
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let claim = match meaning {
            // An outcome is an error only where text and table count the same requests.
            Meaning::Outcome | Meaning::By(_) => {
                Claim { may_be_error: claim.may_be_error && confirmed, ..claim }
            }
            _ => claim,
        };
        let confirmed = if claim.doubtful { confirmed_area } else { confirmed };
        compared.extend(claim.finding(report, paragraph, confirmed));
    }
    compared.extend(findings);
    compared
}

fn claim(
    report: &Prepared<'_>,
    sentence: Text<'_>,
    figure: &Figure,
    context: Context<'_>,
    strong: bool,
) -> Option<(Meaning, Claim)> {
    let value = figure.count()?;
    let Context { lead, tail, .. } = context;
    if lead.has(&ELSEWHERE) || tail.has(&ELSEWHERE) || lead.has(&["分别", "共享", "编制"]) {
        return None;
    }
    let meaning = meaning(report, context, strong)?;
    let scope = match (meaning, scope(context, sentence, report)) {
        (Meaning::CarriedIn | Meaning::CarriedOut, Scope::Foreign) => Scope::Doubtful,
        (_, scope) => scope,
    };
    if scope == Scope::Foreign {
        return None;
    }
    let (cell, accepted, others) = if meaning == Meaning::Outcome {
        outcomes::readings(report, lead, tail)?
    } else {
        readings(report, meaning)
    };
    let claim = Claim {
        rule: "N-1",
        quote: quote(&sentence, &lead, figure.start, figure.end),
        value,
        cell,
        accepted,
        others,
        doubtful: scope == Scope::Doubtful,
        may_be_error: strong || meaning == Meaning::Outcome,
    };
    Some((meaning, claim))
}

fn meaning(report: &Prepared<'_>, context: Context<'_>, strong: bool) -> Option<Meaning> {
    let Context { lead, tail, .. } = context;
    let year = report.year.as_ref().map(|it| it.value);
    let carried = |text: Text<'_>, next: bool| {
        let words: &[&str] = if next {
            &["下年", "下一年", "次年", "明年", "下一个年", "来年"]
        } else {
            &["上年", "上一年", "去年", "往年", "上一个年"]
        };
        let named = || year.map(|it| format!("{}年", if next { it + 1 } else { it - 1 }));
        text.has(&["结转", "转", "顺延", "延至"])
            && (text.has(words) || named().is_some_and(|it| text.contains(it.as_str())))
    };
    if carried(lead, true) || carried(tail, true) {
        return Some(Meaning::CarriedOut);
    }
    if carried(lead, false) || carried(tail, false) && !tail.has(&["含", "加"]) {
        return Some(Meaning::CarriedIn);
    }
    if lead.has(&CHANNELS) && !lead.has(&TOPIC) || lead.contains("转") {
        return None;
    }
    if outcomes::is_outcome(lead) {
        return Some(Meaning::Outcome);
    }
    if let Some(columns) = applicants(lead).or_else(|| applicants(tail)) {
        return Some(Meaning::By(columns));
    }
    let asks = lead.has(&["申请"]) || tail.contains("申请") || tail.has(&TOPIC);
    if lead.has(&["收办"]) && asks {
        return Some(Meaning::ReceivedWithCarried);
    }
    if lead.has(&["新收", "新受理", "新增"]) && asks {
        return Some(Meaning::ReceivedAnew);
    }
    if lead.has(&["收到", "接到", "受理", "接收", "收件"]) && asks {
        return Some(Meaning::Received);
    }
    let handled = lead.has(&["答复", "办结", "办理", "回复"]);
    (handled && strong).then_some(Meaning::Handled)
}

fn applicants(text: Text<'_>) -> Option<&'static [ApplicantColumn]> {
    const KINDS: [(&str, &[ApplicantColumn]); 6] = [
        ("法人", &tables::ORGANISATIONS),
        ("自然人", &[ApplicantColumn::NaturalPerson]),
        ("商业企业", &[ApplicantColumn::Commercial]),
        ("科研机构", &[ApplicantColumn::Research]),
        ("社会公益组织", &[ApplicantColumn::Social]),
        ("法律服务机构", &[ApplicantColumn::Legal]),
    ];
    let found: Vec<_> = KINDS.iter().filter(|(word, _)| text.contains(*word)).collect();
    match found.as_slice() {
        [(_, columns)] => Some(columns),
        _ => None,
    }
}

fn readings(report: &Prepared<'_>, meaning: Meaning) -> (CellId, Vec<Reading>, Vec<Reading>) {
    let cell = |row| CellId::Request(row, ApplicantColumn::Total);
    let total = |row| tables::row(report, row);
    let own = |row| Reading::of(cell(row), total(row));
    let (new, carried_in) = (total(RequestRow::New), total(RequestRow::CarriedIn));
    let handled = total(RequestRow::TotalHandled);
    let both =
        Reading::named("本年新收加上年结转", "new plus carried in", tables::plus(new, carried_in));
    let natural = CellId::Request(RequestRow::New, ApplicantColumn::NaturalPerson);
    let by_one = Reading::of(natural, tables::sum(report, [natural]));
    match meaning {
        Meaning::Received => (
            cell(RequestRow::New),
            vec![own(RequestRow::New), both],
            vec![own(RequestRow::TotalHandled), by_one, own(RequestRow::CarriedOut)],
        ),
        Meaning::ReceivedAnew => (
            cell(RequestRow::New),
            vec![own(RequestRow::New)],
            vec![both, own(RequestRow::TotalHandled), by_one],
        ),
        Meaning::ReceivedWithCarried => (
            cell(RequestRow::New),
            vec![both, own(RequestRow::New)],
            vec![own(RequestRow::TotalHandled)],
        ),
        Meaning::CarriedIn => (
            cell(RequestRow::CarriedIn),
            vec![own(RequestRow::CarriedIn)],
            vec![own(RequestRow::CarriedOut)],
        ),
        Meaning::CarriedOut => (
            cell(RequestRow::CarriedOut),
            vec![own(RequestRow::CarriedOut)],
            vec![own(RequestRow::CarriedIn)],
        ),
        Meaning::Handled => (
            cell(RequestRow::TotalHandled),
            vec![
                own(RequestRow::TotalHandled),
                Reading::named(
                    "各类办理结果合计",
                    "all outcomes",
                    tables::outcomes(report).or(handled),
                ),
            ],
            handled_otherwise(report, new, both, handled, carried_in),
        ),
        Meaning::By(columns) => by_applicant(report, columns),
        Meaning::Outcome => (cell(RequestRow::TotalHandled), Vec::new(), Vec::new()),
    }
}

fn handled_otherwise(
    report: &Prepared<'_>,
    new: Option<Amount>,
    both: Reading,
    handled: Option<Amount>,
    carried_in: Option<Amount>,
) -> Vec<Reading> {
    let other = tables::rows(report, &tables::group(report, OutcomeGroup::Other));
    let refused = tables::rows(report, &tables::group(report, OutcomeGroup::Refused));
    let carried_out = tables::row(report, RequestRow::CarriedOut);
    let less = |zh: &'static str, en: &'static str, part| {
        Reading::named(zh, en, tables::minus(handled, part))
    };
    vec![
        Reading::named("本年新收", "new requests", new),
        both,
        Reading::named(
            "本年新收减结转下年",
            "new minus carried out",
            tables::minus(new, carried_out),
        ),
        less("办理总计减上年结转", "total handled without those carried in", carried_in),
        less("办理总计减其他处理", "total handled without other outcomes", other),
        less("办理总计减不予处理", "total handled without those not processed", refused),
        less(
            "办理总计减不予处理和其他处理",
            "total handled without those not processed and other outcomes",
            tables::plus(other, refused),
        ),
    ]
}

fn by_applicant(
    report: &Prepared<'_>,
    columns: &[ApplicantColumn],
) -> (CellId, Vec<Reading>, Vec<Reading>) {
    let first = columns.first().copied().unwrap_or(ApplicantColumn::NaturalPerson);
    let cell = CellId::Request(RequestRow::New, first);
    let of = |row| tables::row_in(report, row, columns);
    let (new, carried) = (of(RequestRow::New), of(RequestRow::CarriedIn));
    let name = match columns {
        [one] => Name::Cell(CellId::Request(RequestRow::New, *one)),
        _ => Name::Said([
            "表三本年新收的五类法人或其他组织合计",
            "the five columns of organisations, new requests",
        ]),
    };
    let main = Reading { name, amount: new };
    let both = Reading::named(
        "该类申请人本年新收加上年结转",
        "these applicants, new plus carried in",
        tables::plus(new, carried),
    );
    let handled = Reading::named(
        "该类申请人的办理总计",
        "these applicants, total handled",
        of(RequestRow::TotalHandled),
    );
    (cell, vec![main, both, handled], Vec::new())
}
