//! Section five: whether it names problems, and facts with them (N-8).

use law::report_form::Section;

use super::figures::figures;
use super::pairs::{Word, words};
use super::text::{Text, is_filled_in, section_text};
use crate::check::{Finding, Prepared, Severity};
use crate::value::Place;

/// Letters below which section five says nothing (our convention).
const LEAST_LETTERS: usize = 15;
/// Facts that problems must name between them (our convention).
const LEAST_FACTS: usize = 2;

const PROBLEMS: [Word<'_>; 18] = words([
    "不足",
    "短板",
    "差距",
    "薄弱",
    "欠缺",
    "有待",
    "不够",
    "需进一步",
    "仍需",
    "还需",
    "困难",
    "问题",
    "需要进一步",
    "无法满足",
    "不高",
    "不强",
    "不及时",
    "弱项",
]);
const PLANS: [Word<'_>; 7] = words(["将", "下一步", "继续", "今后", "计划", "明年", "进一步"]);
/// Words that tie a problem to a fact: a place, a document, an event.
const FACTS: [Word<'_>; 34] = words([
    "栏目",
    "专栏",
    "链接",
    "附件",
    "台账",
    "检索",
    "搜索",
    "答复书",
    "文书",
    "补正",
    "超期",
    "逾期",
    "迁移",
    "错别字",
    "错敏",
    "页面",
    "目录",
    "机构改革",
    "职能调整",
    "兼职",
    "轮岗",
    "人员变动",
    "解读",
    "审核",
    "新媒体",
    "公众号",
    "网站",
    "征集",
    "听证",
    "公报",
    "专业领域",
    "多个平台",
    "申请量",
    "指南",
]);

/// Judges section five.
pub(super) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(text) = section_text(report, Section::Problems).filter(|_| is_filled_in(report))
    else {
        return Vec::new();
    };
    let place = report.section(Section::Problems).map(|it| it.place).unwrap_or_default();
    // The last part of a text that was cut off may be empty without fault.
    let is_cut = text.trim().is_empty() && report.section(Section::Other).is_none();
    let text = report.narrative().text_of(text.trim());
    if is_cut { Vec::new() } else { judge(text, place).into_iter().collect() }
}

fn judge(text: Text<'_>, place: Place) -> Option<Finding> {
    let make = |severity, zh: &str, en: &str| {
        Finding::new("N-8", severity, zh.to_owned(), en.to_owned()).placed(place)
    };
    if text.chars().filter(|it| it.is_alphanumeric()).take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return Some(
            make(
                Severity::Error,
                "第五部分为空、为“无”或者过短，应写明本年存在的主要问题和改进情况。",
                "Section five is empty, “无” or too short; it must tell problems and improvements.",
            )
            .values("存在的主要问题及改进情况", text.letters()),
        );
    }
    let problems: Vec<&str> = text
        .letters()
        .split(['。', '；', '\n'])
        .filter(|sentence| text.piece(sentence).has(&PROBLEMS) && !is_plan(text.piece(sentence)))
        .collect();
    if problems.is_empty() {
        let (zh, en) = if text.has(&PLANS) {
            ("第五部分只写了计划，没有写存在的问题。", "Section five lists plans and no problem.")
        } else {
            ("第五部分没有写存在的问题。", "Section five names no problem.")
        };
        return Some(make(Severity::Warning, zh, en));
    }
    let told = problems.join("。");
    (facts(text.piece(&told)) < LEAST_FACTS).then(|| {
        make(
            Severity::Warning,
            "第五部分所写问题过于笼统，没有具体事实（涉及的栏目、事项、件数等）。",
            "The problems in section five are general; no fact such as a column, matter or number \
             is named.",
        )
    })
}

/// Tells whether a sentence plans and does not report.
fn is_plan(sentence: Text<'_>) -> bool {
    sentence.has(&["下一步", "我们将", "我局将", "我委将", "我办将", "年将", "将继续", "针对"])
        && !sentence.has(&["存在", "但", "仍", "还"])
}

fn facts(text: Text<'_>) -> usize {
    let named = FACTS.iter().filter(|it| text.contains(**it)).count();
    let titles = text.matches('《').count();
    let counted = text.split('。').map(|it| figures(it).len()).sum::<usize>();
    named + titles + counted
}
