//! What the narrative says in words: none received, all completed, all upheld (N-6, N-1).

use law::report_form::{ApplicantColumn, CaseBlock, CaseColumn, CellId, RequestRow};

use super::figures::{Unit, figures};
use super::scope::years;
use super::sentence::{Paragraph, has, paragraphs};
use super::tables;
use crate::check::words::be;
use crate::check::{Finding, Severity, Subject};
use crate::model::Report;

const NONE: [&str; 12] = [
    "未收到",
    "没有收到",
    "未接到",
    "没有接到",
    "无收到",
    "未受理",
    "没有受理",
    "未接收",
    "未曾收到",
    "没有接收",
    "尚未收到",
    "未发生",
];
const AREA: [&str; 7] = ["代表", "各镇", "各街", "下属", "所属", "各县", "基层"];

/// Compares 未收到…申请 with the row of new requests.
pub(super) fn none_received(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let cell = CellId::Request(RequestRow::New, ApplicantColumn::Total);
    let Some(new) = tables::row(report, RequestRow::New).filter(|it| it.value > 0) else {
        return Vec::new();
    };
    let wanted = |text: &str| text.contains("申请") && has(text, &NONE);
    paragraphs(report, wanted)
        .iter()
        .filter(|paragraph| paragraph.sentences().any(|it| says_none(it, report)))
        .take(1)
        .map(|paragraph| {
            let [zh, en] = paragraph.whereabouts();
            Finding::new(
                "N-6",
                Severity::Warning,
                format!("{zh}写没有收到申请，而表三本年新收为{}件，请核对。", new.value),
                format!(
                    "{en} says that no request was received, but {} {} new.",
                    new.value,
                    be(new.value)
                ),
            )
            .at(cell, paragraph.place)
            .values(new.value, 0)
        })
        .collect()
}

/// Tells whether a sentence says that no request for information came in this year.
pub(super) fn says_none(sentence: &str, report: &Report) -> bool {
    let own_year = report
        .year
        .as_ref()
        .is_none_or(|year| years(sentence).last().is_none_or(|(_, found)| found == year.value));
    own_year
        && !has(sentence, &AREA)
        && sentence.split(['，', '；']).any(|clause| {
            NONE.iter().any(|word| {
                clause.find(word).is_some_and(|at| {
                    let rest = &clause[at..];
                    // 未收到本年度逾期的申请, 未收到涉及X的申请 deny a kind only.
                    rest.contains("申请")
                        && has(rest, &["信息", "依申请"])
                        && !has(rest, &["复议", "诉讼", "涉及", "投诉", "逾期", "收费", "许可"])
                })
            })
        })
}

/// Finds sayings that the tables contradict: all completed, none carried out, all upheld.
pub(super) fn contradictions(subject: Subject<'_>) -> Vec<Finding> {
    let report = subject.report;
    let wanted = |text: &str| has(text, &["申请", "复议", "诉讼", "结转"]);
    let mut findings: Vec<Finding> = Vec::new();
    for paragraph in paragraphs(report, wanted) {
        for finding in [
            all_completed(&paragraph, report),
            all_upheld(&paragraph, report),
            none_corrected(&paragraph, report),
        ]
        .into_iter()
        .flatten()
        {
            if !findings.iter().any(|it| it.cell == finding.cell) {
                findings.push(finding);
            }
        }
    }
    findings
}

fn all_completed(paragraph: &Paragraph, report: &Report) -> Option<Finding> {
    let cell = CellId::Request(RequestRow::CarriedOut, ApplicantColumn::Total);
    let open = tables::row(report, RequestRow::CarriedOut).filter(|it| it.value > 0)?.value;
    let mentions = has(&paragraph.text, &["结转下", "转下", "顺延到下", "顺延至下", "结转至"]);
    let topic = has(&paragraph.text, &super::requests::TOPIC);
    let said = paragraph.sentences().find_map(|sentence| {
        if !topic || has(sentence, &["复议", "留言", "提案", "建议", "工单"]) {
            return None;
        }
        sentence.split(['，', '；']).find_map(|clause| {
            let done = has(clause, &["办结", "办理完成", "办理完毕", "处理完毕", "答复完毕"]);
            let all = has(clause, &["全部", "所有", "办结率100%", "办结率达100%", "全数"]);
            let each =
                has(clause, &["均按时办结", "均已办结", "均已办理完", "均办结", "均按期办结"]);
            let told = done && all
                || !mentions && (each || clause.contains("答复率100%"))
                || has(clause, &["无结转下", "无下年度结转", "没有结转下", "无下一年度结转"]);
            told.then(|| clause.to_owned())
        })
    })?;
    let [zh, en] = paragraph.whereabouts();
    Some(
        Finding::new(
            "N-1",
            Severity::Warning,
            format!("{zh}写“{said}”，而表三结转下年度继续办理为{open}件，两处矛盾，请核对。"),
            format!("{en} says “{said}”, but {open} {} carried out to the next year.", be(open)),
        )
        .at(cell, paragraph.place)
        .values(open, 0),
    )
}

