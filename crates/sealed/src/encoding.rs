//! One unambiguous way to put several byte strings into one, for associated data and key derivation.

/// Joins parts, each behind its length in eight bytes, so that no two lists of parts give the same bytes.
pub(crate) fn join(parts: &[&[u8]]) -> Vec<u8> {
    let mut joined = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        joined.extend_from_slice(&(part.len() as u64).to_be_bytes());
        joined.extend_from_slice(part);
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn moving_a_letter_over_the_border_changes_the_bytes() {
        assert_ne!(join(&[b"ab", b"c"]), join(&[b"a", b"bc"]));
        assert_ne!(join(&[b"ab"]), join(&[b"ab", b""]));
    }

    proptest! {
        #[test]
        fn two_lists_join_alike_only_when_they_are_alike(
            one in prop::collection::vec(prop::collection::vec(0u8..3, 0..4), 0..4),
            other in prop::collection::vec(prop::collection::vec(0u8..3, 0..4), 0..4),
        ) {
            let joined = |parts: &[Vec<u8>]| join(&parts.iter().map(Vec::as_slice).collect::<Vec<_>>());
            prop_assert_eq!(joined(&one) == joined(&other), one == other);
        }
    }
}
