//! `/office/notifications`: what somebody was told, and how they want to be told.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use law::Lang;
use records::notification::{Delivery, NotificationKind};
use records::person::{AccountId, is_mail_address};
use records::policy::Action;
use serde_json::json;
use store::{AgencyScope, MAIL_FIELD, Notification, Source};
use uuid::Uuid;

use super::Desk;
use super::log::moment;
use super::room::{Done, Room, Walls};
use crate::acts::{About, act};
use crate::caller::Filled;
use crate::design::{Choice, Form};
use crate::error::WebError;
use crate::extract::Params;
use crate::guard::Guarded;
use crate::limits::PAGE;
use crate::once::once;
use crate::pages::frame::Frame;
use crate::pages::onward;

const HERE: &str = "/office/notifications";
const CHOICES: &str = "/me/notifications";

/// Notifications, and the choice of how they come.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes
        .page("GET", HERE, Action::SeeSelf, get(show))
        .page("POST", "/office/notifications/read", Action::ChangeSelf, post(read_all))
        .page("GET", CHOICES, Action::SeeSelf, get(show_choices))
        .page("POST", CHOICES, Action::ChangeSelf, post(choose))
}

/// One of them.
struct Told {
    kind: &'static str,
    at: String,
    href: &'static str,
    is_read: bool,
}

/// Where something can be done about it.
fn place_of(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::AccountInvited
        | NotificationKind::SignInChanged
        | NotificationKind::RoleGranted
        | NotificationKind::RoleEnded => "/me",
        NotificationKind::CalendarNoticeWaits => "/office/calendar",
        NotificationKind::GuideReviewDue => "/office/guides",
        NotificationKind::JobDead => "/office/jobs",
    }
}

impl Told {
    fn of(it: &Notification, lang: Lang) -> Self {
        Self {
            kind: it.kind.label(lang),
            at: moment(it.at),
            href: place_of(it.kind),
            is_read: it.read_at.is_some(),
        }
    }
}

#[derive(Template)]
#[template(path = "office/notifications.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    told: Vec<Told>,
    /// The newest that is shown: what comes while the page is read stays unread.
    newest: Option<Uuid>,
}

async fn show(room: Room) -> Result<Response, WebError> {
    let account = room.permit.account()?;
    let newest = room.web.store().notifications().page(account, None, PAGE).await?;
    let Walls { frame, desk } = room.walls().await?;
    let page = Page {
        frame,
        desk,
        lang: room.lang,
        form: room.form(),
        newest: newest.first().map(|it| it.id),
        told: newest.iter().map(|it| Told::of(it, room.lang)).collect(),
    };
    room.shown(&page, StatusCode::OK)
}

async fn read_all(room: Room, filled: Filled) -> Result<Response, WebError> {
    let account = room.permit.account()?;
    if let Ok(newest) = filled.value("newest").parse::<Uuid>() {
        let work = room.web.store().begin().await?;
        work.notifications().mark_all_read(account, newest).await?;
        work.commit().await?;
    }
    Ok(onward(HERE))
}

/// A kind about which somebody may choose.
struct Chosen {
    name: String,
    label: &'static str,
    choices: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "office/my_notifications.html")]
struct ChoicesPage {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    kinds: Vec<Chosen>,
    /// The address that is kept, masked.
    kept: String,
    done: bool,
}

async fn show_choices(room: Room, Params(done): Params<Done>) -> Result<Response, WebError> {
    let account = room.permit.account()?;
    let chosen = room.web.store().notifications().choices(account).await?;
    let mut form = room.form();
    for kind in NotificationKind::ALL {
        let delivery = chosen.get(&kind).copied().unwrap_or_else(|| kind.delivery());
        form = form.with(kind.name(), delivery.name());
    }
    choices_page(&room, form, !done.done.is_empty(), StatusCode::OK).await
}

async fn choices_page(
    room: &Room,
    form: Form,
    done: bool,
    status: StatusCode,
) -> Result<Response, WebError> {
    let lang = room.lang;
    let ways = Delivery::ALL.map(|it| Choice::of(it.name(), it.label(lang)));
    let kinds = NotificationKind::ALL.into_iter().filter(|it| it.may_be_chosen());
    let kinds = kinds.map(|it| Chosen {
        name: it.name().to_owned(),
        label: it.label(lang),
        choices: ways.to_vec(),
    });
    let Walls { frame, desk } = room.walls().await?;
    let page = ChoicesPage {
        frame,
        desk,
        lang,
        form,
        kinds: kinds.collect(),
        kept: kept_address(room).await?,
        done,
    };
    room.shown(&page, status)
}

/// The address that is kept for whoever asks, with most of it hidden.
async fn kept_address(room: &Room) -> Result<String, WebError> {
    let account = room.permit.account()?;
    let found = room.web.store().accounts().by_id_for_session(account).await?;
    let Some(found) = found else { return Ok(String::new()) };
    let scope = AgencyScope::only(found.value.organisation.into());
    let masked = room.web.store().sealed_fields().masked(&scope, account.0).await?;
    let mail = masked.into_iter().find(|(field, _)| field == MAIL_FIELD);
    Ok(mail.map(|(_, masked)| masked).unwrap_or_default())
}

async fn choose(room: Room, filled: Filled) -> Result<Response, WebError> {
    match chosen(&room, &filled).await {
        Ok(()) => Ok(onward("/me/notifications?done=saved")),
        Err(error) => {
            let (form, status) = room.again(&filled, error)?;
            choices_page(&room, form, false, status).await
        }
    }
}

async fn chosen(room: &Room, filled: &Filled) -> Result<(), WebError> {
    let account: AccountId = room.permit.account()?;
    let address = filled.value("mail");
    if !address.is_empty() && !is_mail_address(address) {
        return Err(WebError::field(
            "mail",
            "邮箱地址不完整，如 name@example.gov.cn",
            "the address is not whole, such as name@example.gov.cn",
        ));
    }
    let mut ways = Vec::new();
    for kind in NotificationKind::ALL.into_iter().filter(|it| it.may_be_chosen()) {
        let way = Delivery::named(filled.value(kind.name()));
        let way = way.ok_or_else(|| {
            WebError::field(kind.name(), "请选择一种方式", "choose one of the ways")
        })?;
        ways.push((kind, way));
    }
    let found = room.web.store().accounts().by_id_for_session(account).await?;
    let found = found.ok_or(WebError::NotSignedIn)?;
    let forgets = filled.is_ticked("forget");
    let key = filled.caller.key("me.notifications", filled.values())?;
    once(&room.web, key, async |work| {
        for (kind, way) in ways {
            work.notifications().choose(account, kind, way).await?;
        }
        if !address.is_empty() || forgets {
            let home = found.value.organisation;
            let about = About::Account(account);
            let entry = act(&room.permit, home, "account.mail_changed", about, "", json!({}))?;
            let address = Some(address).filter(|it| !it.is_empty());
            work.accounts().set_mail(&found, address, entry).await?;
        }
        Ok(())
    })
    .await
}
