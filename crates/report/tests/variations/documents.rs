//! Layouts with marked cells: web pages and Word files.

use std::io::Write;

use law::report_form::RequestRow;

use super::super::sample::Sample;
use super::{COLUMNS, DOCUMENTS, NOTE, RESULTS, SINGLES, TITLE};

pub fn page_merged(sample: &Sample) -> Vec<u8> {
    page(sample, true)
}

pub fn page_flat_header(sample: &Sample) -> Vec<u8> {
    page(sample, false)
}

fn page(sample: &Sample, merged: bool) -> Vec<u8> {
    let cell = |text: &str| {
        if text.is_empty() {
            "<td><p>&nbsp;</p></td>".to_owned()
        } else {
            format!("<td><p><span>{text}</span></p></td>")
        }
    };
    let row = |cells: &[String]| {
        format!("<tr>{}</tr>", cells.iter().map(|it| cell(it)).collect::<String>())
    };
    let wide = |text: &str, columns: usize| format!("<td colspan=\"{columns}\">{text}</td>");
    let mut page = format!(
        "<!DOCTYPE html><html><head><title>{TITLE}</title></head><body>\
         <table><tr><td>索引号：</td><td>015000/2025-00012</td></tr></table>\
         <h1>{TITLE}</h1><p>一、总体情况</p><p>全年公开133条。</p><p>二、主动公开政府信息情况</p><table>"
    );
    page.push_str(&format!("<tr>{}</tr>", wide("第二十条第（一）项", 4)));
    page.push_str("<tr><td>信息内容</td><td>本年<br>制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>");
    for (name, label) in DOCUMENTS {
        page.push_str(&row(&[vec![label.to_owned()], sample.documents(name)].concat()));
    }
    for (clause, column, rows) in SINGLES {
        page.push_str(&format!(
            "<tr>{}</tr><tr><td>信息内容</td>{}</tr>",
            wide(clause, 4),
            wide(column, 3)
        ));
        for (name, label) in rows {
            let value = sample.single(*name);
            page.push_str(&format!("<tr><td>{label}</td>{}</tr>", wide(value, 3)));
        }
    }
    page.push_str("</table><p>三、收到和处理政府信息公开申请情况</p><table>");
    page.push_str(&format!(
        "<tr><td colspan=3 rowspan=3>{NOTE}</td>{}</tr>",
        wide("申请人情况", 7)
    ));
    let columns: String =
        COLUMNS.iter().skip(1).take(5).map(|it| format!("<td>{it}</td>")).collect();
    if merged {
        page.push_str(&format!(
            "<tr><td rowspan=2>自然人</td>{}<td rowspan=2>总计</td></tr><tr>{columns}</tr>",
            wide("法人或其他组织", 5)
        ));
    } else {
        page.push_str(&format!(
            "<tr><td>自然人</td>{}<td>总计</td></tr><tr><td></td>{columns}<td></td></tr>",
            wide("法人或其他组织", 5)
        ));
    }
    let rows = sample.rows();
    let outcomes = rows.iter().filter(|(row, _, _)| row.is_outcome()).count() + 1;
    for (index, (row, group, label)) in rows.iter().enumerate() {
        let mut line = String::new();
        if *row == RequestRow::Granted {
            line.push_str(&format!("<td rowspan={outcomes}>三、本年度<br>办理结果</td>"));
        }
        let first = index == 0 || rows.get(index - 1).is_none_or(|before| before.1 != *group);
        if group.is_empty() {
            let outer =
                matches!(row, RequestRow::New | RequestRow::CarriedIn | RequestRow::CarriedOut);
            line.push_str(&wide(label, if outer { 3 } else { 2 }));
        } else {
            if first {
                let size = rows.iter().filter(|it| it.1 == *group).count();
                line.push_str(&format!("<td rowspan={size}>{group}</td>"));
            }
            line.push_str(&cell(label));
        }
        line.extend(sample.row(*row).iter().map(|it| cell(it)));
        page.push_str(&format!("<tr>{line}</tr>"));
    }
    page.push_str("</table><p>四、政府信息公开行政复议、行政诉讼情况</p><table>");
    let results: String = RESULTS.iter().map(|it| format!("<td>{it}</td>")).collect();
    page.push_str(&format!("<tr>{}{}</tr>", wide("行政复议", 5), wide("行政诉讼", 10)));
    let over: String = RESULTS.iter().map(|it| format!("<td rowspan=2>{it}</td>")).collect();
    page.push_str(&format!(
        "<tr>{over}{}{}</tr>",
        wide("未经复议直接起诉", 5),
        wide("复议后起诉", 5)
    ));
    page.push_str(&format!("<tr>{results}{results}</tr>{}</table>", row(&sample.cases())));
    page.push_str("<p>五、存在的主要问题及改进情况</p><p>问题3个。</p><p>六、其他需要报告的事项</p><p>无。</p></body></html>");
    page.into_bytes()
}

