//! Stored nodes of the tree, as the proofs ask for them.

use eventlog::Hash;
use eventlog::tree::Need;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{log_leaf, log_node};
use crate::error::StoreError;

/// Reads what a plan needs, run by run.
pub(crate) async fn nodes(
    connection: &impl ConnectionTrait,
    needs: &[Need],
) -> Result<Vec<Vec<Hash>>, StoreError> {
    let mut runs = Vec::with_capacity(needs.len());
    for need in needs {
        runs.push(run(connection, need).await?);
    }
    Ok(runs)
}

async fn run(connection: &impl ConnectionTrait, need: &Need) -> Result<Vec<Hash>, StoreError> {
    let range = row_position(need.first)?..row_position(need.first.saturating_add(need.count))?;
    let hashes: Vec<Vec<u8>> = if need.height == 0 {
        log_leaf::Entity::find()
            .select_only()
            .column(log_leaf::Column::Hash)
            .filter(log_leaf::Column::Position.gte(range.start))
            .filter(log_leaf::Column::Position.lt(range.end))
            .order_by_asc(log_leaf::Column::Position)
            .into_tuple()
            .all(connection)
            .await
            .map_err(StoreError::reading("log_leaf"))?
    } else {
        log_node::Entity::find()
            .select_only()
            .column(log_node::Column::Hash)
            .filter(log_node::Column::Height.eq(i32::from(need.height)))
            .filter(log_node::Column::Position.gte(range.start))
            .filter(log_node::Column::Position.lt(range.end))
            .order_by_asc(log_node::Column::Position)
            .into_tuple()
            .all(connection)
            .await
            .map_err(StoreError::reading("log_node"))?
    };
    let hashes: Option<Vec<Hash>> = hashes.iter().map(|it| Hash::from_slice(it)).collect();
    hashes.ok_or_else(|| StoreError::Log("a stored hash has another length".to_owned()))
}

/// A position as the tables have it.
pub(crate) fn row_position(position: u64) -> Result<i64, StoreError> {
    i64::try_from(position)
        .map_err(|_| StoreError::Log("the tree is larger than any can be".to_owned()))
}
