//! `/office/roster`: organisations and people as a spreadsheet: an empty one, all of them, and one that is brought
//! in after it was looked over. The roles it proposes are granted by a second person.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use law::Lang;
use records::policy::{Action, might};

use super::Desk;
use super::room::{Room, Walls};
use crate::api::roster::{self as acts, RosterView, XLSX};
use crate::caller::FilledWithFile;
use crate::design::Form;
use crate::error::WebError;
use crate::guard::Guarded;
use crate::pages::frame::Frame;

/// The spreadsheet.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes
        .page("GET", "/office/roster", Action::ListAccounts, get(show))
        .page("GET", "/office/roster/template", Action::ListAccounts, get(template))
        .page("GET", "/office/roster/export", Action::ExportRoster, get(export))
        .page("POST", "/office/roster/preview", Action::ImportRoster, post(preview))
        .page("POST", "/office/roster/import", Action::ImportRoster, post(import))
        .page("POST", "/office/roster/roles", Action::GrantRole, post(roles))
}

#[derive(Template)]
#[template(path = "office/roster.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    may_export: bool,
    may_import: bool,
    may_grant: bool,
    looked_over: Option<LookedOver>,
}

/// What a file would do, or has done.
struct LookedOver {
    title: &'static str,
    done: bool,
    view: RosterView,
    /// The file itself, which goes along to the next step; where that step is and what it says.
    file: String,
    to: &'static str,
    button: &'static str,
    /// Whether there is anything to be done and nothing wrong.
    goes_on: bool,
}

impl LookedOver {
    /// What it does, part by part.
    fn parts(&self, lang: &Lang) -> [(&'static str, &[String]); 5] {
        let view = &self.view;
        [
            (lang.pick("设立机构", "Founded"), &view.founded),
            (lang.pick("变更机构", "Changed"), &view.changed),
            (lang.pick("邀请人员", "Invited"), &view.invited),
            (lang.pick("变更账号", "Accounts changed"), &view.renamed),
            (lang.pick("建议的角色", "Proposed roles"), &view.proposed_roles),
        ]
    }

    fn changes(view: &RosterView) -> bool {
        let all = [&view.founded, &view.changed, &view.invited, &view.renamed];
        all.iter().any(|it| !it.is_empty())
    }
}

/// `GET /office/roster`
async fn show(room: Room) -> Result<Response, WebError> {
    let form = room.form();
    page(&room, form, None, StatusCode::OK).await
}

async fn page(
    room: &Room,
    form: Form,
    looked_over: Option<LookedOver>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let may = |action| might(room.permit.principal(), action);
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang: room.lang,
        form,
        may_export: may(Action::ExportRoster),
        may_import: may(Action::ImportRoster),
        may_grant: may(Action::GrantRole),
        looked_over,
    };
    room.shown(&page, status)
}

/// `GET /office/roster/template`: a workbook with nothing in it but its headings and help.
async fn template(room: Room) -> Result<Response, WebError> {
    let bytes = ::roster::template(room.lang).map_err(WebError::internal)?;
    let named = "attachment; filename=\"roster-template.xlsx\"";
    Ok(([(CONTENT_TYPE, XLSX), (CONTENT_DISPOSITION, named)], bytes).into_response())
}

/// `GET /office/roster/export`
async fn export(room: Room) -> Result<Response, WebError> {
    acts::take_out(&room.web, &room.permit, room.lang).await
}

/// `POST /office/roster/preview`: what the file would change.
async fn preview(room: Room, sent: FilledWithFile) -> Result<Response, WebError> {
    let lang = room.lang;
    match acts::look_over(&room.web, &room.permit, &sent.file, lang).await {
        Ok(view) => {
            let looked_over = LookedOver {
                title: lang
                    .pick("导入预览：还没有改动任何内容", "Looked over: nothing is changed yet"),
                done: false,
                goes_on: view.faults.is_empty() && LookedOver::changes(&view),
                view,
                file: BASE64.encode(&sent.file),
                to: "/office/roster/import",
                button: lang.pick("确认导入", "Bring it in"),
            };
            page(&room, room.form(), Some(looked_over), StatusCode::OK).await
        }
        Err(error) => again(&room, &sent, error).await,
    }
}

/// `POST /office/roster/import`
async fn import(room: Room, sent: FilledWithFile) -> Result<Response, WebError> {
    let lang = room.lang;
    let caller = &sent.filled.caller;
    match acts::bring_in(&room.web, &room.permit, caller, &sent.file, lang).await {
        Ok(view) => {
            let looked_over = LookedOver {
                title: lang.pick("已导入", "Brought in"),
                done: true,
                goes_on: false,
                view,
                file: String::new(),
                to: "",
                button: "",
            };
            page(&room, room.form(), Some(looked_over), StatusCode::OK).await
        }
        Err(error) => again(&room, &sent, error).await,
    }
}

/// `POST /office/roster/roles`: shows the roles that the file proposes, and grants them once somebody is sure.
async fn roles(room: Room, sent: FilledWithFile) -> Result<Response, WebError> {
    let lang = room.lang;
    let sure = sent.filled.is_ticked("sure");
    let (web, permit, caller) = (&room.web, &room.permit, &sent.filled.caller);
    let outcome = if sure {
        acts::grant_roles(web, permit, caller, &sent.file, lang).await
    } else {
        acts::look_over_roles(web, permit, &sent.file, lang).await
    };
    match outcome {
        Ok(view) => {
            let looked_over = LookedOver {
                title: match sure {
                    true => lang.pick("角色已授予", "The roles are granted"),
                    false => lang.pick("请核对要授予的角色", "See which roles are granted"),
                },
                done: sure,
                goes_on: !sure && view.faults.is_empty() && !view.proposed_roles.is_empty(),
                view,
                file: BASE64.encode(&sent.file),
                to: "/office/roster/roles",
                button: lang.pick("确认授予", "Grant them"),
            };
            page(&room, room.form(), Some(looked_over), StatusCode::OK).await
        }
        Err(error) => again(&room, &sent, error).await,
    }
}

async fn again(room: &Room, sent: &FilledWithFile, error: WebError) -> Result<Response, WebError> {
    let (mut form, status) = room.again(&sent.filled, error)?;
    // A file that was chosen cannot be shown chosen; what is wrong with it stands at its field.
    for fault in &mut form.faults {
        "file".clone_into(&mut fault.field);
    }
    page(room, form, None, status).await
}
