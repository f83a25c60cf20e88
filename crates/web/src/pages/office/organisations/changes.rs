//! Founding an organisation below another, and noting what happened to one.

use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::policy::{Object, RecordState};

use super::super::places::name_of;
use super::super::room::Room;
use super::super::sure::Sure;
use super::forms::{self, Kind};
use super::href;
use crate::administration::organisations;
use crate::caller::Filled;
use crate::design::Form;
use crate::error::WebError;
use crate::extract::At;
use crate::pages::onward;

/// Tells faults where the form has them: codes at the field they were chosen in, what concerns the whole at its
/// head.
fn told(mut form: Form, kind: Kind) -> Form {
    for fault in &mut form.faults {
        match fault.field.as_str() {
            "code" if kind != Kind::Founded => kind.field_of_codes().clone_into(&mut fault.field),
            "what" | "change" | "organisation" => "errors".clone_into(&mut fault.field),
            _ => {}
        }
    }
    form
}

/// `POST /office/organisations/{code}/below`: founds one below it.
pub(super) async fn found(
    room: Room,
    At(code): At<String>,
    filled: Filled,
) -> Result<Response, WebError> {
    let error = match forms::founding(&code, &filled) {
        Err(error) => error,
        Ok(asked) => {
            let done = organisations::found(&room.web, &room.permit, &filled.caller, &asked).await;
            match done {
                Ok(_) => return Ok(onward(&format!("{}?done=founded", href(&asked.code)))),
                Err(error) => error,
            }
        }
    };
    let directory = room.web.directory().await?;
    let parent = directory.by_code(&code).ok_or(WebError::NotFound)?;
    let id = parent.value.id;
    room.permit.require(&directory, &Object::of(id.0, RecordState::Absent, id))?;
    let (form, status) = room.again(&filled, error)?;
    forms::page(&room, &directory, Kind::Founded, parent, told(form, Kind::Founded), status).await
}

/// `POST /office/organisations/{code}/changes`: notes what happened. What ends it is asked about first.
pub(super) async fn note(
    room: Room,
    At(code): At<String>,
    filled: Filled,
) -> Result<Response, WebError> {
    let kind = Kind::named(filled.value("what")).filter(|it| *it != Kind::Founded);
    let kind = kind.unwrap_or(Kind::Renamed);
    let asks = kind.ends() && !filled.is_ticked("sure");
    let error = match forms::noted(kind, &filled) {
        Err(error) => Some(error),
        Ok(_) if asks => None,
        Ok(asked) => {
            let (web, permit, caller) = (&room.web, &room.permit, &filled.caller);
            match organisations::note(web, permit, caller, &code, &asked).await {
                Ok(_) => return Ok(onward(&format!("{}?done=changed", href(&code)))),
                Err(error) => Some(error),
            }
        }
    };
    let directory = room.web.directory().await?;
    let found = room.permit.organisation(&directory, &code)?;
    match error {
        None => {
            let name = name_of(&directory, found.value.id);
            room.ask(sure(kind, &code, &name, &filled, room.lang), room.form(), StatusCode::OK)
                .await
        }
        Some(error) => {
            let (form, status) = room.again(&filled, error)?;
            forms::page(&room, &directory, kind, found, told(form, kind), status).await
        }
    }
}

/// What is said before an organisation ends.
fn sure(kind: Kind, code: &str, name: &str, filled: &Filled, lang: Lang) -> Sure {
    let on = filled.value("on");
    let along = filled.values().iter().filter(|(name, _)| !matches!(name.as_str(), "key" | "sure"));
    Sure {
        title: format!("{}：{name}", kind.label(lang)),
        told: vec![
            lang.pick(
                format!("自 {on} 起机构终止，不能恢复；以前的名称、信息和档案按当时的样子保留"),
                format!("From {on} it is no more, for good; what it was and did stays as it was"),
            ),
            lang.pick(
                "请先把正在办理的申请办结，或者依规定告知申请人向承接职权的机构提出".to_owned(),
                "Close open requests first, or tell applicants who takes over".to_owned(),
            ),
            lang.pick(
                "还有人员账号或者下级机构的，不能办理".to_owned(),
                "Not while people have accounts there or others stand below it".to_owned(),
            ),
        ],
        ground: lang
            .pick(
                "国办公开办函〔2019〕14号（机构改革后政府信息公开申请办理）；由系统管理员办理（见权限表）",
                "国办公开办函〔2019〕14号 on requests after a reorganisation; done by a system administrator",
            )
            .to_owned(),
        to: format!("{}/changes", href(code)),
        back: format!("{}?form={}", href(code), kind.name()),
        button: lang.pick("确认办理", "Confirm").to_owned(),
        no_reason: true,
        along: along.map(|(name, value)| (name.clone(), value.clone())).collect(),
        ..Sure::default()
    }
}
