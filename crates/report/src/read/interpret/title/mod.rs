//! Title, agency and year, from the title line, the page head, or the first sentences.

mod words;

use super::regions::Regions;
use crate::model::{Found, Report};
use crate::read::block::{Block, Document, RowBlock, is_filler};
use crate::value::Place;
use words::{Title, find_years, is_agency, parse};

/// Lines at the beginning in which a title may stand.
const TITLE_LINES: usize = 40;

/// Reads title, agency and year.
pub fn read(blocks: &[Block], document: &Document, regions: &Regions, report: &mut Report) {
    let end = regions.first().unwrap_or(blocks.len());
    let head = blocks.get(..end).unwrap_or_default();
    table_metadata(head, report);
    let lines: Vec<(String, Place)> = head
        .iter()
        .filter_map(|block| match block {
            Block::Text(text) => Some((squeeze(&text.text), text.place)),
            Block::Row(row) => only_cell(row),
        })
        .filter(|(text, _)| !text.is_empty())
        .collect();
    let printed = title_line(&lines);
    let named: Vec<(String, Place)> = metadata_titles(document, report)
        .into_iter()
        .map(|title| (squeeze(&title), Place::default()))
        .collect();
    let from_head = named.iter().find_map(|(text, place)| parse(text).map(|it| (it, *place)));
    let from_sentence = sentence_title(&lines);
    let found = [printed, from_head, from_sentence];
    for (title, place) in found.into_iter().flatten() {
        set(&mut report.year, title.year, place);
        set(&mut report.agency, title.agency, place);
        // Words out of a sentence are no title line.
        let title = Some(title.text).filter(|it| !it.contains(['，', ',', '；']));
        set(&mut report.title, title, place);
    }
    set_agency_above(&lines, report);
    join_lines(&lines, report);
    let publisher = report
        .metadata
        .iter()
        .find(|(name, value)| PUBLISHERS.contains(&name.as_str()) && !value.is_empty())
        .map(|(_, value)| value.clone());
    set(&mut report.agency, publisher, Place::default());
    if report.year.is_none() {
        let all = text_lines(blocks);
        report.year = year_of_period(&all).or_else(|| year_of_first_sentence(&all));
    }
    if report.agency.is_none() {
        report.agency = signature(blocks);
    }
}

/// Tells whether a line is the title of a report.
pub fn is_title(line: &str) -> bool {
    let squeezed = squeeze(line);
    parse(&squeezed).is_some_and(|title| squeezed.len() <= title.text.len() + 30)
}

const PUBLISHERS: [&str; 6] =
    ["发布机构", "发文机构", "发文机关", "信息来源", "ContentSource", "公开责任部门"];

fn set<T>(slot: &mut Option<Found<T>>, value: Option<T>, place: Place) {
    if slot.is_none()
        && let Some(value) = value
    {
        *slot = Some(Found { value, place });
    }
}

/// A row with one filled cell reads as a line, as the title of a workbook does.
fn only_cell(row: &RowBlock) -> Option<(String, Place)> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_blank());
    let first = filled.next()?;
    filled.all(|cell| cell.text == first.text).then(|| (squeeze(&first.text), first.place))
}

fn squeeze(text: &str) -> String {
    let mut squeezed = String::with_capacity(text.len());
    text.split(is_filler).for_each(|piece| squeezed.push_str(piece));
    squeezed
}

fn text_lines(blocks: &[Block]) -> Vec<(String, Place)> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Text(text) => Some((squeeze(&text.text), text.place)),
            Block::Row(_) => None,
        })
        .collect()
}

/// The title line: alone if one line is enough, else torn over two or three.
fn title_line(lines: &[(String, Place)]) -> Option<(Title, Place)> {
    const LONGEST: usize = 60;
    let mut torn = None;
    for (index, (text, place)) in lines.iter().take(TITLE_LINES).enumerate() {
        if is_furniture(text) {
            continue;
        }
        let mut joined = String::new();
        for (pieces, (text, _)) in lines.iter().skip(index).take(3).enumerate() {
            joined.push_str(text);
            if joined.chars().count() > LONGEST || joined.contains('。') {
                break;
            }
            let Some(title) = parse(&joined) else { continue };
            if title.year.is_none() || joined.len() > title.text.len() + 30 {
                continue;
            }
            if pieces == 0 {
                return Some((title, *place));
            }
            torn = torn.or(Some((title, *place)));
        }
        if text.contains('。') && text.chars().count() > LONGEST {
            break;
        }
    }
    torn
}

/// Links to other years' reports are no title.
fn is_furniture(text: &str) -> bool {
    ["当前位置", "首页", "上一篇", "下一篇"].iter().any(|it| text.contains(it))
}

fn metadata_titles(document: &Document, report: &Report) -> Vec<String> {
    let named = report
        .metadata
        .iter()
        .filter(|(name, _)| ["ArticleTitle", "名称", "标题", "信息名称"].contains(&name.as_str()))
        .map(|(_, value)| value.clone());
    named.chain(document.title.clone()).collect()
}

