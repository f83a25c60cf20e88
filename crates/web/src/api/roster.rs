//! Organisations and people as a spreadsheet: taken out, looked over, brought in, and roles confirmed by a second
//! person.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use law::Lang;
use reader::ReadFailure;
use records::policy::{Action, Object, RecordState, decide};
use roster::{Changes, Plan, PlannedAccount, PlannedOrganisation};
use serde::{Deserialize, Serialize};
use store::StoreError;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::acts::act;
use crate::caller::Caller;
use crate::directory::Directory;
use crate::error::{FieldFault, WebError};
use crate::extract::{Speaks, body};
use crate::guard::{Permit, account_object};
use crate::limits::ROSTER;
use crate::once::{answered, once};
use crate::roster::Known;
use crate::state::Web;

/// The content type of a spreadsheet.
pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What a file would change, or has changed.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
pub(crate) struct RosterView {
    /// Codes of organisations that are founded.
    pub(crate) founded: Vec<String>,
    /// Codes of organisations of which something is noted.
    pub(crate) changed: Vec<String>,
    /// Logins of people who are invited.
    pub(crate) invited: Vec<String>,
    /// Logins of accounts that change.
    pub(crate) renamed: Vec<String>,
    /// Roles that are proposed, as `login role`. A security administrator confirms them with the same file.
    pub(crate) proposed_roles: Vec<String>,
    /// What is wrong. With any of it nothing is brought in.
    pub(crate) faults: Vec<RosterFault>,
    /// What somebody should look at.
    pub(crate) warnings: Vec<String>,
}

/// Something wrong at a place of the file.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct RosterFault {
    pub(crate) sheet: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) row: Option<u32>,
    pub(crate) column: String,
    pub(crate) value: String,
    /// What is wrong and what to do.
    pub(crate) detail: String,
}

/// The bytes of a spreadsheet.
#[derive(Debug)]
pub(crate) struct Workbook(Bytes);

impl FromRequest<Web> for Workbook {
    type Rejection = WebError;

    async fn from_request(request: Request, _web: &Web) -> Result<Self, WebError> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|it| it.to_str().ok());
        if kind.is_none_or(|it| !it.eq_ignore_ascii_case(XLSX)) {
            return Err(WebError::Malformed {
                zh: format!("内容类型应当是 {XLSX}"),
                en: format!("the content type should be {XLSX}"),
            });
        }
        Ok(Self(body(request, ROSTER).await?))
    }
}

/// 导出机构和人员 The organisations and people in reach, as a spreadsheet that can be brought in again
#[utoipa::path(get, path = "/api/v1/roster", tag = "roster",
    responses((status = 200, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>)))]
pub(crate) async fn export(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
) -> Result<Response, WebError> {
    take_out(&web, &permit, lang).await
}

/// The organisations and people in somebody's reach, as a file to be kept.
pub(crate) async fn take_out(web: &Web, permit: &Permit, lang: Lang) -> Result<Response, WebError> {
    let directory = web.directory().await?;
    let reach = permit.agencies(&directory);
    let tree = directory.tree();
    let within = |id| tree.agency_of(id).is_some_and(|it| reach.contains(&it));
    let known = Known::read(web.store()).await?;
    let all = known.organisations();
    let mut organisations = all.clone();
    organisations.retain(|it| within(it.id));
    let mut accounts = known.accounts();
    accounts.retain(|(_, it)| within(it.organisation));
    let bytes = roster::export_part(&organisations, &all, &accounts, web.today(), lang);
    let bytes = bytes.map_err(WebError::internal)?;
    let headers =
        [(CONTENT_TYPE, XLSX), (CONTENT_DISPOSITION, "attachment; filename=\"roster.xlsx\"")];
    Ok((headers, bytes).into_response())
}

/// 预览导入 What a file would change; nothing is changed
#[utoipa::path(post, path = "/api/v1/roster/preview", tag = "roster",
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    params(("Idempotency-Key" = String, Header)), responses((status = 200, body = RosterView)))]
pub(crate) async fn preview(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    _caller: Caller,
    Workbook(bytes): Workbook,
) -> Result<Json<RosterView>, WebError> {
    Ok(Json(look_over(&web, &permit, &bytes, lang).await?))
}

