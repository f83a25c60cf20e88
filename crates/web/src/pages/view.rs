//! How somebody wants to see the site.

use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use serde::Deserialize;

use super::{onward, own_path};
use crate::cookies::{Name, keep};
use crate::error::WebError;
use crate::extract::Fields;
use crate::state::Web;
use crate::visit::Visit;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ViewForm {
    form_token: String,
    choice: String,
    to: String,
}

/// `POST /view`: chooses, and goes back to the page.
pub(super) async fn choose(
    State(web): State<Web>,
    visit: Visit,
    Fields(form): Fields<ViewForm>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let chosen = visit.view().choose(&form.choice).ok_or_else(|| {
        WebError::field("choice", "没有这种显示方式", "there is no such way of showing pages")
    })?;
    let mut response = onward(own_path(&form.to));
    let cookie = keep(Name::View, &chosen.cookie(), &web.settings().origin);
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}
