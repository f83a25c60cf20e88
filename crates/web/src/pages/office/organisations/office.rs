//! `/office/organisations/{code}/office`: the disclosure office of an organisation, as its guide tells of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::organisation::Organisation;
use records::policy::{Action, might};
use store::Versioned;

use super::super::Desk;
use super::super::room::{Done, Room, Walls};
use super::forms::version;
use super::href;
use super::one::{missing_in_words, standing};
use crate::administration::organisations::{self, OfficeNoted};
use crate::administration::views::OfficeView;
use crate::caller::Filled;
use crate::design::Form;
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::{At, Params};
use crate::pages::frame::Frame;
use crate::pages::onward;

#[derive(Template)]
#[template(path = "office/office_profile.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    name: String,
    done: bool,
    missing: String,
    form: Form,
    to: String,
    /// The page of the organisation, for whoever looks after it.
    back: Option<String>,
}

/// `GET /office/organisations/{code}/office`
pub(super) async fn show(
    room: Room,
    At(code): At<String>,
    Params(done): Params<Done>,
) -> Result<Response, WebError> {
    let directory = room.web.directory().await?;
    let found = room.permit.organisation(&directory, &code)?;
    let office = standing(&directory, &found.value)?.office;
    let form = room
        .form()
        .with("version", found.version.to_string())
        .with("name", office.name)
        .with("address", office.address)
        .with("post_code", office.post_code)
        .with("hours", office.hours)
        .with("phone", office.phone)
        .with("fax", office.fax)
        .with("mail", office.mail)
        .with("web", office.web);
    page(&room, &directory, found, form, done.done == "described", StatusCode::OK).await
}

async fn page(
    room: &Room,
    directory: &Directory,
    found: &Versioned<Organisation>,
    form: Form,
    done: bool,
    status: StatusCode,
) -> Result<Response, WebError> {
    let lang = room.lang;
    let code = found.value.code.as_str();
    let standing = standing(directory, &found.value)?;
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang,
        name: standing.names.full,
        done,
        missing: missing_in_words(&standing.office, lang),
        form,
        to: format!("{}/office", href(code)),
        back: might(room.permit.principal(), Action::ListAccounts).then(|| href(code)),
    };
    room.shown(&page, status)
}

/// `POST /office/organisations/{code}/office`
pub(super) async fn describe(
    room: Room,
    At(code): At<String>,
    filled: Filled,
) -> Result<Response, WebError> {
    let value = |name: &str| filled.value(name).to_owned();
    let office = OfficeView {
        name: value("name"),
        address: value("address"),
        post_code: value("post_code"),
        hours: value("hours"),
        phone: value("phone"),
        fax: value("fax"),
        mail: value("mail"),
        web: value("web"),
    };
    let error = match version(&filled) {
        Err(error) => error,
        Ok(version) => {
            let asked = OfficeNoted { version, office };
            let (web, permit, caller) = (&room.web, &room.permit, &filled.caller);
            match organisations::describe_office(web, permit, caller, &code, &asked).await {
                Ok(_) => return Ok(onward(&format!("{}/office?done=described", href(&code)))),
                Err(error) => error,
            }
        }
    };
    let directory = room.web.directory().await?;
    let found = room.permit.organisation(&directory, &code)?;
    let (form, status) = room.again(&filled, error)?;
    page(&room, &directory, found, form, false, status).await
}