/// What a file would change.
pub(crate) async fn look_over(
    web: &Web,
    permit: &Permit,
    bytes: &[u8],
    lang: Lang,
) -> Result<RosterView, WebError> {
    let known = Known::read(web.store()).await?;
    let plan = planned(web, &known, bytes).await?;
    let directory = web.directory().await?;
    require_their_people(permit, &directory, &known, &plan)?;
    if let Ok(changes) = plan.clone().changes() {
        require_reach(permit, &directory, &known, &changes)?;
    }
    Ok(RosterView::of(&known, &plan, lang))
}

/// 导入 Brings a file in: organisations and people. Roles wait for a security administrator
#[utoipa::path(post, path = "/api/v1/roster", tag = "roster",
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    params(("Idempotency-Key" = String, Header)), responses((status = 200, body = RosterView)))]
pub(crate) async fn import(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    caller: Caller,
    Workbook(bytes): Workbook,
) -> Result<Json<RosterView>, WebError> {
    Ok(Json(bring_in(&web, &permit, &caller, &bytes, lang).await?))
}

/// Brings a file in, but for the roles that it proposes.
pub(crate) async fn bring_in(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    bytes: &[u8],
    lang: Lang,
) -> Result<RosterView, WebError> {
    let key = caller.key_of_bytes("roster.import", bytes);
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let known = Known::read(web.store()).await?;
    let plan = planned(web, &known, bytes).await?;
    let directory = web.directory().await?;
    require_their_people(permit, &directory, &known, &plan)?;
    let view = RosterView::of(&known, &plan, lang);
    let changes = plan.changes().map_err(|_| faulty(&view))?;
    require_reach(permit, &directory, &known, &changes)?;
    let answer = once(web, key, async |work| {
        let acts = |agency, action: &str, about, body| {
            act(permit, agency, action, about, "", body)
                .map_err(|_| StoreError::Log("the act cannot be written".to_owned()))
        };
        known.store(work, &changes, acts).await?;
        Ok(view)
    });
    answer.await
}

/// 确认导入的角色 Grants the roles that a file proposes, after it was brought in by somebody else
#[utoipa::path(post, path = "/api/v1/roster/roles", tag = "roster",
    request_body(content = Vec<u8>, content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    params(("Idempotency-Key" = String, Header)), responses((status = 200, body = RosterView)))]
pub(crate) async fn confirm_roles(
    State(web): State<Web>,
    Speaks(lang): Speaks,
    permit: Permit,
    caller: Caller,
    Workbook(bytes): Workbook,
) -> Result<Json<RosterView>, WebError> {
    Ok(Json(grant_roles(&web, &permit, &caller, &bytes, lang).await?))
}

/// Grants the roles that a file proposes.
pub(crate) async fn grant_roles(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    bytes: &[u8],
    lang: Lang,
) -> Result<RosterView, WebError> {
    let key = caller.key_of_bytes("roster.confirm_roles", bytes);
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let (known, changes, view) = proposed(web, permit, bytes, lang).await?;
    let answer = once(web, key, async |work| {
        let acts = |agency, action: &str, about, body| {
            act(permit, agency, action, about, "", body)
                .map_err(|_| StoreError::Log("the act cannot be written".to_owned()))
        };
        known.grant(work, &changes, acts).await?;
        Ok(view)
    });
    answer.await
}

/// Which roles a file would grant.
pub(crate) async fn look_over_roles(
    web: &Web,
    permit: &Permit,
    bytes: &[u8],
    lang: Lang,
) -> Result<RosterView, WebError> {
    Ok(proposed(web, permit, bytes, lang).await?.2)
}

/// The roles that a file proposes, with the right to grant each of them.
async fn proposed(
    web: &Web,
    permit: &Permit,
    bytes: &[u8],
    lang: Lang,
) -> Result<(Known, Changes, RosterView), WebError> {
    let known = Known::read(web.store()).await?;
    let plan = planned(web, &known, bytes).await?;
    let directory = web.directory().await?;
    require_their_people(permit, &directory, &known, &plan)?;
    let view = RosterView::of(&known, &plan, lang);
    let changes = plan.changes().map_err(|_| faulty(&view))?;
    if !(changes.founded.is_empty() && changes.invited.is_empty()) {
        return Err(WebError::conflict(
            "表中还有没有导入的机构或者人员，请系统管理员先导入",
            "the file has organisations or people that were not brought in yet",
        ));
    }
    for proposed in &changes.proposed_appointments {
        let accounts = known.accounts();
        let found = accounts.iter().find(|(id, _)| *id == proposed.account);
        let (id, account) = found.ok_or(WebError::NotFound)?;
        let object = account_object(*id, account);
        permit.require(&directory, &object)?;
        permit
            .require(&directory, &Object { agency: proposed.appointment.organisation, ..object })?;
    }
    Ok((known, changes, view))
}

