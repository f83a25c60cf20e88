//! `/office/calendar`: holiday notices. One person reads one in, another confirms it.

mod view;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::calendar_notice::{CalendarNotice, NoticeDeed, NoticeError};
use records::organisation::OrganisationId;
use serde_json::json;
use store::{Source, Versioned};
use uuid::Uuid;

use super::Desk;
use super::typed::{Typed, require_version};
use crate::acts::{About, act};
use crate::design::Form;
use crate::directory::Directory;
use crate::error::{FieldFault, WebError};
use crate::extract::{At, Fields};
use crate::guard::Permit;
use crate::pages::frame::Frame;
use crate::pages::{onward, shown};
use crate::state::Web;
use crate::visit::Visit;
use view::{Listed, Told};

#[derive(Template)]
#[template(path = "office/calendar.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    notices: Vec<Listed>,
    /// The organisation that a notice would be proposed for; none where they may propose for none.
    for_whom: Option<String>,
    form: Form,
    preview: Option<Told>,
}

#[derive(Template)]
#[template(path = "office/calendar_notice.html")]
struct NoticePage {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    id: Uuid,
    version: i64,
    facts: Vec<(String, String)>,
    text: String,
    preview: Told,
    own: bool,
    form: Form,
}

/// `GET /office/calendar`
pub(super) async fn list(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let form = Form::empty(visit.view().lang);
    page(&web, &permit, &visit, form, None).await
}

async fn page(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    form: Form,
    preview: Option<Told>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let desk = Desk::of(web, permit, visit).await?;
    let theirs = permit.agencies(&directory);
    let mut notices = web.store().calendar_notices().all().await?;
    notices.retain(|it| theirs.contains(&it.value.organisation));
    notices.sort_by_key(|it| std::cmp::Reverse(it.value.proposed.at));
    let named = |id| directory.tree().standing(id).map(|it| it.names.full.clone());
    let status =
        if form.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        frame: Frame::of(web, permit, visit),
        lang,
        notices: notices.iter().map(|it| Listed::of(it, &directory, lang)).collect(),
        for_whom: place_of(&desk, &theirs).and_then(named),
        desk,
        form,
        preview,
    };
    shown(&page, status, visit)
}

/// The organisation at whose desk they sit, if they may propose for it; else the first for which they may.
fn place_of(desk: &Desk, theirs: &[OrganisationId]) -> Option<OrganisationId> {
    desk.organisation.filter(|it| theirs.contains(it)).or_else(|| theirs.first().copied())
}

/// `POST /office/calendar`: shows what a notice would change, or proposes it.
pub(super) async fn propose(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let typed = Typed::of(&web, &visit, pairs, |it| matches!(it, "text" | "do"))?;
    let directory = web.directory().await?;
    let desk = Desk::of(&web, &permit, &visit).await?;
    let organisation = place_of(&desk, &permit.agencies(&directory)).ok_or(WebError::NotFound)?;
    let proposed = CalendarNotice::propose(organisation, typed.get("text"), now(&web, &permit)?);
    let notice = match proposed {
        Ok(notice) => notice,
        Err(error) => {
            let form = typed.form(lang, vec![fault("text", &error)]);
            return page(&web, &permit, &visit, form, None).await;
        }
    };
    permit.require(&directory, &CalendarNotice::absent(organisation))?;
    if typed.get("do") != "propose" {
        let preview = told(&web, &directory, &notice, lang).await?;
        let form = typed.form(lang, Vec::new());
        return page(&web, &permit, &visit, form, Some(preview)).await;
    }
    store(&web, &permit, &notice).await?;
    Ok(onward("/office/calendar"))
}

async fn store(web: &Web, permit: &Permit, notice: &CalendarNotice) -> Result<(), WebError> {
    let id = web.store().edge().new_id();
    let about = About::CalendarNotice(id);
    let act = act(permit, notice.organisation, "calendar.proposed", about, "", json!({}))?;
    let work = web.store().begin().await?;
    let waiting = |it: &Versioned<CalendarNotice>| {
        it.value.text == notice.text
            && it.value.organisation == notice.organisation
            && it.value.state() == notice.state()
    };
    // The same form sent twice proposes once.
    if !work.calendar_notices().all().await?.iter().any(waiting) {
        work.calendar_notices().propose(id, notice, act).await?;
    }
    work.commit().await?;
    Ok(())
}

