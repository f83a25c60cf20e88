//! Passkeys: adding one, signing in with one, removing one. These calls are made by the script of the pages;
//! whoever has no scripts signs in with a password and a code.

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use records::notification::NotificationKind::SignInChanged;
use records::person::{AccountId, AccountState, is_login};
use serde::{Deserialize, Serialize};
use serde_json::json;
use serde_json::value::RawValue;
use signin::passkeys::{Passkey, PasskeyError, Registering, SigningIn};
use signin::secret::{OneTimeToken, Purpose};
use store::{Ceremony, NewNotification, NewPasskey, Source, Strength};
use uuid::Uuid;

use super::account::Oneself;
use super::{onward, own_path, set_session};
use crate::acts::{About, act};
use crate::error::WebError;
use crate::extract::{Data, Fields};
use crate::guard::Permit;
use crate::sign_in::{From, NotSignedIn, begin, bucket_of, count_try, wrong};
use crate::state::Web;
use crate::time::later;
use crate::visit::Visit;

const ADDING: &str = "add_passkey";
const SIGNING_IN: &str = "passkey_sign_in";

/// How long a ceremony may take.
const SECONDS: i64 = 10 * 60;

/// What the browser is asked.
#[derive(Debug, Serialize)]
pub(super) struct Begun {
    options: Box<RawValue>,
    ceremony: String,
}

/// Nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Nothing {}

/// Who wants to sign in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Login {
    login: String,
}

/// What the browser answers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Answered {
    ceremony: String,
    credential: Box<RawValue>,
    #[serde(default)]
    to: String,
}

