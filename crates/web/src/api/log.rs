//! The event log: what was done, and its proof.

use axum::Json;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, FixedOffset};
use eventlog::Token;
use serde::{Deserialize, Serialize};
use store::{Event, LogFilter, Source};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::administration;
use crate::error::WebError;
use crate::extract::{At, Params};
use crate::guard::Permit;
use crate::limits::PAGE;
use crate::state::Web;
use crate::time::in_shanghai;

/// Which entries, newest first.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhichEntries {
    /// Upon this record.
    subject: Option<Uuid>,
    /// By this actor, such as `account:…`.
    actor: Option<String>,
    /// Of this action, such as `rights.granted`.
    action: Option<String>,
    /// Older than this entry: the last of the page before.
    before: Option<Uuid>,
    /// How many, 200 at most.
    #[param(minimum = 1, maximum = 200)]
    limit: Option<u64>,
}

/// An entry of the log.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct EntryView {
    id: Uuid,
    at: DateTime<FixedOffset>,
    agency: Uuid,
    actor: String,
    action: String,
    subject_kind: String,
    subject: Uuid,
    /// Where; gone where the detail was purged.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    /// Why.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// The values of the act.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Object)]
    body: Option<serde_json::Value>,
}

impl EntryView {
    fn of(event: Event) -> Self {
        let (place, why, body) = match event.detail {
            Some(it) => (Some(it.place), Some(it.why), Some(it.body)),
            None => (None, None, None),
        };
        let entry = event.entry;
        Self {
            id: entry.id,
            at: in_shanghai(entry.at),
            agency: entry.agency,
            actor: entry.actor.to_string(),
            action: entry.action.to_string(),
            subject_kind: entry.subject_kind.to_string(),
            subject: entry.subject_id,
            place,
            why,
            body,
        }
    }
}

/// 日志 Entries of the log
#[utoipa::path(get, path = "/api/v1/log", tag = "log", params(WhichEntries),
    responses((status = 200, body = Vec<EntryView>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    Params(which): Params<WhichEntries>,
    permit: Permit,
) -> Result<Json<Vec<EntryView>>, WebError> {
    let directory = web.directory().await?;
    let scope = administration::log::scope(&permit, &directory);
    let token = |field: &str, text: Option<String>| {
        text.map(Token::new).transpose().map_err(|_| {
            WebError::field(field, "不是日志用的名称", "this is no name that the log uses")
        })
    };
    let filter = LogFilter {
        subject: which.subject,
        actor: token("actor", which.actor)?,
        action: token("action", which.action)?,
        before: which.before,
        ..LogFilter::default()
    };
    let limit = which.limit.unwrap_or(PAGE).clamp(1, PAGE);
    let found = web.store().log().find(&scope, &filter, limit).await?;
    Ok(Json(found.into_iter().map(EntryView::of).collect()))
}

/// 日志证明 The receipt of an entry, which `gongkai verify-receipt` checks without us
#[utoipa::path(get, path = "/api/v1/log/{id}/receipt", tag = "log", params(("id" = Uuid, Path)),
    responses((status = 200, content_type = "application/json", body = Object)))]
pub(crate) async fn receipt(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
) -> Result<Response, WebError> {
    let receipt = administration::log::receipt(&web, &permit, id).await?;
    Ok(([(CONTENT_TYPE, "application/json")], receipt).into_response())
}
