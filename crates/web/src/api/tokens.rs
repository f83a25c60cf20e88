//! Tokens for programs: a person's rights, limited to scopes, until a day.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, FixedOffset};
use records::organisation::OrganisationId;
use records::policy::Action;
use serde::{Deserialize, Serialize};
use serde_json::json;
use signin::secret::{OneTimeToken, Purpose};
use store::{ApiToken, NewApiToken, Source};
use utoipa::ToSchema;
use uuid::Uuid;

use super::accounts::{PageOf, Reason};
use super::caller::Caller;
use crate::acts::{About, act};
use crate::error::WebError;
use crate::extract::{At, Data, Params};
use crate::guard::{Permit, account_object};
use crate::once::{answered, once};
use crate::state::Web;
use crate::time::{in_shanghai, later};

/// The longest life of a token, in days (our convention).
const LONGEST_DAYS: u16 = 366;

/// A token to be issued.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issuing {
    /// What it is for.
    #[schema(min_length = 1, max_length = 60, example = "统一门户对接")]
    name: String,
    /// Names of actions; nothing else is allowed with it.
    #[schema(min_items = 1, example = json!(["organisation.see"]))]
    scopes: Vec<String>,
    /// Days until it ends.
    #[schema(minimum = 1, maximum = 366)]
    days: u16,
}

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

/// A token with its secret, shown once.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct IssuedToken {
    id: Uuid,
    /// To be sent as `Authorization: Bearer …`.
    secret: String,
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
    permit.require_recent(&web)?;
    let directory = web.directory().await?;
    let own = permit.account()?;
    let me = web.store().accounts().by_id_for_session(own).await?.ok_or(WebError::NotFound)?;
    permit.require(&directory, &account_object(own, &me.value))?;
    let name = asked.name.trim();
    let fits = (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if !fits {
        return Err(WebError::field(
            "name",
            "名称为 1 至 60 字",
            "a name of 1 to 60 characters is needed",
        ));
    }
    if !(1..=LONGEST_DAYS).contains(&asked.days) {
        return Err(WebError::field("days", "有效期为 1 至 366 天", "a token lives 1 to 366 days"));
    }
    let named = asked.scopes.iter().map(|it| Action::named(it).filter(|it| it.is_for_programs()));
    let scopes: Option<BTreeSet<Action>> = named.collect();
    let Some(scopes) = scopes.filter(|it| !it.is_empty()) else {
        return Err(WebError::field(
            "scopes",
            "授权须是程序可以办理的操作，至少一项；审核、签发、权限和登录只能由人办理",
            "scopes are names of actions that programs may do, one at least; reviews, signatures, rights and sign-in are people's",
        ));
    };
    let id = web.store().edge().new_id();
    let home = me.value.organisation;
    let body = json!({ "scopes": scopes, "days": asked.days });
    let entry = act(&permit, home, "token.requested", About::Token(id), name, body)?;
    let until = later(web.store().edge().now(), i64::from(asked.days) * 24 * 60 * 60);
    let new = NewApiToken {
        id,
        account: own,
        name: name.to_owned(),
        scopes: scopes.iter().map(|it| it.name().to_owned()).collect(),
        until,
    };
    let hash = secret(&web, &caller, id).hash();
    let key = caller.key("token.request", &asked)?;
    let id: Uuid = once(&web, key, async |work| {
        work.api_tokens().issue(new, &hash.into(), entry).await?;
        Ok(id)
    })
    .await?;
    let secret = secret(&web, &caller, id).text().to_string();
    Ok((StatusCode::CREATED, Json(IssuedToken { id, secret })))
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
    let directory = web.directory().await?;
    let scope = permit.scope(&directory);
    let found = web.store().api_tokens().find(&scope, id).await?.ok_or(WebError::NotFound)?;
    permit.of_account(&web, &directory, found.account.0).await?;
    let home = OrganisationId::from(found.agency);
    let entry = act(&permit, home, "token.approved", About::Token(id), why.words()?, json!({}))?;
    let key = caller.key(&format!("token.approve {id}"), &why)?;
    once(&web, key, async |work| {
        work.api_tokens().approve(&scope, id, entry).await?;
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The secret of a token. It is not kept: the same call makes it again.
fn secret(web: &Web, caller: &Caller, id: Uuid) -> OneTimeToken {
    OneTimeToken::new(Purpose::Api, *caller.code(web, "api_token", id))
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
    let key = caller.key(&format!("token.revoke {id}"), &why)?;
    if let Some(answer) = answered(&web, &key).await? {
        let () = answer;
        return Ok(StatusCode::NO_CONTENT);
    }
    let directory = web.directory().await?;
    let scope = permit.scope(&directory);
    let found = web.store().api_tokens().find(&scope, id).await?.ok_or(WebError::NotFound)?;
    let home = OrganisationId::from(found.agency);
    let entry = act(&permit, home, "token.revoked", About::Token(id), why.words()?, json!({}))?;
    once(&web, key, async |work| {
        work.api_tokens().revoke(&scope, id, entry).await?;
        Ok(())
    })
    .await?;
    Ok(StatusCode::NO_CONTENT)
}
