//! Tokens for programs: a person's rights, limited to scopes, until a day.

use std::collections::BTreeSet;

use records::organisation::OrganisationId;
use records::policy::Action;
use serde::{Deserialize, Serialize};
use serde_json::json;
use signin::secret::{OneTimeToken, Purpose};
use store::{ApiToken, NewApiToken, Source};
use utoipa::ToSchema;
use uuid::Uuid;

use super::accounts::Reason;
use crate::acts::{About, act};
use crate::caller::Caller;
use crate::directory::Directory;
use crate::error::WebError;
use crate::guard::{Permit, account_object};
use crate::once::{answered, once};
use crate::state::Web;
use crate::time::later;

/// The longest life of a token, in days (our convention).
const LONGEST_DAYS: u16 = 366;

/// A token to be issued.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issuing {
    /// What it is for.
    #[schema(min_length = 1, max_length = 60, example = "统一门户对接")]
    pub(crate) name: String,
    /// Names of actions; nothing else is allowed with it.
    #[schema(min_items = 1, example = json!(["organisation.see"]))]
    pub(crate) scopes: Vec<String>,
    /// Days until it ends.
    #[schema(minimum = 1, maximum = 366)]
    pub(crate) days: u16,
}

/// A token with its secret, shown once.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct IssuedToken {
    pub(crate) id: Uuid,
    /// To be sent as `Authorization: Bearer …`.
    pub(crate) secret: String,
}

/// 为本人申请接口令牌 Asks for a token for oneself. Its secret is told now, and opens nothing until approved
pub(crate) async fn request(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    asked: &Issuing,
) -> Result<IssuedToken, WebError> {
    permit.require_recent(web)?;
    let directory = web.directory().await?;
    let own = permit.account()?;
    let me = web.store().accounts().by_id_for_session(own).await?.ok_or(WebError::NotFound)?;
    permit.require(&directory, &account_object(own, &me.value))?;
    let name = asked.name.trim();
    let fits = (1..=60).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    if !fits {
        return Err(WebError::field(
            "name",
            "名称为 1 至 60 字",
            "a name of 1 to 60 characters is needed",
        ));
    }
    if !(1..=LONGEST_DAYS).contains(&asked.days) {
        return Err(WebError::field("days", "有效期为 1 至 366 天", "a token lives 1 to 366 days"));
    }
    let named = asked.scopes.iter().map(|it| Action::named(it).filter(|it| it.is_for_programs()));
    let scopes: Option<BTreeSet<Action>> = named.collect();
    let Some(scopes) = scopes.filter(|it| !it.is_empty()) else {
        return Err(WebError::field(
            "scopes",
            "授权须是程序可以办理的操作，至少一项；审核、签发、权限和登录只能由人办理",
            "scopes are names of actions that programs may do, one at least; reviews, signatures, rights and sign-in are people's",
        ));
    };
    let id = web.store().edge().new_id();
    let home = me.value.organisation;
    let body = json!({ "scopes": scopes, "days": asked.days });
    let entry = act(permit, home, "token.requested", About::Token(id), name, body)?;
    let until = later(web.store().edge().now(), i64::from(asked.days) * 24 * 60 * 60);
    let new = NewApiToken {
        id,
        account: own,
        name: name.to_owned(),
        scopes: scopes.iter().map(|it| it.name().to_owned()).collect(),
        until,
    };
    let hash = secret(web, caller, id).hash();
    let key = caller.key("token.request", asked)?;
    let id: Uuid = once(web, key, async |work| {
        work.api_tokens().issue(new, &hash.into(), entry).await?;
        Ok(id)
    })
    .await?;
    let secret = secret(web, caller, id).text().to_string();
    Ok(IssuedToken { id, secret })
}

/// 批准接口令牌 Approves a token that somebody else asked for; nobody but they knows its secret
pub(crate) async fn approve(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<(), WebError> {
    let directory = web.directory().await?;
    let scope = permit.scope(&directory);
    let found = to_approve(web, permit, &directory, id).await?;
    let home = OrganisationId::from(found.agency);
    let entry = act(permit, home, "token.approved", About::Token(id), why.words()?, json!({}))?;
    let key = caller.key(&format!("token.approve {id}"), why)?;
    once(web, key, async |work| {
        work.api_tokens().approve(&scope, id, entry).await?;
        Ok(())
    })
    .await?;
    Ok(())
}

/// A token that waits, with the right to agree to it.
pub(crate) async fn to_approve(
    web: &Web,
    permit: &Permit,
    directory: &Directory,
    id: Uuid,
) -> Result<ApiToken, WebError> {
    let scope = permit.scope(directory);
    let found = web.store().api_tokens().find(&scope, id).await?.ok_or(WebError::NotFound)?;
    permit.of_account(web, directory, found.account.0).await?;
    Ok(found)
}

/// The secret of a token. It is not kept: the same call makes it again.
fn secret(web: &Web, caller: &Caller, id: Uuid) -> OneTimeToken {
    OneTimeToken::new(Purpose::Api, *caller.code(web, "api_token", id))
}

/// 吊销接口令牌 Revokes a token at once
pub(crate) async fn revoke(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<(), WebError> {
    let key = caller.key(&format!("token.revoke {id}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        let () = answer;
        return Ok(());
    }
    let directory = web.directory().await?;
    let scope = permit.scope(&directory);
    let found = web.store().api_tokens().find(&scope, id).await?.ok_or(WebError::NotFound)?;
    let home = OrganisationId::from(found.agency);
    let entry = act(permit, home, "token.revoked", About::Token(id), why.words()?, json!({}))?;
    once(web, key, async |work| {
        work.api_tokens().revoke(&scope, id, entry).await?;
        Ok(())
    })
    .await?;
    Ok(())
}
