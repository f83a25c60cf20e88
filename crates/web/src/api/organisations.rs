//! Organisations: the tree, what happened to each, and changes to it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::NaiveDate;
use records::organisation::{Change, Fact, Organisation, OrganisationId, Tree};
use records::person::{AccountId, AccountState};
use records::policy::{Action, Decision, Object, RecordState, decide};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{AgencyScope, Source, Versioned};
use utoipa::ToSchema;

use super::caller::Caller;
use super::views::{
    ChangeView, FactView, KindView, NamesView, OfficeView, OrganisationView, kind_of, named,
};
use crate::acts::{About, act};
use crate::directory::Directory;
use crate::error::WebError;
use crate::extract::{At, Data, Params};
use crate::guard::Permit;
use crate::limits::PAGE;
use crate::once::{answered, once};
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

/// An organisation, and everything that happened to it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct OrganisationHistory {
    #[serde(flatten)]
    organisation: OrganisationView,
    history: Vec<FactView>,
}

/// An organisation to be founded.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Founding {
    /// A short name for addresses and lists, for good.
    #[schema(pattern = "^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$", example = "jia-county-edu")]
    code: String,
    names: NamesView,
    kind: KindView,
    /// For a school: kindergarten, primary, junior_secondary, nine_year, senior_secondary, complete_secondary,
    /// twelve_year, vocational_secondary or special_education.
    #[serde(default)]
    stage: Option<String>,
    /// For a school: public or private.
    #[serde(default)]
    run_by: Option<String>,
    founded_on: NaiveDate,
    /// Code of whom it stands under.
    administrative_parent: String,
    /// Code of who leads its openness work, where that is somebody else.
    #[serde(default)]
    ogi_authority: Option<String>,
    /// Codes of whom it follows.
    #[serde(default)]
    predecessors: Vec<String>,
    /// The document that says so.
    #[serde(default)]
    #[schema(max_length = 100)]
    basis: String,
}

/// A change to an organisation.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Noted {
    /// The version that it was made upon.
    version: i64,
    /// The first day on which it holds.
    on: NaiveDate,
    /// The document that says so.
    #[serde(default)]
    #[schema(max_length = 100)]
    basis: String,
    #[serde(flatten)]
    change: ChangeView,
}

/// A profile of the office.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OfficeNoted {
    /// The version that it was made upon.
    version: i64,
    office: OfficeView,
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
    Ok(Json(history(&directory, found, web.today())?))
}

fn history(
    directory: &Directory,
    found: &Versioned<Organisation>,
    today: NaiveDate,
) -> Result<OrganisationHistory, WebError> {
    // One that is founded later is shown as it will begin.
    let day = found.value.facts().first().map_or(today, |it| it.on.max(today));
    let standing = found.value.on(day).ok_or(WebError::NotFound)?;
    Ok(OrganisationHistory {
        organisation: OrganisationView::of(directory, found, &standing),
        history: found.value.facts().iter().map(FactView::of).collect(),
    })
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
    let key = caller.key("organisation.found", &asked)?;
    if let Some(answer) = answered(&web, &key).await? {
        return Ok((StatusCode::CREATED, Json(answer)));
    }
    let directory = web.directory().await?;
    let parent = directory.by_code(&asked.administrative_parent);
    let parent = parent.map(|it| it.value.id).ok_or(WebError::NotFound)?;
    let id = OrganisationId(web.store().edge().new_id());
    permit.require(&directory, &Object::of(id.0, RecordState::Absent, parent))?;
    let change = Change::Founded {
        names: asked.names.to_record(),
        of: kind_of(asked.kind, asked.stage.as_deref(), asked.run_by.as_deref())?,
        administrative_parent: Some(parent),
        ogi_authority: maybe_named(&directory, asked.ogi_authority.as_deref())?,
        predecessors: asked
            .predecessors
            .iter()
            .map(|it| named(&directory, it))
            .collect::<Result<_, _>>()?,
    };
    let fact = Fact { on: asked.founded_on, basis: asked.basis.clone(), change };
    let founded = Organisation::found(id, &asked.code, fact)?;
    require_tree(&directory, &founded, asked.founded_on, web.today())?;
    let body = json!({ "code": asked.code });
    let entry =
        act(&permit, id, "organisation.founded", About::Organisation(id), &asked.basis, body)?;
    let today = web.today();
    let answer = once(&web, key, async |work| {
        let founded = work.organisations().found(&founded, entry).await?;
        history(&directory, &founded, today)
    });
    Ok((StatusCode::CREATED, Json(answer.await?)))
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
    let key = caller.key(&format!("organisation.change {code}"), &asked)?;
    if let Some(answer) = answered(&web, &key).await? {
        return Ok(Json(answer));
    }
    let directory = web.directory().await?;
    let found = permit.organisation(&directory, &code)?;
    let change = asked.change.to_record(&directory)?;
    if let Change::Moved { administrative_parent, .. } = &change {
        require_new_parent(&permit, &directory, *administrative_parent)?;
    }
    if matches!(change, Change::Merged { .. } | Change::Split { .. } | Change::Abolished { .. }) {
        require_nobody_left(&web, found.value.id).await?;
    }
    let fact = Fact { on: asked.on, basis: asked.basis.clone(), change };
    let noted = found.value.note(fact)?;
    require_tree(&directory, &noted, asked.on, web.today())?;
    let body = serde_json::to_value(&asked).map_err(WebError::internal)?;
    let change = OneChange { web: &web, permit: &permit, directory: &directory, found };
    change.store("organisation.changed", &noted, asked.version, &asked.basis, body, key).await
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
    let key = caller.key(&format!("organisation.describe {code}"), &asked)?;
    if let Some(answer) = answered(&web, &key).await? {
        return Ok(Json(answer));
    }
    let directory = web.directory().await?;
    let found = permit.organisation(&directory, &code)?;
    let change = Change::OfficeDescribed { office: asked.office.to_record() };
    let fact = Fact { on: web.today(), basis: String::new(), change };
    let noted = found.value.note(fact)?;
    let body = serde_json::to_value(&asked.office).map_err(WebError::internal)?;
    let change = OneChange { web: &web, permit: &permit, directory: &directory, found };
    change.store("organisation.described", &noted, asked.version, "", body, key).await
}

