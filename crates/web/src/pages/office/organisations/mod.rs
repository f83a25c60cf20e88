//! `/office/organisations`: the tree with both lines, one organisation with its history, and what is done to it.

mod changes;
mod forms;
mod history;
mod office;
mod one;

use std::collections::BTreeSet;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use law::Lang;
use records::organisation::{Kind, OrganisationId, Standing};
use records::policy::Action;
use serde::Deserialize;
use store::AgencyScope;

use super::Desk;
use super::places::{branches, children, name_of, tops};
use super::room::{Room, Walls};
use crate::design::{Form, Tag};
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::Params;
use crate::guard::Guarded;
use crate::pages::frame::Frame;

/// How deep the tree is shown at once.
const SHOWN_DEPTH: usize = 3;

/// The most that a search shows.
const MOST_FOUND: usize = 200;

/// Organisations. They are looked at by whoever looks after people: the three administrators.
pub(super) fn routes(routes: Guarded) -> Guarded {
    let one = |what: &str| format!("/office/organisations/{{code}}{what}");
    routes
        .page("GET", "/office/organisations", Action::ListAccounts, get(show))
        .page("GET", &one(""), Action::ListAccounts, get(one::show))
        .page("POST", &one("/below"), Action::FoundOrganisation, post(changes::found))
        .page("POST", &one("/changes"), Action::ChangeOrganisation, post(changes::note))
        .page("GET", &one("/office"), Action::DescribeOffice, get(office::show))
        .page("POST", &one("/office"), Action::DescribeOffice, post(office::describe))
}

/// Which part of the tree.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Which {
    /// The code of where it begins.
    at: String,
    /// Part of a name or a code.
    q: String,
    /// `yes` for those whose office is not fully described.
    lacking: String,
}

#[derive(Template)]
#[template(path = "office/organisations.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    filter: Form,
    rows: Vec<Row>,
    found: Vec<Row>,
    searched: bool,
    /// Where the tree that is shown begins, if not at the top.
    up: Option<(String, String)>,
    ended: Vec<Row>,
}

/// An organisation in the tree or in a list.
struct Row {
    href: String,
    name: String,
    code: String,
    kind: String,
    /// Who leads its openness work, where that is not whom it stands under.
    led_by: Option<String>,
    state: Option<Tag>,
    /// Whether the next row is below this one.
    deeper: bool,
    /// How many levels end after this row.
    closes: usize,
    /// Where those below are shown, and how many, where they are not shown here.
    more: Option<(String, usize)>,
}

/// The page of an organisation.
pub(super) fn href(code: &str) -> String {
    format!("/office/organisations/{code}")
}

/// What an organisation is, with what it teaches and who runs it.
pub(super) fn kind_in_words(kind: Kind, lang: Lang) -> String {
    match kind {
        Kind::School { stage, run_by } => lang.pick(
            format!("学校（{}，{}）", stage.label(lang), run_by.label(lang)),
            format!("school ({}, {})", stage.label(lang), run_by.label(lang)),
        ),
        other => other.label(lang).to_owned(),
    }
}

impl Row {
    fn of(directory: &Directory, id: OrganisationId, standing: &Standing, lang: Lang) -> Self {
        let code = directory.code_of(id).unwrap_or_default();
        Self {
            href: href(code),
            name: standing.names.full.clone(),
            code: code.to_owned(),
            kind: kind_in_words(standing.kind, lang),
            led_by: standing.ogi_authority.map(|it| name_of(directory, it)),
            state: None,
            deeper: false,
            closes: 0,
            more: None,
        }
    }
}

/// `GET /office/organisations`
async fn show(room: Room, Params(which): Params<Which>) -> Result<Response, WebError> {
    let lang = room.lang;
    let directory = room.web.directory().await?;
    let Walls { frame, desk } = room.walls().await?;
    let reach = room.permit.agencies(&directory);
    let scope = directory.scope_of(&reach);
    let q = which.q.trim().to_lowercase();
    let lacking = which.lacking == "yes";
    let from = directory.by_code(&which.at).map(|it| it.value.id).or(desk.organisation);
    let from = from.filter(|it| scope.includes((*it).into()));
    let begins = from.map_or_else(|| tops(&directory, &scope), |it| vec![it]);
    let up = from.and_then(|it| directory.tree().standing(it)?.administrative_parent);
    let up = up.filter(|it| scope.includes((*it).into()));
    let up = up.and_then(|it| {
        let code = directory.code_of(it)?;
        Some((format!("/office/organisations?at={code}"), name_of(&directory, it)))
    });
    let page = Page {
        rows: begins.iter().flat_map(|it| tree(&directory, &scope, *it, lang)).collect(),
        found: match lacking {
            true => lacking_rows(&directory, &scope, lang),
            false if q.is_empty() => Vec::new(),
            false => found(&directory, &scope, &q, lang),
        },
        searched: lacking || !q.is_empty(),
        ended: ended(&directory, &directory.scope_ever(&reach), lang),
        filter: Form::empty(lang).with("q", which.q),
        frame,
        desk,
        lang,
        up,
    };
    room.shown(&page, StatusCode::OK)
}

