//! Jobs: what must still happen, and what failed for good.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use store::{JobState, Source};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::administration;
use crate::administration::accounts::Reason;
use crate::caller::Caller;
use crate::error::WebError;
use crate::extract::{At, Data, Params};
use crate::guard::Permit;
use crate::limits::PAGE;
use crate::state::Web;

/// Which jobs.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhichJobs {
    /// Only those in this state.
    state: Option<JobStateView>,
}

/// How a job stands.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum JobStateView {
    Waiting,
    Running,
    Done,
    Dead,
}

/// A job.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JobView {
    id: Uuid,
    kind: String,
    state: JobStateView,
    attempts: u32,
    /// Why it failed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_error: Option<String>,
}

fn state_of(view: JobStateView) -> JobState {
    match view {
        JobStateView::Waiting => JobState::Waiting,
        JobStateView::Running => JobState::Running,
        JobStateView::Done => JobState::Done,
        JobStateView::Dead => JobState::Dead,
    }
}

fn view_of(state: JobState) -> JobStateView {
    match state {
        JobState::Waiting => JobStateView::Waiting,
        JobState::Running => JobStateView::Running,
        JobState::Done => JobStateView::Done,
        JobState::Dead => JobStateView::Dead,
    }
}

/// 后台任务 Jobs
#[utoipa::path(get, path = "/api/v1/jobs", tag = "jobs", params(WhichJobs),
    responses((status = 200, body = Vec<JobView>)))]
pub(crate) async fn list(
    State(web): State<Web>,
    Params(which): Params<WhichJobs>,
    permit: Permit,
) -> Result<Json<Vec<JobView>>, WebError> {
    administration::jobs::require_whole_installation(&web, &permit).await?;
    let jobs = web.store().jobs().list(which.state.map(state_of), PAGE).await?;
    let shown = jobs.into_iter().map(|it| JobView {
        id: it.id,
        kind: it.kind.to_string(),
        state: view_of(it.state),
        attempts: u32::try_from(it.attempts).unwrap_or(u32::MAX),
        last_error: it.last_error,
    });
    Ok(Json(shown.collect()))
}

/// 重新执行 Puts a failed job back to work
#[utoipa::path(post, path = "/api/v1/jobs/{id}/repetition", tag = "jobs", request_body = Reason,
    params(("id" = Uuid, Path), ("Idempotency-Key" = String, Header)), responses((status = 204)))]
pub(crate) async fn repeat(
    State(web): State<Web>,
    At(id): At<Uuid>,
    permit: Permit,
    caller: Caller,
    Data(why): Data<Reason>,
) -> Result<StatusCode, WebError> {
    administration::jobs::repeat(&web, &permit, &caller, id, &why).await?;
    Ok(StatusCode::NO_CONTENT)
}
