//! Whoever calls.

use axum::Json;
use axum::extract::State;
use records::policy::Principal;
use serde::Serialize;
use store::Source;
use utoipa::ToSchema;

use crate::administration::views::AccountView;
use crate::error::WebError;
use crate::guard::{Permit, account_object};
use crate::state::Web;

/// Whoever calls, and what they may use today.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct MeView {
    account: AccountView,
    /// Roles in force today, as `role@organisation`.
    in_force: Vec<String>,
    /// What the token is limited to; null for a person.
    scopes: Option<Vec<String>>,
}

/// 本人 Whoever calls
#[utoipa::path(get, path = "/api/v1/me", tag = "me", responses((status = 200, body = MeView)))]
pub(crate) async fn show(State(web): State<Web>, permit: Permit) -> Result<Json<MeView>, WebError> {
    let id = permit.account()?;
    let directory = web.directory().await?;
    let account = web.store().accounts().by_id_for_session(id).await?.ok_or(WebError::NotFound)?;
    permit.require(&directory, &account_object(id, &account.value))?;
    let (grants, scopes) = match permit.principal() {
        Principal::Member { grants, scopes, .. } => (grants.as_slice(), scopes.as_ref()),
        _ => (&[][..], None),
    };
    let code = |id| directory.code_of(id).unwrap_or_default().to_owned();
    let in_force =
        grants.iter().map(|it| format!("{}@{}", it.role.name(), code(it.organisation))).collect();
    let scopes = scopes.map(|it| it.iter().map(|it| it.name().to_owned()).collect());
    Ok(Json(MeView { account: AccountView::of(&directory, &account), in_force, scopes }))
}
