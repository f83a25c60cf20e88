//! Signing in with a password, and the second step.

use std::time::Duration;

use askama::Template;
use axum::extract::{FromRequestParts, State};
use axum::http::header::{RETRY_AFTER, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use signin::secret::{OneTimeToken, Purpose};
use store::SecretHash;
use zeroize::Zeroizing;

use super::{Frame, onward, own_path, shown, signed_in};
use crate::cookies::{self, Name};
use crate::error::WebError;
use crate::extract::{Fields, Params, Speaks, client};
use crate::guard::Permit;
use crate::sign_in::{From, NotSignedIn, SignedIn, with_code, with_password};
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn {
    frame: Frame,
    login: String,
    to: String,
    provider: bool,
    error: Option<String>,
}

#[derive(Template)]
#[template(path = "second_factor.html")]
struct SecondFactor {
    frame: Frame,
    to: String,
    error: Option<String>,
}

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Onward {
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PasswordForm {
    form_token: String,
    login: String,
    password: Zeroizing<String>,
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodeForm {
    form_token: String,
    code: Zeroizing<String>,
    #[serde(default)]
    to: String,
}

impl FromRequestParts<Web> for From {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let origin = &web.settings().origin;
        let agent = parts.headers.get(USER_AGENT).and_then(|it| it.to_str().ok());
        Ok(Self {
            client: client(web, parts),
            device: cookies::read(&parts.headers, Name::Device, origin).map(ToOwned::to_owned),
            agent: agent.unwrap_or_default().to_owned(),
        })
    }
}

/// The secret of a sign-in that is half done.
pub(super) struct HalfDone(Option<String>);

impl HalfDone {
    /// Its hash, where it is one.
    pub(super) fn secret(&self) -> Option<SecretHash> {
        let token = OneTimeToken::parse(Purpose::HalfDone, self.0.as_deref()?).ok()?;
        Some(token.hash().into())
    }
}

impl FromRequestParts<Web> for HalfDone {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let found = cookies::read(&parts.headers, Name::HalfDone, &web.settings().origin);
        Ok(Self(found.map(ToOwned::to_owned)))
    }
}

/// `GET /sign-in`
pub(super) async fn show(
    State(web): State<Web>,
    Params(onward): Params<Onward>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let page = SignIn {
        frame: Frame::of(&web, &permit, &visit),
        login: String::new(),
        to: onward.to,
        provider: web.settings().provider.is_some(),
        error: None,
    };
    shown(&page, StatusCode::OK, &visit)
}

/// `POST /sign-in`
pub(super) async fn submit(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    visit: Visit,
    from: From,
    Fields(form): Fields<PasswordForm>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let login = form.login.trim().to_ascii_lowercase();
    let error = match with_password(&web, &from, &login, form.password).await {
        Ok(SignedIn::Session(begun)) => return Ok(signed_in(&web, &begun, &form.to)),
        Ok(SignedIn::SecondStep(half)) => {
            let to: String =
                url::form_urlencoded::byte_serialize(own_path(&form.to).as_bytes()).collect();
            let mut response = onward(&format!("/sign-in/second-factor?to={to}"));
            let cookie = cookies::keep(Name::HalfDone, &half, &web.settings().origin);
            response.headers_mut().append(SET_COOKIE, cookie);
            return Ok(response);
        }
        Err(error) => error,
    };
    let told = worded(
        error,
        lang.pick(
            "登录名或者密码不对，或者账号已停用。",
            "Login or password are wrong, or the account is not active.",
        ),
        lang,
    )?;
    let page = SignIn {
        frame: Frame::of(&web, &permit, &visit),
        login: form.login,
        to: form.to,
        provider: web.settings().provider.is_some(),
        error: Some(told.text.clone()),
    };
    refused(&page, &told, &visit)
}

/// `GET /sign-in/second-factor`
pub(super) async fn show_second(
    State(web): State<Web>,
    Params(wanted): Params<Onward>,
    permit: Permit,
    visit: Visit,
    half: HalfDone,
) -> Result<Response, WebError> {
    if half.0.is_none() {
        return Ok(onward("/sign-in"));
    }
    let frame = Frame::of(&web, &permit, &visit);
    shown(&SecondFactor { frame, to: wanted.to, error: None }, StatusCode::OK, &visit)
}

/// `POST /sign-in/second-factor`
pub(super) async fn submit_second(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    visit: Visit,
    from: From,
    half: HalfDone,
    Fields(form): Fields<CodeForm>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let Some(half) = half.0 else { return Ok(onward("/sign-in")) };
    let error = match with_code(&web, &from, &half, &form.code).await {
        Ok(begun) => return Ok(signed_in(&web, &begun, &form.to)),
        Err(error) => error,
    };
    let told = worded(error, lang.pick("验证码不对，或者已经用过，或者等得太久。请输入应用现在显示的数字，或者重新登录。", "The code is wrong, used before, or too much time has passed. Type what the app shows now, or start again."), lang)?;
    let frame = Frame::of(&web, &permit, &visit);
    let page = SecondFactor { frame, to: form.to, error: Some(told.text.clone()) };
    refused(&page, &told, &visit)
}

/// Why somebody is not signed in.
struct Told {
    text: String,
    /// How long they have to wait, where they have to.
    wait: Option<Duration>,
}

/// The page again, with why.
fn refused(page: &impl Template, told: &Told, visit: &Visit) -> Result<Response, WebError> {
    let Some(wait) = told.wait else {
        return shown(page, StatusCode::UNPROCESSABLE_ENTITY, visit);
    };
    let mut response = shown(page, StatusCode::TOO_MANY_REQUESTS, visit)?;
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
    Ok(response)
}

/// What somebody who is not signed in is told.
fn worded(error: NotSignedIn, wrong: &str, lang: law::Lang) -> Result<Told, WebError> {
    match error {
        NotSignedIn::Wrong => Ok(Told { text: wrong.to_owned(), wait: None }),
        NotSignedIn::Wait(wait) => {
            let minutes = wait.as_secs().div_ceil(60);
            let text = lang.pick(
                format!("输错的次数太多，请 {minutes} 分钟后再试。在您以前登录过的设备上不受影响。"),
                format!("Too many wrong attempts; try again in {minutes} minutes. A device you signed in from before is not affected."),
            );
            Ok(Told { text, wait: Some(wait) })
        }
        NotSignedIn::Failed(error) => Err(error),
    }
}
