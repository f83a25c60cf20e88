//! What a guide says of asking for information (chapter four of the Regulation).

use law::{Lang, NotInForce};

use super::content::{Block, Statement};
use super::figures;
use super::render::{GuideAbout, article, heading, paragraph};

pub(super) fn blocks(about: &GuideAbout<'_>, lang: Lang) -> Result<Vec<Block>, NotInForce> {
    let on = about.day;
    let mut blocks = vec![
        paragraph(
            lang.pick(
                "除本机关主动公开的政府信息外，公民、法人或者其他组织可以向本机关申请获取相关政府信息。",
                "Besides what is published, anybody may ask us for information.",
            ),
            ["第二十七条"],
        ),
        heading(lang.pick("提出申请", "How to ask")),
        paragraph(
            lang.pick(
                "申请应当采用包括信件、数据电文在内的书面形式；采用书面形式确有困难的，可以口头提出，由本机关代为填写。申请应当包括下列内容：",
                "A request is made in writing, by letter or by electronic means. Where writing is truly hard, it may be made orally and we write it down. It contains:",
            ),
            ["第二十九条"],
        ),
        Block::List { entries: contents(lang) },
    ];
    blocks.extend(ways(about, lang));
    blocks.push(heading(lang.pick("收到申请的时间", "When a request counts as received")));
    blocks.push(Block::List { entries: receipt(lang) });
    blocks.push(heading(lang.pick("补正", "Clarification")));
    blocks.push(Block::Paragraph(figures::clarification(on, lang)?));
    blocks.push(heading(lang.pick("答复期限", "When we reply")));
    blocks.push(Block::List { entries: figures::reply(on, lang)? });
    blocks.push(heading(lang.pick("收费", "Fees")));
    blocks.extend(figures::fees(on, lang)?);
    blocks.push(paragraph(
        lang.pick(
            "申请公开政府信息的公民存在阅读困难或者视听障碍的，本机关为其提供必要的帮助。",
            "We help whoever has difficulty in reading, seeing or hearing.",
        ),
        ["第四十三条"],
    ));
    Ok(blocks)
}

fn contents(lang: Lang) -> Vec<Statement> {
    let all = [
        (
            "申请人的姓名或者名称、身份证明、联系方式；",
            "the name of the applicant, proof of identity and how to reach them;",
        ),
        (
            "申请公开的政府信息的名称、文号或者便于行政机关查询的其他特征性描述；",
            "the title or number of the information, or another description by which it can be found;",
        ),
        (
            "申请公开的政府信息的形式要求，包括获取信息的方式、途径。",
            "the form in which it is wanted, and how it is to be handed over.",
        ),
    ];
    all.map(|(zh, en)| Statement::new(lang.pick(zh, en).to_owned(), [article("第二十九条")])).into()
}

/// How to reach the office with a request: what is not told in the profile is not told here.
fn ways(about: &GuideAbout<'_>, lang: Lang) -> Vec<Block> {
    let office = &about.standing.office;
    let mut entries = Vec::new();
    let mut way = |value: &str, zh: &str, en: &str| {
        if !value.is_empty() {
            let text = lang.pick(format!("{zh}{value}"), format!("{en} {value}"));
            entries.push(Statement::new(text, []));
        }
    };
    way(&office.address, "当面或者邮寄提交：", "in person or by mail:");
    way(&office.web, "网上提交：", "on line:");
    way(&office.fax, "传真提交：", "by fax:");
    if entries.is_empty() {
        return Vec::new();
    }
    let lead = lang.pick("可以通过下列渠道提交：", "A request reaches us in these ways:");
    vec![paragraph(lead, ["第二十八条"]), Block::List { entries }]
}

fn receipt(lang: Lang) -> Vec<Statement> {
    let all = [
        (
            "当面提交的，以提交之日为收到申请之日；",
            "handed in: the day it is handed in;",
            "第三十一条第（一）项",
        ),
        (
            "以邮寄方式提交的，以本机关签收之日为收到申请之日；以平常信函等无需签收的邮寄方式提交的，本机关于收到申请的当日与申请人确认，确认之日为收到申请之日；",
            "sent by mail: the day we sign for it. For ordinary mail that nobody signs for, we confirm the day with the applicant on the day it arrives, and the day of confirmation counts;",
            "第三十一条第（二）项",
        ),
        (
            "通过互联网渠道或者传真提交的，以双方确认之日为收到申请之日。",
            "on line or by fax: the day that both sides have confirmed.",
            "第三十一条第（三）项",
        ),
    ];
    all.map(|(zh, en, cite)| Statement::new(lang.pick(zh, en).to_owned(), [article(cite)])).into()
}
