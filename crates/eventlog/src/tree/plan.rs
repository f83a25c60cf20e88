//! Which stored nodes a proof needs, and how they fold to its hashes.

use ct_merkle::{indices_for_consistency_proof, indices_for_inclusion_proof};

use super::perfect::{self, Perfect};
use super::{Need, TreeError, bounded};
use crate::hash::{Hash, HashSuite};

/// What to read for a proof or a root, and how it folds.
///
/// Neighbouring nodes are asked for in one run, so a proof in a tree of a million leaves reads 7 runs or
/// so with fewer than 700 nodes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    needs: Vec<Need>,
    /// For each hash of the result the perfect subtrees that make it, largest first.
    hashes: Vec<Vec<Part>>,
}

/// A perfect subtree, as a stretch of one of the runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    run: usize,
    from: usize,
    to: usize,
}

impl Plan {
    /// Plans the proof that leaf `index` is in the tree of `size` leaves.
    ///
    /// # Errors
    ///
    /// [`TreeError::TooLarge`] and [`TreeError::OutOfRange`].
    pub fn inclusion(size: u64, index: u64) -> Result<Self, TreeError> {
        bounded(size)?;
        if index >= size {
            return Err(TreeError::OutOfRange { index, size });
        }
        Ok(Self::of_nodes(&indices_for_inclusion_proof(size, index), size))
    }

    /// Plans the proof that the tree of `new` leaves continues the tree of `old` leaves.
    ///
    /// Every tree continues the empty one and itself; both proofs are empty.
    ///
    /// # Errors
    ///
    /// [`TreeError::TooLarge`] and [`TreeError::Shrinking`].
    pub fn consistency(old: u64, new: u64) -> Result<Self, TreeError> {
        bounded(new)?;
        match new.checked_sub(old) {
            None => Err(TreeError::Shrinking { old, new }),
            Some(_) if old == 0 => Ok(Self::of_nodes(&[], new)),
            Some(added) => Ok(Self::of_nodes(&indices_for_consistency_proof(old, added), new)),
        }
    }

    /// Plans the root of the tree of `size` leaves.
    ///
    /// # Errors
    ///
    /// [`TreeError::TooLarge`].
    pub fn root(size: u64) -> Result<Self, TreeError> {
        bounded(size)?;
        Ok(Self::new(vec![perfect::split(0, size)]))
    }

    /// Plans the perfect subtrees of the tree of `size` leaves, each for itself, largest first.
    pub(super) fn peaks(size: u64) -> Result<Self, TreeError> {
        bounded(size)?;
        Ok(Self::new(perfect::split(0, size).into_iter().map(|part| vec![part]).collect()))
    }

    fn of_nodes(indices: &[u64], size: u64) -> Self {
        Self::new(indices.iter().map(|index| subtrees(*index, size)).collect())
    }

    fn new(hashes: Vec<Vec<Perfect>>) -> Self {
        let needs = runs(hashes.iter().flatten().map(|part| part.need()).collect());
        let hashes = hashes
            .iter()
            .map(|parts| parts.iter().map(|part| Part::within(&needs, part.need())).collect())
            .collect();
        Self { needs, hashes }
    }

    /// Returns the runs to read, lowest first.
    pub fn needs(&self) -> &[Need] {
        &self.needs
    }

    /// Folds what was read, run by run as asked for, to the hashes of the proof, or to the one root.
    ///
    /// # Errors
    ///
    /// [`TreeError::WrongRuns`] and [`TreeError::WrongCount`] when other nodes are handed in.
    pub fn fold(&self, suite: HashSuite, nodes: &[Vec<Hash>]) -> Result<Vec<Hash>, TreeError> {
        if nodes.len() != self.needs.len() {
            let (expected, found) = (self.needs.len(), nodes.len());
            return Err(TreeError::WrongRuns { expected, found });
        }
        for (need, run) in self.needs.iter().zip(nodes) {
            if u64::try_from(run.len()) != Ok(need.count) {
                return Err(TreeError::WrongCount { need: *need, found: run.len() });
            }
        }
        let peak = |part: &Part| {
            let stretch = &nodes[part.run][part.from..part.to];
            perfect::fold(suite, stretch).expect("a part is a power of two of nodes")
        };
        let fold =
            |parts: &Vec<Part>| perfect::root(suite, &parts.iter().map(peak).collect::<Vec<_>>());
        Ok(self.hashes.iter().map(fold).collect())
    }
}

