//! Perfect subtrees: how a stretch of leaves splits into them, and how they fold.

use super::{Need, STORED_EVERY};
use crate::hash::{Hash, HashSuite};

/// A subtree of exactly 2^height leaves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Perfect {
    pub height: u8,
    pub position: u64,
}

impl Perfect {
    /// Returns the stored nodes from which the subtree folds: at most 128 of one height.
    pub fn need(self) -> Need {
        let above = self.height % STORED_EVERY;
        let height = self.height - above;
        Need { height, first: self.position << above, count: 1 << above }
    }
}

/// Splits the leaves from `start` up to `end` into perfect subtrees, largest first.
///
/// `start` has to be a multiple of the largest power of two that is not larger than the stretch, as the
/// left edge of every subtree of a tree is; the subtrees are then as large as the tree has them.
pub(super) fn split(start: u64, end: u64) -> Vec<Perfect> {
    let mut parts = Vec::new();
    let mut from = start;
    while let Some(height) = end.saturating_sub(from).checked_ilog2() {
        let height = height.min(from.trailing_zeros());
        let short = u8::try_from(height).expect("an exponent of a u64 is below 64");
        parts.push(Perfect { height: short, position: from >> height });
        from += 1 << height;
    }
    parts
}

/// Folds the nodes of one perfect subtree, a power of two of them.
pub(super) fn fold(suite: HashSuite, nodes: &[Hash]) -> Option<Hash> {
    let mut level = nodes.to_vec();
    while level.len() > 1 {
        level = level.chunks(2).map(|pair| join(suite, pair)).collect::<Option<_>>()?;
    }
    level.first().copied()
}

/// Joins perfect subtrees, largest first, to the root over all of them.
pub(super) fn root(suite: HashSuite, peaks: &[Hash]) -> Hash {
    let joined = peaks.iter().rev().copied().reduce(|right, left| suite.node(left, right));
    joined.unwrap_or_else(|| suite.empty())
}

fn join(suite: HashSuite, pair: &[Hash]) -> Option<Hash> {
    match pair {
        [left, right] => Some(suite.node(*left, *right)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::limits::LOG_SIZE;

    #[test]
    fn a_tree_of_thirteen_leaves_is_eight_four_and_one() {
        let parts: Vec<_> =
            split(0, 13).into_iter().map(|part| (part.height, part.position)).collect();
        assert_eq!(parts, [(3, 0), (2, 2), (0, 12)]);
    }

    #[test]
    fn a_subtree_is_read_at_the_stored_height_below_it() {
        let check = |height, position, need: (u8, u64, u64)| {
            let (height_read, first, count) = need;
            let expected = Need { height: height_read, first, count };
            assert_eq!(Perfect { height, position }.need(), expected);
        };
        check(0, 5, (0, 5, 1));
        check(7, 3, (0, 384, 128));
        check(8, 3, (8, 3, 1));
        check(19, 1, (16, 8, 8));
    }

    proptest! {
        #[test]
        fn the_parts_cover_the_leaves_once(size in 0..=LOG_SIZE) {
            let mut next = 0;
            for part in split(0, size) {
                prop_assert_eq!(part.position << part.height, next);
                next += 1 << part.height;
            }
            prop_assert_eq!(next, size);
        }
    }
}
