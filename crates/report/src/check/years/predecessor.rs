//! Whether the report at hand for comparison is that of the same agency for the year before (Y-0).

use crate::check::{Finding, Prepared, Severity};
use crate::model::Report;

/// Finds a report for comparison that is another year's or another agency's.
///
/// An agency or a year that a document does not name is let pass.
pub(in crate::check) fn check(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(previous) = report.previous else { return Vec::new() };
    let mut zh = Vec::new();
    let mut en = Vec::new();
    if report.same_content(previous) {
        zh.push("两份是同一份报告".to_owned());
        en.push("both are one and the same report".to_owned());
    }
    if let (Some(now), Some(before)) = (year(report), year(previous))
        && now.checked_sub(1) != Some(before)
    {
        zh.push(format!("对照的是{before}年度的报告，应为{}年度", now - 1));
        en.push(format!("it is the report for {before}, not for {}", now - 1));
    }
    if let (Some(now), Some(before)) = (agency(report), agency(previous))
        && !is_same_agency(now, before)
    {
        zh.push(format!("对照的是{before}的报告，而本报告的机关是{now}"));
        en.push(format!("it is the report of {before}, while this one is of {now}"));
    }
    if zh.is_empty() {
        return Vec::new();
    }
    let named = |report: &Report| {
        let year = year(report).map(|it| format!("{it}年度")).unwrap_or_default();
        format!("{}{year}", agency(report).unwrap_or_default())
    };
    let wanted = match (agency(report), year(report)) {
        (Some(agency), Some(year)) => format!("{agency}{}年度", year - 1),
        (None, Some(year)) => format!("{}年度", year - 1),
        (Some(agency), None) => agency.to_owned(),
        (None, None) => String::new(),
    };
    vec![
        Finding::new(
            "Y-0",
            Severity::Warning,
            format!("用来对照的不是本机关上一年度的报告：{}；跨年度各项没有核对。", zh.join("；")),
            format!(
                "The report to compare with is not this agency's for the year before: {}; nothing \
                 was compared across years.",
                en.join("; ")
            ),
        )
        .values(wanted, named(previous)),
    ]
}

fn year(report: &Report) -> Option<i32> {
    report.year.as_ref().map(|it| it.value)
}

fn agency(report: &Report) -> Option<&str> {
    report.agency.as_ref().map(|it| it.value.as_str())
}

/// Letters that a short form of a name leaves out: 海东教育局 for 海东市教育局.
const LEVELS: [char; 6] = ['省', '市', '县', '区', '州', '旗'];
const GOVERNMENT: &str = "人民政府";

/// Tells whether two names may be those of one agency, one of them perhaps a short form.
pub(in crate::check) fn is_same_agency(left: &str, right: &str) -> bool {
    let squeeze = |name: &str| -> Vec<char> {
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        // 洪泽区 in a title stands for 洪泽区人民政府.
        name.strip_suffix(GOVERNMENT).unwrap_or(&name).chars().collect()
    };
    let (left, right) = (squeeze(left), squeeze(right));
    ends_alike(&left, &right) || ends_alike(&right, &left) || is_short_for(&left, &right)
}

/// Tells whether the long name ends as the short one reads, letters of level left out.
fn ends_alike(short: &[char], long: &[char]) -> bool {
    let mut rest = long.iter().rev();
    short.iter().rev().all(|letter| {
        rest.by_ref()
            .find(|it| *it == letter || !LEVELS.contains(it))
            .is_some_and(|it| it == letter)
    })
}

/// Tells whether one is the other with a committee's name cut short: 科委 for 科学技术委员会.
fn is_short_for(left: &[char], right: &[char]) -> bool {
    let (short, long) = if left.len() < right.len() { (left, right) } else { (right, left) };
    let committee: Vec<char> = "委员会".chars().collect();
    if !short.ends_with(&['委']) || !long.ends_with(&committee) {
        return false;
    }
    let mut rest = long.iter();
    short.iter().all(|letter| rest.any(|it| it == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_of_a_name_are_told_from_other_agencies() {
        for (left, right) in [
            ("淮安市洪泽区人民政府", "洪泽区人民政府"),
            ("海东市教育局", "海东市 教育局"),
            ("海东教育局", "海东市教育局"),
            ("教育局", "海东市教育局"),
            ("洪泽区", "淮安市洪泽区人民政府"),
            ("上海市科学技术委员会", "市科委"),
        ] {
            assert!(is_same_agency(left, right), "{left} {right}");
            assert!(is_same_agency(right, left), "{right} {left}");
        }
        for (left, right) in [
            ("海东市教育局", "西宁市教育局"),
            ("洪泽区人民政府", "洪泽区人民政府办公室"),
            ("海东市教育局", "海东市教育体育局"),
            ("吉林省人民政府", "吉林市人民政府"),
            ("淮安市人民政府", "淮安市洪泽区人民政府"),
        ] {
            assert!(!is_same_agency(left, right), "{left} {right}");
            assert!(!is_same_agency(right, left), "{right} {left}");
        }
    }
}
