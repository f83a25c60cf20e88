//! What every page of the office is given: who came, how they want to see it, and what is around the page.

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use law::Lang;
use serde::Deserialize;

use super::Desk;
use crate::caller::Filled;
use crate::design::Form;
use crate::error::{FieldFault, WebError};
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::shown;
use crate::state::Web;
use crate::visit::Visit;

/// What has just been done, by its name in the address that a form led to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Done {
    #[serde(default)]
    pub done: String,
}

/// Somebody at a page of the office.
#[derive(Debug)]
pub(crate) struct Room {
    pub web: Web,
    pub permit: Permit,
    pub visit: Visit,
    pub lang: Lang,
    headers: HeaderMap,
}

/// What is around a page of the office.
pub(crate) struct Walls {
    pub frame: Frame,
    pub desk: Desk,
}

impl Room {
    /// What is around the page.
    pub(crate) async fn walls(&self) -> Result<Walls, WebError> {
        Ok(Walls {
            frame: Frame::of(&self.web, &self.permit, &self.visit),
            desk: Desk::of(&self.web, &self.permit, &self.visit, &self.headers).await?,
        })
    }

    /// A form that nobody has sent yet, with a key of its own: sent twice, it is done once.
    pub(crate) fn form(&self) -> Form {
        let key = hex::encode(self.web.store().edge().bytes::<16>());
        Form::empty(self.lang).with("key", key)
    }

    /// A form that could not be done, as it was sent, with what is wrong; the error itself where no field and
    /// no other answer could put it right.
    pub(crate) fn again(
        &self,
        filled: &Filled,
        error: WebError,
    ) -> Result<(Form, StatusCode), WebError> {
        let status = error.status();
        let mut form = Form::empty(self.lang);
        form.values.clone_from(filled.values());
        let error = match error {
            // Told at the head of the form, where it leads back to.
            WebError::Conflict { zh, en } => {
                WebError::Invalid(vec![FieldFault { field: "errors".to_owned(), zh, en }])
            }
            other => other,
        };
        Ok((form.told(error)?, status))
    }

    /// A page as an answer.
    pub(crate) fn shown(
        &self,
        page: &impl Template,
        status: StatusCode,
    ) -> Result<Response, WebError> {
        shown(page, status, &self.visit)
    }
}

impl FromRequestParts<Web> for Room {
    type Rejection = WebError;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, WebError> {
        let permit = <Permit as FromRequestParts<Web>>::from_request_parts(parts, web).await?;
        let visit = Visit::from_request_parts(parts, web).await?;
        let lang = visit.view().lang;
        Ok(Self { web: web.clone(), permit, visit, lang, headers: parts.headers.clone() })
    }
}
