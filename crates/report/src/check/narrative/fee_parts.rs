//! The parts that a sentence lists of a total of charges (N-3).

use super::fees::{CELL, Statement, amount, in_ten_thousand, last_digit, yuan};
use super::figures::{Figure, Unit, context};
use super::sentence::has;
use crate::check::{Finding, Severity};

/// Parts beyond which no combination is tried.
const MOST_PARTS: usize = 12;

/// Words by which a list begins.
const LISTS: [&str; 5] = ["其中", "包括", "分别", "包含", "主要"];
/// Words by which a list claims to be the whole.
const CLOSED: [&str; 5] = ["分别为", "分别是", "分别收取", "构成", "组成"];
/// Words by which a list admits that it is not.
const OPEN: [&str; 5] = ["主要", "等", "包括", "包含", "其他"];
/// Words by which an amount is no part of what was charged.
const NO_PART: [&str; 20] = [
    "增加", "减少", "增长", "下降", "上升", "较上", "较去", "同比", "比上", "上年", "去年", "减免",
    "免征", "降低", "上缴", "返还", "退还", "罚没", "罚款", "支出",
];

/// What a sentence lists behind its total.
struct List {
    parts: Vec<Figure>,
    /// Whether a second 其中 or brackets may make some of the parts parts of others.
    is_nested: bool,
    is_closed: bool,
    is_open: bool,
}

/// Compares the parts listed behind a total with it.
pub(super) fn against_total(statement: &Statement<'_>) -> Option<Finding> {
    let list = list(statement)?;
    let total = yuan(&statement.total)?;
    let parts: Vec<i128> = list.parts.iter().map(yuan).collect::<Option<_>>()?;
    let sum = parts.iter().try_fold(0_i128, |sum, part| sum.checked_add(*part))?;
    if parts.len() < 2 || sum == total {
        return None;
    }
    let off = (sum - total).abs();
    if off <= tolerance(statement, &list)? {
        return Some(rounded(statement, &list, sum, off));
    }
    // Where some of the parts make the total, the others are parts of parts or something else.
    if sum > total && some_make(&parts, total) {
        return None;
    }
    let certain = (sum > total || (list.is_closed && !list.is_open))
        && !list.is_nested
        && !statement.doubtful;
    Some(differs(statement, sum, total, certain))
}

fn list(statement: &Statement<'_>) -> Option<List> {
    let sentence = statement.sentence;
    let all = sentence.figures();
    let index = all.iter().position(|it| it.start == statement.total.start)?;
    let behind = sentence.get(statement.total.end..)?;
    let first = all.get(index + 1)?;
    // The list begins right behind the total, before its first figure.
    let opening = sentence.get(statement.total.end..first.start)?;
    let is_list = opening.starts_with(['，', '（', '：', '；', '、']) && has(opening, &LISTS);
    if !is_list {
        return None;
    }
    let depth_at = |at: usize| {
        let text = sentence.get(statement.total.end..at).unwrap_or_default();
        text.matches('（').count().saturating_sub(text.matches('）').count())
    };
    let outer = depth_at(first.start);
    let mut parts = Vec::new();
    for (at, figure) in all.iter().enumerate().skip(index + 1) {
        let lead = context(*sentence, all, at).lead;
        let is_part = matches!(figure.unit, Unit::Yuan(_)) && depth_at(figure.start) <= outer;
        if is_part && lead.has(&["合计", "共计", "总计"]) {
            break;
        }
        if is_part && !lead.has(&NO_PART) {
            parts.push(figure.clone());
        }
    }
    let until = parts.last().map_or(first.end, |it| it.end);
    let listed = sentence.get(statement.total.end..until).unwrap_or_default();
    Some(List {
        is_nested: parts.len() > MOST_PARTS
            || LISTS.iter().map(|word| listed.matches(word).count()).sum::<usize>() > 1,
        is_closed: has(behind, &CLOSED),
        is_open: has(behind, &OPEN),
        parts,
    })
}

/// Half of the last printed digit of the total and of each part.
fn tolerance(statement: &Statement<'_>, list: &List) -> Option<i128> {
    let steps = list.parts.iter().chain([&statement.total]).map(last_digit);
    steps.sum::<Option<i128>>().map(|sum| sum / 2)
}

fn some_make(parts: &[i128], total: i128) -> bool {
    if parts.len() > MOST_PARTS {
        return true;
    }
    (1_u32..1 << parts.len()).any(|chosen| {
        let part = |(index, part): (usize, &i128)| (chosen >> index & 1 == 1).then_some(*part);
        parts.iter().enumerate().filter_map(part).sum::<i128>() == total
    })
}

/// A difference that rounding may explain: where the parts have unlike numbers of digits they look
/// exact, so that somebody should look.
fn rounded(statement: &Statement<'_>, list: &List, sum: i128, off: i128) -> Finding {
    let digits = |it: &Figure| it.printed_decimals;
    let coarsest = list.parts.iter().map(digits).min().unwrap_or(0);
    let exact = statement.total.printed_decimals > coarsest
        || list.parts.iter().any(|it| digits(it) != coarsest);
    let [zh, en] = statement.paragraph.whereabouts();
    let (sum, total, off) = (in_ten_thousand(sum), amount(&statement.total), in_ten_thousand(off));
    Finding::new(
        "N-3",
        if exact { Severity::Warning } else { Severity::Note },
        format!(
            "{zh}所列各项收费合计{sum}万元，与总额{total}相差{off}万元；若是四舍五入所致，请写精确数，\
             否则请改正。"
        ),
        format!(
            "{en} lists charges that add up to {sum}万元, {off}万元 off the total {total}: give exact \
             figures if this is rounding, else correct it."
        ),
    )
    .at(CELL, statement.paragraph.place)
    .values(total, format!("{sum}万元"))
}

fn differs(statement: &Statement<'_>, sum: i128, total: i128, certain: bool) -> Finding {
    let [zh, en] = statement.paragraph.whereabouts();
    let (severity, more_zh, more_en) = if certain {
        (Severity::Error, "，两者不符", "; the two differ")
    } else if sum < total {
        (
            Severity::Warning,
            "；如果没有列全，请写明“等”，否则请改正",
            "; if the list is not complete, say so, else correct it",
        )
    } else {
        (
            Severity::Warning,
            "；如果各项互相包含或者范围不同，请写明，否则请改正",
            "; if the parts contain each other or the scope differs, say so, else correct it",
        )
    };
    let (sum, total) = (in_ten_thousand(sum), amount(&statement.total));
    Finding::new(
        "N-3",
        severity,
        format!("{zh}所列各项收费合计{sum}万元，而总额为{total}{more_zh}。"),
        format!("{en} lists charges that add up to {sum}万元, but the total is {total}{more_en}."),
    )
    .at(CELL, statement.paragraph.place)
    .values(total, format!("{sum}万元"))
}
