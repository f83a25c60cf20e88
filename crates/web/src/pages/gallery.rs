//! `/design`: every component of the design system with its examples, as they are.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use law::Lang;
use law::calendar::Calendar;
use law::reply_clock::{DatedEvent, Event, reply_clock};

use super::frame::Frame;
use super::public::Unit;
use super::shown;
use super::tools::Told;
use crate::design::{Choice, Crumb, Form, MenuItem, Month, Pager, TaskCard, months};
use crate::error::{FieldFault, WebError};
use crate::guard::Permit;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    frame: Frame,
    unit: Unit,
    lang: Lang,
    form: Form,
    choices: Vec<Choice>,
    pages: Pager,
    crumbs: Vec<Crumb>,
    menu_items: Vec<MenuItem>,
    pairs: Vec<(String, String)>,
    cards: Vec<TaskCard>,
    months: Vec<Month>,
    steps: Vec<Told>,
}

/// `GET /design`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let frame = Frame::of(&web, &permit, &visit);
    let unit = Unit::whole_site(&web, lang).await?.at(vec![
        Crumb::to(lang.pick("首页", "Home"), "/"),
        Crumb::here(lang.pick("设计系统", "Design system")),
    ]);
    let clock = example_clock()?;
    let page = Gallery {
        frame,
        unit,
        lang,
        form: example_form(lang),
        choices: vec![
            Choice::of("person", lang.pick("自然人", "A person")),
            Choice::of("company", lang.pick("商业企业", "A company")),
        ],
        pages: Pager::of(3, 10, 185, "/design", ""),
        crumbs: vec![
            Crumb::to(lang.pick("首页", "Home"), "/"),
            Crumb::to(lang.pick("政府信息公开", "Open information"), "/design"),
            Crumb::here(lang.pick("招生考试", "Admissions")),
        ],
        menu_items: example_menu(lang),
        pairs: example_pairs(lang),
        cards: example_cards(lang),
        months: months(&clock.picture(), lang),
        steps: Told::all(&clock, lang).into_iter().take(4).collect(),
    };
    shown(&page, StatusCode::OK, &visit)
}

/// A request that arrived before Spring Festival.
fn example_clock() -> Result<law::Working, WebError> {
    let on =
        NaiveDate::from_ymd_opt(2026, 2, 4).ok_or_else(|| WebError::internal("no such day"))?;
    let events = [DatedEvent { on, event: Event::Received }];
    let clock = reply_clock(&events, on, Calendar::shipped()).map_err(WebError::internal)?;
    Ok(clock.working)
}

fn example_form(lang: Lang) -> Form {
    let mut form = Form::empty(lang).with("name", "").with("kind", "company").with("way", "person");
    form.faults = vec![FieldFault::of("name", "请填写姓名", "say the name")];
    form
}

fn example_menu(lang: Lang) -> Vec<MenuItem> {
    let to = |zh: &str, en: &str, href: &str| MenuItem::to(lang.pick(zh, en), href, "/design");
    let mut content = to("法定主动公开内容", "Disclosed by law", "#menu");
    content.within = vec![to("学生资助", "Student aid", "#menu")];
    let mut apply = to("依申请公开", "Ask for information", "#menu");
    apply.button = true;
    vec![to("政府信息公开指南", "Guide", "/design"), content, apply]
}

fn example_pairs(lang: Lang) -> Vec<(String, String)> {
    let pair = |zh: &str, en: &str, value: &str| (lang.pick(zh, en).to_owned(), value.to_owned());
    vec![
        pair("索引号", "Index", "11000000000000000A/2026-00012"),
        pair("发布机构", "Publisher", lang.pick("示例市教育局", "Sample bureau")),
        pair("成文日期", "Made on", "2026-01-12"),
        pair("有效性", "Validity", lang.pick("有效", "in force")),
    ]
}

fn example_cards(lang: Lang) -> Vec<TaskCard> {
    let card = |zh: &str, en: &str, count, kind| TaskCard {
        label: lang.pick(zh, en).to_owned(),
        count,
        hint: lang.pick("点击查看", "show them").to_owned(),
        href: "#tasks".to_owned(),
        kind,
    };
    vec![
        card("今天要办", "To do today", 3, "info"),
        card("5 个工作日内到期", "Due within 5 working days", 1, "warn"),
        card("已超期", "Overdue", 0, "late"),
    ]
}
