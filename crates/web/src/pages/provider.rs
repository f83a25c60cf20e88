//! Signing in with the identity provider of the office, and linking an identity to one's account.

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{IntoResponse, Response};
use records::notification::NotificationKind::SignInChanged;
use records::person::{AccountId, AccountState, is_login};
use serde::{Deserialize, Serialize};
use serde_json::json;
use signin::oidc::{Answer, Claims, OidcError, Pending, Provider, RANDOM_BYTES};
use signin::secret::{OneTimeToken, Purpose};
use store::{Ceremony, NewNotification, Source, Strength};

use super::account::{Button, Oneself};
use super::sign_in::HalfDone;
use super::{onward, signed_in};
use crate::acts::{About, by};
use crate::cookies::{Name, keep};
use crate::error::WebError;
use crate::extract::{Fields, Params};
use crate::guard::Permit;
use crate::sign_in::{From, begin as begin_session};
use crate::state::Web;
use crate::time::later;
use crate::visit::Visit;

/// The ceremony.
const KIND: &str = "identity_provider";

/// How long somebody may be away at the provider.
const AWAY_SECONDS: i64 = 15 * 60;

/// What is kept while somebody is away.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Away {
    pending: Pending,
    /// The account that will be linked; without one, somebody signs in.
    link: Option<AccountId>,
}

/// With what the browser comes back. Providers may send more than we read.
#[derive(Deserialize)]
pub(super) struct Returned {
    #[serde(flatten)]
    answer: Answer,
}

/// `GET /sign-in/provider`: nothing of ours changes but a ceremony that only this browser can end.
pub(super) async fn begin(State(web): State<Web>) -> Result<Response, WebError> {
    away(&web, None).await
}

/// `POST /me/provider/link`
pub(super) async fn link(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Fields(form): Fields<Button>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    permit.require_recent(&web)?;
    let me = Oneself::of(&web, &permit).await?;
    away(&web, Some(me.id)).await
}

async fn away(web: &Web, link: Option<AccountId>) -> Result<Response, WebError> {
    let provider = provider(web)?;
    let edge = web.store().edge();
    let begun = provider.begin(edge.bytes::<RANDOM_BYTES>(), edge.now().to_utc()).await;
    let begun = begun.map_err(told)?;
    let secret = OneTimeToken::new(Purpose::HalfDone, edge.bytes());
    let kept = Away { pending: begun.pending, link };
    let ceremony = Ceremony {
        kind: KIND.to_owned(),
        account: link,
        body: serde_json::to_string(&kept).map_err(WebError::internal)?,
        until: later(edge.now(), AWAY_SECONDS),
    };
    let work = web.store().begin().await?;
    work.ceremonies().put(&secret.hash().into(), &ceremony).await?;
    work.commit().await?;
    let cookie = keep(Name::HalfDone, &secret.text(), &web.settings().origin);
    let mut response = (StatusCode::SEE_OTHER, [(LOCATION, begun.url.to_string())]).into_response();
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

/// `GET /sign-in/provider/callback`
pub(super) async fn finish(
    State(web): State<Web>,
    half: HalfDone,
    from: From,
    permit: Permit,
    Params(returned): Params<Returned>,
) -> Result<Response, WebError> {
    let provider = provider(&web)?;
    let store = web.store();
    let secret = half.secret().ok_or_else(lost)?;
    let work = store.begin().await?;
    let ceremony = work.ceremonies().take(&secret, KIND).await?.ok_or_else(lost)?;
    work.commit().await?;
    let away: Away = serde_json::from_str(&ceremony.body).map_err(WebError::internal)?;
    let now = store.edge().now().to_utc();
    let claims = provider.finish(returned.answer, away.pending, now).await.map_err(told)?;
    match away.link {
        // Whoever left signed in comes back signed in, or links nothing.
        Some(account) if permit.account().ok() == Some(account) => {
            add_link(&web, account, &claims, "account.identity_linked").await?;
            Ok(onward("/me?done=linked"))
        }
        Some(_) => Err(lost()),
        None => let_in(&web, &from, &claims).await,
    }
}

async fn let_in(web: &Web, from: &From, claims: &Claims) -> Result<Response, WebError> {
    let store = web.store();
    let linked = store.identity_links().account_of(&claims.issuer, &claims.subject).await?;
    let account = match linked {
        Some(id) => store.accounts().by_id_for_session(id).await?,
        None if web.settings().provider_links_by_login => by_login(web, claims).await?,
        None => None,
    };
    let active = account.filter(|it| it.value.state == AccountState::Active).ok_or_else(|| {
        WebError::conflict(
            "这个统一身份没有关联可用的账号。请先用密码登录，在“我的账号”里关联；没有账号的，请联系管理员",
            "no active account is linked to this identity. Sign in with your password and link it under \"My account\", or ask an administrator",
        )
    })?;
    let begun = begin_session(web, from, &active, Strength::Oidc).await?;
    Ok(signed_in(web, &begun, "/office"))
}

/// The account of the same login name, linked from then on; never one that is linked to somebody already.
async fn by_login(
    web: &Web,
    claims: &Claims,
) -> Result<Option<store::Versioned<records::person::Account>>, WebError> {
    let store = web.store();
    let login = claims.preferred_username.as_deref().filter(|it| is_login(it));
    let Some(login) = login else { return Ok(None) };
    let Some(found) = store.accounts().find_for_sign_in(login).await? else { return Ok(None) };
    let id = AccountId(found.id);
    let free = store.identity_links().of_account(id).await?.is_empty();
    if !free || found.value.state != AccountState::Active {
        return Ok(None);
    }
    add_link(web, id, claims, "account.identity_linked_by_login").await?;
    Ok(Some(found))
}

async fn add_link(web: &Web, id: AccountId, claims: &Claims, action: &str) -> Result<(), WebError> {
    let store = web.store();
    let account = store.accounts().by_id_for_session(id).await?.ok_or(WebError::NotFound)?;
    let body = json!({ "issuer": claims.issuer });
    let act = by(id, account.value.organisation, action, About::Account(id), "", body)?;
    let work = store.begin().await?;
    work.identity_links().link(id, &claims.issuer, &claims.subject).await?;
    work.notifications()
        .notify(&NewNotification::of_account(SignInChanged, id, account.value.organisation))
        .await?;
    work.log().append(act).await?;
    Ok(work.commit().await?)
}

fn provider(web: &Web) -> Result<&Provider, WebError> {
    web.settings().provider.as_ref().ok_or(WebError::NotFound)
}

fn lost() -> WebError {
    WebError::conflict(
        "登录没有完成：等待太久，或者是在另一个浏览器里开始的。请重新登录",
        "the sign-in could not be finished: too much time has passed, or it began in another browser. Begin again",
    )
}

fn told(error: OidcError) -> WebError {
    match error {
        OidcError::Unreachable(_) => {
            tracing::warn!(%error, "the identity provider cannot be reached");
            WebError::conflict(
                "统一身份认证暂时没有应答，请稍后再试，或者用密码登录",
                "the identity provider does not answer; try again later, or sign in with your password",
            )
        }
        OidcError::Refused(_) => WebError::conflict(
            "统一身份认证没有同意这次登录",
            "the identity provider did not agree to this sign-in",
        ),
        OidcError::State | OidcError::TooLate | OidcError::NoCode | OidcError::Code(_) => lost(),
        other => {
            tracing::error!(error = %other, "the identity provider proves nothing");
            WebError::conflict(
                "统一身份认证返回的结果无法核实，没有登录。请告诉管理员",
                "what the identity provider sent cannot be verified; nobody was signed in. Tell an administrator",
            )
        }
    }
}
