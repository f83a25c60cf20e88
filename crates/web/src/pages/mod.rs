//! Pages: a struct beside its handler, with a template of the same name. Templates show; they do not decide.

mod account;
mod city;
mod frame;
mod gallery;
mod office;
mod passkey;
mod permissions;
mod provider;
mod public;
mod second_factor;
mod sign_in;
mod tools;
mod view;
mod welcome;

use askama::Template;
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use records::policy::Action;

use crate::assets;
use crate::cookies::{Name, forget, keep};
use crate::edge::words::{RequestPlace, sentences};
use crate::error::WebError;
use crate::guard::Guarded;
use crate::sign_in::Begun;
use crate::state::Web;
use crate::visit::Visit;
use frame::Frame;

/// Every page.
pub(crate) fn routes(routes: Guarded) -> Guarded {
    let sign_in = Action::SignIn;
    let change = Action::ChangeSelf;
    let routes = tools::routes(office::routes(public::routes(routes)));
    routes
        .page("GET", "/design", Action::SeePolicy, get(gallery::show))
        .page("POST", "/view", sign_in, post(view::choose))
        .page("GET", "/permissions", Action::SeePolicy, get(permissions::show))
        .page("GET", "/favicon.ico", sign_in, get(assets::favicon))
        .page("GET", "/assets/{name}", sign_in, get(assets::serve))
        .page("GET", "/sign-in", sign_in, get(sign_in::show))
        .page("POST", "/sign-in", sign_in, post(sign_in::submit))
        .page("GET", "/sign-in/second-factor", sign_in, get(sign_in::show_second))
        .page("POST", "/sign-in/second-factor", sign_in, post(sign_in::submit_second))
        .page("POST", "/sign-in/passkey/begin", sign_in, post(passkey::begin_sign_in))
        .page("POST", "/sign-in/passkey", sign_in, post(passkey::sign_in))
        .page("GET", "/sign-in/provider", sign_in, get(provider::begin))
        .page("GET", "/sign-in/provider/callback", sign_in, get(provider::finish))
        .page("GET", "/welcome", sign_in, get(welcome::show))
        .page("POST", "/welcome", sign_in, post(welcome::submit))
        .page("POST", "/sign-out", change, post(account::sign_out))
        .page("GET", "/me", Action::SeeSelf, get(account::show))
        .page("POST", "/me/password", change, post(account::change_password))
        .page("POST", "/me/sessions/end", change, post(account::end_sessions))
        .page("GET", "/me/second-factor", change, get(second_factor::show))
        .page("POST", "/me/second-factor", change, post(second_factor::switch_on))
        .page("POST", "/me/second-factor/remove", change, post(second_factor::remove))
        .page("POST", "/me/passkeys/begin", change, post(passkey::begin_adding))
        .page("POST", "/me/passkeys", change, post(passkey::add))
        .page("POST", "/me/passkeys/remove", change, post(passkey::remove))
        .page("POST", "/me/provider/link", change, post(provider::link))
}

/// A page as an answer.
fn shown(page: &impl Template, status: StatusCode, visit: &Visit) -> Result<Response, WebError> {
    let text = page.render().map_err(WebError::internal)?;
    let mut response = (status, Html(text)).into_response();
    visit.introduce(response.headers_mut());
    Ok(response)
}

/// On to another page of ours.
fn onward(to: &str) -> Response {
    (StatusCode::SEE_OTHER, [(LOCATION, to.to_owned())]).into_response()
}

/// Where somebody wanted to go, if that is a page of ours: a path, and nothing that a browser takes for an
/// address elsewhere.
fn own_path(to: &str) -> &str {
    let fits = to.starts_with('/')
        && !to.starts_with("//")
        && to.bytes().all(|it| it.is_ascii_graphic() && !matches!(it, b'\\' | b'"' | b'<' | b'>'));
    if fits { to } else { "/office" }
}

/// Signed in: the session's cookie, and on to where they wanted to go.
fn signed_in(web: &Web, begun: &Begun, to: &str) -> Response {
    let mut response = onward(own_path(to));
    set_session(web, begun, response.headers_mut());
    response
}

fn set_session(web: &Web, begun: &Begun, headers: &mut HeaderMap) {
    let origin = &web.settings().origin;
    headers.append(SET_COOKIE, keep(Name::Session, &begun.secret, origin));
    headers.append(SET_COOKIE, keep(Name::Device, &begun.device, origin));
    headers.append(SET_COOKIE, forget(Name::HalfDone, origin));
}

#[derive(Template)]
#[template(path = "failure.html")]
struct Failure<'a> {
    frame: Frame,
    title: &'a str,
    detail: &'a str,
    id: &'a str,
}

/// What failed, as a page.
pub(crate) fn failure_page(web: &Web, at: &RequestPlace, error: &WebError) -> String {
    let (title, detail) = sentences(error, at.view.lang);
    let page = Failure { frame: Frame::of_failure(web, at), title, detail: &detail, id: &at.id };
    page.render().unwrap_or_else(|_| format!("{title}\n{detail}\n{}", at.id))
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn nobody_is_sent_elsewhere_after_signing_in() {
        assert_eq!(own_path("/me?done=passkey"), "/me?done=passkey");
        for to in
            ["", "https://evil.example", "//evil.example", "/\\evil.example", "me", "/a\nb", "/a b"]
        {
            assert_eq!(own_path(to), "/office", "{to:?}");
        }
    }
}