impl Part {
    /// Finds the run that holds the need.
    fn within(runs: &[Need], need: Need) -> Self {
        let after =
            runs.partition_point(|run| (run.height, run.first) <= (need.height, need.first));
        let run = after.checked_sub(1).expect("every need went into a run");
        let small = |number: u64| usize::try_from(number).expect("a run has a few hundred nodes");
        let from = small(need.first - runs[run].first);
        Self { run, from, to: from + small(need.count) }
    }
}

/// Joins neighbouring needs, which never overlap, to runs.
fn runs(mut needs: Vec<Need>) -> Vec<Need> {
    needs.sort_unstable();
    let mut runs: Vec<Need> = Vec::new();
    for need in needs {
        match runs.last_mut() {
            Some(run) if run.height == need.height && run.first + run.count == need.first => {
                run.count += need.count;
            }
            _ => runs.push(need),
        }
    }
    runs
}

/// Returns the perfect subtrees below a node of the proof, given by its index in an array of the tree.
///
/// In that array (RFC 9420, appendix C) leaves have even indices and a node lies between its halves, so
/// its height is the number of ones at the end. A node at the right edge covers only the leaves there are.
fn subtrees(index: u64, size: u64) -> Vec<Perfect> {
    let height = index.trailing_ones();
    let position = index >> (height + 1);
    perfect::split(position << height, ((position + 1) << height).min(size))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::limits::LOG_SIZE;

    fn nodes(plan: &Plan) -> u64 {
        plan.needs().iter().map(|need| need.count).sum()
    }

    #[test]
    fn a_leaf_among_thirteen_is_proven_from_all_others_in_two_runs() {
        let plan = Plan::inclusion(13, 5).unwrap();
        let runs: Vec<_> =
            plan.needs().iter().map(|need| (need.height, need.first, need.count)).collect();
        assert_eq!(runs, [(0, 0, 5), (0, 6, 7)]);
    }

    #[test]
    fn what_is_not_in_the_tree_has_no_plan() {
        assert_eq!(Plan::inclusion(0, 0), Err(TreeError::OutOfRange { index: 0, size: 0 }));
        assert_eq!(Plan::inclusion(5, 5), Err(TreeError::OutOfRange { index: 5, size: 5 }));
        assert_eq!(Plan::inclusion(u64::MAX, 0), Err(TreeError::TooLarge { size: u64::MAX }));
        assert_eq!(Plan::consistency(6, 5), Err(TreeError::Shrinking { old: 6, new: 5 }));
        assert_eq!(Plan::root(LOG_SIZE + 1), Err(TreeError::TooLarge { size: LOG_SIZE + 1 }));
        assert!(Plan::inclusion(LOG_SIZE, LOG_SIZE - 1).is_ok());
        assert!(Plan::consistency(LOG_SIZE - 1, LOG_SIZE).is_ok());
    }

    #[test]
    fn other_nodes_than_asked_for_are_refused() {
        let plan = Plan::root(3).unwrap();
        let hash = HashSuite::Sha256.empty();
        let fold = |nodes: &[Vec<Hash>]| plan.fold(HashSuite::Sha256, nodes);
        assert_eq!(fold(&[]), Err(TreeError::WrongRuns { expected: 1, found: 0 }));
        let need = Need { height: 0, first: 0, count: 3 };
        assert_eq!(fold(&[vec![hash; 2]]), Err(TreeError::WrongCount { need, found: 2 }));
        assert!(fold(&[vec![hash; 3]]).is_ok());
    }

    proptest! {
        #[test]
        fn a_proof_among_a_million_reads_few_nodes(index in 0..1_000_000_u64, old in 1..1_000_000_u64) {
            let inclusion = Plan::inclusion(1_000_000, index).unwrap();
            let consistency = Plan::consistency(old, 1_000_000).unwrap();
            for plan in [inclusion, consistency] {
                prop_assert!(nodes(&plan) < 700, "{}", nodes(&plan));
                prop_assert!(plan.needs().len() <= 8, "{:?}", plan.needs());
            }
        }

        #[test]
        fn only_complete_nodes_of_stored_heights_are_asked_for(
            size in 1..=LOG_SIZE, one in any::<u64>(), other in any::<u64>(),
        ) {
            let plans = [
                Plan::inclusion(size, one % size),
                Plan::consistency(other % (size + 1), size),
                Plan::root(size),
            ];
            for plan in plans {
                let plan = plan.unwrap();
                for need in plan.needs() {
                    prop_assert_eq!(need.height % 8, 0);
                    prop_assert!((need.first + need.count) << need.height <= size);
                }
                prop_assert!(nodes(&plan) <= 3 * 1024, "{}", nodes(&plan));
            }
        }
    }
}