fn all_upheld(paragraph: &Paragraph, report: &Report) -> Option<Finding> {
    let said = ["均获维持", "均维持", "全部维持", "均予维持", "均被维持", "均得到维持"]
        .into_iter()
        .find(|it| paragraph.text.contains(it));
    let closed = ["均已结案", "全部结案", "均已审结", "全部审结"]
        .into_iter()
        .find(|it| paragraph.text.contains(it))
        .filter(|_| has(&paragraph.text, &["信息公开", "依申请"]));
    let saying = said.or(closed)?;
    if !has(&paragraph.text, &["复议", "诉讼"]) || !has(&paragraph.text, &["信息公开", "依申请"])
    {
        return None;
    }
    let count = |column| tables::cases(report, CaseBlock::ALL, column).map_or(0, |it| it.value);
    let (corrected, pending) = (count(CaseColumn::Corrected), count(CaseColumn::Pending));
    let corrected = if said.is_some() { corrected } else { 0 };
    if corrected + pending == 0 {
        return None;
    }
    let column = if pending > 0 { CaseColumn::Pending } else { CaseColumn::Corrected };
    let block = *CaseBlock::ALL
        .iter()
        .find(|block| report.count(CellId::Case(**block, column)).is_some_and(|it| it > 0))?;
    let [zh, en] = paragraph.whereabouts();
    Some(
        Finding::new(
            "N-1",
            Severity::Warning,
            format!(
                "{zh}写“{saying}”，而表四有结果纠正{corrected}件、尚未审结{pending}件；只指已审结案件的，请写明。"
            ),
            format!(
                "{en} says “{saying}”, but table four has {corrected} corrected and {pending} \
                 pending; say so if only concluded cases are meant."
            ),
        )
        .at(CellId::Case(block, column), paragraph.place)
        .values(corrected + pending, 0),
    )
}

fn none_corrected(paragraph: &Paragraph, report: &Report) -> Option<Finding> {
    let saying = paragraph.sentences().find(|sentence| {
        let denied = has(sentence, &["未发生", "没有发生", "无", "未被", "未出现"]);
        let context = has(sentence, &["信息公开", "依申请"]);
        denied && context && has(sentence, &["纠错", "被纠正", "败诉"])
            || sentence.contains("零败诉")
    })?;
    // 败诉 speaks of suits, 纠错 of both.
    let suits_only = !has(saying, &["纠错", "被纠正"]);
    let blocks: &[CaseBlock] = if suits_only {
        &[CaseBlock::SuitDirect, CaseBlock::SuitAfter]
    } else if has(saying, &["诉讼", "败诉"]) {
        CaseBlock::ALL
    } else {
        &[CaseBlock::Reconsideration]
    };
    let corrected = tables::cases(report, blocks, CaseColumn::Corrected)?.value;
    let block = *blocks.iter().find(|block| {
        report.count(CellId::Case(**block, CaseColumn::Corrected)).is_some_and(|it| it > 0)
    })?;
    let [zh, en] = paragraph.whereabouts();
    Some(
        Finding::new(
            "N-1",
            Severity::Warning,
            format!("{zh}写没有被纠错或者败诉，而表四结果纠正为{corrected}件，请核对。"),
            format!(
                "{en} denies any correction or lost suit, but {corrected} {} corrected.",
                be(corrected)
            ),
        )
        .at(CellId::Case(block, CaseColumn::Corrected), paragraph.place)
        .values(corrected, 0),
    )
}

/// Tells whether the report states anywhere how many requests came in, or that none did.
pub(super) fn states_requests(report: &Report) -> bool {
    const VERBS: [&str; 6] = ["收到", "受理", "接到", "收办", "新收", "申请"];
    paragraphs(report, |text| text.contains("申请")).iter().any(|paragraph| {
        let topic = has(&paragraph.text, &super::requests::TOPIC)
            || has(&paragraph.heading, &super::requests::TOPIC);
        topic
            && paragraph.sentences().any(|sentence| {
                says_none(sentence, report)
                    || has(sentence, &NONE) && sentence.contains("申请")
                    || has(sentence, &VERBS)
                        && figures(sentence).iter().any(|it| it.unit == Unit::Count)
            })
    })
}
