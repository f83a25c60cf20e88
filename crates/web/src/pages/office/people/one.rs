//! `/office/people/{id}`: one person, their roles, and what may be done about them.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use law::Lang;
use records::person::{Account, AccountId, AccountState, Appointment};
use records::policy::Action;
use store::{Source, Versioned};
use uuid::Uuid;

use super::super::Desk;
use super::super::places::{choices, name_of};
use super::super::room::{Done, Room, Walls};
use super::deeds::href;
use super::{role_choices, state_tag};
use crate::design::{Choice, Form, Tag};
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::{At, Params};
use crate::guard::account_object;
use crate::pages::frame::Frame;

#[derive(Template)]
#[template(path = "office/person.html")]
struct Page {
    frame: Frame,
    desk: Desk,
    lang: Lang,
    form: Form,
    done: Option<&'static str>,
    name: String,
    state: Tag,
    facts: Vec<(String, String)>,
    roles: Vec<Held>,
    stands_in: Vec<Held>,
    deeds: Vec<(String, String)>,
    /// Why there is nothing to do, where that is so.
    untouchable: Option<&'static str>,
    may_grant: bool,
    role_choices: Vec<Choice>,
    places: Vec<Choice>,
    log: Option<String>,
    to: String,
}

/// A role, their own or in another's stead.
struct Held {
    role: &'static str,
    organisation: String,
    days: String,
    /// Whether it holds today, as a tag.
    state: Tag,
    note: String,
    /// Where it is ended, by whoever may.
    ending: Option<String>,
}

/// `GET /office/people/{id}`
pub(super) async fn show(
    room: Room,
    At(id): At<Uuid>,
    Params(done): Params<Done>,
) -> Result<Response, WebError> {
    let lang = room.lang;
    let done = match done.done.as_str() {
        "granted" => {
            Some(lang.pick(
                "角色已授予，对方下一次操作时生效。",
                "The role is granted and holds at once.",
            ))
        }
        "role-ended" => Some(lang.pick("角色已终止。", "The role has ended.")),
        "delegation-ended" => Some(lang.pick("代行已终止。", "Standing in has ended.")),
        "suspension" => Some(lang.pick("账号已停用，登录已退出。", "The account is suspended.")),
        "return" => Some(lang.pick("账号已恢复。", "The account is active again.")),
        "closing" => Some(lang.pick("账号已注销。", "The account is closed.")),
        "reset" => Some(lang.pick(
            "登录方式已重置。请系统管理员发给本人一次性代码。",
            "The sign-in is reset. A system administrator hands out the code.",
        )),
        _ => None,
    };
    let form = room.form();
    page(&room, id, form, done, StatusCode::OK).await
}

/// The page, with a form for a role as it stands.
pub(super) async fn page(
    room: &Room,
    id: Uuid,
    form: Form,
    done: Option<&'static str>,
    status: StatusCode,
) -> Result<Response, WebError> {
    let (web, lang) = (&room.web, room.lang);
    let directory = web.directory().await?;
    let scope = directory.scope_of(&directory.reach(room.permit.principal(), Action::ListAccounts));
    let found = web.store().accounts().find(&scope, AccountId(id)).await?;
    let found = found.ok_or(WebError::NotFound)?;
    let account = &found.value;
    let object = account_object(AccountId(id), account);
    let may = |action| room.permit.offers(&directory, action, &object);
    let to = href(id);
    let Walls { frame, desk } = room.walls().await?;
    let grants = directory.scope_of(&directory.reach(room.permit.principal(), Action::GrantRole));
    let may_grant = may(Action::GrantRole)
        && matches!(account.state, AccountState::Invited | AccountState::Active);
    let deeds = deeds(room, &found, &may, &to);
    let page = Page {
        frame,
        desk,
        lang,
        form: offered(form, &directory, account),
        done,
        name: account.name.clone(),
        state: state_tag(account.state, lang),
        facts: facts(room, &directory, &found).await?,
        roles: account
            .appointments
            .iter()
            .map(|it| own(it, &directory, lang, may(Action::EndRole).then_some(&to)))
            .collect(),
        stands_in: stands_in(room, &directory, account, may(Action::EndDelegation).then_some(&to))
            .await?,
        untouchable: untouchable(room, id, account, deeds.is_empty()),
        deeds,
        may_grant,
        role_choices: role_choices(lang),
        places: choices(&directory, &grants),
        log: may(Action::SeeLog).then(|| format!("/office/log?organisation=all&subject={id}")),
        to,
    };
    room.shown(&page, status)
}

/// The form for a role, which is most often one where somebody works.
fn offered(form: Form, directory: &Directory, account: &Account) -> Form {
    if form.values.contains_key("organisation") {
        return form;
    }
    form.with("organisation", directory.code_of(account.organisation).unwrap_or_default())
}

