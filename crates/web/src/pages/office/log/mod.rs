//! `/office/log`: what was done, by whom and why, filtered, with the proof of each act.

mod export;
mod one;
mod words;

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;
use eventlog::{At, Token};
use law::Lang;
use records::organisation::OrganisationId;
use records::person::AccountId;
use records::policy::Action;
use serde::Deserialize;
use store::{AgencyId, AgencyScope, Event, LogFilter, Source};
use uuid::Uuid;

use super::Desk;
use super::people::with_all;
use super::places::{at_and_below, choices, chosen, name_of};
use super::room::{Room, Walls};
use crate::administration::log::scope;
use crate::design::{Choice, Form};
use crate::directory::Directory;
use crate::error::{FieldFault, WebError};
use crate::extract::Params;
use crate::guard::Guarded;
use crate::pages::frame::Frame;
use crate::time::in_shanghai;

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

/// What is asked of the log, and of which part of it.
pub(super) struct Question {
    pub filter: LogFilter,
    pub scope: AgencyScope,
    /// The organisation that was chosen.
    at: Option<OrganisationId>,
    faults: Vec<FieldFault>,
}

impl Question {
    /// Reads it; what cannot be is told by its field, and asks for nothing.
    pub(super) async fn of(
        room: &Room,
        directory: &Directory,
        desk: &Desk,
        which: &Which,
    ) -> Result<Self, WebError> {
        let mut faults = Vec::new();
        let whole = scope(&room.permit, directory);
        let at = chosen(directory, desk, which.organisation.as_deref());
        let scope = match at {
            None => whole,
            Some(_) => {
                AgencyScope::of(at_and_below(directory, &whole, at).into_iter().map(Into::into))
            }
        };
        let day = |field: &str, text: &str, faults: &mut Vec<FieldFault>| {
            let day = text.parse::<NaiveDate>().ok();
            if day.is_none() && !text.is_empty() {
                faults.push(FieldFault::of(
                    field,
                    "请填写日期，如 2026-02-04",
                    "give a day, such as 2026-02-04",
                ));
            }
            day
        };
        let from = day("from", &which.from, &mut faults);
        let until = day("until", &which.until, &mut faults).and_then(|it| it.succ_opt());
        let filter = LogFilter {
            subject: id(&which.subject, "subject", &mut faults),
            actor: actor(room, &which.by, &mut faults).await?,
            action: token(&which.action, "action", &mut faults),
            from: from.and_then(start_of),
            until: until.and_then(start_of),
            before: which.before.parse().ok(),
        };
        Ok(Self { filter, scope, at, faults })
    }
}

/// The first instant of a day in Asia/Shanghai.
fn start_of(day: NaiveDate) -> Option<At> {
    let midnight = day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_micros();
    At::from_micros(midnight - 8 * 3_600_000_000).ok()
}

fn id(text: &str, field: &str, faults: &mut Vec<FieldFault>) -> Option<Uuid> {
    let id = text.trim().parse().ok();
    if id.is_none() && !text.trim().is_empty() {
        faults.push(FieldFault::of(field, "请填写完整的标识", "give the whole id"));
    }
    id
}

fn token(text: &str, field: &str, faults: &mut Vec<FieldFault>) -> Option<Token> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let token = Token::new(text).ok();
    if token.is_none() {
        let told = ("不是日志用的名称", "this is no name that the log uses");
        faults.push(FieldFault::of(field, told.0, told.1));
    }
    token
}

/// Whose acts: a login is looked up, anything with a colon is the name that the log itself uses.
async fn actor(
    room: &Room,
    text: &str,
    faults: &mut Vec<FieldFault>,
) -> Result<Option<Token>, WebError> {
    let text = text.trim();
    let is_login = records::person::is_login(text) && text != "operator";
    if text.is_empty() || !is_login {
        return Ok(token(text, "by", faults));
    }
    let found = room.web.store().accounts().find_for_sign_in(text).await?;
    // Nobody's acts are no acts: whether there is such a login is not told.
    let id = found.map_or(AccountId(Uuid::nil()), |it| AccountId(it.id));
    Ok(Token::new(format!("account:{id}")).ok())
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

/// Names of people and organisations that acts tell of.
pub(super) struct Names {
    accounts: BTreeMap<Uuid, String>,
    organisations: BTreeMap<Uuid, (String, String)>,
}

impl Names {
    /// Looks them up: people only where whoever asks may see who works there, everybody else by their id.
    pub(super) async fn of(
        room: &Room,
        directory: &Directory,
        events: &[Event],
    ) -> Result<Self, WebError> {
        let reach = directory.reach(room.permit.principal(), Action::ListAccounts);
        let people = directory.scope_ever(&reach);
        let mut accounts = BTreeMap::new();
        for event in events {
            let actor = event.entry.actor.as_str().strip_prefix("account:");
            let actor = actor.and_then(|it| it.parse::<Uuid>().ok());
            let about = Some(event.entry.subject_id)
                .filter(|_| event.entry.subject_kind.as_str() == "account");
            for id in actor.into_iter().chain(about) {
                if accounts.contains_key(&id) {
                    continue;
                }
                let found = room.web.store().accounts().find(&people, AccountId(id)).await?;
                if let Some(it) = found {
                    accounts.insert(id, format!("{}（{}）", it.value.name, it.value.login));
                }
            }
        }
        let all = directory.all().map(|it| it.value.id);
        let organisations = all.filter_map(|id| {
            Some((id.0, (directory.code_of(id)?.to_owned(), name_of(directory, id))))
        });
        Ok(Self { accounts, organisations: organisations.collect() })
    }

    /// Who did it.
    pub(super) fn who(&self, event: &Event, lang: Lang) -> String {
        let actor = event.entry.actor.as_str();
        let id = actor.strip_prefix("account:").and_then(|it| it.parse::<Uuid>().ok());
        match (id.and_then(|it| self.accounts.get(&it)), actor) {
            (Some(name), _) => name.clone(),
            (None, "operator") => lang.pick("服务器操作员", "operator at the machine").to_owned(),
            (None, other) => other.to_owned(),
        }
    }

    /// What it is about, and its page.
    pub(super) fn about(&self, event: &Event, lang: Lang) -> (String, Option<String>) {
        let id = event.entry.subject_id;
        let kind = event.entry.subject_kind.as_str();
        let label = words::kind(kind, lang);
        match kind {
            "account" => match self.accounts.get(&id) {
                Some(name) => (format!("{label} {name}"), Some(format!("/office/people/{id}"))),
                None => (format!("{label} {id}"), None),
            },
            "organisation" => match self.organisations.get(&id) {
                Some((code, name)) => {
                    (format!("{label} {name}"), Some(format!("/office/organisations/{code}")))
                }
                None => (format!("{label} {id}"), None),
            },
            _ => (format!("{label} {id}"), None),
        }
    }

    /// Whose records it is in.
    pub(super) fn agency(&self, agency: AgencyId, lang: Lang) -> String {
        let itself = lang.pick("系统本身", "the installation itself");
        self.organisations.get(&agency.0).map_or_else(|| itself.to_owned(), |it| it.1.clone())
    }

    fn line(&self, event: &Event, lang: Lang) -> Line {
        let (about, about_href) = self.about(event, lang);
        Line {
            href: format!("/office/log/{}", event.entry.id),
            at: moment(event.entry.at),
            who: self.who(event, lang),
            action: words::action(event.entry.action.as_str(), lang),
            about,
            about_href,
            why: event.detail.as_ref().map(|it| it.why.clone()).unwrap_or_default(),
        }
    }
}
