//! A one-time code becomes a password: the first administrator, whoever is invited, whoever forgot.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use records::notification::NotificationKind::SignInChanged;
use records::person::{AccountId, AccountState};
use serde::Deserialize;
use serde_json::json;
use signin::passwords::strength;
use signin::secret::{OneTimeToken, Purpose};
use store::{NewNotification, Source, Strength};
use zeroize::Zeroizing;

use super::{Frame, shown, signed_in};
use crate::acts::{About, by};
use crate::error::WebError;
use crate::extract::{Fields, Speaks};
use crate::guard::Permit;
use crate::sign_in::{From, begin, hashed};
use crate::state::Web;
use crate::visit::Visit;

#[derive(Template)]
#[template(path = "welcome.html")]
struct Welcome {
    frame: Frame,
    error: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WelcomeForm {
    form_token: String,
    code: Zeroizing<String>,
    password: Zeroizing<String>,
    again: Zeroizing<String>,
}

/// `GET /welcome`
pub(super) async fn show(
    State(web): State<Web>,
    permit: Permit,
    visit: Visit,
) -> Result<Response, WebError> {
    let frame = Frame::of(&web, &permit, &visit);
    shown(&Welcome { frame, error: None }, StatusCode::OK, &visit)
}

/// `POST /welcome`
pub(super) async fn submit(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    visit: Visit,
    from: From,
    Fields(form): Fields<WelcomeForm>,
) -> Result<Response, WebError> {
    visit.require(&web, &form.form_token)?;
    let again = |told: String| {
        let frame = Frame::of(&web, &permit, &visit);
        let page = Welcome { frame, error: Some(told) };
        shown(&page, StatusCode::UNPROCESSABLE_ENTITY, &visit)
    };
    let wrong = lang.pick(
        "代码不对，或者已经用过，或者过期了。请向管理员另要一个。",
        "The code is wrong, used before, or too old. Ask the administrator for another.",
    );
    let store = web.store();
    let Ok(code) = OneTimeToken::parse(Purpose::Invitation, form.code.trim()) else {
        return again(wrong.to_owned());
    };
    let hash = code.hash().into();
    // Looked at first, so that a weak password does not use the code up.
    let Some(invitation) = store.invitations().peek(&hash).await? else {
        return again(wrong.to_owned());
    };
    let id = invitation.account;
    let account = store.accounts().by_id_for_session(id).await?;
    let Some(account) = account.filter(|it| it.value.state != AccountState::Closed) else {
        return again(wrong.to_owned());
    };
    if form.password != form.again {
        return again(lang.pick("两次输入的密码不一样。", "The two passwords differ.").to_owned());
    }
    let known = [account.value.login.as_str(), account.value.name.as_str()];
    if let Err(weak) = strength(&form.password, &known) {
        return again(weak.message(lang));
    }
    let password = hashed(&web, form.password).await?;
    let work = store.begin().await?;
    if work.invitations().take(&hash).await?.is_none() {
        return again(wrong.to_owned());
    }
    work.credentials().set_password(id, &password).await?;
    work.sessions().end_all_of(id, None).await?;
    let home = account.value.organisation;
    let purpose = json!({ "purpose": invitation.purpose.name() });
    let account = if account.value.state == AccountState::Invited {
        let active = account.value.become_state(AccountState::Active)?;
        let act = by(id, home, "account.activated", About::Account(id), "", purpose)?;
        work.accounts().change(&account, &active, act).await?
    } else {
        let act = by(id, home, "account.password_set", About::Account(id), "", purpose)?;
        work.log().append(act).await?;
        work.notifications().notify(&NewNotification::of_account(SignInChanged, id, home)).await?;
        account
    };
    work.commit().await?;
    // A suspended account has its password, and no session until it is taken back.
    if account.value.state != AccountState::Active {
        return again(
            lang.pick(
                "密码已保存。账号已停用，请联系安全管理员。",
                "The password is kept. The account is suspended; ask the security administrator.",
            )
            .to_owned(),
        );
    }
    let credential = store.credentials().get(AccountId(account.id)).await?;
    if credential.is_some_and(|it| it.totp_since.is_some()) {
        // The second factor is asked for as always.
        return Ok(super::onward("/sign-in"));
    }
    let begun = begin(&web, &from, &account, Strength::Password).await?;
    Ok(signed_in(&web, &begun, "/me"))
}
