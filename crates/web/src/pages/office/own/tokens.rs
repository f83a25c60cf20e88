//! `/me/tokens`: tokens by which programs act in one's own name, and asking for another.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::policy::Action;

use super::super::Desk;
use super::super::room::{Room, Walls};
use super::super::tokens::Row;
use crate::administration::tokens::{self, Issuing};
use crate::caller::Filled;
use crate::design::{Choice, Form};
use crate::error::{FieldFault, WebError};
use crate::pages::account::Oneself;
use crate::pages::frame::Frame;
use store::Source;

/// How a box for an action is called.
const SCOPE: &str = "scope.";

#[derive(Template)]
#[template(path = "office/my_tokens.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    tokens: Vec<Row>,
    /// What programs may do, with the name of its box.
    scopes: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "office/secret.html")]
struct Issued {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    secret: String,
}

/// `GET /me/tokens`
pub(super) async fn show(room: Room) -> Result<Response, WebError> {
    let form = room.form().with("days", "90");
    page(&room, form, StatusCode::OK).await
}

async fn page(room: &Room, form: Form, status: StatusCode) -> Result<Response, WebError> {
    let lang = room.lang;
    let me = Oneself::of(&room.web, &room.permit).await?;
    let store = room.web.store();
    let scope = store::AgencyScope::only(me.account.value.organisation.into());
    let mine = store.api_tokens().of_account(&scope, me.id).await?;
    let now = store.edge().now();
    let scopes = Action::ALL.iter().filter(|it| it.is_for_programs());
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang,
        form,
        tokens: mine.iter().map(|it| Row::of(it, String::new(), now, lang)).collect(),
        scopes: scopes
            .map(|it| Choice::of(format!("{SCOPE}{}", it.name()), it.label(lang)))
            .collect(),
    };
    room.shown(&page, status)
}

/// `POST /me/tokens`: asks for one, and shows its secret once.
pub(super) async fn request(room: Room, filled: Filled) -> Result<Response, WebError> {
    let error = match asked(&filled) {
        Err(error) => error,
        Ok(asked) => match tokens::request(&room.web, &room.permit, &filled.caller, &asked).await {
            Ok(issued) => {
                let Walls { frame, desk } = room.walls().await?;
                let page = Issued { frame, desk, lang: room.lang, secret: issued.secret };
                return room.shown(&page, StatusCode::OK);
            }
            Err(error) => error,
        },
    };
    let (form, status) = room.again(&filled, error)?;
    page(&room, form, status).await
}

fn asked(filled: &Filled) -> Result<Issuing, WebError> {
    let ticked = filled.values().iter().filter(|(_, value)| *value == "yes");
    let scopes = ticked.filter_map(|(name, _)| name.strip_prefix(SCOPE).map(ToOwned::to_owned));
    let days = filled.value("days").parse().map_err(|_| {
        WebError::Invalid(vec![FieldFault::of(
            "days",
            "有效期为 1 至 366 天",
            "a token lives 1 to 366 days",
        )])
    })?;
    Ok(Issuing { name: filled.value("name").to_owned(), scopes: scopes.collect(), days })
}
