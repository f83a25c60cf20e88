//! Roles and standing in: who gives them, who ends them.

use chrono::NaiveDate;
use records::person::{Account, AccountId, Appointment, Delegation};
use records::policy::{Object, Principal};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Source, Versioned};
use utoipa::ToSchema;
use uuid::Uuid;

use super::accounts::Reason;
use super::views::{AccountView, role_named};
use crate::acts::{About, act};
use crate::caller::Caller;
use crate::directory::Directory;
use crate::error::WebError;
use crate::guard::{Permit, account_object};
use crate::once::{answered, once};
use crate::state::Web;

/// A role to be granted.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Granting {
    /// The name of the role.
    #[schema(example = "clerk")]
    pub(crate) role: String,
    /// Code of the organisation in which they will hold it.
    pub(crate) organisation: String,
    /// The first day; today without one.
    #[serde(default)]
    pub(crate) from_on: Option<NaiveDate>,
    /// The last day; without one, until it is ended.
    #[serde(default)]
    pub(crate) until_on: Option<NaiveDate>,
    /// Why, such as the document of the appointment.
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) why: String,
}

/// A role of one's own that somebody will hold in one's stead.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StandingIn {
    /// The account that will stand in.
    pub(crate) to: Uuid,
    pub(crate) role: String,
    /// Code of the organisation in which one holds it.
    pub(crate) organisation: String,
    pub(crate) from_on: NaiveDate,
    /// The last day.
    pub(crate) until_on: NaiveDate,
    /// Why, such as 年休假.
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) reason: String,
}

/// 授予角色 Grants a role; never to oneself
pub(crate) async fn grant(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    asked: &Granting,
) -> Result<AccountView, WebError> {
    let key = caller.key(&format!("rights.grant {id}"), asked)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let found = permit.of_account(web, &directory, id).await?;
    // The right reaches as far as the organisation in which the role will be held.
    let organisation = directory.by_code(&asked.organisation).ok_or(WebError::NotFound)?;
    let there = account_object(AccountId(id), &found.value);
    permit.require(&directory, &Object { agency: organisation.value.id, ..there })?;
    let why = Reason::of(&asked.why)?;
    let appointment = Appointment {
        id: web.store().edge().new_id(),
        role: role_named(&asked.role)?,
        organisation: organisation.value.id,
        from_on: asked.from_on.unwrap_or_else(|| web.today()),
        until_on: asked.until_on,
    };
    let changed = found.value.appoint(appointment)?;
    let body = serde_json::to_value(asked).map_err(WebError::internal)?;
    let home = found.value.organisation;
    let about = About::Account(AccountId(id));
    let entry = act(permit, home, "rights.granted", about, why.words()?, body)?;
    let answer = once(web, key, async |work| {
        let changed = work.accounts().change(&found, &changed, entry).await?;
        Ok(AccountView::of(&directory, &changed))
    });
    answer.await
}

