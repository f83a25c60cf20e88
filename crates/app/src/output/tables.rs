//! The three tables on a terminal, aligned for letters of double width.

use std::io::Write;

use anyhow::Result;
use law::Lang;
use law::report_form::{ApplicantColumn, CaseBlock, CaseColumn, CellId, FormVersion};
use report::value::{CellValue, How};
use report::{Report, names};
use unicode_width::UnicodeWidthStr;

use crate::style;

/// Prints what was read.
pub fn print(report: &Report, lang: Lang, out: &mut impl Write) -> Result<()> {
    let unknown = lang.pick("（未找到）", "(not found)");
    let agency = report.agency.as_ref().map_or(unknown, |it| it.value.as_str());
    let year = report.year.as_ref().map_or(unknown.to_owned(), |it| it.value.to_string());
    writeln!(out, "{} {year}", style::strong(agency))?;
    let form = report.form().unwrap_or(FormVersion::Form2021);
    if report.has_table(2) {
        disclosure(report, report.disclosure_form.unwrap_or(form), lang, out)?;
    }
    if report.has_table(3) {
        requests(report, report.request_form.unwrap_or(form), lang, out)?;
    }
    if report.has_table(4) {
        cases(report, lang, out)?;
    }
    writeln!(
        out,
        "\n{}",
        style::faint(lang.pick(
            "·空白  ?无法确定  ~按合计关系或行序推定  （无）文件中没有这一格",
            "· blank  ? unreadable  ~ told by sums or by the order of rows  - not in the document"
        ))
    )?;
    Ok(())
}

fn disclosure(report: &Report, form: FormVersion, lang: Lang, out: &mut impl Write) -> Result<()> {
    title(out, lang.pick("二、主动公开政府信息情况", "2. Proactive disclosure"))?;
    for block in &form.form().disclosure {
        let mut rows = vec![vec![block.clause.clone()]];
        for (row, _) in &block.rows {
            for (column, _) in &block.columns {
                let name = names::column(CellId::Disclosure(*row, *column), lang);
                if let Some(head) = rows.first_mut()
                    && head.len() <= block.columns.len()
                {
                    head.push(name);
                }
            }
            let cells = block.columns.iter().map(|(column, _)| CellId::Disclosure(*row, *column));
            rows.push(line(report, cells, lang));
        }
        grid(out, &rows)?;
    }
    Ok(())
}

fn requests(report: &Report, form: FormVersion, lang: Lang, out: &mut impl Write) -> Result<()> {
    title(out, lang.pick("三、收到和处理政府信息公开申请情况", "3. Requests"))?;
    let mut rows = vec![vec![String::new()]];
    for column in ApplicantColumn::ALL {
        let name = names::column(CellId::Request(law::report_form::RequestRow::New, *column), lang);
        if let Some(head) = rows.first_mut() {
            head.push(name);
        }
    }
    for (row, _, _) in &form.form().requests.rows {
        let cells = ApplicantColumn::ALL.iter().map(|column| CellId::Request(*row, *column));
        rows.push(line(report, cells, lang));
    }
    grid(out, &rows)
}

fn cases(report: &Report, lang: Lang, out: &mut impl Write) -> Result<()> {
    title(out, lang.pick("四、行政复议、行政诉讼情况", "4. Reconsideration and litigation"))?;
    let mut rows = vec![vec![String::new()]];
    for column in CaseColumn::ALL {
        let name = names::column(CellId::Case(CaseBlock::Reconsideration, *column), lang);
        if let Some(head) = rows.first_mut() {
            head.push(name);
        }
    }
    for block in CaseBlock::ALL {
        let cells = CaseColumn::ALL.iter().map(|column| CellId::Case(*block, *column));
        rows.push(line(report, cells, lang));
    }
    grid(out, &rows)
}

fn title(out: &mut impl Write, text: &str) -> Result<()> {
    writeln!(out, "\n{}", style::strong(text))?;
    Ok(())
}

fn line(report: &Report, cells: impl Iterator<Item = CellId>, lang: Lang) -> Vec<String> {
    let mut row: Vec<String> = Vec::new();
    for cell in cells {
        if row.is_empty() {
            row.push(shorten(&names::row(cell, lang)));
        }
        row.push(shown(report, cell, lang));
    }
    row
}

fn shown(report: &Report, cell: CellId, lang: Lang) -> String {
    let Some(read) = report.cell(cell) else { return lang.pick("（无）", "-").to_owned() };
    let text = match &read.value {
        CellValue::Number(number) => number.to_string(),
        CellValue::Blank => "·".to_owned(),
        CellValue::Mark(mark) => mark.clone(),
        CellValue::Unreadable(_) => "?".to_owned(),
    };
    match read.how {
        How::Label => text,
        How::Order | How::Split | How::Restored => format!("{text}~"),
    }
}

/// Long labels are cut for the terminal.
fn shorten(label: &str) -> String {
    const WIDEST: usize = 44;
    if label.width() <= WIDEST {
        return label.to_owned();
    }
    let mut short = String::new();
    for c in label.chars() {
        if short.width() + 3 > WIDEST {
            break;
        }
        short.push(c);
    }
    short + "…"
}

fn grid(out: &mut impl Write, rows: &[Vec<String>]) -> Result<()> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns)
        .map(|column| {
            rows.iter().filter_map(|row| row.get(column)).map(|it| it.width()).max().unwrap_or(0)
        })
        .collect();
    for row in rows {
        let mut line = String::new();
        for (index, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let padding = " ".repeat(width.saturating_sub(cell.width()));
            if index == 0 {
                line.push_str(&format!("  {cell}{padding}"));
            } else {
                line.push_str(&format!("  {padding}{cell}"));
            }
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}
