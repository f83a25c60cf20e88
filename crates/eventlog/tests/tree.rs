//! Roots and proofs against another implementation, and every change that has to be noticed.

#![allow(clippy::unwrap_used, reason = "a test fails where a value is missing")]

mod support;

use ct_merkle::digest::Digest;
use ct_merkle::digest::typenum::U32;
use ct_merkle::mem_backed_tree::MemoryBackedTree;
use eventlog::tree::{Frontier, NotProven, Plan, verify_consistency, verify_inclusion};
use eventlog::{Hash, HashSuite};
use proptest::prelude::*;
use sha2::Sha256;
use sm3::Sm3;
use support::Store;

/// The other implementation, with the whole tree in memory.
enum Peer {
    Sha256(MemoryBackedTree<Sha256, Vec<u8>>),
    Sm3(MemoryBackedTree<Sm3, Vec<u8>>),
}

impl Peer {
    fn new(suite: HashSuite) -> Self {
        match suite {
            HashSuite::Sha256 => Self::Sha256(MemoryBackedTree::new()),
            HashSuite::Sm3 => Self::Sm3(MemoryBackedTree::new()),
        }
    }

    fn push(&mut self, text: Vec<u8>) {
        match self {
            Self::Sha256(tree) => tree.push(text),
            Self::Sm3(tree) => tree.push(text),
        }
    }

    fn root(&self) -> Hash {
        fn of<H: Digest<OutputSize = U32>>(tree: &MemoryBackedTree<H, Vec<u8>>) -> Hash {
            Hash::from_slice(tree.root().as_bytes()).unwrap()
        }
        match self {
            Self::Sha256(tree) => of(tree),
            Self::Sm3(tree) => of(tree),
        }
    }

    fn inclusion(&self, index: u64) -> Vec<u8> {
        let index = usize::try_from(index).unwrap();
        match self {
            Self::Sha256(tree) => tree.prove_inclusion(index).as_bytes().to_vec(),
            Self::Sm3(tree) => tree.prove_inclusion(index).as_bytes().to_vec(),
        }
    }

    fn consistency(&self, added: u64) -> Vec<u8> {
        let added = usize::try_from(added).unwrap();
        match self {
            Self::Sha256(tree) => tree.prove_consistency(added).as_bytes().to_vec(),
            Self::Sm3(tree) => tree.prove_consistency(added).as_bytes().to_vec(),
        }
    }
}

fn text(leaf: u64) -> Vec<u8> {
    format!("leaf {leaf}").into_bytes()
}

fn both(suite: HashSuite, size: u64) -> (Store, Peer) {
    let (mut store, mut peer) = (Store::new(suite), Peer::new(suite));
    for leaf in 0..size {
        store.push(&text(leaf));
        peer.push(text(leaf));
    }
    (store, peer)
}

fn bytes(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(|hash| *hash.as_bytes()).collect()
}

fn any_suite() -> impl Strategy<Value = HashSuite> {
    prop::sample::select(HashSuite::ALL.to_vec())
}

/// A tree, the place of a leaf and the size of an earlier tree; the edges of blocks are likely.
fn any_place() -> impl Strategy<Value = (u64, u64, u64)> {
    let edge = prop::sample::select(vec![1, 2, 255, 256, 257, 511, 512, 513, 768]);
    let size = prop_oneof![1..800_u64, edge];
    size.prop_flat_map(|size| (Just(size), 0..size, 1..=size))
}

fn flipped(hash: Hash, bit: usize) -> Hash {
    let mut bytes = *hash.as_bytes();
    bytes[bit / 8 % 32] ^= 1 << (bit % 8);
    Hash::new(bytes)
}

#[test]
fn the_eight_leaves_of_certificate_transparency_have_their_roots() {
    let leaves: [&[u8]; 8] = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        b"\x50\x51\x52\x53\x54\x55\x56\x57",
        b"\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f",
    ];
    let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];
    let mut store = Store::new(HashSuite::Sha256);
    for (size, root) in roots.iter().enumerate() {
        assert_eq!(store.frontier.root().to_string(), *root, "size {size}");
        assert_eq!(store.root(store.frontier.size()).to_string(), *root, "size {size}");
        if let Some(leaf) = leaves.get(size) {
            store.push(leaf);
        }
    }
    let proof = store.hashes(&Plan::inclusion(8, 5).unwrap());
    let root = store.frontier.root();
    assert_eq!(verify_inclusion(HashSuite::Sha256, leaves[5], 5, 8, &proof, root), Ok(()));
}

#[test]
fn every_root_up_to_1100_agrees() {
    for suite in HashSuite::ALL {
        let (mut store, mut peer) = both(suite, 0);
        for size in 1..=1100 {
            store.push(&text(size));
            peer.push(text(size));
            assert_eq!(store.frontier.root(), peer.root(), "{suite}, size {size}");
            assert_eq!(store.root(size), peer.root(), "{suite}, size {size}");
        }
    }
}

