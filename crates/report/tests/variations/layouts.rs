//! Layouts met in published reports, one function each.

use std::io::Write;

use law::report_form::{CaseBlock, DisclosureRow, RequestRow};

use super::sample::Sample;

/// A way to write a report.
pub struct Layout {
    /// Its name in messages.
    pub name: &'static str,
    /// Writes it.
    pub write: fn(&Sample) -> Vec<u8>,
    /// Whether each number can be read back.
    pub keeps_numbers: bool,
    /// Whether blanks can be told as well.
    pub keeps_blanks: bool,
    /// Whether numbers can be told only because the sums hold.
    pub needs_sums: bool,
}

/// All layouts.
pub const LAYOUTS: &[Layout] = &[
    lossless("page with merged cells", page_merged),
    lossless("page without rowspan", page_flat_header),
    lossless("tabs", tabs),
    lossless("bars", bars),
    lossless("one cell a line, bar behind", stream_behind),
    lossless("one cell a line, bar in front", stream_before),
    lossless("a small Markdown table per row", markdown),
    lossless("Markdown with columns of labels", markdown_grid),
    lossless("Markdown with bold numbers", markdown_bold),
    lossless("Markdown with tables of HTML", markdown_html),
    lossless("page with serial numbers", page_numbered),
    lossless("page with a second report", page_twice),
    lossless("word", word),
    Layout {
        name: "tabs without covered cells",
        write: tabs_ragged,
        keeps_numbers: true,
        keeps_blanks: false,
        needs_sums: false,
    },
    Layout {
        name: "spaces, with bare page numbers",
        write: spaces_paged,
        keeps_numbers: true,
        keeps_blanks: false,
        needs_sums: false,
    },
    Layout {
        name: "spaces",
        write: spaces,
        keeps_numbers: true,
        keeps_blanks: false,
        needs_sums: false,
    },
    Layout {
        name: "one number a line",
        write: lone_numbers,
        keeps_numbers: true,
        keeps_blanks: false,
        needs_sums: false,
    },
    Layout {
        name: "run together",
        write: flat,
        keeps_numbers: false,
        keeps_blanks: false,
        needs_sums: true,
    },
];

const fn lossless(name: &'static str, write: fn(&Sample) -> Vec<u8>) -> Layout {
    Layout { name, write, keeps_numbers: true, keeps_blanks: true, needs_sums: false }
}

const TITLE: &str = "演示市教育局2024年政府信息公开工作年度报告";
const NOTE: &str = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）";
const COLUMNS: [&str; 7] =
    ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];
const RESULTS: [&str; 5] = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"];
/// A heading of table two, the label of its one column, and its rows with their labels.
type SingleBlock = (&'static str, &'static str, &'static [(DisclosureRow, &'static str)]);

const SINGLES: [SingleBlock; 3] = [
    ("第二十条第（五）项", "本年处理决定数量", &[(DisclosureRow::Licences, "行政许可")]),
    (
        "第二十条第（六）项",
        "本年处理决定数量",
        &[(DisclosureRow::Penalties, "行政处罚"), (DisclosureRow::Coercion, "行政强制")],
    ),
    (
        "第二十条第（八）项",
        "本年收费金额（单位：万元）",
        &[(DisclosureRow::Charges, "行政事业性收费")],
    ),
];
const DOCUMENTS: [(DisclosureRow, &str); 2] =
    [(DisclosureRow::Rules, "规章"), (DisclosureRow::NormativeDocuments, "行政规范性文件")];

/// A row of table three: labels in front, cells behind.
fn request_rows(sample: &Sample) -> Vec<(Vec<String>, Vec<String>, RequestRow)> {
    let mut last_group = String::new();
    sample
        .rows()
        .into_iter()
        .map(|(row, group, label)| {
            let mut labels = Vec::new();
            if row == RequestRow::Granted {
                labels.push("三、本年度办理结果".to_owned());
            }
            if !group.is_empty() && group != last_group {
                labels.push(group.clone());
            }
            last_group = group;
            labels.push(label);
            (labels, sample.row(row), row)
        })
        .collect()
}

fn head(report: &mut String) {
    report.push_str(&format!("{TITLE}\n\n一、总体情况\n全年主动公开信息133条，接受咨询25人次。\n"));
}

fn tail(report: &mut String) {
    report.push_str("\n五、存在的主要问题及改进情况\n存在3个方面的问题，正在整改。\n");
    report.push_str("六、其他需要报告的事项\n本年度没有收取信息处理费。\n");
}

fn page_merged(sample: &Sample) -> Vec<u8> {
    page(sample, true)
}

