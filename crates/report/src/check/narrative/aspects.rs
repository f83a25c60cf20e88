//! What section one must describe: the five aspects (N-7), for governments also supervision (N-10).

use law::report_form::{FormVersion, Section};

use super::pairs::{Word, words};
use super::sayings::states_requests;
use super::text::{is_filled_in, section_text};
use crate::check::{Finding, Prepared, Severity};

/// The aspects, each with words by which it is known.
const ASPECTS: [(&str, &str, &[Word<'_>]); 5] = [
    (
        "主动公开",
        "proactive disclosure",
        &words([
            "主动公开",
            "主动发布",
            "公开政府信息",
            "公开信息",
            "公开各类",
            "公开内容",
            "发布信息",
        ]),
    ),
    ("依申请公开", "disclosure on request", &words(["依申请", "公开申请", "申请公开", "信息申请"])),
    (
        "政府信息管理",
        "management of information",
        &words([
            "信息管理",
            "保密审查",
            "发布审核",
            "审核发布",
            "审核机制",
            "三审",
            "先审后",
            "公开属性",
            "动态更新",
            "动态调整",
            "公开指南",
            "信息审核",
            "发布审查",
            "规范性文件管理",
            "公开目录",
        ]),
    ),
    (
        "政府信息公开平台建设",
        "platforms",
        &words([
            "平台建设",
            "公开平台",
            "网站建设",
            "政府网站",
            "门户网站",
            "新媒体",
            "公众号",
            "政府公报",
            "公开专栏",
            "渠道建设",
            "网站",
        ]),
    ),
    (
        "监督保障",
        "supervision and support",
        &words([
            "监督保障",
            "考核",
            "培训",
            "评议",
            "责任追究",
            "督查",
            "督导",
            "组织保障",
            "工作保障",
            "保障机制",
            "监督管理",
            "组织领导",
            "领导小组",
            "监督评",
            "监督机制",
        ]),
    ),
];

/// Least letters of a section one that can be judged; less is a cut or an empty form.
const LEAST_LETTERS: usize = 60;

fn is_of_2021(report: &Prepared<'_>) -> bool {
    match report.year.as_ref() {
        Some(year) => FormVersion::for_report_year(year.value) == Some(FormVersion::Form2021),
        None => report.form() == Some(FormVersion::Form2021),
    }
}

/// Lists the aspects that section one passes over.
pub(super) fn five_aspects(report: &Prepared<'_>) -> Vec<Finding> {
    let Some(text) = section_text(report, Section::Overview).filter(|_| is_of_2021(report)) else {
        return Vec::new();
    };
    if text.chars().take(LEAST_LETTERS).count() < LEAST_LETTERS || !is_filled_in(report) {
        return Vec::new();
    }
    let missing: Vec<_> =
        ASPECTS.iter().filter(|it| !report.narrative().text_of(&text).has(it.2)).collect();
    let silent = !states_requests(report);
    if missing.is_empty() && !silent {
        return Vec::new();
    }
    let list = |names: Vec<&str>, comma: &str| names.join(comma);
    let zh_names = list(missing.iter().map(|it| it.0).collect(), "、");
    let en_names = list(missing.iter().map(|it| it.1).collect(), ", ");
    let mut zh = Vec::new();
    let mut en = Vec::new();
    if !missing.is_empty() {
        zh.push(format!("第一部分没有写到：{zh_names}"));
        en.push(format!("Section one does not describe: {en_names}"));
    }
    if silent {
        zh.push("全文没有写明收到多少件政府信息公开申请（没有收到的也应写明）".to_owned());
        en.push("The text does not say how many requests were received".to_owned());
    }
    let place = report.section(Section::Overview).map(|it| it.place).unwrap_or_default();
    let finding = Finding::new(
        "N-7",
        Severity::Warning,
        format!("{}。", zh.join("；")),
        format!("{}.", en.join("; ")),
    );
    vec![finding.placed(place).values(
        "主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障",
        if zh_names.is_empty() { "缺申请数量".to_owned() } else { format!("缺{zh_names}") },
    )]
}

/// Lists what a government's report lacks on supervision.
pub(super) fn supervision(report: &Prepared<'_>) -> Vec<Finding> {
    let is_government = report.agency.as_ref().is_some_and(|it| {
        let name = it.value.as_str();
        name.ends_with("人民政府")
            && !["镇人民政府", "乡人民政府"].iter().any(|t| name.ends_with(t))
    });
    let Some(text) = section_text(report, Section::Overview).filter(|_| is_government) else {
        return Vec::new();
    };
    if text.chars().take(LEAST_LETTERS).count() < LEAST_LETTERS {
        return Vec::new();
    }
    let whole: Vec<String> =
        Section::ALL.iter().filter_map(|it| section_text(report, *it)).collect();
    const DEMANDED: [(&str, &str, &[&str]); 3] = [
        ("考核", "assessment", &["考核", "考评", "绩效"]),
        ("社会评议", "public evaluation", &["评议", "满意度", "第三方评估", "评价"]),
        ("责任追究", "accountability", &["责任追究", "追责", "问责", "追究"]),
    ];
    let missing: Vec<_> = DEMANDED
        .iter()
        .filter(|it| !whole.iter().any(|text| report.narrative().text_of(text).has(it.2)))
        .collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let zh = missing.iter().map(|it| it.0).collect::<Vec<_>>().join("、");
    let en = missing.iter().map(|it| it.1).collect::<Vec<_>>().join(", ");
    let place = report.section(Section::Overview).map(|it| it.place).unwrap_or_default();
    vec![
        Finding::new(
            "N-10",
            Severity::Warning,
            format!("政府的报告没有写到工作考核、社会评议、责任追究结果中的：{zh}。"),
            format!("A government's report must also tell of: {en}."),
        )
        .placed(place)
        .values("考核、社会评议、责任追究", format!("缺{zh}")),
    ]
}
