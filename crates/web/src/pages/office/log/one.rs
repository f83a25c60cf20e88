//! `/office/log/{id}`: one act in full, and its receipt.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use law::Lang;
use store::{AgencyId, LogFilter, Source};
use uuid::Uuid;

use super::super::Desk;
use super::super::room::{Room, Walls};
use super::names::Names;
use super::{Signed, moment, signed, words};
use crate::administration::log;
use crate::error::WebError;
use crate::extract::At;
use crate::pages::frame::Frame;

#[derive(Template)]
#[template(path = "office/act.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    title: String,
    /// Its id, by which one act is told from another.
    number: Uuid,
    facts: Vec<(String, String)>,
    about_href: Option<String>,
    /// The values of the act as JSON; none where there are none, or they were purged.
    body: Option<String>,
    receipt: String,
    checkpoint: Option<Signed>,
}

/// `GET /office/log/{id}`
pub(super) async fn show(room: Room, At(id): At<Uuid>) -> Result<Response, WebError> {
    let lang = room.lang;
    let directory = room.web.directory().await?;
    let scope = log::scope(&room.permit, &directory);
    // The one that is not older than itself: the newest that is older than the next id.
    let next = Uuid::from_u128(id.as_u128().saturating_add(1));
    let filter = LogFilter { before: Some(next), ..LogFilter::default() };
    let found = room.web.store().log().find(&scope, &filter, 1).await?;
    let event = found.into_iter().find(|it| it.entry.id == id).ok_or(WebError::NotFound)?;
    let names = Names::of(&room, &directory, std::slice::from_ref(&event)).await?;
    let Walls { frame, desk } = room.walls().await?;
    let (about, about_href) = names.about(&event, lang);
    let pair = |zh: &str, en: &str, value: String| (lang.pick(zh, en).to_owned(), value);
    let mut facts = vec![
        pair("时间", "When", moment(event.entry.at)),
        pair("操作人", "Who", names.who(&event, lang)),
        pair("操作", "Act", event.entry.action.to_string()),
        pair("对象", "About", about),
        pair("所属单位", "In the records of", names.agency(AgencyId(event.entry.agency), lang)),
    ];
    if let Some(version) = event.entry.subject_version {
        facts.push(pair("记录版本", "Version of the record", version.to_string()));
    }
    match &event.detail {
        Some(it) => {
            facts.push(pair("理由", "Why", it.why.clone()));
            facts.push(pair("来源", "Where", it.place.clone()));
        }
        None => facts.push(pair(
            "内容",
            "Detail",
            lang.pick(
                "已按规定清除，证明仍然有效",
                "purged as the rules want; the proof still holds",
            )
            .to_owned(),
        )),
    }
    facts.push(pair("编号", "Id", id.to_string()));
    let body = event.detail.as_ref().map(|it| &it.body);
    let body = body.filter(|it| it.as_object().is_none_or(|it| !it.is_empty()));
    let body = body.map(serde_json::to_string_pretty);
    let page = Page {
        frame,
        desk,
        lang,
        number: id,
        title: words::action(event.entry.action.as_str(), lang),
        facts,
        about_href,
        body: body.transpose().map_err(WebError::internal)?,
        receipt: format!("/office/log/{id}/receipt"),
        checkpoint: signed(&room).await?,
    };
    room.shown(&page, StatusCode::OK)
}

/// `GET /office/log/{id}/receipt`: the proof as a file to keep.
pub(super) async fn receipt(room: Room, At(id): At<Uuid>) -> Result<Response, WebError> {
    let receipt = log::receipt(&room.web, &room.permit, id).await?;
    let name = format!("attachment; filename=\"receipt-{id}.json\"");
    let headers = [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, receipt).into_response())
}
