//! The right edge of a growing tree: enough to append and to know the root.

use super::perfect;
use super::plan::Plan;
use super::{Need, STORED_EVERY, StoredNode, TreeError, bounded};
use crate::hash::{Hash, HashSuite};

/// The perfect subtrees of a tree, largest first: one hash for each one in the binary size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    suite: HashSuite,
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// Begins a log.
    pub const fn empty(suite: HashSuite) -> Self {
        Self { suite, size: 0, peaks: Vec::new() }
    }

    /// Returns the stored nodes from which [`Frontier::restore`] continues a tree of `size` leaves.
    ///
    /// # Errors
    ///
    /// [`TreeError::TooLarge`].
    pub fn needs(size: u64) -> Result<Vec<Need>, TreeError> {
        Plan::peaks(size).map(|plan| plan.needs().to_vec())
    }

    /// Continues a tree of `size` leaves from its stored nodes, run by run as asked for.
    ///
    /// The caller compares [`Frontier::root`] with the last checkpoint before anything is appended.
    ///
    /// # Errors
    ///
    /// [`TreeError`] when the tree is too large or other nodes are handed in.
    pub fn restore(suite: HashSuite, size: u64, nodes: &[Vec<Hash>]) -> Result<Self, TreeError> {
        let peaks = Plan::peaks(size)?.fold(suite, nodes)?;
        Ok(Self { suite, size, peaks })
    }

    /// Appends a leaf hash and returns the stored nodes that it completes, lowest first.
    ///
    /// # Errors
    ///
    /// [`TreeError::TooLarge`] when the log is full.
    pub fn push(&mut self, leaf: Hash) -> Result<Vec<StoredNode>, TreeError> {
        let size = self.size.saturating_add(1);
        bounded(size)?;
        let mut complete = Vec::new();
        let mut hash = leaf;
        // As many peaks close as the size has ones at its end.
        for height in 1..=size.trailing_zeros() {
            let left = self.peaks.pop().expect("there is a peak for every one in the size");
            hash = self.suite.node(left, hash);
            if height % u32::from(STORED_EVERY) == 0 {
                let short = u8::try_from(height).expect("an exponent of a u64 is at most 64");
                let position = (size >> height) - 1;
                complete.push(StoredNode { height: short, position, hash });
            }
        }
        self.peaks.push(hash);
        self.size = size;
        Ok(complete)
    }

    /// Returns the number of leaves.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Returns the hash function.
    pub const fn suite(&self) -> HashSuite {
        self.suite
    }

    /// Returns the root over all leaves.
    pub fn root(&self) -> Hash {
        perfect::root(self.suite, &self.peaks)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::LOG_SIZE;

    #[test]
    fn stored_nodes_come_when_they_are_complete() {
        let mut frontier = Frontier::empty(HashSuite::Sha256);
        let mut complete = Vec::new();
        for leaf in 0..600_u32 {
            let leaf = HashSuite::Sha256.leaf(&leaf.to_be_bytes());
            for node in frontier.push(leaf).unwrap() {
                complete.push((frontier.size(), node.height, node.position));
                if frontier.size() == 256 {
                    assert_eq!(node.hash, frontier.root());
                }
            }
        }
        assert_eq!(complete, [(256, 8, 0), (512, 8, 1)]);
    }

    #[test]
    fn a_full_log_takes_no_more() {
        let hash = HashSuite::Sha256.empty();
        let needs = Frontier::needs(LOG_SIZE).unwrap();
        assert_eq!(needs, [Need { height: 48, first: 0, count: 1 }]);
        let mut full = Frontier::restore(HashSuite::Sha256, LOG_SIZE, &[vec![hash]]).unwrap();
        assert_eq!(full.push(hash), Err(TreeError::TooLarge { size: LOG_SIZE + 1 }));
        assert_eq!((full.size(), full.root()), (LOG_SIZE, hash));
    }
}
