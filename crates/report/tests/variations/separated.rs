//! Layouts of text whose cells are set apart by tabs or bars, Markdown among them.

use law::report_form::{CaseBlock, RequestRow};

use super::super::sample::Sample;
use super::documents::page_merged;
use super::{COLUMNS, DOCUMENTS, NOTE, RESULTS, SINGLES, TITLE, head, request_rows, tail};

pub fn tabs(sample: &Sample) -> Vec<u8> {
    let mut text = String::new();
    head(&mut text);
    text.push_str("二、主动公开政府信息情况\n第二十条第（一）项\t\t\t\n信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n");
    for (name, label) in DOCUMENTS {
        text.push_str(&format!("{label}\t{}\n", sample.documents(name).join("\t")));
    }
    for (clause, column, rows) in SINGLES {
        text.push_str(&format!("{clause}\t\t\t\n信息内容\t{column}\t\t\n"));
        for (name, label) in rows {
            text.push_str(&format!("{label}\t{}\t\t\n", sample.single(*name)));
        }
    }
    text.push_str(&format!(
        "三、收到和处理政府信息公开申请情况\n{NOTE}\t\t\t申请人情况\t\t\t\t\t\t\n"
    ));
    text.push_str("\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计\n\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t\n");
    for (labels, cells, row) in request_rows(sample) {
        let front = label_columns(&labels, row);
        text.push_str(&format!("{}\t{}\n", front.join("\t"), cells.join("\t")));
    }
    text.push_str(
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议\t\t\t\t\t行政诉讼\t\t\t\t\t\t\t\t\t\n",
    );
    text.push_str(&format!(
        "{0}\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t\n\t\t\t\t\t{0}\t{0}\n{1}\n",
        RESULTS.join("\t"),
        sample.cases().join("\t")
    ));
    tail(&mut text);
    text.into_bytes()
}

/// The three columns of labels in front of a row of table three.
fn label_columns(labels: &[String], row: RequestRow) -> [String; 3] {
    let mut front = [const { String::new() }; 3];
    match (labels, row) {
        ([label], RequestRow::New | RequestRow::CarriedIn | RequestRow::CarriedOut) => {
            front[0].clone_from(label);
        }
        ([label], RequestRow::Partial | RequestRow::TotalHandled | RequestRow::OtherTotal) => {
            front[1].clone_from(label);
        }
        ([label], _) => front[2].clone_from(label),
        ([first, second], RequestRow::Granted) => {
            front[0].clone_from(first);
            front[1].clone_from(second);
        }
        ([group, label], _) => {
            front[1].clone_from(group);
            front[2].clone_from(label);
        }
        _ => {}
    }
    front
}

/// Only cells that begin in a row, with two tabs too many at its end.
pub fn tabs_ragged(sample: &Sample) -> Vec<u8> {
    let mut text = String::from_utf8(tabs(sample)).expect("is text");
    let from = text.find("\n一、本年新收").expect("table three");
    let to = text.find("\n四、政府信息公开").expect("table four");
    let rows: String = request_rows(sample)
        .into_iter()
        .map(|(labels, cells, _)| format!("\n{}\t{}\t\t", labels.join("\t"), cells.join("\t")))
        .collect();
    text.replace_range(from..to, &rows);
    text.into_bytes()
}

fn bar_row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

pub fn bars(sample: &Sample) -> Vec<u8> {
    let mut text = String::new();
    head(&mut text);
    text.push_str("二、主动公开政府信息情况\n| 第二十条  第（一）项 | |||\n| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n");
    for (name, label) in DOCUMENTS {
        text.push_str(&bar_row(&[vec![label.to_owned()], sample.documents(name)].concat()));
    }
    for (clause, column, rows) in SINGLES {
        text.push_str(&format!("| {clause} | |||\n| 信息内容 | {column} | ||\n"));
        for (name, label) in rows {
            text.push_str(&format!("| {label} | {} | ||\n", sample.single(*name)));
        }
    }
    text.push_str(&format!(
        "三、收到和处理政府信息公开申请情况\n| {NOTE} | 申请人情况 | ||||||||\n"
    ));
    text.push_str("| 自然人 | 法人或其他组织 | 总计 | |||||||\n| 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |||||\n");
    for (index, (labels, cells, row)) in request_rows(sample).into_iter().enumerate() {
        if index == 9 {
            text.push_str("— 3 —\n");
        }
        let filler = match row {
            RequestRow::New | RequestRow::CarriedIn | RequestRow::CarriedOut => " ||",
            _ => "",
        };
        text.push_str(&format!("| {} | {} |{filler}\n", labels.join(" | "), cells.join(" | ")));
    }
    text.push_str(
        "四、政府信息公开行政复议、行政诉讼情况\n| 行政复议 | 行政诉讼 | |||||||||||||\n",
    );
    text.push_str(&bar_row(&sample.cases()));
    tail(&mut text);
    text.into_bytes()
}

