//! `/office`: the desk, by role: what waits, what is due, what is late.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use serde::Deserialize;

use super::Desk;
use super::room::{Room, Walls};
use super::todo::{NEAR, Todo, todos};
use crate::design::{Tag, TaskCard};
use crate::error::WebError;
use crate::extract::Params;
use crate::pages::frame::Frame;

/// Which of what waits is listed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    #[serde(default)]
    show: String,
}

#[derive(Template)]
#[template(path = "office/home.html")]
struct Home {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    place: String,
    roles: String,
    cards: Vec<TaskCard>,
    list: Vec<(Tag, Todo)>,
    all: bool,
}

/// `GET /office`
pub(super) async fn show(room: Room, Params(wanted): Params<Wanted>) -> Result<Response, WebError> {
    let lang = room.lang;
    let Walls { frame, desk } = room.walls().await?;
    let todos = todos(&room, &desk).await?;
    let near = todos.iter().filter(|it| it.light.is_near()).count();
    let late = todos.iter().filter(|it| it.light.is_late()).count();
    let card = |label: String, count, href: &str, kind| TaskCard {
        label,
        count,
        hint: lang.pick("点击查看", "show them").to_owned(),
        href: href.to_owned(),
        kind,
    };
    let cards = vec![
        card(lang.pick("待办", "To do").to_owned(), todos.len(), "/office", "info"),
        card(
            lang.pick(format!("{NEAR} 个工作日内到期"), format!("Due within {NEAR} working days")),
            near,
            "/office?show=near",
            "warn",
        ),
        card(lang.pick("已超期", "Overdue").to_owned(), late, "/office?show=late", "late"),
    ];
    let fits = |it: &Todo| match wanted.show.as_str() {
        "near" => it.light.is_near(),
        "late" => it.light.is_late(),
        _ => true,
    };
    let list = todos.into_iter().filter(fits).map(|it| (it.light.tag(lang), it)).collect();
    let place = desk.places.iter().find(|it| it.value == desk.place);
    let page = Home {
        place: place.map(|it| it.label.clone()).unwrap_or_default(),
        roles: roles(&room, &desk),
        frame,
        desk,
        lang,
        cards,
        list,
        all: wanted.show.is_empty(),
    };
    room.shown(&page, StatusCode::OK)
}

/// The roles somebody has where they are.
fn roles(room: &Room, desk: &Desk) -> String {
    let grants = room.permit.principal().grants().iter();
    let here = grants.filter(|it| Some(it.organisation) == desk.organisation);
    let mut roles: Vec<&str> = here.map(|it| it.role.label(room.lang)).collect();
    roles.dedup();
    roles.join(room.lang.pick("、", ", "))
}
