//! Composing a guide from the rules, the profile of the office and its own paragraphs.

use chrono::NaiveDate;
use law::publication::publication_period;
use law::{Authority, Lang, NotInForce};

use super::content::{Block, RenderedGuide, Section, Statement, Table};
use super::version::{GuideParagraph, GuideVersion, Part};
use super::{figures, requests};
use crate::content_tree::{Level, under};
use crate::organisation::Standing;

/// When the articles that a guide quotes without a figure were last compared with the source.
const CHECKED_ON: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day of the calendar");

/// What a guide is about: the organisation as it stands on a day.
#[derive(Debug, Clone, Copy)]
pub struct GuideAbout<'a> {
    /// The organisation, with the profile of its office.
    pub standing: &'a Standing,
    /// Which tree it publishes by; none for a section.
    pub level: Option<Level>,
    /// The day whose rules are told.
    pub day: NaiveDate,
}

/// An article of the Regulation.
pub(super) fn article(number: &str) -> Authority {
    Authority {
        cite: format!("《政府信息公开条例》（国务院令第711号）{number}"),
        checked_on: CHECKED_ON,
        remark: None,
    }
}

pub(super) fn paragraph<const N: usize>(text: &str, articles: [&str; N]) -> Block {
    Block::Paragraph(Statement::new(text.to_owned(), articles.map(article)))
}

pub(super) fn heading(text: &str) -> Block {
    Block::Heading { text: text.to_owned() }
}

impl GuideVersion {
    /// Composes this version for a day.
    ///
    /// # Authority
    ///
    /// 《政府信息公开条例》第十二条第二款：「政府信息公开指南包括政府信息的分类、编排体系、获取方式和政府信息公开工作机构的名称、办公地址、办公时间、联系电话、传真号码、互联网联系方式等内容」。
    ///
    /// # Errors
    ///
    /// [`NotInForce`] for a day before the Regulation of 2019 applied.
    pub fn render(&self, about: &GuideAbout<'_>, lang: Lang) -> Result<RenderedGuide, NotInForce> {
        about.render(&self.paragraphs, lang)
    }
}

impl GuideAbout<'_> {
    /// What every guide says, for an office that has not released one yet.
    ///
    /// # Errors
    ///
    /// [`NotInForce`] for a day before the Regulation of 2019 applied.
    pub fn render_common(&self, lang: Lang) -> Result<RenderedGuide, NotInForce> {
        self.render(&[], lang)
    }

    fn render(&self, own: &[GuideParagraph], lang: Lang) -> Result<RenderedGuide, NotInForce> {
        let name = self.standing.names.in_language(lang);
        let answers = self.standing.kind.answers_requests();
        // A school is no agency, and what it keeps is no government information (第五十五条).
        let what = if answers { "政府信息公开指南" } else { "信息公开指南" };
        let title = lang.pick(format!("{name}{what}"), format!("Guide to openness: {name}"));
        let parts = Part::ALL.into_iter().filter(|it| *it != Part::Requests || answers);
        let sections = parts
            .map(|part| {
                let mut blocks = composed(part, self, lang)?;
                let own = own.iter().filter(|it| it.part == part);
                blocks.extend(
                    own.map(|it| Block::Paragraph(Statement::new(it.text(lang).to_owned(), []))),
                );
                Ok(Section { part, heading: part.label(lang).to_owned(), blocks })
            })
            .collect::<Result<_, NotInForce>>()?;
        Ok(RenderedGuide { title, sections })
    }
}

/// What every guide says in a part.
pub(super) fn composed(
    part: Part,
    about: &GuideAbout<'_>,
    lang: Lang,
) -> Result<Vec<Block>, NotInForce> {
    match part {
        Part::Classification => Ok(classification(about, lang)),
        Part::Obtaining => obtaining(about, lang),
        Part::Requests => requests::blocks(about, lang),
        Part::Office => Ok(vec![Block::Table(office(about, lang))]),
        Part::Remedies => remedies(about, lang),
    }
}