/// Rows of cells for the layouts that print one cell to a line.
pub fn stream(sample: &Sample) -> Vec<Vec<String>> {
    let owned = |cells: &[&str]| cells.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let mut rows = vec![
        owned(&["第二十条第（一）项", "", "", ""]),
        owned(&["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]),
    ];
    for (name, label) in DOCUMENTS {
        rows.push([owned(&[label]), sample.documents(name)].concat());
    }
    for (clause, column, labels) in SINGLES {
        rows.push(owned(&[clause, "", "", ""]));
        rows.push(owned(&["信息内容", column, "", ""]));
        for (name, label) in labels {
            rows.push(owned(&[label, sample.single(*name), "", ""]));
        }
    }
    rows.push(owned(&["三、收到和处理政府信息公开申请情况"]));
    rows.push(owned(&[NOTE, "申请人情况", "", "", "", "", "", "", "", ""]));
    rows.push(owned(&["自然人", "法人或其他组织", "总计", "", "", "", "", "", "", ""]));
    rows.push([owned(&COLUMNS[1..6]), owned(&["", "", "", "", ""])].concat());
    for (labels, cells, _) in request_rows(sample) {
        let fillers = vec![String::new(); 10 - labels.len().min(3) - cells.len()];
        rows.push([labels, cells, fillers].concat());
    }
    rows.push(owned(&["四、政府信息公开行政复议、行政诉讼情况"]));
    rows.push([owned(&["行政复议", "行政诉讼"]), vec![String::new(); 13]].concat());
    rows.push(owned(&RESULTS.repeat(3)));
    rows.push(sample.cases());
    rows
}

pub fn stream_behind(sample: &Sample) -> Vec<u8> {
    let mut text = String::new();
    head(&mut text);
    text.push_str("二、主动公开政府信息情况\n");
    for row in stream(sample) {
        match row.as_slice() {
            [heading] => text.push_str(&format!("{heading}\n")),
            cells => cells.iter().for_each(|cell| {
                text.push_str(&if cell.is_empty() {
                    "|\n".to_owned()
                } else {
                    format!("{cell} |\n")
                });
            }),
        }
    }
    tail(&mut text);
    text.into_bytes()
}

pub fn stream_before(sample: &Sample) -> Vec<u8> {
    let mut text = String::new();
    head(&mut text);
    text.push_str("二、主动公开政府信息情况\n");
    for row in stream(sample) {
        match row.as_slice() {
            [heading] => text.push_str(&format!("{heading}\n")),
            cells => {
                text.push_str("|\n");
                cells.iter().for_each(|cell| text.push_str(&format!("{cell} |\n")));
            }
        }
    }
    tail(&mut text);
    text.into_bytes()
}

pub fn markdown(sample: &Sample) -> Vec<u8> {
    let mut text = format!(
        "# {TITLE}\n\n## 一、总体情况\n\n全年公开133条。\n\n## 二、主动公开政府信息情况\n\n### 第二十条第（一）项\n"
    );
    text.push_str("| 信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n|---|---|---|---|\n");
    for (name, label) in DOCUMENTS {
        text.push_str(&bar_row(&[vec![label.to_owned()], sample.documents(name)].concat()));
    }
    for (clause, column, rows) in SINGLES {
        text.push_str(&format!("\n### {clause}\n| 信息内容 | {column} |\n|---|---|\n"));
        for (name, label) in rows {
            text.push_str(&format!("| {label} | {} |\n", sample.single(*name)));
        }
    }
    text.push_str(&format!("\n## 三、收到和处理政府信息公开申请情况\n\n{NOTE}\n"));
    for (labels, cells, _) in request_rows(sample) {
        let label = labels.last().cloned().unwrap_or_default();
        text.push_str(&format!("\n### {label}\n| 类别 | 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 总计 |\n|---|---|---|---|---|---|---|---|\n"));
        text.push_str(&bar_row(&[vec![label], cells].concat()));
    }
    text.push_str("\n## 四、政府信息公开行政复议、行政诉讼情况\n");
    for (block, title) in CaseBlock::ALL.iter().zip([
        "行政复议",
        "行政诉讼（未经复议直接起诉）",
        "行政诉讼（复议后起诉）",
    ]) {
        text.push_str(&format!(
            "\n### {title}\n{}|---|---|---|---|---|\n{}",
            bar_row(&RESULTS.map(str::to_owned)),
            bar_row(&sample.block(*block))
        ));
    }
    tail(&mut text);
    text.into_bytes()
}

pub fn markdown_grid(sample: &Sample) -> Vec<u8> {
    let text = String::from_utf8(tabs(sample)).expect("is text");
    let mut page = String::new();
    let mut width = 0;
    for line in text.lines() {
        let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
        if cells.len() == 1 {
            page.push_str(&format!("{line}\n\n"));
            width = 0;
            continue;
        }
        page.push_str(&bar_row(&cells));
        if width == 0 {
            page.push_str(&format!("|{}\n", "---|".repeat(cells.len())));
        }
        width = cells.len();
    }
    page.into_bytes()
}

pub fn markdown_bold(sample: &Sample) -> Vec<u8> {
    let text = String::from_utf8(markdown_grid(sample)).expect("is text");
    let bold = |cell: &str| {
        let number = !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if number { format!("**{cell}**") } else { cell.to_owned() }
    };
    let line = |line: &str| line.split(' ').map(bold).collect::<Vec<_>>().join(" ") + "\n";
    text.lines().map(line).collect::<String>().into_bytes()
}

/// Headings and paragraphs of Markdown round tables of HTML, each on one line.
pub fn markdown_html(sample: &Sample) -> Vec<u8> {
    let page = String::from_utf8(page_merged(sample)).expect("is text");
    let body = page.split_once("<h1>").map_or("", |(_, body)| body);
    let body =
        body.replace("</h1><p>", "\n\n# ").replace("<p>五", "\n# 五").replace("<p>六", "\n# 六");
    let outside =
        body.replace("</table><p>", "</table>\n\n# ").replace("</p><table>", "\n\n<table>");
    // Cells keep their paragraphs: what counts is the text between the tables.
    let mut text = String::new();
    for piece in outside.split_inclusive("</table>") {
        let (before, table) = piece.split_at(piece.find("<table>").unwrap_or(piece.len()));
        text.push_str(&before.replace("</p>", "\n\n").replace("<p>", ""));
        text.push_str(table);
    }
    text.replace("</body></html>", "").into_bytes()
}