async fn planned(web: &Web, known: &Known, bytes: &[u8]) -> Result<Plan, WebError> {
    let sheets =
        web.readers().read_roster(bytes.to_vec()).await.map_err(|failure| match failure {
            ReadFailure::Document(error) => {
                WebError::field("file", &error.say(Lang::Zh), &error.say(Lang::En))
            }
            ReadFailure::Reader(fault) => WebError::of_reader("file", fault),
        })?;
    Ok(known.plan(&sheets, web.today(), web.store()))
}

/// Refuses a file that names people elsewhere, faulty or not: what it is compared with would tell of them.
fn require_their_people(
    permit: &Permit,
    directory: &Directory,
    known: &Known,
    plan: &Plan,
) -> Result<(), WebError> {
    let reach = permit.scope(directory);
    let mut homes = plan.accounts.iter().filter_map(|it| match it {
        PlannedAccount::New { .. } => None,
        PlannedAccount::Changed { id, .. } | PlannedAccount::Same { id, .. } => known.home_of(*id),
    });
    if homes.all(|it| reach.includes(it.into())) { Ok(()) } else { Err(WebError::NotFound) }
}

/// Refuses an import that reaches further than whoever brings it in.
fn require_reach(
    permit: &Permit,
    directory: &Directory,
    known: &Known,
    changes: &Changes,
) -> Result<(), WebError> {
    if known.makes_a_top(changes) {
        return Err(WebError::field(
            "上级机构代码",
            "没有上级的机构只能在服务器上用 gongkai org 设立，有上级的机构须写明上级",
            "an organisation without anybody above is founded on the server, with `gongkai org`; every other names who is above",
        ));
    }
    let may = |id| {
        let object = Object::of(Uuid::nil(), RecordState::Absent, id);
        decide(directory.tree(), permit.principal(), Action::ImportRoster, &object).is_allowed()
    };
    if known.touched(changes).into_iter().all(may) { Ok(()) } else { Err(WebError::NotFound) }
}

fn faulty(view: &RosterView) -> WebError {
    let told = view.faults.iter().take(50).map(|it| FieldFault {
        field: format!("{} {} {}", it.sheet, it.row.unwrap_or_default(), it.column),
        zh: it.detail.clone(),
        en: it.detail.clone(),
    });
    WebError::Invalid(told.collect())
}

impl RosterView {
    fn of(known: &Known, plan: &Plan, lang: Lang) -> Self {
        let mut view = Self::default();
        for it in &plan.organisations {
            match it {
                PlannedOrganisation::New { organisation, .. } => {
                    view.founded.push(organisation.code.clone());
                }
                PlannedOrganisation::Changed { organisation, .. } => {
                    view.changed.push(organisation.code.clone());
                }
                PlannedOrganisation::Same { .. } => {}
            }
        }
        let mut logins: Vec<_> =
            known.accounts().into_iter().map(|(id, it)| (id, it.login)).collect();
        for it in &plan.accounts {
            match it {
                PlannedAccount::New { account, id, .. } => {
                    view.invited.push(account.login.clone());
                    logins.push((*id, account.login.clone()));
                }
                PlannedAccount::Changed { account, .. } => view.renamed.push(account.login.clone()),
                PlannedAccount::Same { .. } => {}
            }
        }
        let logins: std::collections::BTreeMap<_, _> = logins.into_iter().collect();
        view.proposed_roles = plan
            .proposed_appointments
            .iter()
            .map(|it| {
                let login = logins.get(&it.account).map_or("", String::as_str);
                format!("{login} {}", it.appointment.role.name())
            })
            .collect();
        view.faults = plan
            .faults
            .iter()
            .map(|it| RosterFault {
                sheet: it.column.sheet().title(lang).to_owned(),
                row: it.row,
                column: it.column.heading(lang).to_owned(),
                value: it.value.clone(),
                detail: it.say(lang),
            })
            .collect();
        view.warnings = plan.warnings.iter().map(|it| it.say(lang)).collect();
        view
    }
}