async fn facts(
    room: &Room,
    directory: &Directory,
    found: &Versioned<Account>,
) -> Result<Vec<(String, String)>, WebError> {
    let lang = room.lang;
    let id = AccountId(found.id);
    let store = room.web.store();
    let credential = store.credentials().get(id).await?;
    let passkeys = store.passkeys().of_account(id).await?;
    let mut ways = Vec::new();
    if credential.as_ref().is_some_and(|it| it.password_hash.is_some()) {
        ways.push(lang.pick("密码", "password"));
    }
    if credential.is_some_and(|it| it.totp_since.is_some()) {
        ways.push(lang.pick("手机验证器", "authenticator"));
    }
    if !passkeys.is_empty() {
        ways.push(lang.pick("通行密钥", "passkey"));
    }
    if ways.is_empty() {
        ways.push(lang.pick("尚未设置", "none yet"));
    }
    let sessions = store.sessions().of_account(id).await?;
    let seen = sessions.iter().map(|it| it.seen_at).max();
    let seen = seen.map_or_else(
        || lang.pick("目前没有登录", "not signed in at present").to_owned(),
        |it| crate::time::in_shanghai(it).format("%Y-%m-%d %H:%M").to_string(),
    );
    let pair = |zh: &str, en: &str, value: String| (lang.pick(zh, en).to_owned(), value);
    Ok(vec![
        pair("登录名", "Login", found.value.login.clone()),
        pair("工作单位", "Works at", name_of(directory, found.value.organisation)),
        pair("登录方式", "Signs in by", ways.join(lang.pick("、", ", "))),
        pair("当前登录最近活动", "Last seen in a session", seen),
    ])
}

/// Whether something holds today, is still to come, or is over.
fn in_force(
    from: chrono::NaiveDate,
    until: Option<chrono::NaiveDate>,
    today: chrono::NaiveDate,
    lang: Lang,
) -> Tag {
    if until.is_some_and(|it| it < today) {
        Tag::of("rest", "×", lang.pick("已终止", "over"))
    } else if from > today {
        Tag::of("info", "○", lang.pick("尚未开始", "to come"))
    } else {
        Tag::of("good", "●", lang.pick("生效", "in force"))
    }
}

fn own(it: &Appointment, directory: &Directory, lang: Lang, to: Option<&String>) -> Held {
    let today = directory.tree().day();
    let over = it.until_on.is_some_and(|it| it < today);
    let until = it
        .until_on
        .map_or_else(|| lang.pick("长期", "until ended").to_owned(), |it| it.to_string());
    Held {
        role: it.role.label(lang),
        organisation: name_of(directory, it.organisation),
        days: lang.pick(format!("{} 至 {until}", it.from_on), format!("{} to {until}", it.from_on)),
        state: in_force(it.from_on, it.until_on, today, lang),
        note: String::new(),
        ending: to.filter(|_| !over).map(|to| format!("{to}/roles/{}/ending", it.id)),
    }
}

async fn stands_in(
    room: &Room,
    directory: &Directory,
    account: &Account,
    to: Option<&String>,
) -> Result<Vec<Held>, WebError> {
    let (lang, today) = (room.lang, directory.tree().day());
    let mut held = Vec::new();
    for it in &account.delegations {
        let from = room.web.store().accounts().by_id_for_session(it.from).await?;
        let from = from.map(|it| it.value.name).unwrap_or_default();
        held.push(Held {
            role: it.role.label(lang),
            organisation: name_of(directory, it.organisation),
            days: lang.pick(
                format!("{} 至 {}", it.from_on, it.until_on),
                format!("{} to {}", it.from_on, it.until_on),
            ),
            state: in_force(it.from_on, Some(it.until_on), today, lang),
            note: lang
                .pick(format!("代“{from}”，{}", it.reason), format!("for {from}: {}", it.reason)),
            ending: to
                .filter(|_| it.until_on >= today)
                .map(|to| format!("{to}/delegations/{}/ending", it.id)),
        });
    }
    Ok(held)
}

/// What may be done to the account as a whole: where, and what the button says.
fn deeds(
    room: &Room,
    found: &Versioned<Account>,
    may: &impl Fn(Action) -> bool,
    to: &str,
) -> Vec<(String, String)> {
    use AccountState::{Active, Closed, Invited, Suspended};
    let (lang, state) = (room.lang, found.value.state);
    let all = [
        (
            state == Active && may(Action::SuspendAccount),
            "suspension",
            lang.pick("停用账号…", "Suspend…"),
        ),
        (
            state == Suspended && may(Action::SuspendAccount),
            "return",
            lang.pick("恢复账号…", "Take back…"),
        ),
        (
            state != Closed && may(Action::ResetSignIn),
            "reset",
            lang.pick("重置登录方式…", "Reset the sign-in…"),
        ),
        (
            matches!(state, Invited | Active) && may(Action::IssueCode),
            "code",
            lang.pick("发给一次性代码…", "Hand out a code…"),
        ),
        (
            state != Closed && may(Action::CloseAccount),
            "closing",
            lang.pick("注销账号…", "Close the account…"),
        ),
    ];
    all.into_iter()
        .filter(|(offered, ..)| *offered)
        .map(|(_, what, label)| (format!("{to}/{what}"), label.to_owned()))
        .collect()
}

fn untouchable(room: &Room, id: Uuid, account: &Account, nothing: bool) -> Option<&'static str> {
    let lang = room.lang;
    if room.permit.account().is_ok_and(|it| it.0 == id) {
        return Some(lang.pick(
            "这是您本人：本人的角色和账号由别人办理。",
            "This is you: somebody else decides about your roles and account.",
        ));
    }
    let administers = account.appointments.iter().any(|it| it.role.administers());
    (administers && nothing && account.state != AccountState::Closed).then(|| {
        lang.pick(
            "此人是三员之一：账号的停用、重置和注销在服务器上用 gongkai user 办理，任何一员都不能代替另一员。",
            "This is one of the three administrators: suspending, resetting and closing are done on the server with `gongkai user`.",
        )
    })
}
