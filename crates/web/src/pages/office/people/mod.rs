//! `/office/people`: who works where in which role, and inviting somebody.

mod code;
mod deeds;
mod one;
mod rights;

pub(super) use rights::needed_day;

use std::collections::BTreeSet;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use law::Lang;
use records::organisation::OrganisationId;
use records::person::{Account, AccountId, AccountState, Role};
use records::policy::{Action, might};
use serde::Deserialize;
use store::{AgencyScope, Source, Store, Versioned};

use super::Desk;
use super::places::{at_and_below, choices, chosen, name_of};
use super::room::{Room, Walls};
use crate::administration::accounts::{self, Invitation};
use crate::caller::Filled;
use crate::design::{Choice, Form, Pager, Tag};
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::Params;
use crate::guard::Guarded;
use crate::limits;
use crate::pages::frame::Frame;

/// People on a page of the list.
const PER_PAGE: usize = 50;

/// People and what is done about them.
pub(super) fn routes(routes: Guarded) -> Guarded {
    let one = |what: &str| format!("/office/people/{{id}}{what}");
    routes
        .page("GET", "/office/people", Action::ListAccounts, get(show))
        .page("POST", "/office/people", Action::InviteAccount, post(invite))
        .page("GET", &one(""), Action::ListAccounts, get(one::show))
        .page("POST", &one("/suspension"), Action::SuspendAccount, post(deeds::suspend))
        .page("POST", &one("/return"), Action::SuspendAccount, post(deeds::take_back))
        .page("POST", &one("/closing"), Action::CloseAccount, post(deeds::close))
        .page("POST", &one("/reset"), Action::ResetSignIn, post(deeds::reset))
        .page("POST", &one("/code"), Action::IssueCode, post(code::hand_out))
        .page("POST", &one("/roles"), Action::GrantRole, post(rights::grant))
        .page("POST", &one("/roles/{role}/ending"), Action::EndRole, post(rights::end))
        .page(
            "POST",
            &one("/delegations/{delegation}/ending"),
            Action::EndDelegation,
            post(rights::end_delegation),
        )
}

/// Which people.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Which {
    /// Code of where they work, or below; `all` is everywhere.
    organisation: Option<String>,
    state: String,
    role: String,
    /// Part of a name or a login.
    q: String,
    page: String,
}

#[derive(Template)]
#[template(path = "office/people.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    filter: Form,
    places: Vec<Choice>,
    /// Where somebody may be invited to.
    homes: Vec<Choice>,
    states: Vec<Choice>,
    roles: Vec<Choice>,
    people: Vec<Row>,
    pages: Pager,
    may_invite: bool,
}

struct Row {
    href: String,
    name: String,
    login: String,
    organisation: String,
    roles: String,
    state: Tag,
}

/// How an account stands, as a tag.
pub(super) fn state_tag(state: AccountState, lang: Lang) -> Tag {
    let (kind, sign) = match state {
        AccountState::Invited => ("info", "○"),
        AccountState::Active => ("good", "●"),
        AccountState::Suspended => ("warn", "‖"),
        AccountState::Closed => ("rest", "×"),
    };
    Tag::of(kind, sign, state.label(lang))
}

fn state_name(state: AccountState) -> &'static str {
    match state {
        AccountState::Invited => "invited",
        AccountState::Active => "active",
        AccountState::Suspended => "suspended",
        AccountState::Closed => "closed",
    }
}

/// Roles to choose from.
pub(super) fn role_choices(lang: Lang) -> Vec<Choice> {
    Role::ALL.iter().map(|it| Choice::of(it.name(), it.label(lang))).collect()
}

/// Everybody in a scope. A list is filtered by what stands within accounts, which no index knows; the largest
/// installations have some thousands.
pub(super) async fn everybody(
    store: &Store,
    scope: &AgencyScope,
) -> Result<Vec<Versioned<Account>>, WebError> {
    let mut all = Vec::new();
    let mut after = None;
    loop {
        let page = store.accounts().page(scope, after, limits::PAGE).await?;
        let Some(last) = page.last() else { return Ok(all) };
        after = Some(AccountId(last.id));
        all.extend(page);
    }
}

/// `GET /office/people`
async fn show(room: Room, Params(which): Params<Which>) -> Result<Response, WebError> {
    let form = room.form();
    page(&room, which, form, StatusCode::OK).await
}

