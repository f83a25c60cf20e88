//! The sum of the units of a parent, who is missing, and what explains a difference.

use law::Lang;
use report::names;
use report::rollup::{AUTHORITY, Difference, Quarantined, Summary};

use super::lines::{lines, shown};
use super::{Annotations, table_of, year_end};
use crate::page::{Block, Page};

/// A file that could not be read, and why.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct UnreadFile {
    /// The file.
    pub file: String,
    /// Why, for people.
    pub why: String,
}

/// Composes the dashboard of a roll-up: what is wrong first, then the sums.
pub fn rollup(summary: &Summary, unread: &[UnreadFile], lang: Lang) -> Page {
    let mut blocks = vec![Block::Paragraph { text: summary.overview(lang), marks: Vec::new() }];
    blocks.extend(summary.remarks.iter().map(|it| note(it.sentence(lang))));
    blocks.extend(unread_files(unread, lang));
    blocks.extend(missing(summary, lang));
    blocks.extend(differences(summary, lang));
    blocks.extend(set_aside(summary, lang));
    blocks.extend(relations(summary, lang));
    blocks.extend(sums(summary, lang));
    blocks.extend(units(summary, lang));
    blocks.push(note(format!("{}{AUTHORITY}", lang.pick("依据：", "Authority: "))));
    Page {
        title: title(summary, lang),
        author: summary.parent.clone(),
        as_of: year_end(summary.year),
        language: lang.pick("zh-CN", "en"),
        blocks,
        remarks: Vec::new(),
    }
}

/// Returns the title of a roll-up.
pub fn title(summary: &Summary, lang: Lang) -> String {
    let year = summary.year.map(|it| it.to_string()).unwrap_or_default();
    let parent = &summary.parent;
    lang.pick(
        format!("{parent}{year}年政府信息公开工作年度报告汇总"),
        format!("{parent} {year}: annual reports added up"),
    )
}

fn heading(text: &str) -> Block {
    Block::Heading { level: 1, text: text.to_owned() }
}

fn note(text: impl Into<String>) -> Block {
    Block::Note { text: text.into() }
}

fn unread_files(unread: &[UnreadFile], lang: Lang) -> Vec<Block> {
    if unread.is_empty() {
        return Vec::new();
    }
    let name = lang.pick("未能读取的文件", "Files that could not be read");
    let head = [lang.pick("文件", "File"), lang.pick("原因", "Why")];
    let rows = unread.iter().map(|it| [it.file.clone(), it.why.clone()]);
    let note_text = lang.pick(
        "下列文件未能读取；没有报告的单位可能就在其中。",
        "A unit that is listed as missing may be among these.",
    );
    vec![heading(name), note(note_text), lines(name, head, [40, 60], rows)]
}

fn missing(summary: &Summary, lang: Lang) -> Vec<Block> {
    if summary.missing.is_empty() {
        return Vec::new();
    }
    let head = [lang.pick("序号", "No."), lang.pick("没有报告的单位", "Unit without a report")];
    let rows = summary.missing.iter().zip(1..).map(|(unit, n)| [n.to_string(), unit.clone()]);
    vec![
        heading(lang.pick("没有报告的单位", "Missing reports")),
        lines(lang.pick("没有报告的单位", "Missing reports"), head, [12, 88], rows),
    ]
}

fn differences(summary: &Summary, lang: Lang) -> Vec<Block> {
    if summary.parent_report.is_none() {
        return Vec::new();
    }
    let name = lang.pick("与本级报告的差异", "Differences from the parent's report");
    let mut blocks = vec![heading(name)];
    if summary.differences.is_empty() {
        let none = lang.pick("各格与各单位之和一致。", "Every cell equals the sum of the units.");
        blocks.push(note(none));
        return blocks;
    }
    blocks.extend(summary.suspects.iter().map(|it| note(it.sentence(lang))));
    let head = match lang {
        Lang::Zh => ["项目", "各单位之和", "本级报告", "相差", "可能的原因"],
        Lang::En => ["Figure", "Sum of units", "Parent's report", "Difference", "What explains it"],
    };
    let rows = summary.differences.iter().map(|it| difference(it, lang));
    blocks.push(lines(name, head, [32, 12, 12, 12, 32], rows));
    blocks
}

