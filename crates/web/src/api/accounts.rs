//! Accounts: who works where, invitations, suspension, the way back in.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use records::person::AccountId;
use serde::Deserialize;
use store::Source;
use uuid::Uuid;

use crate::administration;
use crate::administration::accounts::{Invitation, Reason, WithCode};
use crate::administration::views::AccountView;
use crate::caller::Caller;
use crate::error::WebError;
use crate::extract::{At, Data, Params};
use crate::guard::Permit;
use crate::limits::PAGE;
use crate::state::Web;

/// A page of a list.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct PageOf {
    /// The last id of the page before.
    pub(crate) after: Option<Uuid>,
    /// How many, 200 at most.
    #[param(minimum = 1, maximum = 200)]
    pub(crate) limit: Option<u64>,
}

impl PageOf {
    /// How many.
    pub(crate) fn limit(&self) -> u64 {
        self.limit.unwrap_or(PAGE).clamp(1, PAGE)
    }
}

/// 人员列表 Accounts
#[utoipa::path(get, path = "/api/v1/accounts", tag = "accounts", params(PageOf),
    responses((status = 200, body = Vec<AccountView>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    Params(page): Params<PageOf>,
    permit: Permit,
) -> Result<Json<Vec<AccountView>>, WebError> {
    let directory = web.directory().await?;
    let scope = permit.scope(&directory);
    let after = page.after.map(AccountId);
    let found = web.store().accounts().page(&scope, after, page.limit()).await?;
    Ok(Json(found.iter().map(|it| AccountView::of(&directory, it)).collect()))
}

/// 一名人员 An account
#[utoipa::path(get, path = "/api/v1/accounts/{id}", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 200, body = AccountView)))]
pub(crate) async fn show(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
) -> Result<Json<AccountView>, WebError> {
    let directory = web.directory().await?;
    let found = permit.of_account(&web, &directory, id).await?;
    Ok(Json(AccountView::of(&directory, &found)))
}

/// 邀请人员 Invites somebody. Roles are granted by somebody else afterwards.
#[utoipa::path(post, path = "/api/v1/accounts", tag = "accounts", request_body = Invitation,
    params(("Idempotency-Key" = String, Header)), responses((status = 201, body = WithCode)))]
pub(crate) async fn invite(
    State(web): State<Web>,
    permit: Permit,
    caller: Caller,
    Data(asked): Data<Invitation>,
) -> Result<(StatusCode, Json<WithCode>), WebError> {
    let answer = administration::accounts::invite(&web, &permit, &caller, &asked).await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

/// 停用账号 Suspends an account; its sessions end at once
#[utoipa::path(post, path = "/api/v1/accounts/{id}/suspension", tag = "accounts", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = AccountView)))]
pub(crate) async fn suspend(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(administration::accounts::suspend(&web, &permit, &caller, id, &why).await?))
}

/// 恢复账号 Takes a suspended account back
#[utoipa::path(post, path = "/api/v1/accounts/{id}/return", tag = "accounts", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = AccountView)))]
pub(crate) async fn take_back(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(administration::accounts::take_back(&web, &permit, &caller, id, &why).await?))
}

/// 注销账号 Closes an account, for good
#[utoipa::path(post, path = "/api/v1/accounts/{id}/closing", tag = "accounts", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = AccountView)))]
pub(crate) async fn close(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(administration::accounts::close(&web, &permit, &caller, id, &why).await?))
}

/// 重置登录方式 Takes password, second factor, passkeys and tokens away. The code for a new password is handed
/// out by a system administrator, so that nobody alone signs in as somebody else
#[utoipa::path(post, path = "/api/v1/accounts/{id}/reset", tag = "accounts", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = AccountView)))]
pub(crate) async fn reset(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(administration::accounts::reset(&web, &permit, &caller, id, &why).await?))
}

/// 发给一次性代码 Hands out a code to somebody who has no password: who was invited, or whose sign-in a security
/// administrator has reset
#[utoipa::path(post, path = "/api/v1/accounts/{id}/code", tag = "accounts", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = WithCode)))]
pub(crate) async fn hand_out_code(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<Json<WithCode>, WebError> {
    Ok(Json(administration::accounts::hand_out_code(&web, &permit, &caller, id, &why).await?))
}
