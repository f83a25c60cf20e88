//! The Merkle tree over the entries: what has to be read for a proof, how it folds, how it is checked.
//!
//! The tree is the one of RFC 6962. The store keeps the leaf hashes and the root of every complete subtree
//! of 2⁸, 2¹⁶, 2²⁴ … leaves, the *stored nodes*. Everything between is folded when it is needed, from 128
//! stored nodes at most for one subtree. A [`Plan`] says which runs of stored nodes a proof needs; whoever
//! reads them hands them to [`Plan::fold`]. A [`Frontier`] appends leaves and says which stored nodes have
//! become complete.
//!
//! The shapes of proofs and their checking are those of the `ct-merkle` crate; nothing of it is written
//! anew here.

mod frontier;
mod perfect;
mod plan;
mod verify;

use thiserror::Error;

use crate::hash::Hash;
use crate::limits::LOG_SIZE;

pub use frontier::Frontier;
pub use plan::Plan;
pub use verify::{NotProven, verify_consistency, verify_inclusion};

/// Levels from one stored height to the next.
pub const STORED_EVERY: u8 = 8;

/// A run of stored nodes of one height: positions `first` to `first + count - 1`.
///
/// The node at `position` covers the leaves from `position << height` to `(position + 1) << height`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// Zero for leaves, else a multiple of [`STORED_EVERY`].
    pub height: u8,
    /// The position of the first node.
    pub first: u64,
    /// How many nodes.
    pub count: u64,
}

/// A stored node that has just become complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredNode {
    /// A multiple of [`STORED_EVERY`], never zero.
    pub height: u8,
    /// Its place among the nodes of this height.
    pub position: u64,
    /// The root of the leaves it covers.
    pub hash: Hash,
}

/// Why a proof or a frontier cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum TreeError {
    /// No log has that many leaves.
    #[error("a log has at most {LOG_SIZE} leaves, not {size}")]
    TooLarge {
        /// The size asked for.
        size: u64,
    },
    /// The leaf is not in the tree.
    #[error("leaf {index} is not in a tree of {size}")]
    OutOfRange {
        /// The leaf asked for, counted from zero.
        index: u64,
        /// The size of the tree.
        size: u64,
    },
    /// The older tree is the larger one.
    #[error("a tree of {old} leaves does not come before one of {new}")]
    Shrinking {
        /// The size of the older tree.
        old: u64,
        /// The size of the newer tree.
        new: u64,
    },
    /// Other runs were handed in than were asked for.
    #[error("{found} runs of nodes instead of {expected}")]
    WrongRuns {
        /// How many runs were asked for.
        expected: usize,
        /// How many were handed in.
        found: usize,
    },
    /// A run has another length than was asked for: the store lacks a node.
    #[error("{found} nodes instead of {need:?}")]
    WrongCount {
        /// The run asked for.
        need: Need,
        /// How many nodes were handed in.
        found: usize,
    },
}

/// Refuses a size beyond [`LOG_SIZE`], which also keeps every shift below in range.
fn bounded(size: u64) -> Result<(), TreeError> {
    if size <= LOG_SIZE { Ok(()) } else { Err(TreeError::TooLarge { size }) }
}
