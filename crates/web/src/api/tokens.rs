//! Tokens for programs: a person's rights, limited to scopes, until a day.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use store::{ApiToken, Source};
use utoipa::ToSchema;
use uuid::Uuid;

use super::accounts::PageOf;
use crate::administration;
use crate::administration::accounts::Reason;
use crate::administration::tokens::{IssuedToken, Issuing};
use crate::caller::Caller;
use crate::error::WebError;
use crate::extract::{At, Data, Params};
use crate::guard::Permit;
use crate::state::Web;
use crate::time::in_shanghai;

/// A token as it is kept: without its secret.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct TokenView {
    id: Uuid,
    account: Uuid,
    name: String,
    scopes: Vec<String>,
    /// Whether it opens anything yet.
    approved: bool,
    until: DateTime<FixedOffset>,
    #[serde(skip_serializing_if = "Option::is_none")]
    used_at: Option<DateTime<FixedOffset>>,
    revoked: bool,
}

impl TokenView {
    fn of(it: ApiToken) -> Self {
        Self {
            id: it.id,
            account: it.account.0,
            name: it.name,
            scopes: it.scopes,
            approved: it.approved_at.is_some(),
            until: in_shanghai(it.until),
            used_at: it.used_at.map(in_shanghai),
            revoked: it.revoked_at.is_some(),
        }
    }
}

/// 接口令牌 Tokens
#[utoipa::path(get, path = "/api/v1/tokens", tag = "tokens", params(PageOf),
    responses((status = 200, body = Vec<TokenView>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    Params(page): Params<PageOf>,
    permit: Permit,
) -> Result<Json<Vec<TokenView>>, WebError> {
    let directory = web.directory().await?;
    let scope = permit.scope(&directory);
    let found = web.store().api_tokens().page(&scope, page.after, page.limit()).await?;
    Ok(Json(found.into_iter().map(TokenView::of).collect()))
}

/// 为本人申请接口令牌 Asks for a token for oneself. Its secret is told now, and opens nothing until approved
#[utoipa::path(post, path = "/api/v1/me/tokens", tag = "tokens", request_body = Issuing,
    params(("Idempotency-Key" = String, Header)), responses((status = 201, body = IssuedToken)))]
pub(crate) async fn request(
    State(web): State<Web>,
    permit: Permit,
    caller: Caller,
    Data(asked): Data<Issuing>,
) -> Result<(StatusCode, Json<IssuedToken>), WebError> {
    let answer = administration::tokens::request(&web, &permit, &caller, &asked).await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

/// 批准接口令牌 Approves a token that somebody else asked for; nobody but they knows its secret
#[utoipa::path(post, path = "/api/v1/tokens/{id}/approval", tag = "tokens", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses((status = 204)))]
pub(crate) async fn approve(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<StatusCode, WebError> {
    administration::tokens::approve(&web, &permit, &caller, id, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// 吊销接口令牌 Revokes a token at once
#[utoipa::path(post, path = "/api/v1/tokens/{id}/revocation", tag = "tokens", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses((status = 204)))]
pub(crate) async fn revoke(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<StatusCode, WebError> {
    administration::tokens::revoke(&web, &permit, &caller, id, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}
