//! Accounts: who works where, invitations, suspension, the way back in.

use records::notification::NotificationKind::{AccountInvited, SignInChanged};
use records::person::{Account, AccountId, AccountState};
use records::policy::{Object, RecordState};
use serde::{Deserialize, Serialize};
use serde_json::json;
use signin::secret::{OneTimeToken, Purpose};
use store::{NewNotification, Source, Versioned, Work};
use utoipa::ToSchema;
use uuid::Uuid;

use super::views::{AccountView, named};
use crate::acts::{About, act};
use crate::caller::Caller;
use crate::error::WebError;
use crate::guard::Permit;
use crate::once::{answered, once};
use crate::state::Web;
use crate::time::later;

/// How long a one-time code may be used (our convention).
const CODE_SECONDS: i64 = 7 * 24 * 60 * 60;

/// Somebody to be invited.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invitation {
    /// What they will sign in with, for good.
    #[schema(pattern = "^[a-z][a-z0-9._-]{1,39}$", example = "yanshi-jia")]
    pub(crate) login: String,
    #[schema(min_length = 1, max_length = 60, example = "演示用户甲")]
    pub(crate) name: String,
    /// Code of where they work.
    pub(crate) organisation: String,
}

/// Why something is done to an account.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reason {
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) why: String,
}

impl Reason {
    /// A reason that came with other values.
    pub(crate) fn of(why: &str) -> Result<Self, WebError> {
        let reason = Self { why: why.to_owned() };
        reason.words()?;
        Ok(reason)
    }

    pub(crate) fn words(&self) -> Result<&str, WebError> {
        let why = self.why.trim();
        if (1..=200).contains(&why.chars().count()) && !why.chars().any(char::is_control) {
            return Ok(why);
        }
        Err(WebError::field(
            "why",
            "请写明理由（1 至 200 字，不换行）",
            "a reason of 1 to 200 characters in one line is needed",
        ))
    }
}

/// An account, and the code by which its holder sets a password.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct WithCode {
    pub(crate) account: AccountView,
    /// To be handed over in person or by letter; it works once, within seven days.
    pub(crate) code: String,
}

