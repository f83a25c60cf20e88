//! Signs what the tree holds, and knows what was signed.

use eventlog::tree::Plan;
use eventlog::{At, Checkpoint, Hash};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use super::Log;
use super::sequence::{lock, size};
use super::tree::{nodes, row_position};
use crate::entity::{log_checkpoint, log_entry, log_pending, witness_receipt};
use crate::error::StoreError;
use crate::store::Store;
use crate::work::{Source, Work};

impl Log<'_, Store> {
    /// Gives waiting acts their leaves and signs the tree, unless nothing came since the last time.
    /// Returns the newest signed checkpoint as a note.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the tree is broken.
    pub async fn checkpoint(&self) -> Result<Option<String>, StoreError> {
        self.sequence().await?;
        let work = self.source.begin().await?;
        if work.log().sign().await? {
            work.commit().await?;
        } else {
            // The turn is given back before anything else is asked.
            drop(work);
        }
        Ok(self.newest_checkpoint().await?.map(|it| it.note))
    }
}

impl Log<'_, Work> {
    /// Signs the tree where it has grown, and says whether it had.
    async fn sign(&self) -> Result<bool, StoreError> {
        let connection = self.source.connection();
        lock(connection).await?;
        let size = size(connection).await?;
        let newest = self.newest_checkpoint().await?;
        if row_position(size)? <= newest.as_ref().map_or(0, |it| it.size) {
            return Ok(false);
        }
        if let Some(newest) = newest {
            self.require_continued(&newest).await?;
        }
        let store = self.source.store();
        let suite = store.identity().suite();
        let root = self.root(size).await?;
        let at = store.edge().now();
        let origin = store.identity().origin().clone();
        let note = store
            .keys()
            .log()
            .sign(&Checkpoint { origin, size, root, suite, at })
            .map_err(|error| StoreError::Log(error.to_string()))?;
        let row = log_checkpoint::ActiveModel {
            size: Set(row_position(size)?),
            at: Set(at.micros()),
            note: Set(note),
        };
        let inserted = log_checkpoint::Entity::insert(row).exec_without_returning(connection).await;
        inserted.map_err(StoreError::writing("log_checkpoint"))?;
        Ok(true)
    }

    /// A tree that no longer begins as it was signed is never signed again.
    async fn require_continued(&self, before: &Signed) -> Result<(), StoreError> {
        let key = self.source.store().identity().key();
        let signed = Checkpoint::open(&before.note, key)
            .map_err(|error| StoreError::Log(format!("the newest checkpoint: {error}")))?;
        if self.root(signed.size).await? == signed.root {
            return Ok(());
        }
        let why = format!("the first {} acts are not those that were signed", signed.size);
        Err(StoreError::Log(why))
    }

    /// Notes that a witness holds the checkpoint of this size.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn note_witness(&self, witness: &str, size: i64) -> Result<(), StoreError> {
        use witness_receipt::Column::{Size, Witness};
        let row = witness_receipt::ActiveModel {
            witness: Set(witness.to_owned()),
            size: Set(size),
            at: Set(self.source.store().edge().now().micros()),
        };
        // A repeated hand-over changes nothing, and leaves the transaction whole.
        let once = OnConflict::columns([Witness, Size]).do_nothing().to_owned();
        witness_receipt::Entity::insert(row)
            .on_conflict(once)
            .try_insert()
            .exec_without_returning(self.source.connection())
            .await
            .map(|_| ())
            .map_err(StoreError::writing("witness_receipt"))
    }
}

/// A signed checkpoint as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Signed {
    pub(crate) size: i64,
    pub(crate) at: i64,
    pub(crate) note: String,
}

