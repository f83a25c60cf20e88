//! Finds where the three tables stand among the blocks.

use std::ops::Range;

use law::report_form::{RequestRow, Section};

use super::heading;
use crate::read::block::Block;
use crate::read::label;

/// Ranges of blocks; each begins where its table may begin and ends before the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regions {
    /// Table two.
    pub disclosure: Option<Range<usize>>,
    /// Table three.
    pub requests: Option<Range<usize>>,
    /// Table four.
    pub cases: Option<Range<usize>>,
}

impl Regions {
    /// Tells whether the block stands among the tables.
    pub fn contain(&self, block: usize) -> bool {
        [&self.disclosure, &self.requests, &self.cases]
            .into_iter()
            .flatten()
            .any(|range| range.contains(&block))
    }

    /// Returns the first block of the first table.
    pub fn first(&self) -> Option<usize> {
        [&self.disclosure, &self.requests, &self.cases]
            .into_iter()
            .flatten()
            .map(|range| range.start)
            .min()
    }
}

/// Reads what each block tells about where it stands.
pub fn signs(blocks: &[Block]) -> Vec<Sign> {
    blocks.iter().map(sign).collect()
}

/// Finds the tables by the signs of the blocks.
pub fn find(signs: &[Sign]) -> Regions {
    let at = |from: usize, wanted: &dyn Fn(&Sign) -> bool| {
        signs.iter().enumerate().skip(from).find(|(_, sign)| wanted(sign)).map(|(index, _)| index)
    };
    let clause = at(0, &|sign| *sign == Sign::Clause);
    let requests = at(clause.unwrap_or(0), &|sign| {
        matches!(sign, Sign::RequestNote | Sign::RequestRow)
            || (clause.is_some() && *sign == Sign::Heading(Section::Requests))
    });
    let last_row = signs.iter().rposition(|sign| *sign == Sign::RequestRow);
    let first_row = signs.iter().position(|sign| *sign == Sign::RequestRow);
    let cases_from = last_row.or(requests).or(clause);
    let cases = cases_from.and_then(|from| {
        at(from, &|sign| matches!(sign, Sign::Heading(Section::Cases) | Sign::CaseHeader))
    });
    let cases = cases.or_else(|| {
        let alone = clause.is_none() && requests.is_none();
        alone.then(|| at(0, &|sign| *sign == Sign::CaseHeader)).flatten()
    });
    let problems = at(cases.or(cases_from).unwrap_or(0), &|sign| {
        matches!(sign, Sign::Heading(Section::Problems | Section::Other))
    });
    let end = signs.len();
    let requests = requests.or(first_row);
    let disclosure = clause.map(|start| start..requests.or(cases).or(problems).unwrap_or(end));
    let requests = requests.map(|start| start..cases.or(problems).unwrap_or(end).max(start));
    let cases = cases.map(|start| start..problems.unwrap_or(end).max(start));
    Regions { disclosure, requests, cases }
}

/// Returns the first of two reports on one page, as of a government and of its office, or all
/// blocks where there is one.
///
/// A second report begins where table two comes again after tables two to four, and table three
/// after it; its title and its first part are left out too.
pub fn first_report<'a>(blocks: &'a [Block], signs: &[Sign]) -> &'a [Block] {
    const ROWS: usize = 10;
    let after = |from: usize, wanted: &dyn Fn(&Sign) -> bool| {
        signs.iter().skip(from).position(wanted).map(|at| from + at)
    };
    let clause = |sign: &Sign| *sign == Sign::Clause;
    let cases = |sign: &Sign| matches!(sign, Sign::CaseHeader | Sign::Heading(Section::Cases));
    let rows = |range: Range<usize>| {
        let signs = signs.get(range).unwrap_or_default();
        signs.iter().filter(|sign| **sign == Sign::RequestRow).count() >= ROWS
    };
    let second = || {
        let first = after(0, &clause)?;
        let row = after(first, &|sign| *sign == Sign::RequestRow)?;
        let cases = after(row, &cases)?;
        let second = after(cases, &clause)?;
        (rows(first..second) && rows(second..signs.len())).then_some((cases, second))
    };
    let Some((cases, clause)) = second() else { return blocks };
    let begins = (cases..clause).rev().find(|at| {
        matches!(signs.get(*at), Some(Sign::Heading(Section::Overview | Section::Proactive)))
            && !matches!(
                signs.get(..*at).and_then(|it| it.iter().rev().find(|it| is_heading(it))),
                Some(Sign::Heading(Section::Overview))
            )
    });
    let end = begins.unwrap_or(clause);
    let first_line = (end.saturating_sub(4).max(cases)..end).find(|at| {
        matches!(blocks.get(*at), Some(Block::Text(text)) if super::title::is_title(&text.text))
    });
    blocks.get(..first_line.unwrap_or(end)).unwrap_or(blocks)
}

