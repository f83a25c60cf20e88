//! What the narrative says in words: none received, all completed, all upheld (N-6, N-1).

use law::report_form::{ApplicantColumn, CaseBlock, CaseColumn, CellId, RequestRow};

use super::figures::Unit;
use super::pairs::{Word, words};
use super::scope::years;
use super::tables;
use super::text::{Paragraph, Text};
use crate::check::words::be;
use crate::check::{Finding, Prepared, Severity};

const NONE: [Word<'_>; 12] = words([
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
]);
const AREA: [Word<'_>; 7] = words(["代表", "各镇", "各街", "下属", "所属", "各县", "基层"]);

/// Compares 未收到…申请 with the row of new requests.
pub(super) fn none_received(report: &Prepared<'_>) -> Vec<Finding> {
    let cell = CellId::Request(RequestRow::New, ApplicantColumn::Total);
    let Some(new) = tables::row(report, RequestRow::New).filter(|it| it.value > 0) else {
        return Vec::new();
    };
    let wanted = |text: Text<'_>| text.contains("申请") && text.has(&NONE);
    report
        .narrative()
        .paragraphs_with(&NONE)
        .filter(|paragraph| wanted(paragraph.printed()) || wanted(paragraph.heading()))
        .filter(|paragraph| paragraph.sentences().any(|it| says_none(*it, report)))
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
fn says_none(sentence: Text<'_>, report: &Prepared<'_>) -> bool {
    let own_year = || {
        let found = years(&sentence).last();
        report.year.as_ref().is_none_or(|year| found.is_none_or(|(_, it)| it == year.value))
    };
    sentence.has(&NONE)
        && own_year()
        && !sentence.has(&AREA)
        && sentence.split(['，', '；']).any(|clause| {
            NONE.iter().any(|word| {
                clause.find(word.text).is_some_and(|at| {
                    let rest = &clause[at..];
                    // 未收到本年度逾期的申请, 未收到涉及X的申请 deny a kind only.
                    let rest = sentence.piece(rest);
                    rest.contains("申请")
                        && rest.has(&["信息", "依申请"])
                        && !rest.has(&["复议", "诉讼", "涉及", "投诉", "逾期", "收费", "许可"])
                })
            })
        })
}

/// Finds sayings that the tables contradict: all completed, none carried out, all upheld.
pub(super) fn contradictions(report: &Prepared<'_>) -> Vec<Finding> {
    let wanted = ["申请", "复议", "诉讼", "结转"];
    let mut findings: Vec<Finding> = Vec::new();
    for paragraph in report.narrative().paragraphs_with(&wanted) {
        for finding in [
            all_completed(paragraph, report),
            all_upheld(paragraph, report),
            none_corrected(paragraph, report),
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

fn all_completed(paragraph: &Paragraph<'_>, report: &Prepared<'_>) -> Option<Finding> {
    // Every saying below has one of these.
    const SAYINGS: [Word<'_>; 6] =
        words(["办结", "办理完", "处理完毕", "答复完毕", "答复率100%", "结转"]);
    if !paragraph.text().has(&SAYINGS) {
        return None;
    }
    let cell = CellId::Request(RequestRow::CarriedOut, ApplicantColumn::Total);
    let open = tables::row(report, RequestRow::CarriedOut).filter(|it| it.value > 0)?.value;
    let mentions = paragraph.text().has(&["结转下", "转下", "顺延到下", "顺延至下", "结转至"]);
    let topic = paragraph.text().has(&super::requests::TOPIC);
    let said = paragraph.sentences().find_map(|sentence| {
        if !topic
            || !sentence.has(&SAYINGS)
            || sentence.has(&["复议", "留言", "提案", "建议", "工单"])
        {
            return None;
        }
        let clauses = sentence.split(['，', '；']).map(|clause| sentence.piece(clause));
        clauses.filter(|clause| clause.has(&SAYINGS)).find_map(|clause| {
            let done = clause.has(&["办结", "办理完成", "办理完毕", "处理完毕", "答复完毕"]);
            let all = clause.has(&["全部", "所有", "办结率100%", "办结率达100%", "全数"]);
            let each =
                clause.has(&["均按时办结", "均已办结", "均已办理完", "均办结", "均按期办结"]);
            let told = done && all
                || !mentions && (each || clause.contains("答复率100%"))
                || clause.has(&["无结转下", "无下年度结转", "没有结转下", "无下一年度结转"]);
            told.then(|| clause.to_string())
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

fn all_upheld(paragraph: &Paragraph<'_>, report: &Prepared<'_>) -> Option<Finding> {
    let said = ["均获维持", "均维持", "全部维持", "均予维持", "均被维持", "均得到维持"]
        .into_iter()
        .find(|it| paragraph.text().contains(*it));
    let closed = ["均已结案", "全部结案", "均已审结", "全部审结"]
        .into_iter()
        .find(|it| paragraph.text().contains(*it))
        .filter(|_| paragraph.text().has(&["信息公开", "依申请"]));
    let saying = said.or(closed)?;
    if !paragraph.text().has(&["复议", "诉讼"]) || !paragraph.text().has(&["信息公开", "依申请"])
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

fn none_corrected(paragraph: &Paragraph<'_>, report: &Prepared<'_>) -> Option<Finding> {
    const LOSSES: [&str; 3] = ["纠错", "被纠正", "败诉"];
    if !paragraph.text().has(&LOSSES) {
        return None;
    }
    let saying = paragraph.sentences().find(|sentence| {
        let denied = || sentence.has(&["未发生", "没有发生", "无", "未被", "未出现"]);
        let context = || sentence.has(&["信息公开", "依申请"]);
        sentence.has(&LOSSES) && (denied() && context() || sentence.contains("零败诉"))
    })?;
    // 败诉 speaks of suits, 纠错 of both.
    let suits_only = !saying.has(&["纠错", "被纠正"]);
    let blocks: &[CaseBlock] = if suits_only {
        &[CaseBlock::SuitDirect, CaseBlock::SuitAfter]
    } else if saying.has(&["诉讼", "败诉"]) {
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
pub(super) fn states_requests(report: &Prepared<'_>) -> bool {
    const VERBS: [&str; 6] = ["收到", "受理", "接到", "收办", "新收", "申请"];
    report.narrative().paragraphs_with(&["申请"]).any(|paragraph| {
        let topic = paragraph.text().has(&super::requests::TOPIC)
            || paragraph.heading().has(&super::requests::TOPIC);
        topic
            && paragraph.sentences().any(|sentence| {
                says_none(*sentence, report)
                    || sentence.has(&NONE) && sentence.contains("申请")
                    || sentence.has(&VERBS)
                        && sentence.figures().iter().any(|it| it.unit == Unit::Count)
            })
    })
}
