//! Whether the program lives, and whether it can do its work.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use crate::state::Web;

/// What is ready and what is not. No detail: anybody may ask.
#[derive(Debug, Serialize)]
pub(crate) struct Readiness {
    database: bool,
    writes: bool,
}

/// `GET /health/live`: the process answers.
pub(crate) async fn live() -> &'static str {
    "ok"
}

/// `GET /health/ready`: the database answers and writes are accepted; otherwise 503, and a balancer sends
/// people elsewhere.
pub(crate) async fn ready(State(web): State<Web>) -> (StatusCode, Json<Readiness>) {
    let database = web.directory().await.is_ok();
    let writes = web.store().halted().is_none();
    let status = if database && writes { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(Readiness { database, writes }))
}

/// Free bytes on the disk of a folder.
#[cfg(unix)]
pub(crate) fn disk_room(folder: &std::path::Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    stat.f_bavail.checked_mul(stat.f_frsize)
}

#[cfg(not(unix))]
pub(crate) fn disk_room(_folder: &std::path::Path) -> Option<u64> {
    None
}
