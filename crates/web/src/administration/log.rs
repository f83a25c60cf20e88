//! The event log: where somebody may read it, and its proofs.

use records::organisation::OrganisationId;
use store::{AgencyId, AgencyScope, Source, StoreError};
use uuid::Uuid;

use crate::directory::Directory;
use crate::error::WebError;
use crate::guard::Permit;
use crate::state::Web;

/// Where they may see the log. What concerns the installation itself belongs to whoever audits a top of the
/// tree.
pub(crate) fn scope(permit: &Permit, directory: &Directory) -> AgencyScope {
    let reach = permit.agencies(directory);
    let is_top = |it: &OrganisationId| {
        directory.tree().standing(*it).is_some_and(|it| it.administrative_parent.is_none())
    };
    let mut scope = directory.scope_ever(&reach);
    if reach.iter().any(is_top) {
        scope = scope.and(AgencyId(Uuid::nil()));
    }
    scope
}

/// The receipt of an entry, which `gongkai verify-receipt` checks without us.
pub(crate) async fn receipt(web: &Web, permit: &Permit, id: Uuid) -> Result<String, WebError> {
    let directory = web.directory().await?;
    match web.store().log().receipt(&scope(permit, &directory), id, true).await {
        Ok(receipt) => Ok(receipt.to_json()),
        Err(StoreError::Log(_)) => Err(WebError::conflict(
            "这一条还没有签名的检查点，一分钟后再取",
            "no signed checkpoint covers this entry yet; ask again in a minute",
        )),
        Err(error) => Err(error.into()),
    }
}