/// Explanations that are shown; the data has them all.
const MOST_EXPLANATIONS: usize = 3;

fn difference(it: &Difference, lang: Lang) -> [String; 5] {
    let likeliest = it.explained_by.iter().take(MOST_EXPLANATIONS);
    let why: Vec<&str> =
        likeliest.map(|it| it.sentence(lang).trim_end_matches(['。', '.'])).collect();
    let number =
        |it: Option<report::number::Number>| it.map_or("—".to_owned(), |it| it.to_string());
    [
        names::cell(it.cell, lang),
        number(it.children.number()),
        shown(it.parent.as_ref(), lang),
        number(it.difference),
        why.join(lang.pick("；", "; ")),
    ]
}

fn set_aside(summary: &Summary, lang: Lang) -> Vec<Block> {
    let quarantined = summary.quarantined.iter().map(|it| quarantined(it, lang));
    let unmatched = summary.unmatched.iter().map(|it| {
        let no = lang.pick("未计入", "not counted").to_owned();
        [it.row.name.clone(), it.row.file.clone(), no, it.sentence(lang).to_owned()]
    });
    let duplicates = summary.duplicates.iter().map(|it| {
        let no = lang.pick("未计入", "not counted").to_owned();
        [it.unit.clone(), it.other.clone(), no, it.sentence(lang)]
    });
    let rows: Vec<[String; 4]> = quarantined.chain(unmatched).chain(duplicates).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let head = match lang {
        Lang::Zh => ["单位", "文件", "是否计入", "原因"],
        Lang::En => ["Unit", "File", "Counted", "Reason"],
    };
    let name = lang.pick("有问题的报告", "Reports with something wrong");
    vec![heading(name), lines(name, head, [22, 22, 10, 46], rows.into_iter())]
}

fn quarantined(it: &Quarantined, lang: Lang) -> [String; 4] {
    let reasons: Vec<&str> = it.reasons.iter().map(|it| it.sentence(lang)).collect();
    let counted = match it.counted {
        true => lang.pick("已计入", "counted"),
        false => lang.pick("未计入", "not counted"),
    };
    [it.row.name.clone(), it.row.file.clone(), counted.to_owned(), reasons.join("\u{2003}")]
}

fn relations(summary: &Summary, lang: Lang) -> Vec<Block> {
    if summary.identities.failing.is_empty() {
        return Vec::new();
    }
    let name = lang.pick("汇总数不符合勾稽关系", "Sums that do not fit together");
    let head = [lang.pick("规则", "Rule"), lang.pick("说明", "What fails")];
    let rows = summary
        .identities
        .failing
        .iter()
        .map(|it| [it.rule.to_owned(), lang.pick(it.zh.clone(), it.en.clone())]);
    vec![heading(name), lines(name, head, [12, 88], rows)]
}

fn sums(summary: &Summary, lang: Lang) -> Vec<Block> {
    use law::report_form::Section::{Cases, Proactive, Requests};
    let report = summary.as_report(&summary.parent, summary.year.unwrap_or_default());
    let none = Annotations::none();
    let tables = [Proactive, Requests, Cases].into_iter().flat_map(|section| {
        let mut blocks = table_of(section, &report, &none);
        if !blocks.is_empty() {
            blocks.insert(0, Block::Heading { level: 2, text: section.heading().to_owned() });
        }
        blocks
    });
    let name = lang.pick("各单位之和", "Sum of the units");
    std::iter::once(heading(name)).chain(tables).collect()
}

fn units(summary: &Summary, lang: Lang) -> Vec<Block> {
    let name = lang.pick("计入的单位", "Units that were counted");
    let head = match lang {
        Lang::Zh => ["序号", "单位", "文件", "空白格", "符号格"],
        Lang::En => ["No.", "Unit", "File", "Blank cells", "Marks"],
    };
    let rows = summary.included.iter().zip(1..).map(|(it, n): (_, usize)| {
        [
            n.to_string(),
            it.name.clone(),
            it.file.clone(),
            it.blanks.to_string(),
            it.marks.to_string(),
        ]
    });
    vec![heading(name), lines(name, head, [8, 38, 34, 10, 10], rows)]
}
