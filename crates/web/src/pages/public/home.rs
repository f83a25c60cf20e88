//! A unit's front page: its columns in a sentence each, its office, the units below it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::organisation::Line;

use super::Unit;
use super::unit::Opened;
use crate::design::Crumb;
use crate::error::WebError;
use crate::extract::At;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "public/home.html")]
struct Page {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    cards: Vec<Card>,
    office: Vec<(String, String)>,
    below: Vec<(String, String)>,
}

/// A column in a sentence.
struct Card {
    title: &'static str,
    text: &'static str,
    href: String,
}

/// `GET /o/{code}`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(code): At<String>,
) -> Result<Response, WebError> {
    page(&web, &permit, &visit, &code).await
}

/// The front page of a unit, by its path or by its own host.
pub(crate) async fn page(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    code: &str,
) -> Result<Response, WebError> {
    let opened = Opened::of(web, permit, visit, code).await?;
    let lang = opened.lang;
    let (office, below) = (office(&opened), below(&opened));
    let cards = cards(&opened);
    let mut opened = opened;
    opened.unit.crumbs =
        vec![Crumb::to(lang.pick("首页", "Home"), "/"), Crumb::here(opened.unit.name.clone())];
    let page = Page { frame: opened.frame, unit: opened.unit, lang, cards, office, below };
    shown(&page, StatusCode::OK, visit)
}

fn cards(opened: &Opened) -> Vec<Card> {
    let (lang, home) = (opened.lang, &opened.unit.home);
    let card =
        |zh: (&'static str, &'static str), en: (&'static str, &'static str), path: &str| Card {
            title: lang.pick(zh.0, en.0),
            text: lang.pick(zh.1, en.1),
            href: format!("{home}/{path}"),
        };
    let mut cards = vec![
        card(
            ("政府信息公开指南", "公开哪些信息、怎样获取、找谁办理"),
            ("Guide", "What is published, how to get it, whom to ask"),
            "guide",
        ),
        card(
            ("政府信息公开制度", "公开工作依据的法规和规定"),
            ("Rules", "The regulations behind it"),
            "rules",
        ),
        card(
            ("法定主动公开内容", "不用申请，直接查阅"),
            ("Disclosed by law", "To be read at once, without asking"),
            "content",
        ),
        card(
            ("政府信息公开年报", "每年的公开工作情况和统计"),
            ("Yearly reports", "What was done each year, with figures"),
            "reports",
        ),
    ];
    if opened.standing.kind.answers_requests() {
        cards.push(card(
            ("依申请公开", "没有找到需要的信息，可以申请"),
            ("Ask for information", "When what you need is not published"),
            "apply",
        ));
    }
    cards
}

/// What is known of the office, for the foot of several pages.
pub(super) fn office(opened: &Opened) -> Vec<(String, String)> {
    let (lang, office) = (opened.lang, &opened.standing.office);
    let lines = [
        (lang.pick("公开工作机构", "Disclosure office"), &office.name),
        (lang.pick("办公地址", "Address"), &office.address),
        (lang.pick("邮政编码", "Post code"), &office.post_code),
        (lang.pick("办公时间", "Hours"), &office.hours),
        (lang.pick("联系电话", "Telephone"), &office.phone),
        (lang.pick("传真", "Fax"), &office.fax),
        (lang.pick("电子邮箱", "Mail"), &office.mail),
    ];
    let said = lines.into_iter().filter(|(_, text)| !text.is_empty());
    said.map(|(name, text)| (name.to_owned(), text.clone())).collect()
}

/// Units below with pages of their own, as name and address.
fn below(opened: &Opened) -> Vec<(String, String)> {
    let tree = opened.directory.tree();
    let children = tree.children(Line::Administrative, opened.id).filter_map(|id| {
        let standing = tree.standing(id).filter(|it| it.kind.keeps_records())?;
        let code = opened.directory.code_of(id)?;
        Some((standing.names.in_language(opened.lang).to_owned(), format!("/o/{code}")))
    });
    children.collect()
}
