//! Layouts met in published reports, one function each.

mod documents;
mod running;
mod separated;

use law::report_form::{DisclosureRow, RequestRow};

use super::sample::Sample;
use documents::{page_flat_header, page_merged, page_numbered, page_twice, word};
use running::{flat, lone_numbers, spaces, spaces_paged};
use separated::{
    bars, markdown, markdown_bold, markdown_grid, markdown_html, stream_before, stream_behind,
    tabs, tabs_ragged,
};

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
