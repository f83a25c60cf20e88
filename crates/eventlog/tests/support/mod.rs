//! A store in memory: leaf hashes, and the complete subtrees of every eighth height.
#![allow(dead_code, reason = "each test program uses its share")]

use std::collections::BTreeMap;

use eventlog::tree::{Frontier, Need, Plan};
use eventlog::{Hash, HashSuite};

pub struct Store {
    pub frontier: Frontier,
    nodes: BTreeMap<(u8, u64), Hash>,
}

impl Store {
    pub fn new(suite: HashSuite) -> Self {
        Self { frontier: Frontier::empty(suite), nodes: BTreeMap::new() }
    }

    /// Appends a leaf with this text.
    pub fn push(&mut self, text: &[u8]) {
        let leaf = self.frontier.suite().leaf(text);
        assert!(self.nodes.insert((0, self.frontier.size()), leaf).is_none());
        for node in self.frontier.push(leaf).unwrap() {
            assert!(self.nodes.insert((node.height, node.position), node.hash).is_none());
        }
    }

    /// Reads the runs in order; a node that is not there is a fault.
    pub fn read(&self, needs: &[Need]) -> Vec<Vec<Hash>> {
        let run = |need: &Need| {
            (need.first..need.first + need.count).map(|at| self.nodes[&(need.height, at)]).collect()
        };
        needs.iter().map(run).collect()
    }

    /// Carries out a plan.
    pub fn hashes(&self, plan: &Plan) -> Vec<Hash> {
        plan.fold(self.frontier.suite(), &self.read(plan.needs())).unwrap()
    }

    /// Returns the root of the first `size` leaves.
    pub fn root(&self, size: u64) -> Hash {
        let root = self.hashes(&Plan::root(size).unwrap());
        assert_eq!(root.len(), 1);
        root[0]
    }
}