/// Where to go now.
#[derive(Debug, Serialize)]
pub(super) struct Done {
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Removal {
    form_token: String,
    id: Uuid,
}

/// `POST /me/passkeys/begin`
pub(super) async fn begin_adding(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Data(Nothing {}): Data<Nothing>,
) -> Result<Json<Begun>, WebError> {
    visit.require_header(&web)?;
    permit.require_recent(&web)?;
    let me = Oneself::of(&web, &permit).await?;
    let account = &me.account.value;
    let existing = keys_of(&web, me.id).await?;
    let now = web.store().edge().now().to_utc();
    let (options, state) = web
        .passkeys()?
        .begin_registration(me.id.0, &account.login, &account.name, &existing, now)
        .map_err(told)?;
    let state = serde_json::to_string(&state).map_err(WebError::internal)?;
    begun(&web, ADDING, me.id, options, state).await
}

/// `POST /me/passkeys`
pub(super) async fn add(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Data(answered): Data<Answered>,
) -> Result<Json<Done>, WebError> {
    visit.require_header(&web)?;
    let me = Oneself::of(&web, &permit).await?;
    let state = taken(&web, ADDING, &answered.ceremony, Some(me.id)).await?.1;
    let state: Registering = serde_json::from_str(&state).map_err(WebError::internal)?;
    let existing = keys_of(&web, me.id).await?;
    let now = web.store().edge().now();
    let key = web
        .passkeys()?
        .finish_registration(answered.credential.get(), &state, &existing, now.to_utc())
        .map_err(told)?;
    let new = NewPasskey {
        account: me.id,
        credential_id: key.id().into_bytes(),
        name: format!("{}", crate::time::in_shanghai(now).format("%Y-%m-%d %H:%M")),
        data: serde_json::to_string(&key).map_err(WebError::internal)?,
    };
    let home = me.account.value.organisation;
    let act = act(&permit, home, "account.passkey_added", About::Account(me.id), "", json!({}))?;
    let work = web.store().begin().await?;
    work.passkeys().add(new).await?;
    work.notifications().notify(&NewNotification::of_account(SignInChanged, me.id, home)).await?;
    work.log().append(act).await?;
    work.commit().await?;
    Ok(Json(Done { to: "/me?done=passkey".to_owned() }))
}

/// `POST /me/passkeys/remove`
pub(super) async fn remove(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Fields(form): Fields<Removal>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    permit.require_recent(&web)?;
    let me = Oneself::of(&web, &permit).await?;
    let home = me.account.value.organisation;
    let act = act(&permit, home, "account.passkey_removed", About::Account(me.id), "", json!({}))?;
    let work = web.store().begin().await?;
    if !work.passkeys().remove(me.id, form.id).await? {
        return Err(WebError::NotFound);
    }
    work.notifications().notify(&NewNotification::of_account(SignInChanged, me.id, home)).await?;
    work.log().append(act).await?;
    work.commit().await?;
    Ok(onward("/me?done=passkey-removed"))
}

/// `POST /sign-in/passkey/begin`. A login without a passkey and one that is not there answer alike.
pub(super) async fn begin_sign_in(
    State(web): State<Web>,
    visit: Visit,
    from: From,
    Data(asked): Data<Login>,
) -> Result<Json<Begun>, Response> {
    let begun = async {
        visit.require_header(&web)?;
        let login = asked.login.trim().to_ascii_lowercase();
        count_try(&web, &bucket_of(&web, &from, &format!("passkey {login}"))).await?;
        let found = match is_login(&login) {
            true => web.store().accounts().find_for_sign_in(&login).await?,
            false => None,
        };
        let active = found.filter(|it| it.value.state == AccountState::Active);
        let id = AccountId(active.ok_or(NotSignedIn::Wrong)?.id);
        let existing = keys_of(&web, id).await?;
        let now = web.store().edge().now().to_utc();
        let (options, state) =
            web.passkeys()?.begin_authentication(&existing, now).map_err(|_| NotSignedIn::Wrong)?;
        let state = serde_json::to_string(&state).map_err(WebError::internal)?;
        Ok(begun(&web, SIGNING_IN, id, options, state).await?)
    };
    begun.await.map_err(told_to_script)
}

/// `POST /sign-in/passkey`
pub(super) async fn sign_in(
    State(web): State<Web>,
    visit: Visit,
    from: From,
    Data(answered): Data<Answered>,
) -> Result<Response, Response> {
    let signed_in = async {
        visit.require_header(&web)?;
        let (account, state) = taken(&web, SIGNING_IN, &answered.ceremony, None).await?;
        let state: SigningIn = serde_json::from_str(&state).map_err(WebError::internal)?;
        let store = web.store();
        let found = store.accounts().by_id_for_session(account).await?;
        let active = found.filter(|it| it.value.state == AccountState::Active);
        let active = active.ok_or(NotSignedIn::Wrong)?;
        let bucket = bucket_of(&web, &from, &format!("passkey {}", active.value.login));
        let stored = store.passkeys().of_account(account).await?;
        let keys = read(&stored)?;
        let now = store.edge().now().to_utc();
        let finished =
            web.passkeys()?.finish_authentication(answered.credential.get(), &state, &keys, now);
        let key = match finished {
            Ok(key) => key,
            Err(error) => {
                tracing::warn!(%error, %account, "a passkey was not accepted");
                return wrong();
            }
        };
        let used = stored.iter().find(|it| it.credential_id == key.id().as_bytes());
        let data = serde_json::to_string(&key).map_err(WebError::internal)?;
        let work = store.begin().await?;
        work.passkeys().note_used(used.ok_or(NotSignedIn::Wrong)?.id, &data).await?;
        work.tries().clear(&bucket).await?;
        work.commit().await?;
        Ok(begin(&web, &from, &active, Strength::Passkey).await?)
    };
    let begun = signed_in.await.map_err(told_to_script)?;
    let mut response = Json(Done { to: own_path(&answered.to).to_owned() }).into_response();
    set_session(&web, &begun, response.headers_mut());
    Ok(response)
}

async fn begun(
    web: &Web,
    kind: &str,
    account: AccountId,
    options: String,
    state: String,
) -> Result<Json<Begun>, WebError> {
    let edge = web.store().edge();
    let secret = OneTimeToken::new(Purpose::HalfDone, edge.bytes());
    let ceremony = Ceremony {
        kind: kind.to_owned(),
        account: Some(account),
        body: state,
        until: later(edge.now(), SECONDS),
    };
    let work = web.store().begin().await?;
    work.ceremonies().put(&secret.hash().into(), &ceremony).await?;
    work.commit().await?;
    let options = RawValue::from_string(options).map_err(WebError::internal)?;
    Ok(Json(Begun { options, ceremony: secret.text().to_string() }))
}

async fn taken(
    web: &Web,
    kind: &str,
    secret: &str,
    whose: Option<AccountId>,
) -> Result<(AccountId, String), WebError> {
    let gone =
        || WebError::conflict("等待太久，请重新开始", "too much time has passed; begin again");
    let secret = OneTimeToken::parse(Purpose::HalfDone, secret).map_err(|_| gone())?;
    let work = web.store().begin().await?;
    let ceremony = work.ceremonies().take(&secret.hash().into(), kind).await?.ok_or_else(gone)?;
    work.commit().await?;
    let account = ceremony.account.filter(|it| whose.is_none_or(|whose| whose == *it));
    Ok((account.ok_or_else(gone)?, ceremony.body))
}

async fn keys_of(web: &Web, account: AccountId) -> Result<Vec<Passkey>, WebError> {
    read(&web.store().passkeys().of_account(account).await?)
}

fn read(stored: &[store::Passkey]) -> Result<Vec<Passkey>, WebError> {
    let read = stored.iter().map(|it| serde_json::from_str(&it.data));
    read.collect::<Result<_, _>>().map_err(WebError::internal)
}

fn told(error: PasskeyError) -> WebError {
    tracing::info!(%error, "a passkey was not added");
    match error {
        PasskeyError::Known => {
            WebError::conflict("这个通行密钥已经添加过了", "this passkey is registered already")
        }
        PasskeyError::TooLate => {
            WebError::conflict("等待太久，请重新开始", "too much time has passed; begin again")
        }
        _ => WebError::field(
            "credential",
            "设备的回答不能核实，没有添加",
            "the device's answer cannot be verified; nothing was added",
        ),
    }
}

/// What a script is told of a sign-in that failed.
fn told_to_script(error: NotSignedIn) -> Response {
    match error {
        NotSignedIn::Wrong => WebError::field(
            "credential",
            "不能用通行密钥登录：没有这个登录名，或者没有添加过，或者核实没有通过。请用密码登录",
            "no sign-in with a passkey: there is no such login, it has none, or it was not accepted. Use your password",
        )
        .into_response(),
        NotSignedIn::Wait(wait) => WebError::TooMany { wait }.into_response(),
        NotSignedIn::Failed(error) => error.into_response(),
    }
}