/// `GET /office/calendar/{id}`: one that waits, with what it would change.
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(id): At<Uuid>,
) -> Result<Response, WebError> {
    let directory = web.directory().await?;
    let notice = loaded(&web, &permit, &directory, id).await?;
    let form = Form::empty(visit.view().lang);
    notice_page(&web, &permit, &visit, &notice, form).await
}

async fn notice_page(
    web: &Web,
    permit: &Permit,
    visit: &Visit,
    notice: &Versioned<CalendarNotice>,
    form: Form,
) -> Result<Response, WebError> {
    let lang = visit.view().lang;
    let directory = web.directory().await?;
    let status =
        if form.faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = NoticePage {
        frame: Frame::of(web, permit, visit),
        desk: Desk::of(web, permit, visit).await?,
        lang,
        id: notice.id,
        version: notice.version,
        facts: view::facts(&notice.value, &directory, lang),
        text: notice.value.text.clone(),
        preview: told(web, &directory, &notice.value, lang).await?,
        own: notice.value.proposed.by == permit.principal().account(),
        form,
    };
    shown(&page, status, visit)
}

/// `POST /office/calendar/{id}/confirm`
pub(super) async fn confirm(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(id): At<Uuid>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let directory = web.directory().await?;
    let notice = loaded(&web, &permit, &directory, id).await?;
    let typed = Typed::of(&web, &visit, pairs, |it| it == "version")?;
    require_version(typed.version()?, notice.version)?;
    let confirmed = notice.value.confirm(now(&web, &permit)?).map_err(|it| refused(&it))?;
    change(&web, &permit, &notice, &confirmed, "calendar.confirmed", "").await?;
    Ok(onward("/office/calendar"))
}

/// `POST /office/calendar/{id}/withdraw`
pub(super) async fn withdraw(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
    At(id): At<Uuid>,
    Fields(pairs): Fields<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let directory = web.directory().await?;
    let notice = loaded(&web, &permit, &directory, id).await?;
    let typed = Typed::of(&web, &visit, pairs, |it| matches!(it, "version" | "reason"))?;
    require_version(typed.version()?, notice.version)?;
    let reason = typed.get("reason");
    match notice.value.withdraw(now(&web, &permit)?, reason) {
        Ok(to) => {
            change(&web, &permit, &notice, &to, "calendar.withdrawn", reason).await?;
            Ok(onward("/office/calendar"))
        }
        Err(error @ NoticeError::Reason) => {
            let form = typed.form(visit.view().lang, vec![fault("reason", &error)]);
            notice_page(&web, &permit, &visit, &notice, form).await
        }
        Err(error) => Err(refused(&error)),
    }
}

async fn change(
    web: &Web,
    permit: &Permit,
    from: &Versioned<CalendarNotice>,
    to: &CalendarNotice,
    action: &str,
    why: &str,
) -> Result<(), WebError> {
    let about = About::CalendarNotice(from.id);
    let act = act(permit, to.organisation, action, about, why, json!({}))?;
    let work = web.store().begin().await?;
    work.calendar_notices().change(from, to, act).await?;
    work.commit().await?;
    Ok(())
}

/// A notice, with the right to it.
async fn loaded(
    web: &Web,
    permit: &Permit,
    directory: &Directory,
    id: Uuid,
) -> Result<Versioned<CalendarNotice>, WebError> {
    let found = web.store().calendar_notices().find(id).await?.ok_or(WebError::NotFound)?;
    permit.require(directory, &found.value.object(id))?;
    Ok(found)
}

async fn told(
    web: &Web,
    directory: &Directory,
    notice: &CalendarNotice,
    lang: Lang,
) -> Result<Told, WebError> {
    let site = web.site().await?;
    let before = site.calendar_of(notice.organisation, directory.tree())?;
    // Requests do not run here yet: there is no deadline that could move.
    let preview = notice.preview(&before, &[], web.today()).map_err(WebError::internal)?;
    Ok(Told::of(&preview, lang))
}

fn now(web: &Web, permit: &Permit) -> Result<NoticeDeed, WebError> {
    let at = web.store().edge().now().to_utc();
    Ok(NoticeDeed { by: Some(permit.account()?), on: web.today(), at })
}

fn fault(field: &str, error: &NoticeError) -> FieldFault {
    FieldFault::of(field, &error.message(Lang::Zh), &error.message(Lang::En))
}

fn refused(error: &NoticeError) -> WebError {
    WebError::conflict(&error.message(Lang::Zh), &error.message(Lang::En))
}
