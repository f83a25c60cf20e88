//! The one-time code by which somebody sets their password, shown once.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use uuid::Uuid;

use super::super::Desk;
use super::super::room::{Room, Walls};
use super::super::sure::Sure;
use super::deeds::href;
use crate::administration::accounts::{self, WithCode};
use crate::caller::Filled;
use crate::error::WebError;
use crate::extract::At;
use crate::pages::frame::Frame;

#[derive(Template)]
#[template(path = "office/code.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    name: String,
    login: String,
    code: String,
    /// Where they type it.
    welcome: String,
    back: String,
}

/// The page that shows it. The same form sent again shows it again; nothing else does.
pub(super) async fn page(room: &Room, answer: &WithCode) -> Result<Response, WebError> {
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang: room.lang,
        name: answer.account.name.clone(),
        login: answer.account.login.clone(),
        code: answer.code.clone(),
        welcome: format!("{}/welcome", room.web.settings().origin.url()),
        back: href(answer.account.id),
    };
    room.shown(&page, StatusCode::OK)
}

/// `POST /office/people/{id}/code`: hands out a code to somebody who has no way to sign in.
pub(super) async fn hand_out(
    room: Room,
    At(id): At<Uuid>,
    filled: Filled,
) -> Result<Response, WebError> {
    let (mut form, mut status) = (room.form(), StatusCode::OK);
    if let Some(why) = filled.sure() {
        match accounts::hand_out_code(&room.web, &room.permit, &filled.caller, id, &why).await {
            Ok(answer) => return page(&room, &answer).await,
            Err(error) => (form, status) = room.again(&filled, error)?,
        }
    }
    let directory = room.web.directory().await?;
    let found = room.permit.of_account(&room.web, &directory, id).await?;
    let (lang, name) = (room.lang, &found.value.name);
    let sure = Sure {
        title: lang.pick(
            format!("发给“{name}”一次性代码"),
            format!("Hand out a one-time code to {name}"),
        ),
        told: vec![
            lang.pick(
                "页面显示一个代码，七天内有效，只能用一次；以前发给此人的代码作废",
                "A code is shown that works once within seven days; earlier ones no longer do",
            )
            .to_owned(),
            lang.pick(
                "请当面或者以书信交给本人，不要用聊天软件发送",
                "Hand it over in person or by letter, not by chat",
            )
            .to_owned(),
        ],
        ground: lang
            .pick(
                "只发给没有有效登录方式的人：新邀请的，或者安全管理员重置过的（三员分立）",
                "Only for whoever cannot sign in: newly invited, or reset by a security administrator",
            )
            .to_owned(),
        to: format!("{}/code", href(id)),
        back: href(id),
        button: lang.pick("发给代码", "Hand it out").to_owned(),
        mild: true,
        ..Sure::default()
    };
    room.ask(sure, form, status).await
}
