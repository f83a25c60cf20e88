//! The log against itself: every leaf is computed anew from its entry, every entry's commitment from
//! its detail, every node and every signed root from the leaves.

use std::collections::BTreeMap;

use eventlog::tree::{Frontier, StoredNode};
use eventlog::{At, Checkpoint, Hash};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use super::page::{self, Act, Detail, Looked, PAGE};
use super::{Against, Fault, MOST_FAULTS, Progress, What};
use crate::entity::{log_checkpoint, log_detail, log_entry, log_leaf, log_node, log_pending};
use crate::error::StoreError;
use crate::work::{Snapshot, Source};

/// Checkpoints that are read in one go.
const CHECKPOINTS: u64 = 5_000;

/// What the log holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct LogVerdict {
    /// Acts with a leaf.
    pub leaves: u64,
    /// Acts that wait for their leaf, and are not proved yet.
    pub waiting: u64,
    /// Signed checkpoints.
    pub checkpoints: u64,
    /// Acts whose details were purged.
    pub purged: u64,
    /// The root over all leaves.
    pub root: String,
    /// Checkpoints kept outside that the log still contains.
    pub witnessed: u64,
}

/// The log as it is walked through.
struct Walk<'a> {
    moment: &'a Snapshot,
    faults: &'a mut Vec<Fault>,
    tree: Frontier,
    signed: BTreeMap<u64, Checkpoint>,
    nodes: BTreeMap<(u8, u64), Hash>,
    /// Subjects with acts whose details are gone: how many, and when the last of them happened.
    missing: BTreeMap<Uuid, (u64, At)>,
    /// Subjects whose details were purged, and when last.
    purged: BTreeMap<Uuid, At>,
}

pub(super) async fn verify(
    moment: &Snapshot,
    against: &Against,
    faults: &mut Vec<Fault>,
    progress: Progress<'_>,
) -> Result<LogVerdict, StoreError> {
    let connection = moment.connection();
    let (signed, checkpoints) = checkpoints(moment, against, faults).await?;
    let tree = Frontier::empty(moment.store().identity().suite());
    let mut walk = Walk {
        moment,
        faults,
        tree,
        signed,
        nodes: BTreeMap::new(),
        missing: BTreeMap::new(),
        purged: BTreeMap::new(),
    };
    walk.compare_root();
    walk.leaves(progress).await?;
    walk.nodes_to_spare().await?;
    let beyond: Vec<u64> = walk.signed.keys().copied().collect();
    for size in beyond {
        let found = walk.tree.size();
        walk.fault("log_checkpoint", What::ActsRemoved(size, found));
    }
    let purged = walk.explain_missing();
    let (leaves, root) = (walk.tree.size(), walk.tree.root().to_string());
    let waiting = waiting(connection, leaves, walk.faults).await?;
    let witnessed = against.witnessed.len() as u64;
    Ok(LogVerdict { leaves, waiting, checkpoints, purged, root, witnessed })
}

/// Checks each signature and collects what was signed, with what somebody kept outside.
async fn checkpoints(
    moment: &Snapshot,
    against: &Against,
    faults: &mut Vec<Fault>,
) -> Result<(BTreeMap<u64, Checkpoint>, u64), StoreError> {
    let mut signed = BTreeMap::new();
    let mut count = 0;
    let mut after = -1;
    loop {
        let rows = log_checkpoint::Entity::find()
            .filter(log_checkpoint::Column::Size.gt(after))
            .order_by_asc(log_checkpoint::Column::Size)
            .limit(CHECKPOINTS)
            .all(moment.connection())
            .await
            .map_err(StoreError::reading("log_checkpoint"))?;
        let Some(last) = rows.last() else { break };
        after = last.size;
        count += rows.len() as u64;
        for row in rows {
            match read_checkpoint(moment, &row) {
                Ok(checkpoint) => {
                    signed.insert(checkpoint.size, checkpoint);
                }
                Err(why) => {
                    faults.push(Fault::new("log_checkpoint", What::Checkpoint(row.size, why)))
                }
            }
        }
    }
    for kept in &against.witnessed {
        match signed.get(&kept.size) {
            Some(ours) if ours.root != kept.root => {
                faults.push(Fault::new("witness", What::OtherRoot(kept.size)))
            }
            Some(_) => {}
            None => {
                signed.insert(kept.size, kept.clone());
            }
        }
    }
    Ok((signed, count))
}

fn read_checkpoint(moment: &Snapshot, row: &log_checkpoint::Model) -> Result<Checkpoint, String> {
    let key = moment.store().identity().key();
    let checkpoint = Checkpoint::open(&row.note, key).map_err(|error| error.to_string())?;
    if u64::try_from(row.size) != Ok(checkpoint.size) || row.at != checkpoint.at.micros() {
        return Err("its row says something else than its note".to_owned());
    }
    Ok(checkpoint)
}

