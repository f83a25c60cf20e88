//! Roles and standing in: who gives them, who ends them.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use crate::administration;
use crate::administration::accounts::Reason;
use crate::administration::rights::{Granting, StandingIn};
use crate::administration::views::AccountView;
use crate::caller::Caller;
use crate::error::WebError;
use crate::extract::{At, Data};
use crate::guard::Permit;
use crate::state::Web;

/// 授予角色 Grants a role; never to oneself
#[utoipa::path(post, path = "/api/v1/accounts/{id}/roles", tag = "rights", request_body = Granting,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = AccountView)))]
pub(crate) async fn grant(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(asked): Data<Granting>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(administration::rights::grant(&web, &permit, &caller, id, &asked).await?))
}

/// 终止角色 Ends a role today
#[utoipa::path(post, path = "/api/v1/accounts/{id}/roles/{role}/ending", tag = "rights", request_body = Reason,
    params(("id" = Uuid, Path), ("role" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    responses((status = 200, body = AccountView)))]
pub(crate) async fn end(
    State(web): State<Web>,
    At((id, role)): At<(Uuid, Uuid)>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(administration::rights::end(&web, &permit, &caller, id, role, &why).await?))
}

/// 委托代行 Lets somebody stand in for oneself, until a day
#[utoipa::path(post, path = "/api/v1/me/delegations", tag = "rights", request_body = StandingIn,
    params(("Idempotency-Key" = String, Header)), responses((status = 200, body = AccountView)))]
pub(crate) async fn delegate(
    State(web): State<Web>,
    permit: Permit,
    caller: Caller,
    Data(asked): Data<StandingIn>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(administration::rights::delegate(&web, &permit, &caller, &asked).await?))
}

/// 终止代行 Ends a delegation: by whom it stands in, or by the security administrator
#[utoipa::path(post, path = "/api/v1/accounts/{id}/delegations/{delegation}/ending", tag = "rights",
    params(("id" = Uuid, Path), ("delegation" = Uuid, Path), ("Idempotency-Key" = String, Header)),
    request_body = Reason, responses((status = 200, body = AccountView)))]
pub(crate) async fn end_delegation(
    State(web): State<Web>,
    At((id, delegation)): At<(Uuid, Uuid)>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<Json<AccountView>, WebError> {
    Ok(Json(
        administration::rights::end_delegation(&web, &permit, &caller, id, delegation, &why)
            .await?,
    ))
}