/// 终止角色 Ends a role today
pub(crate) async fn end(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    role: Uuid,
    why: &Reason,
) -> Result<AccountView, WebError> {
    let key = caller.key(&format!("rights.end {id} {role}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let (found, _) = held(web, permit, &directory, id, role).await?;
    // From this moment on: yesterday was the last day.
    let last = web.today().pred_opt().unwrap_or_else(|| web.today());
    let changed = found.value.end_appointment(role, last)?;
    let home = found.value.organisation;
    let about = About::Account(AccountId(id));
    let body = json!({ "appointment": role });
    let entry = act(permit, home, "rights.ended", about, why.words()?, body)?;
    let answer = once(web, key, async |work| {
        let changed = work.accounts().change(&found, &changed, entry).await?;
        Ok(AccountView::of(&directory, &changed))
    });
    answer.await
}

/// A role that somebody holds, with the right to end it.
pub(crate) async fn held(
    web: &Web,
    permit: &Permit,
    directory: &Directory,
    id: Uuid,
    role: Uuid,
) -> Result<(Versioned<Account>, Appointment), WebError> {
    let found = permit.of_account(web, directory, id).await?;
    let held = found.value.appointments.iter().find(|it| it.id == role);
    let held = held.cloned().ok_or(WebError::NotFound)?;
    let object = account_object(AccountId(id), &found.value);
    permit.require(directory, &Object { agency: held.organisation, ..object })?;
    Ok((found, held))
}

/// 委托代行 Lets somebody stand in for oneself, until a day
pub(crate) async fn delegate(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    asked: &StandingIn,
) -> Result<AccountView, WebError> {
    let key = caller.key("rights.delegate", asked)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let own = permit.account()?;
    let me = web.store().accounts().by_id_for_session(own).await?.ok_or(WebError::NotFound)?;
    permit.require(&directory, &account_object(own, &me.value))?;
    let organisation = directory.by_code(&asked.organisation).ok_or(WebError::NotFound)?;
    // A role that rests, or that is another's, is not passed on.
    let role = role_named(&asked.role)?;
    let uses = matches!(permit.principal(), Principal::Member { grants, .. } if grants.iter().any(|it| {
        it.role == role && it.organisation == organisation.value.id && it.in_stead_of.is_none()
    }));
    if !uses && permit.session().is_some_and(|it| it.roles_rest) {
        return Err(WebError::conflict(
            "您的角色需要第二步验证，设置以前不能委托他人代行",
            "your roles rest until you have a second factor, and rest for others too",
        ));
    }
    // Only a colleague of the same agency can be named; anybody else is not there.
    let agency = directory.tree().agency_of(me.value.organisation).ok_or(WebError::NotFound)?;
    let other = web.store().accounts().by_id_for_session(AccountId(asked.to)).await?;
    let other = other
        .filter(|it| directory.tree().agency_of(it.value.organisation) == Some(agency))
        .ok_or(WebError::NotFound)?;
    let delegation = Delegation {
        id: web.store().edge().new_id(),
        from: own,
        role,
        organisation: organisation.value.id,
        from_on: asked.from_on,
        until_on: asked.until_on,
        reason: asked.reason.trim().to_owned(),
    };
    let changed = other.value.stand_in(AccountId(other.id), &me.value, delegation, web.today())?;
    let body = serde_json::to_value(asked).map_err(WebError::internal)?;
    let about = About::Account(AccountId(other.id));
    let home = other.value.organisation;
    let entry = act(permit, home, "rights.delegated", about, asked.reason.trim(), body)?;
    let answer = once(web, key, async |work| {
        let changed = work.accounts().change(&other, &changed, entry).await?;
        Ok(AccountView::of(&directory, &changed))
    });
    answer.await
}

/// 终止代行 Ends a delegation: by whom it stands in, or by the security administrator
pub(crate) async fn end_delegation(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    delegation: Uuid,
    why: &Reason,
) -> Result<AccountView, WebError> {
    let key = caller.key(&format!("rights.end_delegation {id} {delegation}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let directory = web.directory().await?;
    let found = stands_in(web, permit, &directory, id, delegation).await?;
    let changed = found.value.end_delegation(delegation)?;
    let home = found.value.organisation;
    let about = About::Account(AccountId(id));
    let body = json!({ "delegation": delegation });
    let entry = act(permit, home, "rights.delegation_ended", about, why.words()?, body)?;
    let answer = once(web, key, async |work| {
        let changed = work.accounts().change(&found, &changed, entry).await?;
        Ok(AccountView::of(&directory, &changed))
    });
    answer.await
}

/// Somebody who stands in for another, with the right to end that.
pub(crate) async fn stands_in(
    web: &Web,
    permit: &Permit,
    directory: &Directory,
    id: Uuid,
    delegation: Uuid,
) -> Result<Versioned<Account>, WebError> {
    let found = web.store().accounts().by_id_for_session(AccountId(id)).await?;
    let found = found.ok_or(WebError::NotFound)?;
    let ends = found.value.delegations.iter().find(|it| it.id == delegation);
    // It concerns both: whoever stands in may end it, and whoever is stood in for may take it back.
    let own = permit.account()?;
    let about = if ends.is_some_and(|it| it.from == own) { own } else { AccountId(id) };
    permit.require(directory, &account_object(AccountId(id), &found.value).concerning(about))?;
    Ok(found)
}
