//! `/office/tokens`: tokens of programs, which one person asks for and another agrees to.

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use law::Lang;
use records::person::AccountId;
use records::policy::{Action, might};
use serde::Deserialize;
use store::{ApiToken, Source};
use uuid::Uuid;

use super::Desk;
use super::log::moment;
use super::room::{Room, Walls};
use super::sure::Sure;
use crate::administration::tokens;
use crate::caller::Filled;
use crate::design::{Form, Pager, Tag};
use crate::error::WebError;
use crate::extract::{At, Params};
use crate::guard::Guarded;
use crate::limits::PAGE;
use crate::pages::frame::Frame;
use crate::pages::onward;

const HERE: &str = "/office/tokens";

/// Tokens on a page.
const PER_PAGE: usize = 50;

/// Tokens.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes
        .page("GET", HERE, Action::ListTokens, get(show))
        .page("POST", "/office/tokens/{id}/approval", Action::ApproveToken, post(approve))
        .page("POST", "/office/tokens/{id}/revocation", Action::RevokeToken, post(revoke))
}

/// Which page, and what has just been done.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Which {
    page: String,
    done: String,
}

#[derive(Template)]
#[template(path = "office/tokens.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    done: Option<&'static str>,
    tokens: Vec<Row>,
    pages: Pager,
}

/// A token as a list shows it.
pub(super) struct Row {
    pub name: String,
    pub who: String,
    pub scopes: String,
    pub state: Tag,
    pub until: String,
    pub used: String,
    pub approve: Option<String>,
    pub revoke: Option<String>,
}

impl Row {
    /// A row without anything to do.
    pub(super) fn of(it: &ApiToken, who: String, now: eventlog::At, lang: Lang) -> Self {
        let scopes = it.scopes.iter().map(|it| match Action::named(it) {
            Some(action) => action.label(lang).to_owned(),
            None => it.clone(),
        });
        Self {
            name: it.name.clone(),
            who,
            scopes: scopes.collect::<Vec<_>>().join(lang.pick("、", ", ")),
            state: state(it, now, lang),
            until: moment(it.until),
            used: it.used_at.map_or_else(|| lang.pick("从未", "never").to_owned(), moment),
            approve: None,
            revoke: None,
        }
    }
}

fn state(it: &ApiToken, now: eventlog::At, lang: Lang) -> Tag {
    if it.revoked_at.is_some() {
        Tag::of("rest", "×", lang.pick("已吊销", "revoked"))
    } else if it.until <= now {
        Tag::of("rest", "×", lang.pick("已到期", "ended"))
    } else if it.approved_at.is_none() {
        Tag::of("warn", "○", lang.pick("待批准", "waits"))
    } else {
        Tag::of("good", "●", lang.pick("有效", "good"))
    }
}

/// `GET /office/tokens`
async fn show(room: Room, Params(which): Params<Which>) -> Result<Response, WebError> {
    let lang = room.lang;
    let directory = room.web.directory().await?;
    let scope = room.permit.scope(&directory);
    let store = room.web.store();
    let mut all: Vec<ApiToken> = Vec::new();
    loop {
        let after = all.last().map(|it| it.id);
        let page = store.api_tokens().page(&scope, after, PAGE).await?;
        if page.is_empty() {
            break;
        }
        all.extend(page);
    }
    let now = store.edge().now();
    // What waits for somebody stands first, then the newest.
    all.sort_by_key(|it| {
        (it.approved_at.is_some() || it.revoked_at.is_some(), std::cmp::Reverse(it.made_at))
    });
    let asked = which.page.parse().unwrap_or(1);
    let pages = Pager::of(asked, PER_PAGE, all.len(), HERE, "");
    let may_approve = might(room.permit.principal(), Action::ApproveToken);
    let mut names: BTreeMap<Uuid, String> = BTreeMap::new();
    let mut rows = Vec::new();
    for it in pages.part(&all, PER_PAGE) {
        let id = it.account.0;
        if let std::collections::btree_map::Entry::Vacant(slot) = names.entry(id) {
            let found = store.accounts().find(&scope, AccountId(id)).await?;
            slot.insert(
                found
                    .map(|it| format!("{}（{}）", it.value.name, it.value.login))
                    .unwrap_or_default(),
            );
        }
        let open = it.revoked_at.is_none() && it.until > now;
        let mine = room.permit.account().is_ok_and(|own| own == it.account);
        let who = names.get(&id).cloned().unwrap_or_default();
        rows.push(Row {
            approve: (open && it.approved_at.is_none() && may_approve && !mine)
                .then(|| format!("{HERE}/{}/approval", it.id)),
            revoke: open.then(|| format!("{HERE}/{}/revocation", it.id)),
            ..Row::of(it, who, now, lang)
        });
    }
    let done = match which.done.as_str() {
        "approved" => Some(lang.pick("令牌已批准，可以使用了。", "The token is approved.")),
        "revoked" => Some(lang.pick("令牌已吊销，立即失效。", "The token is revoked.")),
        _ => None,
    };
    let Walls { frame, desk } = room.walls().await?;
    let page = Page { frame, desk, lang, form: room.form(), done, tokens: rows, pages };
    room.shown(&page, StatusCode::OK)
}