#[test]
fn roots_and_proofs_agree_across_65536() {
    let suite = HashSuite::Sha256;
    let (mut store, mut peer) = both(suite, 65_534);
    for size in 65_535..65_800 {
        store.push(&text(size - 1));
        peer.push(text(size - 1));
        assert_eq!(store.frontier.root(), peer.root(), "size {size}");
        if ![65_535, 65_536, 65_537, 65_799].contains(&size) {
            continue;
        }
        for place in [1, 2, 255, 256, 257, 4_097, 32_768, 65_279, 65_280, 65_534, size - 1] {
            let inclusion = store.hashes(&Plan::inclusion(size, place).unwrap());
            assert_eq!(bytes(&inclusion), peer.inclusion(place), "{place} in {size}");
            let consistency = store.hashes(&Plan::consistency(place, size).unwrap());
            assert_eq!(bytes(&consistency), peer.consistency(size - place), "{place} to {size}");
        }
        let needs = Frontier::needs(size).unwrap();
        let restored = Frontier::restore(suite, size, &store.read(&needs)).unwrap();
        assert_eq!(restored, store.frontier);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn proofs_are_those_of_another_implementation(
        suite in any_suite(), (size, index, old) in any_place(),
    ) {
        let (store, peer) = both(suite, size);
        let root = store.frontier.root();
        prop_assert_eq!(root, peer.root());

        let inclusion = store.hashes(&Plan::inclusion(size, index).unwrap());
        prop_assert_eq!(bytes(&inclusion), peer.inclusion(index));
        prop_assert_eq!(verify_inclusion(suite, &text(index), index, size, &inclusion, root), Ok(()));

        let consistency = store.hashes(&Plan::consistency(old, size).unwrap());
        prop_assert_eq!(bytes(&consistency), peer.consistency(size - old));
        let before = store.root(old);
        prop_assert_eq!(verify_consistency(suite, old, before, size, root, &consistency), Ok(()));
    }

    #[test]
    fn any_other_leaf_place_hash_or_root_proves_nothing(
        suite in any_suite(), (size, index, _) in any_place(), bit in 0..4096_usize, other in any::<u64>(),
    ) {
        let (store, _) = both(suite, size);
        let (leaf, root) = (text(index), store.frontier.root());
        let proof = store.hashes(&Plan::inclusion(size, index).unwrap());
        let check = |leaf: &[u8], index, proof: &[Hash], root| {
            verify_inclusion(suite, leaf, index, size, proof, root)
        };

        let mut changed = leaf.clone();
        changed[bit / 8 % leaf.len()] ^= 1 << (bit % 8);
        prop_assert_eq!(check(&changed, index, &proof, root), Err(NotProven::OtherRoot));
        prop_assert_eq!(check(&leaf, index, &proof, flipped(root, bit)), Err(NotProven::OtherRoot));
        for place in 0..proof.len() {
            let mut changed = proof.clone();
            changed[place] = flipped(changed[place], bit);
            prop_assert_eq!(check(&leaf, index, &changed, root), Err(NotProven::OtherRoot));
        }
        for changed in (0..64).map(|bit| index ^ (1 << bit)).chain([other]).filter(|it| *it != index) {
            prop_assert!(check(&leaf, changed, &proof, root).is_err(), "{}", changed);
        }
        if let Some((_, shorter)) = proof.split_last() {
            prop_assert_eq!(check(&leaf, index, shorter, root), Err(NotProven::WrongLength));
        }
        let longer = [proof.as_slice(), &[root]].concat();
        prop_assert_eq!(check(&leaf, index, &longer, root), Err(NotProven::WrongLength));
    }

    /// A root and a proof fit each size in which the leaf has the same path; a checkpoint signs the size.
    #[test]
    fn another_size_proves_nothing_unless_the_path_is_the_same(
        suite in any_suite(), (size, index, _) in any_place(),
    ) {
        let (store, _) = both(suite, size);
        let (leaf, root) = (text(index), store.frontier.root());
        let proof = store.hashes(&Plan::inclusion(size, index).unwrap());
        for changed in (0..64).map(|bit| size ^ (1 << bit)) {
            let verdict = verify_inclusion(suite, &leaf, index, changed, &proof, root);
            prop_assert!(verdict.is_err() || sides(changed, index) == sides(size, index), "{}", changed);
        }
    }

    #[test]
    fn a_log_that_was_rewritten_is_not_consistent(
        suite in any_suite(), (size, _, old) in any_place(), bit in 0..4096_usize,
    ) {
        let (store, _) = both(suite, size);
        let (before, now) = (store.root(old), store.frontier.root());
        let proof = store.hashes(&Plan::consistency(old, size).unwrap());
        let check = |before, now, proof: &[Hash]| {
            verify_consistency(suite, old, before, size, now, proof).is_ok()
        };
        prop_assert!(check(before, now, &proof));
        prop_assert!(!check(flipped(before, bit), now, &proof));
        prop_assert!(!check(before, flipped(now, bit), &proof));
        for place in 0..proof.len() {
            let mut changed = proof.clone();
            changed[place] = flipped(changed[place], bit);
            prop_assert!(!check(before, now, &changed));
        }
    }

    #[test]
    fn a_restored_log_continues_as_if_nothing_had_been(
        suite in any_suite(), size in 0..1100_u64, more in 0..300_u64,
    ) {
        let (mut store, _) = both(suite, size);
        let needs = Frontier::needs(size).unwrap();
        let mut restored = Frontier::restore(suite, size, &store.read(&needs)).unwrap();
        prop_assert_eq!(&restored, &store.frontier);
        for leaf in size..size + more {
            let mut before = store.frontier.clone();
            let leaf_hash = suite.leaf(&text(leaf));
            prop_assert_eq!(restored.push(leaf_hash), before.push(leaf_hash));
            store.push(&text(leaf));
        }
        prop_assert_eq!(restored.root(), store.frontier.root());
    }
}

/// On which side the siblings of a leaf stand, from the leaf up, by the definition of RFC 6962.
fn sides(size: u64, index: u64) -> Option<Vec<bool>> {
    if index >= size {
        return None;
    }
    if size == 1 {
        return Some(Vec::new());
    }
    let left = 1 << (size - 1).ilog2();
    let (mut below, right) = match index.checked_sub(left) {
        None => (sides(left, index)?, true),
        Some(index) => (sides(size - left, index)?, false),
    };
    below.push(right);
    Some(below)
}