fn page_flat_header(sample: &Sample) -> Vec<u8> {
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

fn tabs(sample: &Sample) -> Vec<u8> {
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
fn tabs_ragged(sample: &Sample) -> Vec<u8> {
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

/// Page numbers of nothing but a number, which a short row must not take in.
fn spaces_paged(sample: &Sample) -> Vec<u8> {
    let text = String::from_utf8(spaces(sample)).expect("is text");
    let mut paged = String::new();
    for (nth, line) in text.lines().enumerate() {
        paged.push_str(&format!("{line}\n"));
        if nth % 12 == 11 {
            paged.push_str(&format!("{}\n", nth / 12 + 1));
        }
    }
    paged.into_bytes()
}

fn markdown_grid(sample: &Sample) -> Vec<u8> {
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

fn markdown_bold(sample: &Sample) -> Vec<u8> {
    let text = String::from_utf8(markdown_grid(sample)).expect("is text");
    let bold = |cell: &str| {
        let number = !cell.is_empty() && cell.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if number { format!("**{cell}**") } else { cell.to_owned() }
    };
    let line = |line: &str| line.split(' ').map(bold).collect::<Vec<_>>().join(" ") + "\n";
    text.lines().map(line).collect::<String>().into_bytes()
}

/// Headings and paragraphs of Markdown round tables of HTML, each on one line.
fn markdown_html(sample: &Sample) -> Vec<u8> {
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

fn page_numbered(sample: &Sample) -> Vec<u8> {
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
fn page_twice(sample: &Sample) -> Vec<u8> {
    let page = String::from_utf8(page_merged(sample)).expect("is text");
    let (head, body) = page.split_once("<h1>").expect("a title");
    let body = body.trim_end_matches("</body></html>");
    let office = body.replace("演示市教育局", "演示市招生办公室").replace("<span>", "<span>1");
    format!("{head}<h1>{body}<h1>{office}</body></html>").into_bytes()
}

fn bar_row(cells: &[String]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

fn bars(sample: &Sample) -> Vec<u8> {
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
fn stream(sample: &Sample) -> Vec<Vec<String>> {
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

fn stream_behind(sample: &Sample) -> Vec<u8> {
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

fn stream_before(sample: &Sample) -> Vec<u8> {
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

fn markdown(sample: &Sample) -> Vec<u8> {
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

fn spaces(sample: &Sample) -> Vec<u8> {
    let mut text = String::new();
    head(&mut text);
    text.push_str("二、主动公开政府信息情况\n第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n");
    for (name, label) in DOCUMENTS {
        text.push_str(&format!("{label} {}\n", sample.documents(name).join(" ")));
    }
    for (clause, column, rows) in SINGLES {
        text.push_str(&format!("{clause}\n信息内容 {column}\n"));
        for (name, label) in rows {
            text.push_str(&format!("{label} {}\n", sample.single(*name)));
        }
    }
    text.push_str(&format!("三、收到和处理政府信息公开申请情况\n{NOTE}\n申请人情况\n"));
    for (index, (labels, cells, row)) in request_rows(sample).into_iter().enumerate() {
        if index == 12 {
            text.push_str("-4-\n\u{c}");
        }
        let label = labels.last().cloned().unwrap_or_default();
        if row == RequestRow::OtherNoCorrection {
            text.push_str(&format!(
                "1.申请人无正当理由逾期不补正、\n行政机关不再处理其政府信息公 {}\n开申请\n",
                cells.join(" ")
            ));
        } else {
            text.push_str(&format!("{label} {}\n", cells.join(" ")));
        }
    }
    text.push_str(&format!(
        "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n结 果 维 持\n{}\n",
        sample.cases().join(" ")
    ));
    tail(&mut text);
    text.into_bytes()
}

fn lone_numbers(sample: &Sample) -> Vec<u8> {
    let mut text = String::new();
    head(&mut text);
    text.push_str("二、主动公开政府信息情况\n");
    let mut rows = stream(sample);
    rows.iter_mut().for_each(|row| row.retain(|cell| !cell.is_empty()));
    for row in rows {
        row.iter().for_each(|cell| text.push_str(&format!("{cell}\n")));
    }
    tail(&mut text);
    text.into_bytes()
}

fn flat(sample: &Sample) -> Vec<u8> {
    let mut text = format!(
        "{TITLE}一、总体情况2024年，全局扎实推进政务公开工作，主动公开方面成效明显，群众满意度不断提高。二、主动公开政府信息情况第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数"
    );
    for (name, label) in DOCUMENTS {
        text.push_str(&format!("{label}{}", sample.documents(name).concat()));
    }
    for (clause, column, rows) in SINGLES {
        text.push_str(&format!("{clause}信息内容{column}"));
        for (name, label) in rows {
            text.push_str(&format!("{label}{}", sample.single(*name)));
        }
    }
    text.push_str(&format!("三、收到和处理政府信息公开申请情况{NOTE}申请人情况自然人法人或其他组织总计商业企业科研机构社会公益组织法律服务机构其他"));
    for (labels, cells, _) in request_rows(sample) {
        text.push_str(&format!("{}{}", labels.concat(), cells.concat()));
    }
    text.push_str(&format!(
        "四、政府信息公开行政复议、行政诉讼情况行政复议行政诉讼{0}未经复议直接起诉复议后起诉{0}{0}{1}五、存在的主要问题及改进情况存在问题。六、其他需要报告的事项无。",
        RESULTS.concat(),
        sample.cases().concat()
    ));
    text.into_bytes()
}

fn word(sample: &Sample) -> Vec<u8> {
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