/// 邀请人员 Invites somebody. Roles are granted by somebody else afterwards.
pub(crate) async fn invite(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    asked: &Invitation,
) -> Result<WithCode, WebError> {
    let key = caller.key("account.invite", asked)?;
    if let Some(answer) = answered(web, &key).await? {
        let answer = with_code(web, caller, answer, store::Purpose::Invite);
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let home = directory.by_code(&asked.organisation).ok_or(WebError::NotFound)?.value.id;
    let id = AccountId(web.store().edge().new_id());
    permit.require(&directory, &Object::of(id.0, RecordState::Absent, home).concerning(id))?;
    named(&directory, &asked.organisation)?;
    let account = Account::invite(&asked.login, &asked.name, home)?;
    let body = json!({ "login": asked.login });
    let entry = act(permit, home, "account.invited", About::Account(id), "", body)?;
    let view = once(web, key, async |work| {
        let opened = work.accounts().open(id, &account, entry).await?;
        work.notifications().notify(&NewNotification::of_account(AccountInvited, id, home)).await?;
        put_code(web, work, caller, id, store::Purpose::Invite).await?;
        Ok(AccountView::of(&directory, &opened))
    });
    Ok(with_code(web, caller, view.await?, store::Purpose::Invite))
}

/// 停用账号 Suspends an account; its sessions end at once
pub(crate) async fn suspend(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<AccountView, WebError> {
    become_state(web, id, permit, caller, why, AccountState::Suspended, "account.suspended").await
}

/// 恢复账号 Takes a suspended account back
pub(crate) async fn take_back(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<AccountView, WebError> {
    become_state(web, id, permit, caller, why, AccountState::Active, "account.taken_back").await
}

/// 注销账号 Closes an account, for good
pub(crate) async fn close(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<AccountView, WebError> {
    become_state(web, id, permit, caller, why, AccountState::Closed, "account.closed").await
}

/// 重置登录方式 Takes password, second factor, passkeys and tokens away. The code for a new password is handed
/// out by a system administrator, so that nobody alone signs in as somebody else
pub(crate) async fn reset(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<AccountView, WebError> {
    let key = caller.key(&format!("account.reset {id}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let found = permit.of_account(web, &directory, id).await?;
    let id = AccountId(id);
    let home = found.value.organisation;
    let entry = act(permit, home, "account.reset", About::Account(id), why.words()?, json!({}))?;
    let answer = once(web, key, async |work| {
        work.credentials().forget(id).await?;
        work.notifications().notify(&NewNotification::of_account(SignInChanged, id, home)).await?;
        work.sessions().end_all_of(id, None).await?;
        work.log().append(entry).await?;
        Ok(AccountView::of(&directory, &found))
    });
    answer.await
}

/// 发给一次性代码 Hands out a code to somebody who has no password: who was invited, or whose sign-in a security
/// administrator has reset
pub(crate) async fn hand_out_code(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<WithCode, WebError> {
    let key = caller.key(&format!("account.code {id}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(with_code(web, caller, answer, store::Purpose::Reset));
    }
    let directory = web.directory().await?;
    let found = permit.of_account(web, &directory, id).await?;
    let id = AccountId(id);
    let credential = web.store().credentials().get(id).await?;
    let passkeys = web.store().passkeys().of_account(id).await?;
    if credential.is_some_and(|it| it.password_hash.is_some()) || !passkeys.is_empty() {
        return Err(WebError::conflict(
            "此人的登录方式有效，不能另发代码；请安全管理员先重置",
            "they can sign in; a security administrator resets that first",
        ));
    }
    let home = found.value.organisation;
    let about = About::Account(id);
    let entry = act(permit, home, "account.code_handed_out", about, why.words()?, json!({}))?;
    let view = once(web, key, async |work| {
        put_code(web, work, caller, id, store::Purpose::Reset).await?;
        work.log().append(entry).await?;
        Ok(AccountView::of(&directory, &found))
    });
    Ok(with_code(web, caller, view.await?, store::Purpose::Reset))
}

async fn become_state(
    web: &Web,
    id: Uuid,
    permit: &Permit,
    caller: &Caller,
    why: &Reason,
    to: AccountState,
    action: &str,
) -> Result<AccountView, WebError> {
    let key = caller.key(&format!("{action} {id}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let found = permit.of_account(web, &directory, id).await?;
    let changed = found.value.become_state(to)?;
    let home = found.value.organisation;
    let about = About::Account(AccountId(id));
    let entry = act(permit, home, action, about, why.words()?, json!({}))?;
    let answer = once(web, key, async |work| {
        let changed: Versioned<Account> = work.accounts().change(&found, &changed, entry).await?;
        if to != AccountState::Active {
            work.sessions().end_all_of(AccountId(id), None).await?;
        }
        Ok(AccountView::of(&directory, &changed))
    });
    answer.await
}

/// The code of an account for a purpose. It is not kept: the same call makes it again.
fn code(web: &Web, caller: &Caller, id: Uuid, purpose: store::Purpose) -> OneTimeToken {
    OneTimeToken::new(Purpose::Invitation, *caller.code(web, purpose.name(), id))
}

async fn put_code(
    web: &Web,
    work: &Work,
    caller: &Caller,
    id: AccountId,
    purpose: store::Purpose,
) -> Result<(), WebError> {
    let until = later(work.store().edge().now(), CODE_SECONDS);
    let hash = code(web, caller, id.0, purpose).hash();
    Ok(work.invitations().put(&hash.into(), id, purpose, until).await?)
}

fn with_code(
    web: &Web,
    caller: &Caller,
    account: AccountView,
    purpose: store::Purpose,
) -> WithCode {
    let code = code(web, caller, account.id, purpose).text().to_string();
    WithCode { account, code }
}
