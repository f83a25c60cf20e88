//! The organisation at which somebody with roles in several works now.

use axum::http::header::SET_COOKIE;
use axum::response::Response;

use super::desk::places;
use super::room::Room;
use crate::cookies::{Name, keep};
use crate::error::WebError;
use crate::extract::Fields;
use crate::pages::{onward, own_path};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PlaceForm {
    form_token: String,
    place: String,
    to: String,
}

/// `POST /office/place`: chooses one of theirs, and goes back to the page.
pub(super) async fn choose(
    room: Room,
    Fields(form): Fields<PlaceForm>,
) -> Result<Response, WebError> {
    room.visit.require(&room.web, &form.form_token)?;
    let directory = room.web.directory().await?;
    if !places(&room.permit, &directory).iter().any(|it| it.value == form.place) {
        return Err(WebError::field(
            "place",
            "您在这个单位没有角色",
            "you have no role at this organisation",
        ));
    }
    let mut response = onward(own_path(&form.to));
    let cookie = keep(Name::Place, &form.place, &room.web.settings().origin);
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}
