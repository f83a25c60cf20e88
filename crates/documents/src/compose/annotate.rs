//! Findings beside the text they concern, and their list at the end.

use law::Lang;
use law::report_form::CellId;
use report::Report;
use report::check::{Finding, Severity, rule};
use report::value::Place;

use crate::page::{Block, Mark, Role, Table, TableCell, TextSize};

/// Findings with their numbers, found again by cell and by place.
#[derive(Debug)]
pub struct Annotations<'a> {
    findings: &'a [Finding],
}

impl<'a> Annotations<'a> {
    /// No remarks.
    pub fn none() -> Self {
        Self { findings: &[] }
    }

    /// Numbers the findings from 1 in their order.
    pub fn of(findings: &'a [Finding]) -> Self {
        Self { findings }
    }

    fn numbered(&self) -> impl Iterator<Item = (Mark, &'a Finding)> {
        let numbered = self.findings.iter().zip(1..);
        numbered.map(|(it, number)| (Mark { number, severity: it.severity }, it))
    }

    /// Returns the findings on a cell. Of the further cells that a finding names, those without a
    /// number are marked too: they are to be filled in, while the parts of a sum are only its parts.
    pub fn at_cell(&self, report: &Report, cell: CellId) -> Vec<Mark> {
        let has_number = report.cell(cell).is_some_and(|it| it.number().is_some());
        let concerns = |it: &Finding| {
            !is_about_words(it)
                && (it.cell == Some(cell) || (!has_number && it.others.contains(&cell)))
        };
        self.numbered().filter(|(_, it)| concerns(it)).map(|(mark, _)| mark).collect()
    }

    /// Returns the findings on a paragraph.
    pub fn at_place(&self, place: Place) -> Vec<Mark> {
        let concerns =
            |it: &Finding| place != Place::default() && it.place == place && is_about_words(it);
        self.numbered().filter(|(_, it)| concerns(it)).map(|(mark, _)| mark).collect()
    }

    /// Composes the list of findings, on a new page.
    pub fn list(&self, lang: Lang) -> Vec<Block> {
        let heading = lang.pick("检查发现的问题", "What the check found");
        let nothing = lang.pick("没有发现问题。", "Nothing was found.");
        self.list_under(heading, nothing, lang)
    }

    /// Composes the list under a heading of its own, on a new page; `nothing` stands for an empty one.
    pub fn list_under(&self, heading: &str, nothing: &str, lang: Lang) -> Vec<Block> {
        let mut blocks =
            vec![Block::NewPage, Block::Heading { level: 1, text: heading.to_owned() }];
        if self.findings.is_empty() {
            blocks.push(Block::Note { text: nothing.to_owned() });
            return blocks;
        }
        let mut rows = vec![header(lang)];
        for (mark, finding) in self.numbered() {
            rows.push(vec![
                TableCell::new(Role::Text, mark.number.to_string()).marked(vec![mark]),
                TableCell::new(Role::Text, severity(finding.severity, lang)),
                TableCell::new(Role::Text, whereabouts(finding, lang)),
                TableCell::new(Role::Text, sentence(finding, lang)),
                TableCell::new(Role::Text, basis(finding)),
            ]);
        }
        blocks.push(Block::Table(Table {
            caption: heading.to_owned(),
            shows_caption: false,
            widths: vec![8, 9, 25, 36, 22],
            header_rows: 1,
            size: TextSize::Small,
            rows,
        }));
        blocks
    }
}

/// A finding on the narrative names its cell for comparison only; it concerns the words.
fn is_about_words(finding: &Finding) -> bool {
    finding.cell.is_none() || finding.rule.starts_with("N-")
}

fn header(lang: Lang) -> Vec<TableCell> {
    let names = match lang {
        Lang::Zh => ["序号", "级别", "位置", "问题", "规则和依据"],
        Lang::En => ["No.", "Severity", "Where", "Finding", "Rule and authority"],
    };
    names.map(|name| TableCell::new(Role::Column, name)).to_vec()
}

/// Says how grave a finding is.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    }
}

/// Says where a finding is: the cell, else the place in the source.
pub fn whereabouts(finding: &Finding, lang: Lang) -> String {
    match finding.cell {
        Some(cell) => report::names::cell(cell, lang),
        None => finding.place.words(lang),
    }
}

/// Says what was found.
pub fn sentence(finding: &Finding, lang: Lang) -> String {
    lang.pick(finding.zh.clone(), finding.en.clone())
}

/// Names the rule and its authority.
pub fn basis(finding: &Finding) -> String {
    let authority = rule(finding.rule).map_or("", |it| it.authority);
    format!("{} {authority}", finding.rule)
}
