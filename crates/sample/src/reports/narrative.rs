//! What a report says in words, with the figures of its tables.

use law::report_form::{RequestRow, Section};
use report::model::SectionText;
use report::value::Place;

use super::figures::Figures;
use super::found;

/// What a bureau worked at in a year: five invented stories, so that no report copies the one before it.
struct Story {
    work: &'static str,
    problem: &'static str,
    measure: &'static str,
}

const STORIES: [Story; 5] = [
    Story {
        work: "梳理公开事项目录，补齐学校收费和招生范围两类信息",
        problem: "部分科室公开信息不够及时",
        measure: "每季度通报各科室公开情况，明确专人负责",
    },
    Story {
        work: "修订公开指南，在办公楼大厅设立政府信息查阅点",
        problem: "政策解读形式比较单一",
        measure: "重要文件同步配发图解和问答",
    },
    Story {
        work: "开展学校信息公开专题培训，覆盖全部直属学校",
        problem: "基层学校信息公开水平不均衡",
        measure: "选派业务骨干到学校现场指导",
    },
    Story {
        work: "优化网站检索功能，增加按年份和主题筛选",
        problem: "历史信息的分类还不够准确",
        measure: "对以往发布的信息逐条核对分类",
    },
    Story {
        work: "公开学生资助和课后服务的政策、标准和办理流程",
        problem: "对群众关切的主动回应不足",
        measure: "汇总热线和信箱中的高频问题，定期发布答复",
    },
];

pub fn sections(year: i32, figures: &Figures) -> Vec<SectionText> {
    let at = usize::try_from(year.rem_euclid(5)).unwrap_or(0);
    let story = STORIES.get(at).unwrap_or(&STORIES[0]);
    Section::ALL
        .into_iter()
        .map(|section| SectionText {
            section: Some(section),
            heading: format!("{}、{}", section.numeral(), section.heading()),
            place: Place::default(),
            paragraphs: paragraphs(section, year, figures, story).into_iter().map(found).collect(),
        })
        .collect()
}

fn paragraphs(section: Section, year: i32, figures: &Figures, story: &Story) -> Vec<String> {
    match section {
        Section::Overview => overview(year, figures, story),
        Section::Proactive | Section::Requests | Section::Cases => Vec::new(),
        Section::Problems => vec![
            format!("{year}年工作中存在的主要问题是{}。", story.problem),
            format!("改进情况：{}。", story.measure),
        ],
        Section::Other => vec![format!("{year}年，本局没有收取信息处理费。")],
    }
}

fn overview(year: i32, figures: &Figures, story: &Story) -> Vec<String> {
    let total = |row| figures.total(|it| it.row(row));
    let (new, before) = (total(RequestRow::New), total(RequestRow::CarriedIn));
    let (handled, after) = (total(RequestRow::TotalHandled), total(RequestRow::CarriedOut));
    let (published, work) = (figures.published, story.work);
    vec![
        format!("（一）主动公开。{year}年，{work}，通过政府信息公开专栏发布信息{published}条。"),
        format!(
            "（二）依申请公开。本年新收政府信息公开申请{new}件，上年结转{before}件，办理答复{handled}件，结转下年度继续办理{after}件。"
        ),
        "（三）政府信息管理。严格执行先审查、后公开的要求，对拟公开的信息逐件进行公开审查和保密审查。".to_owned(),
        "（四）政府信息公开平台建设。按照统一规范维护政府信息公开专栏，保障检索、查阅和下载功能可用。".to_owned(),
        "（五）监督保障。明确分管负责人和工作机构，组织工作人员培训，接受社会监督。".to_owned(),
    ]
}
