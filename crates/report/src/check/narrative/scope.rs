//! Whose figure it is: this agency's and this year's, or those of another year or body.

use super::figures::Context;
use super::pairs::{Word, words};
use super::sentence::has;
use super::text::Text;
use crate::check::Prepared;
use crate::model::Report;

/// Whose figure a sentence gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// Nothing says otherwise: the agency that reports.
    Own,
    /// The figure may be that of a wider or a narrower body than the table's.
    Doubtful,
    /// Another year's, a subordinate's, a part of the year's, or a difference: not to be compared.
    Foreign,
}

const OTHERS: [Word<'_>; 21] = words([
    "各县",
    "各区",
    "各镇",
    "各乡",
    "各街道",
    "镇街",
    "各部门",
    "各单位",
    "下属",
    "所属",
    "直属",
    "基层",
    "各级",
    "各科",
    "较上",
    "较去",
    "同比",
    "比上",
    "以来",
    "历年",
    "环比",
]);
const DIFFERENCES: [Word<'_>; 8] =
    words(["增加", "减少", "增长", "下降", "上升", "回落", "上半年", "季度"]);
const BODIES: [Word<'_>; 26] = words([
    "全市",
    "全区",
    "全县",
    "全省",
    "全州",
    "全镇",
    "全旗",
    "全系统",
    "我市",
    "我区",
    "我县",
    "我省",
    "代表",
    "政府办",
    "办公厅",
    "市政府",
    "区政府",
    "县政府",
    "省政府",
    "县本级",
    "市本级",
    "区本级",
    "被申请机关",
    "协办",
    "协助",
    "转办",
]);

/// Tells whose figure it is.
pub(super) fn scope(context: Context<'_>, sentence: Text<'_>, report: &Prepared<'_>) -> Scope {
    let near = clause_of(context, sentence);
    if near.has(&OTHERS) || context.lead.has(&DIFFERENCES) || is_part_of_the_year(context.before) {
        return Scope::Foreign;
    }
    if let Some(year) = report.year.as_ref().map(|it| it.value)
        && speaks_of_another_year(context.before, year)
    {
        return Scope::Foreign;
    }
    if context.lead.contains("其中") && context.lead.has(&["收到", "受理", "接到"]) {
        return Scope::Foreign;
    }
    if context.before.has(&BODIES) || report.narrative().covers_an_area {
        Scope::Doubtful
    } else {
        Scope::Own
    }
}

/// Returns the lead, its number and its tail.
fn clause_of<'a>(context: Context<'a>, sentence: Text<'a>) -> Text<'a> {
    let letters = sentence.letters();
    let from = context.before.len() - context.lead.len();
    let rest = &letters[context.before.len()..];
    let to = rest.find(['，', '；', '）']).unwrap_or(rest.len());
    sentence.piece(&letters[from..context.before.len() + to])
}

/// Tells whether the last year named before a figure is another one.
fn speaks_of_another_year(before: Text<'_>, year: i32) -> bool {
    let named = years(&before).last();
    let relative =
        ["上年", "去年", "上一年", "前年"].iter().filter_map(|it| before.rfind(it)).max();
    let own = ["本年", "今年", "全年"].iter().filter_map(|it| before.rfind(it)).max();
    let named_at = named.map(|it| it.0);
    match (named, relative) {
        (Some((at, found)), relative) if relative.is_none_or(|it| it < at) => {
            found != year && own.is_none_or(|it| it < at)
        }
        // 含上年结转18件 speaks of last year, but what follows it does not.
        (_, Some(at)) => {
            !before[at..].contains('转')
                && own.max(named_at).is_none_or(|it| it < at)
                && !before[at..].contains('，')
        }
        _ => false,
    }
}

/// Returns each year that a text names, and where.
pub(super) fn years(text: &str) -> impl Iterator<Item = (usize, i32)> {
    text.match_indices('年').filter_map(|(at, _)| {
        let digits = text.get(at.checked_sub(4)?..at)?;
        let longer = text[..at - 4].ends_with(|c: char| c.is_ascii_digit());
        let year: i32 = digits.parse().ok()?;
        (!longer && (1990..2100).contains(&year)).then_some((at - 4, year))
    })
}

/// Returns the year with which a text begins.
pub(super) fn year_at_start(text: &str) -> Option<i32> {
    let (digits, behind) = text.split_at_checked("2024".len())?;
    let year: i32 = digits.parse().ok().filter(|_| behind.starts_with('年'))?;
    (1990..2100).contains(&year).then_some(year)
}

fn is_part_of_the_year(before: Text<'_>) -> bool {
    const CUTS: [&str; 2] = ["截至", "截止"];
    if !before.has(&CUTS) {
        return false;
    }
    let cut = CUTS.iter().filter_map(|it| before.rfind(it)).max();
    cut.is_some_and(|at| before[at..].contains('月') && !before[at..].contains("12月31日"))
}

/// Tells whether the agency may count a whole area in its table and only itself in its text.
///
/// Governments, their offices and agencies without a known name are of this kind.
pub(super) fn covers_an_area(report: &Report) -> bool {
    const ENDS: [&str; 6] =
        ["政府", "政府办公室", "政府办公厅", "管委会", "管理委员会", "街道办事处"];
    report.agency.as_ref().is_none_or(|agency| {
        let name = agency.value.as_str();
        ENDS.iter().any(|end| name.ends_with(end)) || !has(name, &["局", "委", "厅", "办", "院"])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::narrative::pairs::Pairs;
    use crate::check::narrative::text::Spelt;

    #[test]
    fn years_are_read_out_of_a_text() {
        assert_eq!(
            years("2019年、12345年和2020年").map(|it| it.1).collect::<Vec<_>>(),
            [2019, 2020]
        );
    }

    #[test]
    fn another_year_is_told_by_the_last_one_named() {
        let check = |before, wanted| {
            assert_eq!(
                speaks_of_another_year(Spelt::of(before, &mut Pairs::default()).text(), 2023),
                wanted,
                "{before}"
            );
        };
        check("2022年，我局收到申请", true);
        check("2022年修订指南，2023年收到申请", false);
        check("去年收到申请", true);
        check("答复申请5件（含上年结转", false);
        check("本年收到申请", false);
    }
}