impl Walk<'_> {
    fn fault(&mut self, place: &'static str, what: What) {
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault::new(place, what));
        }
    }

    /// Looks at all leaves, page by page: one is hashed while the next is read.
    async fn leaves(&mut self, progress: Progress<'_>) -> Result<(), StoreError> {
        let suite = self.moment.store().identity().suite();
        let mut rows = page::read(self.moment.connection(), 0).await?;
        while !rows.is_empty() {
            let looking = tokio::task::spawn_blocking(move || page::look(suite, rows));
            let from = self.position().saturating_add(PAGE);
            rows = page::read(self.moment.connection(), from).await?;
            let looked = looking.await.map_err(|error| StoreError::Log(error.to_string()))?;
            for leaf in looked {
                if leaf.position != self.position() {
                    break;
                }
                self.leaf(leaf)?;
            }
            self.compare_nodes().await?;
            progress(self.tree.size());
            if self.position() != from {
                break;
            }
        }
        self.no_leaf_beyond().await
    }

    fn position(&self) -> i64 {
        i64::try_from(self.tree.size()).unwrap_or(i64::MAX)
    }

    /// Where leaves follow that were not reached, one before them is missing.
    async fn no_leaf_beyond(&mut self) -> Result<(), StoreError> {
        let position = self.position();
        let beyond = log_leaf::Entity::find()
            .filter(log_leaf::Column::Position.gte(position))
            .limit(1)
            .one(self.moment.connection())
            .await
            .map_err(StoreError::reading("log_leaf"))?;
        if beyond.is_some() {
            self.fault("log_leaf", What::LeafGone(position));
        }
        Ok(())
    }

    /// Compares a leaf with its act and adds it to the tree.
    fn leaf(&mut self, looked: Looked) -> Result<(), StoreError> {
        let computed = self.act(looked.entry_id, looked.act);
        if computed.is_some() && computed != looked.stored {
            self.fault("log_leaf", What::ActNotItsLeaf(looked.entry_id));
        }
        let hash = computed.or(looked.stored).unwrap_or(Hash::new([0; 32]));
        let broken = |error: eventlog::tree::TreeError| StoreError::Log(error.to_string());
        for StoredNode { height, position, hash } in self.tree.push(hash).map_err(broken)? {
            self.nodes.insert((height, position), hash);
        }
        self.compare_root();
        Ok(())
    }

    /// Notes what is wrong with an act, and returns the leaf that it comes to.
    fn act(&mut self, id: Uuid, act: Act) -> Option<Hash> {
        let (leaf, subject, at, purges, detail) = match act {
            Act::Gone => {
                self.fault("log_entry", What::ActGone(id));
                return None;
            }
            Act::Unreadable(why) => {
                self.fault("log_entry", What::ActUnreadable(why));
                return None;
            }
            Act::Read { leaf, subject, at, purges, detail } => (leaf, subject, at, purges, detail),
        };
        if purges {
            self.purged.insert(subject, at);
        }
        match detail {
            Detail::Whole => {}
            Detail::Changed => self.fault("log_detail", What::DetailChanged(id)),
            Detail::Gone => {
                let missing = self.missing.entry(subject).or_insert((0, at));
                *missing = (missing.0 + 1, missing.1.max(at));
            }
        }
        Some(leaf)
    }

    /// Compares the tree with what was signed at this size.
    fn compare_root(&mut self) {
        let size = self.tree.size();
        if let Some(checkpoint) = self.signed.remove(&size)
            && checkpoint.root != self.tree.root()
        {
            self.fault("log", What::ActsChanged(size));
        }
    }

    /// Compares the nodes that the last leaves completed with those that are stored.
    async fn compare_nodes(&mut self) -> Result<(), StoreError> {
        let nodes = std::mem::take(&mut self.nodes);
        // Those of one height lie side by side, so one query brings them.
        let mut runs: BTreeMap<u8, (u64, u64)> = BTreeMap::new();
        for (height, position) in nodes.keys() {
            runs.entry(*height).or_insert((*position, *position)).1 = *position;
        }
        let mut stored = BTreeMap::new();
        for (height, (first, last)) in runs {
            let number = |it: u64| i64::try_from(it).unwrap_or(i64::MAX);
            let found = log_node::Entity::find()
                .filter(log_node::Column::Height.eq(i32::from(height)))
                .filter(log_node::Column::Position.between(number(first), number(last)))
                .all(self.moment.connection())
                .await
                .map_err(StoreError::reading("log_node"))?;
            stored.extend(found.into_iter().map(|it| ((height, it.position), it.hash)));
        }
        for ((height, position), hash) in nodes {
            let key = (height, i64::try_from(position).unwrap_or(i64::MAX));
            if stored.get(&key).is_none_or(|it| it != hash.as_bytes()) {
                self.fault("log_node", What::NodeChanged(height, position));
            }
        }
        Ok(())
    }

    /// A detail may be gone where its subject was purged afterwards. Returns how many are.
    fn explain_missing(&mut self) -> u64 {
        let mut purged = 0;
        for (subject, (count, last)) in std::mem::take(&mut self.missing) {
            if self.purged.get(&subject).is_some_and(|at| *at >= last) {
                purged += count;
            } else {
                self.fault("log_detail", What::DetailGone(subject));
            }
        }
        purged
    }

    /// Finds nodes that no leaf completes.
    async fn nodes_to_spare(&mut self) -> Result<(), StoreError> {
        let mut wanted = 0;
        let mut at_height = self.tree.size() >> 8;
        while at_height > 0 {
            wanted += at_height;
            at_height >>= 8;
        }
        let stored = log_node::Entity::find().count(self.moment.connection()).await;
        if stored.map_err(StoreError::reading("log_node"))? != wanted {
            self.fault("log_node", What::NodeCount);
        }
        Ok(())
    }
}

/// Every act has a leaf or waits for one.
async fn waiting(
    connection: &impl ConnectionTrait,
    leaves: u64,
    faults: &mut Vec<Fault>,
) -> Result<u64, StoreError> {
    let acts = log_entry::Entity::find().count(connection).await;
    let acts = acts.map_err(StoreError::reading("log_entry"))?;
    let details = log_detail::Entity::find().count(connection).await;
    let details = details.map_err(StoreError::reading("log_detail"))?;
    let pending = log_pending::Entity::find().count(connection).await;
    let pending = pending.map_err(StoreError::reading("log_pending"))?;
    if acts != leaves + pending {
        faults.push(Fault::new("log_entry", What::ActCount(acts, leaves, pending)));
    }
    if details > acts {
        faults.push(Fault::new("log_detail", What::DetailCount(details, acts)));
    }
    Ok(pending)
}
