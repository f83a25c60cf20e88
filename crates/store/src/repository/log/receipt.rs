//! Proofs for those who were told "received".

use eventlog::tree::Plan;
use eventlog::{LogProof, Receipt};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Log;
use super::history::{entry_of, opening_of};
use super::tree::nodes;
use crate::entity::{log_detail, log_entry, log_leaf};
use crate::error::StoreError;
use crate::scope::AgencyScope;
use crate::store::Store;
use crate::work::Source;

impl Log<'_, Store> {
    /// Returns the proof that an act stands in the log, for somebody who keeps it. Signs a checkpoint
    /// first where none covers the act yet. With `opened`, the receipt holds what the act says, which
    /// only those may have whom it concerns.
    ///
    /// # Errors
    ///
    /// [`StoreError::NotFound`] where the scope has no such act.
    pub async fn receipt(
        &self,
        scope: &AgencyScope,
        entry: Uuid,
        opened: bool,
    ) -> Result<Receipt, StoreError> {
        let connection = self.source.connection();
        let row = log_entry::Entity::find_by_id(entry)
            .filter(scope.within(log_entry::Column::AgencyId))
            .one(connection)
            .await
            .map_err(StoreError::reading("log_entry"))?
            .ok_or(StoreError::NotFound("act"))?;
        let position = self.covered_position(entry).await?;
        let (size, _, note) = self
            .latest_checkpoint()
            .await?
            .ok_or_else(|| StoreError::Log("nothing was signed".to_owned()))?;
        let broken = |error: eventlog::tree::TreeError| StoreError::Log(error.to_string());
        let suite = self.source.identity().suite();
        let plan = Plan::inclusion(size, position).map_err(broken)?;
        let proof = plan.fold(suite, &nodes(connection, plan.needs()).await?).map_err(broken)?;
        let opening = if opened { self.opening(entry).await? } else { None };
        let key = self.source.keys().log().verifier();
        let proof = LogProof::new(position, proof, note)
            .map_err(|error| StoreError::Log(error.to_string()))?;
        Ok(Receipt { entry: entry_of(&row)?, opening, suite, proof, key })
    }

    /// The position of an act that a signed checkpoint covers.
    async fn covered_position(&self, entry: Uuid) -> Result<u64, StoreError> {
        if let Some(position) = self.position(entry).await? {
            let covered = self.latest_checkpoint().await?.is_some_and(|(size, ..)| position < size);
            if covered {
                return Ok(position);
            }
        }
        self.checkpoint().await?;
        let position = self.position(entry).await?;
        position.ok_or_else(|| StoreError::Log("the act has no leaf".to_owned()))
    }

    async fn position(&self, entry: Uuid) -> Result<Option<u64>, StoreError> {
        let leaf = log_leaf::Entity::find()
            .filter(log_leaf::Column::EntryId.eq(entry))
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("log_leaf"))?;
        leaf.map(|it| {
            u64::try_from(it.position)
                .map_err(|_| StoreError::corrupt("log_leaf", it.position, "a negative position"))
        })
        .transpose()
    }

    async fn opening(&self, entry: Uuid) -> Result<Option<eventlog::Opening>, StoreError> {
        let row = log_detail::Entity::find_by_id(entry)
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("log_detail"))?;
        row.map(opening_of).transpose()
    }
}
