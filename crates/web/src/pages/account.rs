//! One's own account: roles, password, sessions.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use law::Lang;
use records::notification::NotificationKind::SignInChanged;
use records::person::AccountId;
use serde::Deserialize;
use serde_json::json;
use signin::passwords::strength;
use store::{NewNotification, Source, Versioned};
use zeroize::Zeroizing;

use super::office::Desk;
use super::{Frame, onward, shown};
use crate::acts::{About, act};
use crate::cookies::{Name, forget};
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::{Fields, Params, Speaks};
use crate::guard::{Permit, account_object};
use crate::sign_in::hashed;
use crate::state::Web;
use crate::time::in_shanghai;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "me.html")]
struct Me {
    frame: Frame,
    desk: Desk,
    name: String,
    login: String,
    organisation: String,
    roles: Vec<Held>,
    roles_rest: bool,
    has_totp: bool,
    codes_left: u64,
    passkeys: Vec<Passkey>,
    sessions: Vec<Place>,
    provider: bool,
    linked: bool,
    done: Option<&'static str>,
    error: Option<String>,
}

struct Held {
    role: &'static str,
    organisation: String,
    in_stead: bool,
}

struct Passkey {
    id: String,
    name: String,
}

struct Place {
    agent: String,
    begun: String,
    own: bool,
}

/// What has just been done.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Done {
    #[serde(default)]
    done: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordChange {
    form_token: String,
    /// For password managers; never read.
    #[serde(default, rename = "username")]
    _username: String,
    old: Zeroizing<String>,
    password: Zeroizing<String>,
    again: Zeroizing<String>,
}

/// A form with nothing in it but a button.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Button {
    pub(super) form_token: String,
}

/// Oneself, loaded with the right to it.
pub(super) struct Oneself {
    pub(super) id: AccountId,
    pub(super) account: Versioned<records::person::Account>,
    pub(super) directory: std::sync::Arc<Directory>,
}

impl Oneself {
    pub(super) async fn of(web: &Web, permit: &Permit) -> Result<Self, WebError> {
        let id = permit.account()?;
        let directory = web.directory().await?;
        let account = web.store().accounts().by_id_for_session(id).await?;
        let account = account.ok_or(WebError::NotFound)?;
        permit.require(&directory, &account_object(id, &account.value))?;
        Ok(Self { id, account, directory })
    }
}

/// `GET /me`
pub(super) async fn show(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    Params(done): Params<Done>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let done = match done.done.as_str() {
        "password" => Some(lang.pick(
            "密码已修改，其他登录已退出。",
            "The password is changed; other sessions have ended.",
        )),
        "sessions" => Some(lang.pick("其他登录已退出。", "All other sessions have ended.")),
        "passkey" => Some(lang.pick("通行密钥已添加。", "The passkey is added.")),
        "passkey-removed" => Some(lang.pick("通行密钥已移除。", "The passkey is removed.")),
        "second-factor-removed" => {
            Some(lang.pick("手机验证器已移除。", "The authenticator app is removed."))
        }
        "linked" => Some(lang.pick("统一身份已关联。", "The identity is linked.")),
        _ => None,
    };
    page(&web, lang, &permit, &visit, done, None).await
}

pub(super) async fn page(
    web: &Web,
    lang: Lang,
    permit: &Permit,
    visit: &Visit,
    done: Option<&'static str>,
    error: Option<String>,
) -> Result<Response, WebError> {
    let me = Oneself::of(web, permit).await?;
    let store = web.store();
    let credentials = store.credentials();
    let named = |id| {
        let standing = me.directory.tree().standing(id);
        standing.map_or_else(String::new, |it| it.names.full.clone())
    };
    let roles = crate::guard::grants_of(store, &me.account.value, web.today()).await?;
    let own = permit.session().map(|it| it.hash);
    let sessions = store.sessions().of_account(me.id).await?;
    let status = if error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Me {
        frame: Frame::of(web, permit, visit),
        desk: Desk::of(web, permit, visit).await?,
        name: me.account.value.name.clone(),
        login: me.account.value.login.clone(),
        organisation: named(me.account.value.organisation),
        roles: roles
            .iter()
            .map(|it| Held {
                role: it.role.label(lang),
                organisation: named(it.organisation),
                in_stead: it.in_stead_of.is_some(),
            })
            .collect(),
        roles_rest: permit.session().is_some_and(|it| it.roles_rest),
        has_totp: credentials.get(me.id).await?.is_some_and(|it| it.totp_since.is_some()),
        codes_left: credentials.recovery_codes_left(me.id).await?,
        passkeys: store
            .passkeys()
            .of_account(me.id)
            .await?
            .into_iter()
            .map(|it| Passkey { id: it.id.to_string(), name: it.name })
            .collect(),
        sessions: sessions
            .into_iter()
            .map(|it| Place {
                agent: it.agent,
                begun: in_shanghai(it.begun_at).format("%Y-%m-%d %H:%M").to_string(),
                own: Some(it.hash) == own,
            })
            .collect(),
        provider: web.settings().provider.is_some(),
        linked: !store.identity_links().of_account(me.id).await?.is_empty(),
        done,
        error,
    };
    shown(&page, status, visit)
}

