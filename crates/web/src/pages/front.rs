//! The front page, until the site has one.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Frame, shown};
use crate::error::WebError;
use crate::extract::Speaks;
use crate::forms::Forms;
use crate::guard::Permit;
use crate::state::Web;

#[derive(Template)]
#[template(path = "front.html")]
struct Front {
    frame: Frame,
    agencies: Vec<Agency>,
}

struct Agency {
    name: String,
    kind: &'static str,
}

/// `GET /`
pub(super) async fn show(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    forms: Forms,
) -> Result<Response, WebError> {
    let directory = web.directory().await?;
    let standing = directory.all().filter_map(|it| directory.tree().standing(it.value.id));
    let agencies = standing
        .filter(|it| it.kind.answers_requests())
        .map(|it| Agency { name: it.names.full.clone(), kind: it.kind.label(lang) })
        .collect();
    let frame = Frame::of(&web, lang, &permit, &forms);
    shown(&Front { frame, agencies }, StatusCode::OK, &forms)
}