/// The tree below one, row by row.
fn tree(directory: &Directory, scope: &AgencyScope, from: OrganisationId, lang: Lang) -> Vec<Row> {
    let all = branches(directory, from, SHOWN_DEPTH);
    let all: Vec<_> = all.into_iter().filter(|it| scope.includes(it.id.into())).collect();
    let next = all.iter().skip(1).map(|it| it.depth).chain([0]);
    let rows = all.iter().zip(next).filter_map(|(at, next)| {
        let standing = directory.tree().standing(at.id)?;
        let mut row = Row::of(directory, at.id, standing, lang);
        row.deeper = next > at.depth;
        row.closes = at.depth.saturating_sub(next);
        if at.depth == SHOWN_DEPTH {
            let below = children(directory, at.id).len();
            let more = (format!("/office/organisations?at={}", row.code), below);
            row.more = (below > 0).then_some(more);
        }
        Some(row)
    });
    rows.collect()
}

/// Those that keep records and whose guide would not tell all that it must (第十二条).
pub(super) fn without_office(directory: &Directory) -> Vec<OrganisationId> {
    let all = directory.tree().all();
    let lacking = all.filter(|(_, it)| it.kind.keeps_records() && !it.office.missing().is_empty());
    lacking.map(|(id, _)| id).collect()
}

fn lacking_rows(directory: &Directory, scope: &AgencyScope, lang: Lang) -> Vec<Row> {
    let lacking = without_office(directory).into_iter().filter(|it| scope.includes((*it).into()));
    let rows = lacking
        .take(MOST_FOUND)
        .filter_map(|id| Some(Row::of(directory, id, directory.tree().standing(id)?, lang)));
    rows.collect()
}

fn found(directory: &Directory, scope: &AgencyScope, q: &str, lang: Lang) -> Vec<Row> {
    let all = directory.tree().all().filter(|(id, _)| scope.includes((*id).into()));
    let fits = all.filter(|(id, it)| {
        it.names.full.to_lowercase().contains(q)
            || it.names.short.to_lowercase().contains(q)
            || directory.code_of(*id).is_some_and(|it| it.contains(q))
    });
    fits.take(MOST_FOUND).map(|(id, it)| Row::of(directory, id, it, lang)).collect()
}

/// Those that are no more, and those still to come.
fn ended(directory: &Directory, scope: &AgencyScope, lang: Lang) -> Vec<Row> {
    let tree = directory.tree();
    let here: BTreeSet<OrganisationId> = tree.all().map(|(id, _)| id).collect();
    let others = directory
        .all()
        .filter(|it| !here.contains(&it.value.id) && scope.includes(it.value.id.into()));
    let rows = others.filter_map(|it| {
        let last = it.value.facts().iter().map(|it| it.on).max()?;
        let standing = it.value.on(last)?;
        let mut row = Row::of(directory, it.value.id, &standing, lang);
        row.state = Some(state_tag(&standing, tree.day(), lang));
        Some(row)
    });
    rows.collect()
}

/// Whether it is there, is no more, or is still to come.
fn state_tag(standing: &Standing, today: chrono::NaiveDate, lang: Lang) -> Tag {
    match &standing.ended {
        Some(end) if end.on <= today => {
            Tag::of("rest", "×", lang.pick(format!("{} 终止", end.on), format!("ended {}", end.on)))
        }
        _ if standing.founded_on > today => Tag::of(
            "info",
            "○",
            lang.pick(
                format!("{} 设立", standing.founded_on),
                format!("begins {}", standing.founded_on),
            ),
        ),
        _ => Tag::of("good", "●", lang.pick("存续", "there")),
    }
}