fn classification(about: &GuideAbout<'_>, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![paragraph(
        lang.pick(
            "本机关主动公开的政府信息，按照下列类别编排：",
            "What we publish is arranged in these classes:",
        ),
        ["第十二条第二款"],
    )];
    let tops = about.level.into_iter().flat_map(|level| under(level, None));
    let entries = tops.map(|node| Statement::new(class(node, about, lang), [node.authority()]));
    blocks.push(Block::List { entries: entries.collect() });
    blocks.push(paragraph(
        lang.pick(
            "政府信息公开目录列明每条信息的索引、名称、内容概述和生成日期。",
            "The catalogue tells the index number, title, abstract and day of production of each item.",
        ),
        ["第十二条第三款"],
    ));
    blocks
}

/// A class with those under it, on one line.
fn class(node: &crate::content_tree::Node, about: &GuideAbout<'_>, lang: Lang) -> String {
    let below = about.level.into_iter().flat_map(|level| under(level, Some(&node.code)));
    let below: Vec<&str> = below.map(|it| it.title.text(lang)).collect();
    let title = node.title.text(lang);
    if below.is_empty() {
        return title.to_owned();
    }
    let list = below.join(lang.pick("、", ", "));
    lang.pick(format!("{title}（{list}）"), format!("{title} ({list})"))
}

fn obtaining(about: &GuideAbout<'_>, lang: Lang) -> Result<Vec<Block>, NotInForce> {
    let period = publication_period(about.day)?;
    let days = period.value;
    let limit = lang.pick(
        format!("属于主动公开范围的政府信息，自该信息形成或者变更之日起{days}个工作日内公开。法律、法规对期限另有规定的，从其规定。"),
        format!("What must be published is out within {days} working days of being formed or changed, unless a law or regulation sets another time."),
    );
    let online = lang.pick(
        "在本网站“政府信息公开”栏目可以检索、查阅和下载主动公开的政府信息。",
        "What is published can be searched, read and downloaded on this site.",
    );
    let places = lang.pick(
        "各级国家档案馆、公共图书馆、政务服务场所设有政府信息查阅场所，可以就近查阅。",
        "State archives, public libraries and service halls have places where it can be read.",
    );
    Ok(vec![
        paragraph(online, ["第二十三条", "第二十四条"]),
        paragraph(places, ["第二十五条"]),
        Block::Paragraph(Statement::new(limit, [period.authority()])),
    ])
}

fn office(about: &GuideAbout<'_>, lang: Lang) -> Table {
    let it = &about.standing.office;
    let values = [
        ("机构名称", "Name", &it.name),
        ("办公地址", "Address", &it.address),
        ("邮政编码", "Post code", &it.post_code),
        ("办公时间", "Office hours", &it.hours),
        ("联系电话", "Telephone", &it.phone),
        ("传真号码", "Fax", &it.fax),
        ("电子邮箱", "E-mail", &it.mail),
        ("互联网联系方式", "On line", &it.web),
    ];
    let told = values.into_iter().filter(|(.., value)| !value.is_empty());
    Table {
        caption: Part::Office.label(lang).to_owned(),
        head: [lang.pick("项目", "What"), lang.pick("内容", "Where and when")]
            .map(str::to_owned)
            .into(),
        rows: told
            .map(|(zh, en, value)| vec![lang.pick(zh, en).to_owned(), value.clone()])
            .collect(),
        authorities: vec![article("第十二条第二款")],
    }
}

fn remedies(about: &GuideAbout<'_>, lang: Lang) -> Result<Vec<Block>, NotInForce> {
    if !about.standing.kind.answers_requests() {
        let complain = lang.pick(
            "本单位未依照有关规定公开在提供社会公共服务过程中制作、获取的信息的，可以向主管部门申诉，接受申诉的部门应当及时调查处理并将处理结果告知申诉人。",
            "Whoever holds that we do not publish what the rules for our field ask for may complain to the authority in charge, which looks into it and tells the result.",
        );
        return Ok(vec![paragraph(complain, ["第五十五条第二款"])]);
    }
    let report = lang.pick(
        "认为本机关未按照要求主动公开政府信息或者对申请不依法答复处理的，可以向政府信息公开工作主管部门提出。",
        "Whoever holds that we do not publish what we must, or do not answer requests as the law says, may tell the authority in charge of openness.",
    );
    let mut blocks = vec![paragraph(report, ["第四十七条第二款"])];
    let open = figures::remedies(about.day, lang)?;
    blocks.extend(open.into_iter().map(Block::Paragraph));
    Ok(blocks)
}
