//! `/office/log`: what was done, by whom and why, filtered, with the proof of each act.

mod export;
mod names;
mod one;
mod question;
mod words;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use eventlog::At;
use law::Lang;
use records::policy::Action;
use serde::Deserialize;
use store::Source;

use super::Desk;
use super::people::with_all;
use super::places::choices;
use super::room::{Room, Walls};
use crate::administration::log::scope;
use crate::design::{Choice, Form};
use crate::error::{FieldFault, WebError};
use crate::extract::Params;
use crate::guard::Guarded;
use crate::pages::frame::Frame;
use crate::time::in_shanghai;
use names::Names;
use question::Question;

/// Acts on a page.
const PER_PAGE: u64 = 50;

/// The log.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes
        .page("GET", "/office/log", Action::SeeLog, get(show))
        .page("GET", "/office/log/export", Action::SeeLog, get(export::send))
        .page("GET", "/office/log/{id}", Action::ProveLog, get(one::show))
        .page("GET", "/office/log/{id}/receipt", Action::ProveLog, get(one::receipt))
}

/// Which acts.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    /// Code of whose acts, and of those below; `all` is everywhere.
    organisation: Option<String>,
    /// The first day.
    from: String,
    /// The last day.
    until: String,
    /// A kind of act, such as `rights.granted`.
    action: String,
    /// A login, or an actor as the log names it.
    by: String,
    /// What it is about, by its id.
    subject: String,
    /// The last act of the page before.
    before: String,
    /// For a file: `csv` or `json`.
    format: String,
}

#[derive(Template)]
#[template(path = "office/log.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    filter: Form,
    places: Vec<Choice>,
    actions: Vec<Choice>,
    acts: Vec<Line>,
    older: Option<String>,
    newest: Option<String>,
    exports: Vec<(String, &'static str)>,
    checkpoint: Option<Signed>,
}

/// An act in a list.
pub(super) struct Line {
    pub href: String,
    pub at: String,
    pub who: String,
    pub action: String,
    pub about: String,
    pub about_href: Option<String>,
    pub why: String,
}

/// The newest signed state of the log.
pub(super) struct Signed {
    pub size: u64,
    pub at: String,
    pub root: String,
    pub note: String,
    /// The public key by which anybody checks it.
    pub key: String,
}

/// `GET /office/log`
async fn show(room: Room, Params(which): Params<Which>) -> Result<Response, WebError> {
    let (lang, directory) = (room.lang, room.web.directory().await?);
    let Walls { frame, desk } = room.walls().await?;
    let question = Question::of(&room, &directory, &desk, &which).await?;
    let log = room.web.store().log();
    let found = match question.faults.is_empty() {
        true => log.find(&question.scope, &question.filter, PER_PAGE).await?,
        false => Vec::new(),
    };
    let full = u64::try_from(found.len()).is_ok_and(|it| it == PER_PAGE);
    let last = found.last().filter(|_| full).map(|it| it.entry.id);
    let names = Names::of(&room, &directory, &found).await?;
    let code = question.at.and_then(|it| directory.code_of(it)).unwrap_or("all");
    let asked = query(&which, code);
    let at = |more: &str| format!("/office/log?{asked}{more}");
    let whole = scope(&room.permit, &directory);
    let status = match question.faults.is_empty() {
        true => StatusCode::OK,
        false => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let page = Page {
        frame,
        desk,
        lang,
        places: with_all(choices(&directory, &whole), lang.pick("全部单位", "Everywhere"), "all"),
        actions: with_all(words::choices(lang), lang.pick("全部操作", "Any act"), ""),
        acts: found.iter().map(|it| names.line(it, lang)).collect(),
        older: last.map(|it| at(&format!("&before={it}"))),
        newest: (!which.before.is_empty()).then(|| at("")),
        exports: vec![
            (
                format!("/office/log/export?{asked}&format=csv"),
                lang.pick("导出表格（CSV）", "Export as CSV"),
            ),
            (
                format!("/office/log/export?{asked}&format=json"),
                lang.pick("导出数据（JSON）", "Export as JSON"),
            ),
        ],
        checkpoint: signed(&room).await?,
        filter: filled(which, code, question.faults, lang),
    };
    room.shown(&page, status)
}

fn filled(which: Which, code: &str, faults: Vec<FieldFault>, lang: Lang) -> Form {
    let form = Form::empty(lang)
        .with("organisation", code)
        .with("from", which.from)
        .with("until", which.until)
        .with("action", which.action)
        .with("by", which.by)
        .with("subject", which.subject);
    Form { faults, ..form }
}

/// What was asked, as it stands in addresses.
fn query(which: &Which, code: &str) -> String {
    let all = [
        ("organisation", code),
        ("from", &which.from),
        ("until", &which.until),
        ("action", &which.action),
        ("by", &which.by),
        ("subject", &which.subject),
    ];
    let given = all.into_iter().filter(|(_, value)| !value.is_empty());
    serde_urlencoded::to_string(given.collect::<Vec<_>>()).unwrap_or_default()
}

/// The newest signed checkpoint. A note is a few lines: whose log, how many acts, the root.
pub(super) async fn signed(room: &Room) -> Result<Option<Signed>, WebError> {
    let newest = room.web.store().log().latest_checkpoint().await?;
    Ok(newest.map(|(size, at, note)| Signed {
        size,
        at: moment(at),
        root: note.lines().nth(2).unwrap_or_default().to_owned(),
        key: room.web.store().identity().key().to_string(),
        note,
    }))
}

/// An instant as lists show it.
pub(super) fn moment(at: At) -> String {
    in_shanghai(at).format("%Y-%m-%d %H:%M:%S").to_string()
}