async fn page(
    room: &Room,
    which: Which,
    form: Form,
    status: StatusCode,
) -> Result<Response, WebError> {
    let (web, lang) = (&room.web, room.lang);
    let Walls { frame, desk } = room.walls().await?;
    let directory = web.directory().await?;
    let principal = room.permit.principal();
    let scope = directory.scope_of(&directory.reach(principal, Action::ListAccounts));
    let at = chosen(&directory, &desk, which.organisation.as_deref());
    let within = at_and_below(&directory, &scope, at);
    let wanted = Wanted::of(&which, within, web.today());
    let mut found = everybody(web.store(), &scope).await?;
    found.retain(|it| wanted.fits(&it.value));
    found.sort_by(|a, b| a.value.login.cmp(&b.value.login));
    let code = at.and_then(|it| directory.code_of(it)).unwrap_or("all");
    let query =
        [("organisation", code), ("state", &which.state), ("role", &which.role), ("q", &which.q)];
    let query = serde_urlencoded::to_string(query).map_err(WebError::internal)?;
    let asked = which.page.parse().unwrap_or(1);
    let pages = Pager::of(asked, PER_PAGE, found.len(), "/office/people", &query);
    let people = pages.part(&found, PER_PAGE).iter().map(|it| row(&directory, it, lang)).collect();
    let homes = directory.scope_of(&directory.reach(principal, Action::InviteAccount));
    let filter = Form::empty(lang)
        .with("organisation", code)
        .with("state", which.state)
        .with("role", which.role)
        .with("q", which.q);
    let page = Page {
        frame,
        desk,
        lang,
        form,
        filter,
        places: with_all(choices(&directory, &scope), lang.pick("全部单位", "Everywhere"), "all"),
        homes: choices(&directory, &homes),
        states: with_all(states(lang), lang.pick("全部状态", "Any state"), ""),
        roles: with_all(role_choices(lang), lang.pick("全部角色", "Any role"), ""),
        people,
        pages,
        may_invite: might(principal, Action::InviteAccount),
    };
    room.shown(&page, status)
}

/// Choices with one before them that leaves it open.
pub(super) fn with_all(mut choices: Vec<Choice>, label: &str, value: &str) -> Vec<Choice> {
    choices.insert(0, Choice::of(value, label));
    choices
}

fn states(lang: Lang) -> Vec<Choice> {
    let all = [
        AccountState::Invited,
        AccountState::Active,
        AccountState::Suspended,
        AccountState::Closed,
    ];
    all.iter().map(|it| Choice::of(state_name(*it), it.label(lang))).collect()
}

fn row(directory: &Directory, it: &Versioned<Account>, lang: Lang) -> Row {
    let today = directory.tree().day();
    let roles: BTreeSet<&str> =
        it.value.grants_on(today).iter().map(|it| it.role.label(lang)).collect();
    Row {
        href: format!("/office/people/{}", it.id),
        name: it.value.name.clone(),
        login: it.value.login.clone(),
        organisation: name_of(directory, it.value.organisation),
        roles: roles.into_iter().collect::<Vec<_>>().join(lang.pick("、", ", ")),
        state: state_tag(it.value.state, lang),
    }
}

/// What somebody must be to stand in the list.
struct Wanted {
    within: BTreeSet<OrganisationId>,
    state: String,
    role: Option<Role>,
    text: String,
    today: chrono::NaiveDate,
}

impl Wanted {
    fn of(which: &Which, within: BTreeSet<OrganisationId>, today: chrono::NaiveDate) -> Self {
        Self {
            within,
            state: which.state.clone(),
            role: Role::named(&which.role),
            text: which.q.trim().to_lowercase(),
            today,
        }
    }

    fn fits(&self, it: &Account) -> bool {
        let state = self.state.is_empty() || state_name(it.state) == self.state;
        let held = |role| it.appointments.iter().any(|a| a.role == role && a.holds_on(self.today));
        let text = it.login.contains(&self.text) || it.name.to_lowercase().contains(&self.text);
        self.within.contains(&it.organisation) && state && self.role.is_none_or(held) && text
    }
}

/// `POST /office/people`: invites somebody, and shows the code by which they come in.
async fn invite(room: Room, filled: Filled) -> Result<Response, WebError> {
    let asked = Invitation {
        login: filled.value("login").to_owned(),
        name: filled.value("name").to_owned(),
        organisation: filled.value("home").to_owned(),
    };
    match accounts::invite(&room.web, &room.permit, &filled.caller, &asked).await {
        Ok(answer) => code::page(&room, &answer).await,
        Err(error) => {
            let (form, status) = room.again(&filled, error)?;
            page(&room, Which::default(), form, status).await
        }
    }
}
