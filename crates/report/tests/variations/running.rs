//! Layouts of text in which blank cells leave no trace: words and numbers in a row, one number to a
//! line, everything run together.

use law::report_form::RequestRow;

use super::super::sample::Sample;
use super::separated::stream;
use super::{DOCUMENTS, NOTE, RESULTS, SINGLES, TITLE, head, request_rows, tail};

pub fn spaces(sample: &Sample) -> Vec<u8> {
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

/// Page numbers of nothing but a number, which a short row must not take in.
pub fn spaces_paged(sample: &Sample) -> Vec<u8> {
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

pub fn lone_numbers(sample: &Sample) -> Vec<u8> {
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

pub fn flat(sample: &Sample) -> Vec<u8> {
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
