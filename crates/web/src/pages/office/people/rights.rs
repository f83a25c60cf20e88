//! Roles of somebody: given, ended, and the standing in for others.

use axum::http::StatusCode;
use axum::response::Response;
use chrono::NaiveDate;
use records::policy::{Action, might};
use uuid::Uuid;

use super::super::places::name_of;
use super::super::room::Room;
use super::super::sure::Sure;
use super::deeds::href;
use super::one;
use crate::administration::rights::{self, Granting};
use crate::caller::Filled;
use crate::error::{FieldFault, WebError};
use crate::extract::At;
use crate::pages::onward;

/// A day of a field; nothing typed is none.
fn day(filled: &Filled, name: &str) -> Result<Option<NaiveDate>, WebError> {
    let Some(text) = filled.given(name) else { return Ok(None) };
    text.parse().map(Some).map_err(|_| {
        WebError::field(name, "请填写日期，如 2026-02-04", "give a day, such as 2026-02-04")
    })
}

/// A day that must be there.
pub(in super::super) fn needed_day(filled: &Filled, name: &str) -> Result<NaiveDate, WebError> {
    let fault = FieldFault::of(name, "请填写日期，如 2026-02-04", "give a day, such as 2026-02-04");
    day(filled, name)?.ok_or(WebError::Invalid(vec![fault]))
}

/// `POST /office/people/{id}/roles`
pub(super) async fn grant(
    room: Room,
    At(id): At<Uuid>,
    filled: Filled,
) -> Result<Response, WebError> {
    match granted(&room, id, &filled).await {
        Ok(()) => Ok(onward(&format!("{}?done=granted", href(id)))),
        Err(error) => {
            let (form, status) = room.again(&filled, error)?;
            one::page(&room, id, form, None, status).await
        }
    }
}

async fn granted(room: &Room, id: Uuid, filled: &Filled) -> Result<(), WebError> {
    // Whose role it is comes before what was typed: nobody learns from a fault that somebody is there.
    let directory = room.web.directory().await?;
    room.permit.of_account(&room.web, &directory, id).await?;
    let asked = Granting {
        role: filled.value("role").to_owned(),
        organisation: filled.value("organisation").to_owned(),
        from_on: day(filled, "from_on")?,
        until_on: day(filled, "until_on")?,
        why: filled.value("why").to_owned(),
    };
    rights::grant(&room.web, &room.permit, &filled.caller, id, &asked).await?;
    Ok(())
}

/// `POST /office/people/{id}/roles/{role}/ending`
pub(super) async fn end(
    room: Room,
    At((id, role)): At<(Uuid, Uuid)>,
    filled: Filled,
) -> Result<Response, WebError> {
    let (mut form, mut status) = (room.form(), StatusCode::OK);
    if let Some(why) = filled.sure() {
        match rights::end(&room.web, &room.permit, &filled.caller, id, role, &why).await {
            Ok(_) => return Ok(onward(&format!("{}?done=role-ended", href(id)))),
            Err(error) => (form, status) = room.again(&filled, error)?,
        }
    }
    let directory = room.web.directory().await?;
    let (found, held) = rights::held(&room.web, &room.permit, &directory, id, role).await?;
    let lang = room.lang;
    let (name, place) = (&found.value.name, name_of(&directory, held.organisation));
    let what = held.role.label(lang);
    let sure = Sure {
        title: lang.pick(
            format!("终止“{name}”的角色：{what}"),
            format!("End a role of {name}: {what}"),
        ),
        told: vec![
            lang.pick(
                format!("自现在起，此人在{place}不再是{what}，正在办理的事项由同一角色的其他人接着办"),
                format!("From now on they are no longer {what} at {place}; whoever else holds the role goes on with what is open"),
            ),
            lang.pick(
                "由此人委托他人代行的同一角色一并停止；以前办理的事项和日志不变".to_owned(),
                "Whoever stands in for them in this role no longer does; what they did stays".to_owned(),
            ),
        ],
        ground: lang
            .pick(
                "由安全管理员办理，不能对本人和三员办理（三员分立，见权限表）",
                "Done by a security administrator, never to oneself or to one of the three administrators",
            )
            .to_owned(),
        to: format!("{}/roles/{role}/ending", href(id)),
        back: href(id),
        button: lang.pick("终止角色", "End the role").to_owned(),
        ..Sure::default()
    };
    room.ask(sure, form, status).await
}

/// `POST /office/people/{id}/delegations/{delegation}/ending`
pub(super) async fn end_delegation(
    room: Room,
    At((id, delegation)): At<(Uuid, Uuid)>,
    filled: Filled,
) -> Result<Response, WebError> {
    let (mut form, mut status) = (room.form(), StatusCode::OK);
    // Whoever stands in, or is stood in for, comes from their own page and goes back to it.
    let administers = might(room.permit.principal(), Action::ListAccounts)
        && room.permit.account().is_ok_and(|it| it.0 != id);
    let back = if administers { href(id) } else { "/me/delegations".to_owned() };
    if let Some(why) = filled.sure() {
        let (web, permit, caller) = (&room.web, &room.permit, &filled.caller);
        match rights::end_delegation(web, permit, caller, id, delegation, &why).await {
            Ok(_) => return Ok(onward(&format!("{back}?done=delegation-ended"))),
            Err(error) => (form, status) = room.again(&filled, error)?,
        }
    }
    let directory = room.web.directory().await?;
    let found = rights::stands_in(&room.web, &room.permit, &directory, id, delegation).await?;
    let held = found.value.delegations.iter().find(|it| it.id == delegation);
    let held = held.ok_or(WebError::NotFound)?;
    let (lang, name) = (room.lang, &found.value.name);
    let (what, place) = (held.role.label(lang), name_of(&directory, held.organisation));
    let sure = Sure {
        title: lang.pick(
            format!("终止代行：“{name}”代行{what}"),
            format!("End standing in: {name} as {what}"),
        ),
        told: vec![lang.pick(
            format!("自现在起，此人不再代行{place}的{what}；到期日不再等候"),
            format!("From now on they no longer stand in as {what} at {place}"),
        )],
        ground: lang
            .pick(
                "由委托人、代行人或者安全管理员办理（见权限表）",
                "Done by either of the two, or by a security administrator",
            )
            .to_owned(),
        to: format!("{}/delegations/{delegation}/ending", href(id)),
        back,
        button: lang.pick("终止代行", "End it").to_owned(),
        ..Sure::default()
    };
    room.ask(sure, form, status).await
}
