//! Gives waiting acts their leaves in the tree.

use eventlog::Hash;
use eventlog::tree::Frontier;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::Log;
use super::history::entry_of;
use super::tree::{nodes, row_position};
use crate::entity::{log_entry, log_leaf, log_node, log_pending, setting};
use crate::error::StoreError;
use crate::identity::LOG_LOCK;
use crate::repository::runs::runs;
use crate::store::Store;
use crate::work::{Source, Work};

/// Acts that take their leaves in one transaction: large enough that a backlog goes fast, small
/// enough that other writers hardly wait.
const BATCH: u64 = 500;

/// What one run did.
struct Run {
    tree: Frontier,
    added: u64,
}

impl Log<'_, Store> {
    /// Gives every waiting act its leaf, and returns how many there were.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn sequence(&self) -> Result<u64, StoreError> {
        let mut total = 0;
        loop {
            let work = self.source.begin().await?;
            let known = self.source.frontier().lock().await.take();
            let Some(run) = work.log().sequence_some(known).await? else { return Ok(total) };
            work.commit().await?;
            // Only what is stored may be built upon.
            *self.source.frontier().lock().await = Some(run.tree);
            total += run.added;
        }
    }
}

impl Log<'_, Work> {
    /// Gives some waiting acts their leaves; returns none where none wait.
    async fn sequence_some(&self, known: Option<Frontier>) -> Result<Option<Run>, StoreError> {
        let connection = self.source.connection();
        lock(connection).await?;
        let ids: Vec<Uuid> = log_pending::Entity::find()
            .select_only()
            .column(log_pending::Column::EntryId)
            .order_by_asc(log_pending::Column::EntryId)
            .limit(BATCH)
            .into_tuple()
            .all(connection)
            .await
            .map_err(StoreError::reading("log_pending"))?;
        if ids.is_empty() {
            return Ok(None);
        }
        // Run by run, the rows come in the order of the ids.
        let mut rows = Vec::with_capacity(ids.len());
        for some in runs(&ids) {
            let found = log_entry::Entity::find()
                .filter(log_entry::Column::Id.is_in(some.iter().copied()))
                .order_by_asc(log_entry::Column::Id)
                .all(connection)
                .await
                .map_err(StoreError::reading("log_entry"))?;
            rows.extend(found);
        }
        if rows.len() != ids.len() {
            return Err(StoreError::Log("an act that waits for its leaf is gone".to_owned()));
        }
        // Another node may have added leaves since.
        let mut tree = match known {
            Some(tree) if tree.size() == size(connection).await? => tree,
            _ => restore(connection, self.source.store()).await?,
        };
        self.add_leaves(&mut tree, rows).await?;
        for some in runs(&ids) {
            log_pending::Entity::delete_many()
                .filter(log_pending::Column::EntryId.is_in(some.iter().copied()))
                .exec(connection)
                .await
                .map_err(StoreError::writing("log_pending"))?;
        }
        Ok(Some(Run { tree, added: ids.len() as u64 }))
    }

    async fn add_leaves(
        &self,
        tree: &mut Frontier,
        rows: Vec<log_entry::Model>,
    ) -> Result<(), StoreError> {
        let suite = self.source.store().identity().suite();
        let (mut leaves, mut complete) = (Vec::new(), Vec::new());
        for row in rows {
            let entry = entry_of(&row)?;
            let hash = entry.leaf_hash(suite);
            leaves.push(log_leaf::ActiveModel {
                position: Set(row_position(tree.size())?),
                entry_id: Set(row.id),
                hash: Set(hash.as_bytes().to_vec()),
            });
            let broken = |error: eventlog::tree::TreeError| StoreError::Log(error.to_string());
            for node in tree.push(hash).map_err(broken)? {
                complete.push(log_node::ActiveModel {
                    height: Set(i32::from(node.height)),
                    position: Set(row_position(node.position)?),
                    hash: Set(node.hash.as_bytes().to_vec()),
                });
            }
        }
        let connection = self.source.connection();
        for some in runs(&leaves) {
            let leaves = log_leaf::Entity::insert_many(some.iter().cloned());
            let added = leaves.exec_without_returning(connection).await;
            added.map_err(StoreError::writing("log_leaf"))?;
        }
        for some in runs(&complete) {
            let nodes = log_node::Entity::insert_many(some.iter().cloned());
            let added = nodes.exec_without_returning(connection).await;
            added.map_err(StoreError::writing("log_node"))?;
        }
        Ok(())
    }
}

/// One node at a time grows the tree or signs it.
pub(super) async fn lock(connection: &impl ConnectionTrait) -> Result<(), StoreError> {
    let row = setting::Entity::find_by_id(LOG_LOCK)
        .lock_exclusive()
        .one(connection)
        .await
        .map_err(StoreError::reading("setting"))?;
    row.map(|_| ()).ok_or_else(|| StoreError::corrupt("setting", LOG_LOCK, "it is missing"))
}

/// How many leaves the tree has.
pub(crate) async fn size(connection: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let last: Option<i64> = log_leaf::Entity::find()
        .select_only()
        .column(log_leaf::Column::Position)
        .order_by_desc(log_leaf::Column::Position)
        .into_tuple()
        .one(connection)
        .await
        .map_err(StoreError::reading("log_leaf"))?;
    match last {
        None => Ok(0),
        Some(last) => u64::try_from(last)
            .map(|last| last + 1)
            .map_err(|_| StoreError::corrupt("log_leaf", last, "a negative position")),
    }
}

/// The tree as the tables have it.
async fn restore(connection: &impl ConnectionTrait, store: &Store) -> Result<Frontier, StoreError> {
    let broken = |error: eventlog::tree::TreeError| StoreError::Log(error.to_string());
    let size = size(connection).await?;
    let needs = Frontier::needs(size).map_err(broken)?;
    let stored: Vec<Vec<Hash>> = nodes(connection, &needs).await?;
    Frontier::restore(store.identity().suite(), size, &stored).map_err(broken)
}