/// `POST /sign-out`
pub(super) async fn sign_out(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Fields(form): Fields<Button>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let me = Oneself::of(&web, &permit).await?;
    if let Some(session) = permit.session() {
        let home = me.account.value.organisation;
        let act = act(&permit, home, "session.ended", About::Account(me.id), "", json!({}))?;
        let work = web.store().begin().await?;
        work.sessions().end(&session.hash).await?;
        work.log().append(act).await?;
        work.commit().await?;
    }
    let mut response = onward("/sign-in");
    let cookie = forget(Name::Session, &web.settings().origin);
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

/// `POST /me/sessions/end`
pub(super) async fn end_sessions(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Fields(form): Fields<Button>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let me = Oneself::of(&web, &permit).await?;
    let home = me.account.value.organisation;
    let act = act(&permit, home, "session.others_ended", About::Account(me.id), "", json!({}))?;
    let work = web.store().begin().await?;
    work.sessions().end_all_of(me.id, permit.session().map(|it| &it.hash)).await?;
    work.log().append(act).await?;
    work.commit().await?;
    Ok(onward("/me?done=sessions"))
}

/// `POST /me/password`
pub(super) async fn change_password(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    visit: Visit,
    Fields(form): Fields<PasswordChange>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let me = Oneself::of(&web, &permit).await?;
    let known = [me.account.value.login.as_str(), me.account.value.name.as_str()];
    let fault = if !is_their_password(&web, me.id, form.old).await? {
        Some(lang.pick("现在的密码不对。", "The present password is wrong.").to_owned())
    } else if form.password != form.again {
        Some(lang.pick("两次输入的新密码不一样。", "The two new passwords differ.").to_owned())
    } else {
        strength(&form.password, &known).err().map(|weak| weak.message(lang))
    };
    if fault.is_some() {
        return page(&web, lang, &permit, &visit, None, fault).await;
    }
    let hash = hashed(&web, form.password).await?;
    let home = me.account.value.organisation;
    let act = act(&permit, home, "account.password_set", About::Account(me.id), "", json!({}))?;
    let work = web.store().begin().await?;
    work.credentials().set_password(me.id, &hash).await?;
    work.notifications().notify(&NewNotification::of_account(SignInChanged, me.id, home)).await?;
    work.sessions().end_all_of(me.id, permit.session().map(|it| &it.hash)).await?;
    work.log().append(act).await?;
    work.commit().await?;
    Ok(onward("/me?done=password"))
}

/// Whether a password is theirs, asked again before something about signing in is changed.
pub(super) async fn is_their_password(
    web: &Web,
    id: AccountId,
    password: Zeroizing<String>,
) -> Result<bool, WebError> {
    let bucket = web.secrets().bucket(&["asked again", &id.to_string()]).into();
    match crate::sign_in::count_try(web, &bucket).await {
        Ok(()) => {}
        Err(crate::sign_in::NotSignedIn::Wait(wait)) => return Err(WebError::TooMany { wait }),
        Err(crate::sign_in::NotSignedIn::Failed(error)) => return Err(error),
        Err(crate::sign_in::NotSignedIn::Wrong) => return Ok(false),
    }
    let stored = web.store().credentials().get(id).await?.and_then(|it| it.password_hash);
    let is_set = stored.is_some();
    let verdict = web.settings().passwords.verify(password, stored).await;
    let verdict = verdict.map_err(crate::sign_in::told_of_password)?;
    let matches = is_set && verdict.matches;
    if matches {
        crate::sign_in::clear(web, &bucket).await?;
    }
    Ok(matches)
}