pub fn page_numbered(sample: &Sample) -> Vec<u8> {
    let page = String::from_utf8(page_merged(sample)).expect("is text");
    let (before, table) = page.split_once("申请情况</p><table>").expect("table three");
    let (table, after) = table.split_once("</table>").expect("its end");
    let rows: String = table
        .split("<tr>")
        .skip(1)
        .enumerate()
        .map(|(nth, row)| match nth {
            0 => format!("<tr><td rowspan=3>序号</td>{row}"),
            1 | 2 => format!("<tr>{row}"),
            _ => format!("<tr><td>{}</td>{row}", nth - 2),
        })
        .collect();
    format!("{before}申请情况</p><table>{rows}</table>{after}").into_bytes()
}

/// The report of a government, and below it that of its office with other figures.
pub fn page_twice(sample: &Sample) -> Vec<u8> {
    let page = String::from_utf8(page_merged(sample)).expect("is text");
    let (head, body) = page.split_once("<h1>").expect("a title");
    let body = body.trim_end_matches("</body></html>");
    let office = body.replace("演示市教育局", "演示市招生办公室").replace("<span>", "<span>1");
    format!("{head}<h1>{body}<h1>{office}</body></html>").into_bytes()
}

pub fn word(sample: &Sample) -> Vec<u8> {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let cell = |text: &str, span: usize| {
        let text = if text.is_empty() { "\u{3000}" } else { text };
        format!("<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/></w:tcPr>{}</w:tc>", p(text))
    };
    let down = |text: &str, begins: bool| {
        let val = if begins { " w:val=\"restart\"" } else { "" };
        let body = if begins { p(text) } else { "<w:p/>".to_owned() };
        format!("<w:tc><w:tcPr><w:vMerge{val}/></w:tcPr>{body}</w:tc>")
    };
    let row = |cells: String| format!("<w:tr>{cells}</w:tr>");
    let mut body = p(TITLE)
        + &p("一、总体情况")
        + &p("全年公开133条。")
        + &p("二、主动公开政府信息情况")
        + "<w:tbl>";
    body.push_str(&row(cell("第二十条第（一）项", 4)));
    body.push_str(&row(["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
        .map(|it| cell(it, 1))
        .concat()));
    for (name, label) in DOCUMENTS {
        let cells: String = sample.documents(name).iter().map(|it| cell(it, 1)).collect();
        body.push_str(&row(cell(label, 1) + &cells));
    }
    for (clause, column, rows) in SINGLES {
        body.push_str(&row(cell(clause, 4)));
        body.push_str(&row(cell("信息内容", 1) + &cell(column, 3)));
        for (name, label) in rows {
            // Drawn as three cells of which two are empty.
            body.push_str(&row(cell(label, 1)
                + &cell(sample.single(*name), 1)
                + &cell("", 1)
                + &cell("", 1)));
        }
    }
    body.push_str(&format!("</w:tbl>{}<w:tbl>", p("三、收到和处理政府信息公开申请情况")));
    body.push_str(&row(cell(NOTE, 3) + &cell("申请人情况", 7)));
    body.push_str(&row(cell("", 3) + &COLUMNS.map(|it| cell(it, 1)).concat()));
    let mut last = String::new();
    for (name, group, label) in sample.rows() {
        let cells: String = sample.row(name).iter().map(|it| cell(it, 1)).collect();
        let outer =
            matches!(name, RequestRow::New | RequestRow::CarriedIn | RequestRow::CarriedOut);
        let front = if outer {
            cell(&label, 3)
        } else if group.is_empty() {
            down("三、本年度办理结果", name == RequestRow::Granted) + &cell(&label, 2)
        } else {
            down("", false) + &down(&group, group != last) + &cell(&label, 1)
        };
        last = group;
        body.push_str(&row(front + &cells));
    }
    body.push_str(&format!("</w:tbl>{}<w:tbl>", p("四、政府信息公开行政复议、行政诉讼情况")));
    body.push_str(&row(cell("行政复议", 5) + &cell("行政诉讼", 10)));
    body.push_str(&row(sample.cases().iter().map(|it| cell(it, 1)).collect()));
    body.push_str("</w:tbl>");
    body.push_str(
        &(p("五、存在的主要问题及改进情况")
            + &p("问题3个。")
            + &p("六、其他需要报告的事项")
            + &p("无。")),
    );
    let xml = format!(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"
    );
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default())
        .expect("in memory");
    zip.write_all(xml.as_bytes()).expect("in memory");
    zip.finish().expect("in memory").into_inner()
}
