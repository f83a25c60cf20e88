//! Jobs: what must still happen, and what failed for good.

use records::organisation::OrganisationId;
use serde_json::json;
use store::{JobState, Source};
use uuid::Uuid;

use super::accounts::Reason;
use crate::acts::{About, act};
use crate::caller::Caller;
use crate::error::WebError;
use crate::guard::Permit;
use crate::once::{answered, once};
use crate::state::Web;

/// Failed jobs that are put back to work at once; there are rarely so many, and the rest is asked for anew.
const MOST_AT_ONCE: u64 = 200;

/// 重新执行 Puts a failed job back to work
pub(crate) async fn repeat(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    id: Uuid,
    why: &Reason,
) -> Result<(), WebError> {
    let key = caller.key(&format!("job.repeat {id}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        let () = answer;
        return Ok(());
    }
    let home = require_whole_installation(web, permit).await?;
    let entry = act(permit, home, "job.repeated", About::Job(id), why.words()?, json!({}))?;
    once(web, key, async |work| {
        work.jobs().repeat(id, entry).await?;
        Ok(())
    })
    .await?;
    Ok(())
}

/// Puts every failed job of a kind back to work; says how many.
pub(crate) async fn repeat_all(
    web: &Web,
    permit: &Permit,
    caller: &Caller,
    kind: &str,
    why: &Reason,
) -> Result<usize, WebError> {
    let key = caller.key(&format!("job.repeat_all {kind}"), why)?;
    if let Some(answer) = answered(web, &key).await? {
        return Ok(answer);
    }
    let home = require_whole_installation(web, permit).await?;
    let dead = web.store().jobs().list(Some(JobState::Dead), MOST_AT_ONCE).await?;
    let mut entries = Vec::new();
    for it in dead.iter().filter(|it| it.kind.as_str() == kind) {
        let about = About::Job(it.id);
        entries.push((it.id, act(permit, home, "job.repeated", about, why.words()?, json!({}))?));
    }
    let answer = once(web, key, async |work| {
        let count = entries.len();
        for (id, entry) in entries {
            work.jobs().repeat(id, entry).await?;
        }
        Ok(count)
    });
    answer.await
}

/// Jobs are the installation's: they are shown to whoever administers it from the top.
pub(crate) async fn require_whole_installation(
    web: &Web,
    permit: &Permit,
) -> Result<OrganisationId, WebError> {
    let directory = web.directory().await?;
    let tree = directory.tree();
    let reach = permit.agencies(&directory);
    let tops = tree.all().filter(|(_, it)| it.administrative_parent.is_none());
    let tops: Vec<OrganisationId> = tops.map(|(id, _)| id).collect();
    if tops.iter().all(|it| reach.contains(it)) {
        tops.first().copied().ok_or(WebError::NotFound)
    } else {
        Err(WebError::NotFound)
    }
}