/// One change of one organisation.
struct OneChange<'a> {
    web: &'a Web,
    permit: &'a Permit,
    directory: &'a Directory,
    found: &'a Versioned<Organisation>,
}

impl OneChange<'_> {
    async fn store(
        self,
        action: &str,
        noted: &Organisation,
        upon: i64,
        why: &str,
        body: serde_json::Value,
        key: store::Key,
    ) -> Result<Json<OrganisationHistory>, WebError> {
        let id = noted.id;
        let entry = act(self.permit, id, action, About::Organisation(id), why, body)?;
        let today = self.web.today();
        let answer = once(self.web, key, async |work| {
            if self.found.version != upon {
                return Err(WebError::conflict(
                    "已经有人先改了，您的修改没有覆盖；请重新打开再改",
                    "somebody changed it first and nothing was overwritten; open it anew",
                ));
            }
            let changed = work.organisations().change(self.found, noted, entry).await?;
            history(self.directory, &changed, today)
        });
        Ok(Json(answer.await?))
    }
}

/// Nobody's account stays behind in an organisation that is no more, where nobody could reach it.
async fn require_nobody_left(web: &Web, id: OrganisationId) -> Result<(), WebError> {
    let scope = AgencyScope::only(id.into());
    let mut after = None;
    loop {
        let page = web.store().accounts().page(&scope, after, PAGE).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = Some(AccountId(last.id));
        if page.iter().any(|it| it.value.state != AccountState::Closed) {
            return Err(WebError::conflict(
                "这个机构还有人员账号。请先注销，或者在承接的机构另邀请，再办理",
                "people still have accounts there. Close them, or invite them anew where its duties go, first",
            ));
        }
    }
}

fn maybe_named(
    directory: &Directory,
    code: Option<&str>,
) -> Result<Option<OrganisationId>, WebError> {
    code.map(|it| named(directory, it)).transpose()
}

/// Nobody moves an organisation to where they may not change anything.
fn require_new_parent(
    permit: &Permit,
    directory: &Directory,
    parent: Option<OrganisationId>,
) -> Result<(), WebError> {
    let Some(parent) = parent else {
        return Err(WebError::field(
            "administrative_parent",
            "须写明上级机构代码",
            "the code of whom it will stand under is needed",
        ));
    };
    let object = Object::of(parent.0, RecordState::Open, parent);
    let tree = directory.tree();
    match decide(tree, permit.principal(), Action::ChangeOrganisation, &object) {
        Decision::Allowed(_) => Ok(()),
        Decision::Denied(_) => Err(WebError::NotFound),
    }
}

/// Refuses what would leave the tree with a fault it did not have, on the day of the change or today.
fn require_tree(
    directory: &Directory,
    changed: &Organisation,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), WebError> {
    for day in [on, today] {
        let before = Tree::on(day, directory.all().map(|it| &it.value)).faults();
        let after = directory.tree_with(changed, day).faults();
        if let Some(fault) = after.into_iter().find(|it| !before.contains(it)) {
            return Err(WebError::field(
                "change",
                &format!("这样变更后机构关系不成立（{fault}）。请先办理下级机构，或者另选上级"),
                &format!("the tree would not hold: {fault}"),
            ));
        }
    }
    Ok(())
}
