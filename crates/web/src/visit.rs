//! One browser at one page: how it wants to see it, where it is, and the token by which forms come back to
//! whom they were given.

use axum::extract::FromRequestParts;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue};

use crate::cookies::{self, Name};
use crate::error::WebError;
use crate::guard::Permit;
use crate::state::Web;
use crate::view::View;
use store::SecretHash;

/// The header by which a script of ours sends the token.
pub(crate) const HEADER: &str = "x-form-token";

/// One browser at one page.
#[derive(Debug)]
pub(crate) struct Visit {
    view: View,
    here: String,
    place: String,
    browser: String,
    session: Option<SecretHash>,
    cookie: Option<HeaderValue>,
    sent: Option<String>,
}

impl Visit {
    /// How it wants to see the page.
    pub(crate) fn view(&self) -> View {
        self.view
    }

    /// The page, as a path with its query.
    pub(crate) fn here(&self) -> &str {
        &self.here
    }

    /// The organisation that was chosen to work at, by its code; whether they may is asked where it counts.
    pub(crate) fn place(&self) -> &str {
        &self.place
    }

    /// The token of a form that is given out.
    pub(crate) fn token(&self, web: &Web) -> String {
        web.secrets().form_token(&self.browser, self.session.as_ref().map(SecretHash::as_bytes))
    }

    /// Refuses a form that was not given to this browser in this session.
    pub(crate) fn require(&self, web: &Web, given: &str) -> Result<(), WebError> {
        // Without the cookie of an earlier page nothing can have been given.
        let known = self.cookie.is_none();
        if known
            && web.secrets().is_form_token(
                given,
                &self.browser,
                self.session.as_ref().map(SecretHash::as_bytes),
            )
        {
            Ok(())
        } else {
            Err(WebError::ForeignForm)
        }
    }

    /// The same for a script of ours, which sends the token as a header.
    pub(crate) fn require_header(&self, web: &Web) -> Result<(), WebError> {
        self.require(web, self.sent.as_deref().unwrap_or_default())
    }

    /// Lets the browser know who it is.
    pub(crate) fn introduce(&self, headers: &mut HeaderMap) {
        if let Some(cookie) = &self.cookie {
            headers.append(SET_COOKIE, cookie.clone());
        }
    }
}

impl FromRequestParts<Web> for Visit {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let origin = &web.settings().origin;
        let permit = <Permit as FromRequestParts<Web>>::from_request_parts(parts, web).await?;
        let known = cookies::read(&parts.headers, Name::Browser, origin);
        let known =
            known.filter(|it| it.len() == 32 && it.bytes().all(|it| it.is_ascii_hexdigit()));
        let edge = web.store().edge();
        let (browser, cookie) = match known {
            Some(known) => (known.to_owned(), None),
            None => {
                let new = hex::encode(edge.bytes::<16>());
                let cookie = cookies::keep(Name::Browser, &new, origin);
                (new, Some(cookie))
            }
        };
        let sent = parts.headers.get(HEADER).and_then(|it| it.to_str().ok()).map(ToOwned::to_owned);
        let here = parts.uri.path_and_query().map_or("/", |it| it.as_str()).to_owned();
        let place = cookies::read(&parts.headers, Name::Place, origin).unwrap_or_default();
        let place = place.to_owned();
        let view = View::of(&parts.headers, origin);
        let session = permit.session().map(|it| it.hash);
        Ok(Self { view, here, place, browser, session, cookie, sent })
    }
}
