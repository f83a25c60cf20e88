//! The list of problems (问题清单) that an authority sends back to the agencies that report.

use law::Lang;
use report::Report;
use report::check::Finding;

use super::annotate::{basis, sentence, severity, whereabouts};
use crate::page::{Block, Page, Role, Table, TableCell, TextSize};

/// What was found in one file.
#[derive(Debug, Clone)]
pub struct Problems {
    /// Name of the file.
    pub file: String,
    /// The agency, where it was found.
    pub agency: Option<String>,
    /// The year, where it was found.
    pub year: Option<i32>,
    /// The findings, gravest first.
    pub findings: Vec<Finding>,
    /// Why the file could not be read, for people.
    pub unread: Option<String>,
}

impl Problems {
    /// Takes what was found in a report.
    pub fn of(file: String, report: &Report, findings: Vec<Finding>) -> Self {
        Self {
            file,
            agency: report.agency.as_ref().map(|it| it.value.clone()),
            year: report.year.as_ref().map(|it| it.value),
            findings,
            unread: None,
        }
    }

    /// Returns the name by which people know the unit: the agency, else the file.
    pub fn unit(&self) -> &str {
        self.agency.as_deref().unwrap_or(&self.file)
    }
}

/// Returns the names of the columns of a list of problems.
pub fn columns(lang: Lang) -> [&'static str; 7] {
    match lang {
        Lang::Zh => ["序号", "级别", "规则", "位置", "问题", "依据", "整改情况"],
        Lang::En => ["No.", "Severity", "Rule", "Where", "Finding", "Authority", "What was done"],
    }
}

/// Returns the columns of one finding; the last is for the agency to fill in.
pub fn row(number: usize, finding: &Finding, lang: Lang) -> [String; 7] {
    let basis = basis(finding);
    let authority = basis.split_once(' ').map_or("", |(_, it)| it).to_owned();
    [
        number.to_string(),
        severity(finding.severity, lang).to_owned(),
        finding.rule.to_owned(),
        whereabouts(finding, lang),
        sentence(finding, lang),
        authority,
        String::new(),
    ]
}

/// Composes the list of problems of several reports, a part for each.
pub fn problem_list(files: &[Problems], lang: Lang) -> Page {
    let title = lang.pick("政府信息公开工作年度报告问题清单", "Problems found in annual reports");
    let mut blocks = Vec::new();
    for file in files {
        let year = file.year.map(|it| it.to_string()).unwrap_or_default();
        let heading = lang
            .pick(format!("{}（{year}年度）", file.unit()), format!("{} ({year})", file.unit()));
        blocks.push(Block::Heading { level: 1, text: heading });
        blocks.push(Block::Note {
            text: lang.pick(format!("文件：{}", file.file), format!("File: {}", file.file)),
        });
        if let Some(why) = &file.unread {
            blocks.push(Block::Note { text: why.clone() });
        } else if file.findings.is_empty() {
            let text = lang.pick("没有发现问题。", "Nothing was found.").to_owned();
            blocks.push(Block::Note { text });
        } else {
            blocks.push(Block::Table(table(file, lang)));
        }
    }
    let as_of = super::year_end(files.iter().filter_map(|it| it.year).max());
    let language = lang.pick("zh-CN", "en");
    let (title, author) = (title.to_owned(), String::new());
    Page { title, author, as_of, language, blocks, remarks: Vec::new() }
}

fn table(file: &Problems, lang: Lang) -> Table {
    let head = columns(lang).map(|name| TableCell::new(Role::Column, name)).to_vec();
    let lines = file.findings.iter().zip(1..).map(|(finding, number)| {
        row(number, finding, lang).map(|text| TableCell::new(Role::Text, text)).to_vec()
    });
    Table {
        caption: file.unit().to_owned(),
        shows_caption: false,
        widths: vec![6, 8, 8, 18, 30, 18, 12],
        header_rows: 1,
        size: TextSize::Small,
        rows: std::iter::once(head).chain(lines).collect(),
    }
}
