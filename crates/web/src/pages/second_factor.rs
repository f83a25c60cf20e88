//! Setting up an authenticator app, and removing it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use records::notification::NotificationKind::SignInChanged;
use records::person::AccountId;
use serde::Deserialize;
use serde_json::json;
use signin::recovery::{RANDOM_BYTES, sheet};
use signin::secret::{OneTimeToken, Purpose};
use signin::totp::{SECRET_BYTES, TotpSecret, qr_svg};
use store::{Ceremony, NewNotification, SecretHash, Source, StoreError};
use zeroize::Zeroizing;

use super::account::{Oneself, is_their_password};
use super::{Frame, onward, shown};
use crate::acts::{About, act};
use crate::error::WebError;
use crate::extract::{Fields, Speaks};
use crate::guard::Permit;
use crate::state::Web;
use crate::time::later;
use crate::visit::Visit;

/// How long setting up may take.
const SETTING_UP_SECONDS: i64 = 15 * 60;

/// The kind of ceremony.
const KIND: &str = "set_up_totp";

#[derive(Template)]
#[template(path = "set_up.html")]
struct SetUp {
    frame: Frame,
    qr: String,
    secret: String,
    setting_up: String,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "codes.html")]
struct Codes {
    frame: Frame,
    codes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SwitchOn {
    form_token: String,
    setting_up: Zeroizing<String>,
    code: Zeroizing<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Remove {
    form_token: String,
    password: Zeroizing<String>,
}

/// `GET /me/second-factor`: shows a secret that is not yet kept anywhere. It can be made again from the number
/// of this attempt, so that reading the page changes nothing.
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    permit.require_recent(&web)?;
    let me = Oneself::of(&web, &permit).await?;
    let attempt = OneTimeToken::new(Purpose::Session, web.store().edge().bytes());
    set_up(&web, &permit, &visit, &me, &attempt, None)
}

fn set_up(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    me: &Oneself,
    attempt: &OneTimeToken,
    error: Option<String>,
) -> Result<Response, WebError> {
    let secret = secret_of(web, me.id, attempt);
    let uri = secret.otpauth_uri(&web.settings().name, &me.account.value.login);
    let page = SetUp {
        frame: Frame::of(web, permit, visit),
        qr: qr_svg(&uri).map_err(WebError::internal)?.to_string(),
        secret: secret.base32().to_string(),
        setting_up: attempt.text().to_string(),
        error,
    };
    let status =
        if page.error.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    shown(&page, status, visit)
}

/// The secret of an attempt: only this installation can make it, only for this person.
fn secret_of(web: &Web, account: AccountId, attempt: &OneTimeToken) -> TotpSecret {
    let made = web.secrets().bucket(&[KIND, &account.to_string(), &hex::encode(attempt.hash())]);
    let mut bytes = [0; SECRET_BYTES];
    bytes.copy_from_slice(&made[..SECRET_BYTES]);
    TotpSecret::new(bytes)
}

/// `POST /me/second-factor`
pub(super) async fn switch_on(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    visit: Visit,
    Fields(form): Fields<SwitchOn>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    permit.require_recent(&web)?;
    let me = Oneself::of(&web, &permit).await?;
    let store = web.store();
    let attempt = OneTimeToken::parse(Purpose::Session, &form.setting_up);
    let Ok(attempt) = attempt else { return Ok(onward("/me/second-factor")) };
    let secret = secret_of(&web, me.id, &attempt);
    let seconds = u64::try_from(store.edge().now().micros() / 1_000_000).unwrap_or(0);
    let Some(step) = secret.verify(&form.code, seconds, None) else {
        let told = lang.pick(
            "数字不对。请确认手机时间准确，再输入应用现在显示的数字。",
            "The digits are wrong. Check the time of the phone and type what the app shows now.",
        );
        return set_up(&web, &permit, &visit, &me, &attempt, Some(told.to_owned()));
    };
    let codes = sheet(&store.edge().bytes::<RANDOM_BYTES>());
    let hashes: Vec<SecretHash> = codes.iter().map(|it| it.hash(me.id.0).into()).collect();
    let home = me.account.value.organisation;
    let act =
        act(&permit, home, "account.second_factor_set", About::Account(me.id), "", json!({}))?;
    let kept = Zeroizing::new(hex::encode(secret.bytes()));
    let step = i64::try_from(step).map_err(WebError::internal)?;
    let used = Ceremony {
        kind: KIND.to_owned(),
        account: Some(me.id),
        body: String::new(),
        until: later(store.edge().now(), SETTING_UP_SECONDS),
    };
    let work = store.begin().await?;
    // Each attempt is used once: a page gone back to sets nothing up a second time.
    match work.ceremonies().put(&attempt.hash().into(), &used).await {
        Err(StoreError::AlreadyThere(_)) => return Ok(onward("/me/second-factor")),
        other => other?,
    }
    work.credentials().set_totp(me.id, home.into(), &kept, step).await?;
    work.credentials().replace_recovery_codes(me.id, &hashes).await?;
    work.notifications().notify(&NewNotification::of_account(SignInChanged, me.id, home)).await?;
    work.sessions().end_all_of(me.id, None).await?;
    work.log().append(act).await?;
    work.commit().await?;
    let page = Codes {
        frame: Frame::of(&web, &permit, &visit),
        codes: codes.iter().map(|it| it.grouped().to_string()).collect(),
    };
    shown(&page, StatusCode::OK, &visit)
}

/// `POST /me/second-factor/remove`
pub(super) async fn remove(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    visit: Visit,
    Fields(form): Fields<Remove>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let me = Oneself::of(&web, &permit).await?;
    if !is_their_password(&web, me.id, form.password).await? {
        let told = lang
            .pick("密码不对，手机验证器没有移除。", "The password is wrong; nothing was removed.");
        return super::account::page(&web, lang, &permit, &visit, None, Some(told.to_owned()))
            .await;
    }
    let home = me.account.value.organisation;
    let act =
        act(&permit, home, "account.second_factor_removed", About::Account(me.id), "", json!({}))?;
    let work = web.store().begin().await?;
    work.credentials().clear_second_factor(me.id).await?;
    work.notifications().notify(&NewNotification::of_account(SignInChanged, me.id, home)).await?;
    work.sessions().end_all_of(me.id, permit.session().map(|it| &it.hash)).await?;
    work.log().append(act).await?;
    work.commit().await?;
    Ok(onward("/me?done=second-factor-removed"))
}