impl<S: Source> Log<'_, S> {
    /// Returns the newest signed checkpoint: how many acts it covers, when it was signed, and the note.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn latest_checkpoint(&self) -> Result<Option<(u64, At, String)>, StoreError> {
        self.newest_checkpoint().await?.map(told).transpose()
    }

    /// Returns the first checkpoint signed at or after an instant, which is the root of a day where
    /// the instant is the day's end.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn last_checkpoint_before(
        &self,
        at: At,
    ) -> Result<Option<(u64, At, String)>, StoreError> {
        let found = log_checkpoint::Entity::find()
            .filter(log_checkpoint::Column::At.lt(at.micros()))
            .order_by_desc(log_checkpoint::Column::Size)
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("log_checkpoint"))?;
        found.map(|it| told(signed(it))).transpose()
    }

    /// Returns the act that waits longest for its leaf, and since when.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the act makes no sense.
    pub async fn longest_waiting(&self) -> Result<Option<(Uuid, At)>, StoreError> {
        let oldest = log_entry::Entity::find()
            .filter(
                log_entry::Column::Id.in_subquery(
                    log_pending::Entity::find()
                        .select_only()
                        .column(log_pending::Column::EntryId)
                        .order_by_asc(log_pending::Column::EntryId)
                        .limit(1)
                        .into_query(),
                ),
            )
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("log_entry"))?;
        let at = |it: log_entry::Model| Ok((it.id, super::entry_of(&it)?.at));
        oldest.map(at).transpose()
    }

    /// Returns how many acts wait for their leaf.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn waiting(&self) -> Result<u64, StoreError> {
        use sea_orm::PaginatorTrait;
        let pending = log_pending::Entity::find();
        let counted = pending.count(self.source.connection()).await;
        counted.map_err(StoreError::reading("log_pending"))
    }

    /// Returns the largest checkpoint a witness holds.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn witnessed(&self, witness: &str) -> Result<Option<i64>, StoreError> {
        witness_receipt::Entity::find()
            .select_only()
            .column(witness_receipt::Column::Size)
            .filter(witness_receipt::Column::Witness.eq(witness))
            .order_by_desc(witness_receipt::Column::Size)
            .into_tuple()
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("witness_receipt"))
    }

    /// Returns when the oldest checkpoint was signed that a witness does not hold, nor any after it.
    ///
    /// # Errors
    ///
    /// Where the database refuses.
    pub async fn unwitnessed_since(&self, witness: &str) -> Result<Option<At>, StoreError> {
        let held = self.witnessed(witness).await?.unwrap_or(0);
        let oldest = log_checkpoint::Entity::find()
            .filter(log_checkpoint::Column::Size.gt(held))
            .order_by_asc(log_checkpoint::Column::Size)
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("log_checkpoint"))?;
        Ok(oldest.map(|it| told(signed(it))).transpose()?.map(|(_, at, _)| at))
    }

    /// Returns the root over the first acts of the tree as it is stored now, or none where the tree has
    /// fewer.
    ///
    /// # Errors
    ///
    /// Where the database refuses, or the tree is broken.
    pub async fn root_over(&self, first: u64) -> Result<Option<Hash>, StoreError> {
        if first > size(self.source.connection()).await? {
            return Ok(None);
        }
        self.root(first).await.map(Some)
    }

    /// The root over the first acts, from the stored nodes.
    async fn root(&self, size: u64) -> Result<Hash, StoreError> {
        let broken = |error: eventlog::tree::TreeError| StoreError::Log(error.to_string());
        let plan = Plan::root(size).map_err(broken)?;
        let stored = nodes(self.source.connection(), plan.needs()).await?;
        let root = plan.fold(self.source.store().identity().suite(), &stored).map_err(broken)?;
        root.first().copied().ok_or_else(|| StoreError::Log("the tree has no root".to_owned()))
    }

    pub(crate) async fn newest_checkpoint(&self) -> Result<Option<Signed>, StoreError> {
        let newest = log_checkpoint::Entity::find()
            .order_by_desc(log_checkpoint::Column::Size)
            .one(self.source.connection())
            .await
            .map_err(StoreError::reading("log_checkpoint"))?;
        Ok(newest.map(signed))
    }
}

fn signed(row: log_checkpoint::Model) -> Signed {
    Signed { size: row.size, at: row.at, note: row.note }
}

fn told(signed: Signed) -> Result<(u64, At, String), StoreError> {
    let corrupt =
        || StoreError::corrupt("log_checkpoint", signed.size, "its numbers make no sense");
    let size = u64::try_from(signed.size).map_err(|_| corrupt())?;
    let at = At::from_micros(signed.at).map_err(|_| corrupt())?;
    Ok((size, at, signed.note))
}