/// `现公布X局2024年度政府信息公开年度报告` inside the first sentences.
fn sentence_title(lines: &[(String, Place)]) -> Option<(Title, Place)> {
    lines.iter().take(TITLE_LINES).find_map(|(text, place)| {
        let sentence = text.split('。').find(|it| parse(it).is_some_and(|it| it.year.is_some()))?;
        parse(sentence).map(|title| (title, *place))
    })
}

/// The agency on the line above a title that names only the year.
fn set_agency_above(lines: &[(String, Place)], report: &mut Report) {
    if report.agency.is_some() || report.title.is_none() {
        return;
    }
    let above = lines.iter().take(TITLE_LINES).take_while(|(text, _)| parse(text).is_none());
    let named = above.filter(|(text, _)| is_agency(text)).last();
    if let Some((name, place)) = named {
        report.agency = Some(Found { value: name.clone(), place: *place });
    }
}

/// A title over two lines: the agency on one, the year and the rest on the next.
fn join_lines(lines: &[(String, Place)], report: &mut Report) {
    let (Some(agency), Some(title)) = (&report.agency, &mut report.title) else { return };
    if !title.value.starts_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    let agency = squeeze(&agency.value);
    let at = lines.iter().position(|(text, _)| text.starts_with(&title.value));
    let above = at.and_then(|at| lines.get(at.checked_sub(1)?));
    if above.is_some_and(|(text, _)| *text == agency) {
        title.value.insert_str(0, &agency);
    }
}

/// 统计期限自X年1月1日起, or 截止X年12月31日.
fn year_of_period(lines: &[(String, Place)]) -> Option<Found<i32>> {
    let dated = |text: &str, month: &str| {
        let at = text.find(month)?;
        let year = text.get(at.checked_sub(4)?..at)?;
        year.parse::<i32>().ok().filter(|year| (2008..2100).contains(year))
    };
    let first = |text: &str| dated(text, "年1月1日");
    let last = |text: &str| dated(text, "年12月31日");
    lines
        .iter()
        .find_map(|(text, place)| first(text).map(|year| Found { value: year, place: *place }))
        .or_else(|| {
            lines.iter().find_map(|(text, place)| {
                last(text).map(|year| Found { value: year, place: *place })
            })
        })
}

/// `2020年，我局…` or `2020年报_…`.
fn year_of_first_sentence(lines: &[(String, Place)]) -> Option<Found<i32>> {
    lines.iter().find_map(|(text, place)| {
        let (start, stop, year) = find_years(text).first().copied()?;
        let opens = start < 12 && text.get(start..stop).is_some_and(|it| it.contains('年'));
        (opens && (2008..2100).contains(&year)).then_some(Found { value: year, place: *place })
    })
}

/// The agency signs below section six.
fn signature(blocks: &[Block]) -> Option<Found<String>> {
    text_lines(blocks)
        .into_iter()
        .rev()
        .take(4)
        .find(|(text, _)| is_agency(text))
        .map(|(value, place)| Found { value, place })
}

/// Names and values of a metadata table before the report.
fn table_metadata(head: &[Block], report: &mut Report) {
    for block in head {
        let Block::Row(row) = block else { continue };
        let cells: Vec<&str> = row
            .cells
            .iter()
            .filter(|cell| !cell.continued)
            .map(|cell| cell.text.as_str())
            .collect();
        for pair in cells.chunks(2) {
            let [name, value] = pair else { continue };
            let name = squeeze(name);
            let Some(name) = name
                .strip_suffix(['：', ':'])
                .map(str::to_owned)
                .or_else(|| METADATA_NAMES.contains(&name.as_str()).then_some(name.clone()))
            else {
                continue;
            };
            report.metadata.push((name, value.trim().to_owned()));
        }
    }
}

const METADATA_NAMES: [&str; 12] = [
    "索引号",
    "名称",
    "标题",
    "发布机构",
    "发文机构",
    "成文日期",
    "生成日期",
    "公开日期",
    "发布日期",
    "文号",
    "关键词",
    "有效性",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::block::{BlockCell, Layout};

    #[test]
    fn a_row_of_a_workbook_may_be_the_title() {
        let cell = |text: &str| BlockCell::new(text, Place::default());
        let row = |cells: &[&str]| {
            let cells = cells.iter().map(|text| cell(text)).collect();
            only_cell(&RowBlock { table: 1, cells, layout: Layout::Grid }).map(|(text, _)| text)
        };
        let title = "某局2024年政府信息公开年报";
        assert_eq!(row(&[title, title, ""]).as_deref(), Some(title));
        assert_eq!(row(&["名称", title]), None);
    }

    #[test]
    fn a_torn_title_is_joined() {
        let lines = ["正文", "2025年上海市人民政府办公厅政府信息公开", "工作年度报告"]
            .map(|text| (text.to_owned(), Place::default()));
        let (title, _) = title_line(&lines).expect("a title");
        assert_eq!(title.agency.as_deref(), Some("上海市人民政府办公厅"));
    }
}
