//! `/office/find`: everything somebody can go to, by its name. A form without scripts; with them it is the
//! command palette, which filters as one types.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::policy::Action;
use serde::Deserialize;

use super::Desk;
use super::help;
use super::room::{Room, Walls};
use crate::error::WebError;
use crate::extract::Params;
use crate::pages::frame::Frame;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    #[serde(default)]
    q: String,
}

/// Somewhere to go.
struct Goal {
    label: String,
    href: String,
    kind: &'static str,
}

#[derive(Template)]
#[template(path = "office/find.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    q: String,
    goals: Vec<Goal>,
}

/// `GET /office/find`
pub(super) async fn show(room: Room, Params(asked): Params<Asked>) -> Result<Response, WebError> {
    let Walls { frame, mut desk } = room.walls().await?;
    desk.help = None;
    let mut goals = goals(&room, &desk).await?;
    let wanted = asked.q.trim().to_lowercase();
    goals.retain(|it| it.label.to_lowercase().contains(&wanted));
    let page = Page { frame, desk, lang: room.lang, q: asked.q, goals };
    room.shown(&page, StatusCode::OK)
}

async fn goals(room: &Room, desk: &Desk) -> Result<Vec<Goal>, WebError> {
    let lang = room.lang;
    let goal = |label: &str, href: String, kind| Goal { label: label.to_owned(), href, kind };
    let pages = desk.menu.iter().flat_map(|it| &it.within);
    let mut goals: Vec<Goal> =
        pages.map(|it| goal(&it.label, it.href.clone(), lang.pick("页面", "Page"))).collect();
    goals.extend(help::pages().map(|(title, href)| goal(&title, href, lang.pick("说明", "Help"))));
    let directory = room.web.directory().await?;
    let theirs = directory.reach(room.permit.principal(), Action::ListAccounts);
    for id in theirs {
        let (Some(standing), Some(code)) = (directory.tree().standing(id), directory.code_of(id))
        else {
            continue;
        };
        let href = format!("/office/organisations/{code}");
        goals.push(goal(standing.names.in_language(lang), href, lang.pick("机构", "Organisation")));
    }
    goals.push(goal(
        lang.pick("公开网站", "Public site"),
        "/".to_owned(),
        lang.pick("页面", "Page"),
    ));
    goals.push(goal(
        lang.pick("期限计算", "When is a reply due?"),
        "/tools/deadline".to_owned(),
        lang.pick("工具", "Tool"),
    ));
    goals.push(goal(
        lang.pick("年报校验", "Check a yearly report"),
        "/tools/check".to_owned(),
        lang.pick("工具", "Tool"),
    ));
    Ok(goals)
}
