//! Whether the program lives, and whether it can do its work.

use std::path::Path;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use eventlog::At;
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

/// A disk with less room than this will soon refuse (our convention).
pub const LEAST_ROOM: u64 = 1 << 30;

/// A checkpoint older than this should not be the newest while acts wait (our convention).
const CHECKPOINT_MICROS: i64 = 5 * 60 * 1_000_000;

/// Whether somebody signs the log: nothing waits, or the newest checkpoint is fresh.
#[must_use]
pub fn log_is_signed(waiting: u64, newest: Option<At>, now: At) -> bool {
    let fresh = |at: At| at.micros() >= now.micros() - CHECKPOINT_MICROS;
    waiting == 0 || newest.is_some_and(fresh)
}

/// Free bytes on the disk of a folder.
#[cfg(unix)]
#[must_use]
pub fn disk_room(folder: &Path) -> Option<u64> {
    let stat = rustix::fs::statvfs(folder).ok()?;
    stat.f_bavail.checked_mul(stat.f_frsize)
}

/// Free bytes on the disk of a folder; not known on this system.
#[cfg(not(unix))]
#[must_use]
pub fn disk_room(_folder: &Path) -> Option<u64> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_log_is_signed_while_the_newest_checkpoint_is_fresh() {
        let at = |seconds: i64| At::from_micros(seconds * 1_000_000).expect("an instant");
        assert!(log_is_signed(0, None, at(1_000)));
        assert!(log_is_signed(3, Some(at(700)), at(1_000)));
        assert!(!log_is_signed(3, Some(at(699)), at(1_000)));
        assert!(!log_is_signed(3, None, at(1_000)));
    }
}
