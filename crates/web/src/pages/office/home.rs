//! `/office`: the desk, by role: what waits, what is due, what is late.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use law::Lang;

use super::Desk;
use super::setup::{Step, open_steps};
use crate::design::TaskCard;
use crate::error::WebError;
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "office/home.html")]
struct Home {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    cards: Vec<TaskCard>,
    /// What a new installation still lacks, for whoever looks after it.
    setup: Vec<Step>,
}

/// `GET /office`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let page = Home {
        frame: Frame::of(&web, &permit, &visit),
        desk: Desk::of(&web, &permit, &visit, &headers).await?,
        lang,
        cards: Vec::new(),
        setup: open_steps(&web, &permit, lang).await?,
    };
    shown(&page, StatusCode::OK, &visit)
}
