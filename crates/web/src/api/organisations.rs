//! Organisations: the tree, what happened to each, and changes to it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Deserialize;

use crate::administration;
use crate::administration::organisations::{Founding, Noted, OfficeNoted, OrganisationHistory};
use crate::administration::views::OrganisationView;
use crate::caller::Caller;
use crate::error::WebError;
use crate::extract::{At, Data, Params};
use crate::guard::Permit;
use crate::state::Web;

/// Which organisations.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct Which {
    /// As they stood on this day; today without one.
    on: Option<NaiveDate>,
    /// Only those directly below the organisation of this code.
    below: Option<String>,
}

/// 机构列表 Organisations
#[utoipa::path(get, path = "/api/v1/organisations", tag = "organisations", params(Which),
    responses((status = 200, body = Vec<OrganisationView>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    Params(which): Params<Which>,
    permit: Permit,
) -> Result<Json<Vec<OrganisationView>>, WebError> {
    let directory = web.directory().await?;
    let below = which.below.as_deref().map(|it| permit.organisation(&directory, it)).transpose()?;
    let below = below.map(|it| it.value.id);
    let day = which.on.unwrap_or_else(|| web.today());
    let shown = directory.all().filter_map(|it| {
        let standing = it.value.on(day).filter(|it| it.ended.is_none())?;
        let fits = below.is_none() || standing.administrative_parent == below;
        fits.then(|| OrganisationView::of(&directory, it, &standing))
    });
    Ok(Json(shown.collect()))
}

/// 机构及其沿革 An organisation and its history
#[utoipa::path(get, path = "/api/v1/organisations/{code}", tag = "organisations",
    params(("code" = String, Path)), responses((status = 200, body = OrganisationHistory)))]
pub(crate) async fn show(
    State(web): State<Web>,
    At(code): At<String>,
    permit: Permit,
) -> Result<Json<OrganisationHistory>, WebError> {
    let directory = web.directory().await?;
    let found = permit.organisation(&directory, &code)?;
    Ok(Json(administration::organisations::history(&directory, found, web.today())?))
}

/// 设立机构 Founds an organisation
#[utoipa::path(post, path = "/api/v1/organisations", tag = "organisations", request_body = Founding,
    params(("Idempotency-Key" = String, Header)),
    responses((status = 201, body = OrganisationHistory)))]
pub(crate) async fn found(
    State(web): State<Web>,
    permit: Permit,
    caller: Caller,
    Data(asked): Data<Founding>,
) -> Result<(StatusCode, Json<OrganisationHistory>), WebError> {
    let answer = administration::organisations::found(&web, &permit, &caller, &asked).await?;
    Ok((StatusCode::CREATED, Json(answer)))
}

/// 变更机构：更名、调整、并入、分立、撤销 Notes what happened to an organisation
#[utoipa::path(post, path = "/api/v1/organisations/{code}/changes", tag = "organisations",
    params(("code" = String, Path), ("Idempotency-Key" = String, Header)), request_body = Noted,
    responses((status = 200, body = OrganisationHistory)))]
pub(crate) async fn note(
    State(web): State<Web>,
    At(code): At<String>,
    permit: Permit,
    caller: Caller,
    Data(asked): Data<Noted>,
) -> Result<Json<OrganisationHistory>, WebError> {
    Ok(Json(administration::organisations::note(&web, &permit, &caller, &code, &asked).await?))
}

/// 维护公开机构信息 Describes the disclosure office
#[utoipa::path(put, path = "/api/v1/organisations/{code}/office", tag = "organisations",
    params(("code" = String, Path), ("Idempotency-Key" = String, Header)), request_body = OfficeNoted,
    responses((status = 200, body = OrganisationHistory)))]
pub(crate) async fn describe_office(
    State(web): State<Web>,
    At(code): At<String>,
    permit: Permit,
    caller: Caller,
    Data(asked): Data<OfficeNoted>,
) -> Result<Json<OrganisationHistory>, WebError> {
    Ok(Json(
        administration::organisations::describe_office(&web, &permit, &caller, &code, &asked)
            .await?,
    ))
}
