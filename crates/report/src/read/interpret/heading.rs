//! Tells which of the six parts a heading opens. Its number proves nothing; its words do.

use std::sync::LazyLock;

use law::report_form::Section;

use crate::read::label::{Numbering, normalise, strip_all};

/// Letters above which a line is no heading.
const LONGEST: usize = 45;

/// The headings of the form, ready for comparison.
static OFFICIAL: LazyLock<[(Section, String); 6]> = LazyLock::new(|| {
    Section::ALL.map(|section| (section, normalise(section.heading()).into_owned()))
});

/// Returns the part that the line opens.
pub fn section(text: &str) -> Option<Section> {
    section_of(text, &normalise(text))
}

/// Returns the part that the line opens, which has been normalised already.
pub fn section_of(text: &str, normal: &str) -> Option<Section> {
    if text.chars().nth(LONGEST * 2).is_some() {
        return None;
    }
    let normal = normal.strip_prefix('l').unwrap_or(normal);
    let (number, words) = strip_all(normal);
    if words.chars().nth(LONGEST).is_some() || words.contains('。') || words.contains(';') {
        return None;
    }
    let words = words.trim_end_matches(['.', ':', ',']);
    let numbered = matches!(number, Some(Numbering::Chinese(_)));
    let exact = OFFICIAL.iter().find(|(_, heading)| heading == words);
    match (exact, numbered) {
        (Some((section, _)), _) => Some(*section),
        (None, true) => by_words(words),
        (None, false) => by_caption(words),
    }
}

fn by_words(words: &str) -> Option<Section> {
    let has = |part: &str| words.contains(part);
    let starts = |parts: &[&str]| parts.iter().any(|part| words.starts_with(part));
    if has("复议") && has("诉讼") {
        return Some(Section::Cases);
    }
    if has("收到") && has("申请") {
        return Some(Section::Requests);
    }
    if has("主动公开政府信息") {
        return Some(Section::Proactive);
    }
    if has("问题") || (has("改") && has("情况") && has("存在")) {
        return Some(Section::Problems);
    }
    if starts(&["其他", "其它"]) && (has("报告") || has("情况") || has("事项")) {
        return Some(Section::Other);
    }
    if starts(&["总体情况", "概述", "工作基本情况", "总体工作情况", "基本情况", "工作总体情况"])
    {
        return Some(Section::Overview);
    }
    None
}

/// A heading without number counts only in wordings that no sentence has.
fn by_caption(words: &str) -> Option<Section> {
    const CAPTIONS: [(&str, Section); 3] = [
        ("表二:主动公开政府信息情况", Section::Proactive),
        ("表三:收到和处理政府信息公开申请情况", Section::Requests),
        ("因政府信息公开工作被申请行政复议,提起行政诉讼情况", Section::Cases),
    ];
    CAPTIONS.iter().find(|(caption, _)| *caption == words).map(|(_, section)| *section)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_told_by_their_words() {
        let check = |text: &str, wanted| assert_eq!(section(text), wanted, "{text}");
        check("一、总体情况", Some(Section::Overview));
        check("一、工作基本情况", Some(Section::Overview));
        check("一、主动公开政府信息情况", Some(Section::Proactive));
        check("三、收到和处理申请情况", Some(Section::Requests));
        check("四、行政法复议、行政诉讼情况", Some(Section::Cases));
        check("五、存在问题及改进情况", Some(Section::Problems));
        check("五、政府信息公开工作存在的主要问题及改进情况", Some(Section::Problems));
        check("l六、其他需要报告的事项", Some(Section::Other));
        check("其他需要报告的事项", Some(Section::Other));
        check("报告包括总体情况、主动公开政府信息情况", None);
        check("一、本年新收政府信息公开申请数量", None);
        check("3.其他", None);
    }
}
