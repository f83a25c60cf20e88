//! Checking proofs, without any stored node.
//!
//! `ct-merkle` computes with indices of up to 2⁶⁴ and asserts what it needs, so sizes are bounded before
//! they reach it.

use ct_merkle::digest::Digest;
use ct_merkle::digest::typenum::U32;
use ct_merkle::{
    ConsistencyProof, ConsistencyVerifError, InclusionProof, InclusionVerifError, RootHash,
};
use sha2::Sha256;
use sm3::Sm3;
use thiserror::Error;

use crate::hash::{Hash, HashSuite};
use crate::limits::{LOG_SIZE, PROOF_HASHES};

/// Why a proof proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NotProven {
    /// No log has that many leaves, or no proof that many hashes.
    #[error("the size or the proof is larger than any log has")]
    TooLarge,
    /// The leaf is not in the tree, or the older tree is the larger one.
    #[error("the place lies outside the tree")]
    OutOfRange,
    /// The number of hashes does not fit the place.
    #[error("the proof has the wrong number of hashes for its place")]
    WrongLength,
    /// The hashes lead to another root.
    #[error("the proof leads to another root")]
    OtherRoot,
}

/// Checks that the leaf with this text is at `index` in the tree of `size` leaves with this root.
///
/// The root has to come with its size from a checkpoint, which binds the two: a proof alone would also fit
/// some other sizes under which the leaf has the same path.
///
/// # Errors
///
/// [`NotProven`].
pub fn verify_inclusion(
    suite: HashSuite,
    leaf: &[u8],
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), NotProven> {
    bounded(size, proof)?;
    match suite {
        HashSuite::Sha256 => inclusion::<Sha256>(leaf, index, size, proof, root),
        HashSuite::Sm3 => inclusion::<Sm3>(leaf, index, size, proof, root),
    }
}

/// Checks that the tree of `new_size` leaves continues the tree of `old_size` leaves.
///
/// Every tree continues the empty one, whose root has to be the one of the empty tree.
///
/// # Errors
///
/// [`NotProven`].
pub fn verify_consistency(
    suite: HashSuite,
    old_size: u64,
    old_root: Hash,
    new_size: u64,
    new_root: Hash,
    proof: &[Hash],
) -> Result<(), NotProven> {
    bounded(new_size, proof)?;
    if old_size > new_size {
        return Err(NotProven::OutOfRange);
    }
    for (size, root) in [(old_size, old_root), (new_size, new_root)] {
        if size == 0 && root != suite.empty() {
            return Err(NotProven::OtherRoot);
        }
    }
    if old_size == 0 {
        return if proof.is_empty() { Ok(()) } else { Err(NotProven::WrongLength) };
    }
    let (old, new) = ((old_size, old_root), (new_size, new_root));
    match suite {
        HashSuite::Sha256 => consistency::<Sha256>(old, new, proof),
        HashSuite::Sm3 => consistency::<Sm3>(old, new, proof),
    }
}

fn bounded(size: u64, proof: &[Hash]) -> Result<(), NotProven> {
    let fits = size <= LOG_SIZE && proof.len() <= PROOF_HASHES;
    if fits { Ok(()) } else { Err(NotProven::TooLarge) }
}

fn inclusion<H: Digest<OutputSize = U32>>(
    leaf: &[u8],
    index: u64,
    size: u64,
    proof: &[Hash],
    root: Hash,
) -> Result<(), NotProven> {
    let proof = InclusionProof::<H>::try_from_bytes(bytes(proof)).map_err(inclusion_error)?;
    let root = RootHash::<H>::new((*root.as_bytes()).into(), size);
    root.verify_inclusion(&leaf, index, &proof).map_err(inclusion_error)
}

fn consistency<H: Digest<OutputSize = U32>>(
    old: (u64, Hash),
    new: (u64, Hash),
    proof: &[Hash],
) -> Result<(), NotProven> {
    let proof = ConsistencyProof::<H>::try_from_bytes(bytes(proof)).map_err(consistency_error)?;
    let [old, new] =
        [old, new].map(|(size, root)| RootHash::<H>::new((*root.as_bytes()).into(), size));
    new.verify_consistency(&old, &proof).map_err(consistency_error)
}

fn bytes(proof: &[Hash]) -> Vec<u8> {
    proof.iter().flat_map(Hash::as_bytes).copied().collect()
}

fn inclusion_error(error: InclusionVerifError) -> NotProven {
    match error {
        InclusionVerifError::MalformedProof => NotProven::WrongLength,
        InclusionVerifError::IndexOutOfRange | InclusionVerifError::TreeEmpty => {
            NotProven::OutOfRange
        }
        InclusionVerifError::IncorrectHash => NotProven::OtherRoot,
    }
}

fn consistency_error(error: ConsistencyVerifError) -> NotProven {
    match error {
        ConsistencyVerifError::MalformedProof => NotProven::WrongLength,
        ConsistencyVerifError::OldTreeLarger | ConsistencyVerifError::OldTreeEmpty => {
            NotProven::OutOfRange
        }
        ConsistencyVerifError::NewTreeTooBig => NotProven::TooLarge,
        ConsistencyVerifError::VerificationFailure => NotProven::OtherRoot,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_beyond_any_log_are_refused_before_they_are_computed_with() {
        for suite in HashSuite::ALL {
            let root = suite.empty();
            for size in [LOG_SIZE + 1, u64::MAX / 2 + 2, u64::MAX] {
                assert_eq!(
                    verify_inclusion(suite, b"", size - 1, size, &[], root),
                    Err(NotProven::TooLarge)
                );
                assert_eq!(
                    verify_consistency(suite, 1, root, size, root, &[]),
                    Err(NotProven::TooLarge)
                );
            }
            let long = [root; PROOF_HASHES + 1];
            assert_eq!(verify_inclusion(suite, b"", 0, 1, &long, root), Err(NotProven::TooLarge));
        }
    }

    #[test]
    fn the_empty_tree_holds_nothing_and_everything_continues_it() {
        let suite = HashSuite::Sha256;
        let (empty, other) = (suite.empty(), suite.leaf(b"a"));
        assert_eq!(verify_inclusion(suite, b"", 0, 0, &[], empty), Err(NotProven::OutOfRange));
        assert_eq!(verify_consistency(suite, 0, empty, 1, other, &[]), Ok(()));
        assert_eq!(verify_consistency(suite, 0, empty, 0, empty, &[]), Ok(()));
        assert_eq!(verify_consistency(suite, 0, other, 1, other, &[]), Err(NotProven::OtherRoot));
        assert_eq!(
            verify_consistency(suite, 0, empty, 1, other, &[other]),
            Err(NotProven::WrongLength)
        );
        assert_eq!(verify_consistency(suite, 1, other, 0, empty, &[]), Err(NotProven::OutOfRange));
    }
}