fn is_heading(sign: &Sign) -> bool {
    matches!(sign, Sign::Heading(_))
}

/// What a block tells about where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The heading of a part.
    Heading(Section),
    /// 第二十条第（一）项, or 信息内容 in a table.
    Clause,
    /// The note on 勾稽关系.
    RequestNote,
    /// A row of table three that has values.
    RequestRow,
    /// 行政复议 or 结果维持 in a table.
    CaseHeader,
    /// Nothing at all.
    Nothing,
}

fn sign(block: &Block) -> Sign {
    match block {
        Block::Text(text) => text_sign(&text.text),
        Block::Row(row) => {
            let words = row.cells.iter().filter(|cell| !cell.continued || cell.place.column == 1);
            let mut found = Sign::Nothing;
            let is_number = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
            for cell in words.filter(|cell| !is_number(&cell.text) && !cell.is_blank()) {
                let normal = label::normalise(&cell.text);
                let sign = cell_sign(&normal);
                if sign != Sign::Nothing {
                    found = sign;
                    break;
                }
                if let Some(section) = heading::section_of(&cell.text, &normal) {
                    found = Sign::Heading(section);
                }
            }
            found
        }
    }
}

fn cell_sign(normal: &str) -> Sign {
    if normal == "信息内容" || is_clause(normal) {
        return Sign::Clause;
    }
    if normal.contains("勾稽关系") {
        return Sign::RequestNote;
    }
    if is_request_row(normal) {
        return Sign::RequestRow;
    }
    let words = label::strip_all(normal).1;
    if ["行政复议", "结果维持", "未经复议直接起诉", "行政复议行政诉讼"].contains(&words)
    {
        return Sign::CaseHeader;
    }
    Sign::Nothing
}

/// Bytes above which a line is not looked at.
pub const LONGEST_LINE: usize = 300;

fn text_sign(text: &str) -> Sign {
    if text.len() > LONGEST_LINE {
        return Sign::Nothing;
    }
    let normal = label::normalise(text);
    if let Some(section) = heading::section_of(text, &normal) {
        return Sign::Heading(section);
    }
    if is_clause(&normal) || normal.starts_with("信息内容") {
        return Sign::Clause;
    }
    if normal.starts_with("(本列数据的勾稽") || normal.starts_with("申请人情况") {
        return Sign::RequestNote;
    }
    if ["行政复议行政诉讼", "行政复议"].contains(&&*normal) {
        return Sign::CaseHeader;
    }
    let label = text.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_whitespace());
    if label.len() < text.len() && is_request_row(&label::normalise(label)) {
        return Sign::RequestRow;
    }
    Sign::Nothing
}

/// 第二十条第（一）项, also without its second 第, and nothing much behind it.
fn is_clause(normal: &str) -> bool {
    let rest = normal.strip_prefix("第二十条").map(|rest| rest.strip_prefix('第').unwrap_or(rest));
    rest.is_some_and(|rest| {
        rest.starts_with('(') && rest.contains(")项") && normal.chars().count() < 40
    })
}

/// Only rows that no other table and no sentence has.
fn is_request_row(normal: &str) -> bool {
    const OTHERS: [&str; 5] = ["其他", "总计", "合计", "其他处理", "部分公开"];
    let words = label::strip_all(normal).1;
    if words.chars().count() < 4 || OTHERS.contains(&words) {
        return false;
    }
    label::exact_request_row(normal).is_some_and(|row| row != RequestRow::TotalHandled)
}
