//! `/me/delegations`: who stands in for oneself and for whom one stands in.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::person::{AccountId, Delegation};
use store::Source;
use uuid::Uuid;

use super::super::Desk;
use super::super::people::{everybody, needed_day};
use super::super::places::name_of;
use super::super::room::{Done, Room, Walls};
use crate::administration::rights::{self, StandingIn};
use crate::caller::Filled;
use crate::design::{Choice, Form};
use crate::directory::Directory;
use crate::error::{FieldFault, WebError};
use crate::extract::Params;
use crate::pages::account::Oneself;
use crate::pages::frame::Frame;
use crate::pages::onward;

#[derive(Template)]
#[template(path = "office/my_delegations.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    done: Option<&'static str>,
    /// Roles that can be passed on.
    held: Vec<Choice>,
    for_me: Vec<Row>,
    by_me: Vec<Row>,
}

struct Row {
    what: String,
    who: String,
    days: String,
    reason: String,
    to: String,
}

/// `GET /me/delegations`
pub(super) async fn show(room: Room, Params(done): Params<Done>) -> Result<Response, WebError> {
    let lang = room.lang;
    let done = match done.done.as_str() {
        "delegated" => {
            Some(lang.pick("已委托，到期自动停止。", "They stand in, and it ends by itself."))
        }
        "delegation-ended" => Some(lang.pick("代行已终止。", "Standing in has ended.")),
        _ => None,
    };
    let form = room.form();
    page(&room, form, done, StatusCode::OK).await
}

async fn page(
    room: &Room,
    form: Form,
    done: Option<&'static str>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let lang = room.lang;
    let me = Oneself::of(&room.web, &room.permit).await?;
    let directory = &me.directory;
    let today = directory.tree().day();
    let mine = me
        .account
        .value
        .appointments
        .iter()
        .filter(|it| !it.role.administers() && it.until_on.is_none_or(|day| day >= today));
    let held = mine.filter_map(|it| {
        let code = directory.code_of(it.organisation)?;
        let label = format!("{} · {}", it.role.label(lang), name_of(directory, it.organisation));
        Some(Choice::of(format!("{}@{code}", it.role.name()), label))
    });
    let colleagues = directory.tree().agency_of(me.account.value.organisation);
    let scope = directory.scope_of(&colleagues.into_iter().collect::<Vec<_>>());
    let mut for_me = Vec::new();
    for it in everybody(room.web.store(), &scope).await? {
        let theirs = it.value.delegations.iter().filter(|d| d.from == me.id && d.until_on >= today);
        for_me.extend(theirs.map(|d| row(d, directory, it.id, it.value.name.clone(), lang)));
    }
    let mut by_me = Vec::new();
    for it in me.account.value.delegations.iter().filter(|it| it.until_on >= today) {
        let from = room.web.store().accounts().by_id_for_session(it.from).await?;
        let name = from.map(|it| it.value.name).unwrap_or_default();
        by_me.push(row(it, directory, me.id.0, name, lang));
    }
    let Walls { frame, desk } = room.walls().await?;
    let page = Page { frame, desk, lang, form, done, held: held.collect(), for_me, by_me };
    room.shown(&page, status)
}

fn row(it: &Delegation, directory: &Directory, holder: Uuid, who: String, lang: Lang) -> Row {
    Row {
        what: format!("{} · {}", it.role.label(lang), name_of(directory, it.organisation)),
        who,
        days: lang.pick(
            format!("{} 至 {}", it.from_on, it.until_on),
            format!("{} to {}", it.from_on, it.until_on),
        ),
        reason: it.reason.clone(),
        to: format!("/office/people/{holder}/delegations/{}/ending", it.id),
    }
}

/// `POST /me/delegations`
pub(super) async fn delegate(room: Room, filled: Filled) -> Result<Response, WebError> {
    match delegated(&room, &filled).await {
        Ok(()) => Ok(onward("/me/delegations?done=delegated")),
        Err(error) => {
            let (mut form, status) = room.again(&filled, error)?;
            for fault in &mut form.faults {
                match fault.field.as_str() {
                    "delegation" => "errors".clone_into(&mut fault.field),
                    "role" | "organisation" => "held".clone_into(&mut fault.field),
                    _ => {}
                }
            }
            page(&room, form, None, status).await
        }
    }
}

async fn delegated(room: &Room, filled: &Filled) -> Result<(), WebError> {
    let (role, organisation) = filled.value("held").split_once('@').unwrap_or_default();
    let to = room.web.store().accounts().find_for_sign_in(filled.value("to")).await?;
    let asked = StandingIn {
        // Nobody, for whoever is not there: both are told alike.
        to: to.map_or(AccountId(Uuid::nil()).0, |it| it.id),
        role: role.to_owned(),
        organisation: organisation.to_owned(),
        from_on: needed_day(filled, "from_on")?,
        until_on: needed_day(filled, "until_on")?,
        reason: filled.value("reason").to_owned(),
    };
    match rights::delegate(&room.web, &room.permit, &filled.caller, &asked).await {
        Ok(_) => Ok(()),
        Err(WebError::NotFound) => Err(WebError::Invalid(vec![FieldFault::of(
            "to",
            "本单位没有这个登录名，只能委托本单位的同事",
            "nobody of this login works in your organisation; only colleagues can stand in",
        )])),
        Err(error) => Err(error),
    }
}