/// `POST /office/tokens/{id}/approval`
async fn approve(room: Room, At(id): At<Uuid>, filled: Filled) -> Result<Response, WebError> {
    let (mut form, mut status) = (room.form(), StatusCode::OK);
    if let Some(why) = filled.sure() {
        match tokens::approve(&room.web, &room.permit, &filled.caller, id, &why).await {
            Ok(()) => return Ok(onward(&format!("{HERE}?done=approved"))),
            Err(error) => (form, status) = room.again(&filled, error)?,
        }
    }
    let directory = room.web.directory().await?;
    let found = tokens::to_approve(&room.web, &room.permit, &directory, id).await?;
    let lang = room.lang;
    let row = Row::of(&found, String::new(), room.web.store().edge().now(), lang);
    let (name, until) = (&row.name, &row.until);
    let sure = Sure {
        title: lang.pick(format!("批准接口令牌“{name}”"), format!("Approve the token {name}")),
        told: vec![
            lang.pick(
                format!("程序可以凭令牌以申请人的名义办理：{}", row.scopes),
                format!("A program may do this in their name: {}", row.scopes),
            ),
            lang.pick(
                format!("有效至 {until}，随时可以吊销；申请人失去的权限，令牌同时失去"),
                format!("It is good until {until} and can be revoked; it never reaches further than they do"),
            ),
        ],
        ground: lang
            .pick(
                "申请和批准由两个人办理，只有申请人知道令牌内容（见权限表）",
                "One asks and another agrees; only who asked knows the secret",
            )
            .to_owned(),
        to: format!("{HERE}/{id}/approval"),
        back: HERE.to_owned(),
        button: lang.pick("批准", "Approve").to_owned(),
        mild: true,
        ..Sure::default()
    };
    room.ask(sure, form, status).await
}

/// `POST /office/tokens/{id}/revocation`
async fn revoke(room: Room, At(id): At<Uuid>, filled: Filled) -> Result<Response, WebError> {
    let (mut form, mut status) = (room.form(), StatusCode::OK);
    if let Some(why) = filled.sure() {
        match tokens::revoke(&room.web, &room.permit, &filled.caller, id, &why).await {
            Ok(()) => return Ok(onward(&format!("{HERE}?done=revoked"))),
            Err(error) => (form, status) = room.again(&filled, error)?,
        }
    }
    let directory = room.web.directory().await?;
    let scope = room.permit.scope(&directory);
    let found = room.web.store().api_tokens().find(&scope, id).await?.ok_or(WebError::NotFound)?;
    let lang = room.lang;
    let name = &found.name;
    let sure = Sure {
        title: lang.pick(format!("吊销接口令牌“{name}”"), format!("Revoke the token {name}")),
        told: vec![
            lang.pick(
                "使用这个令牌的程序立即不能再访问",
                "Programs that use it get no further at once",
            )
            .to_owned(),
            lang.pick(
                "吊销以后不能恢复；还需要的，由本人重新申请",
                "It does not come back; whoever needs one asks anew",
            )
            .to_owned(),
        ],
        ground: lang
            .pick("由安全管理员办理（见权限表）", "Done by a security administrator")
            .to_owned(),
        to: format!("{HERE}/{id}/revocation"),
        back: HERE.to_owned(),
        button: lang.pick("吊销", "Revoke").to_owned(),
        ..Sure::default()
    };
    room.ask(sure, form, status).await
}
