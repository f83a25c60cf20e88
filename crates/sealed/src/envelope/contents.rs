//! What lies inside an envelope: the value's length, the value, and zeros up to a multiple of 64 bytes.
//!
//! The zeros keep the length of a ciphertext from telling much: up to 60 bytes (20 Chinese characters) every
//! value gives an envelope of the same length. A shorter step would mark long transliterated names, and with
//! them the people who bear them.

use zeroize::Zeroizing;

use crate::bounds::LARGEST_PLAIN_BYTES;

/// Values are padded to multiples of this.
pub(super) const STEP: usize = 64;

const LENGTH_BYTES: usize = 4;
const LARGEST: usize = (LARGEST_PLAIN_BYTES + LENGTH_BYTES).next_multiple_of(STEP);

/// Tells whether a padded value can have this length.
pub(super) fn is_padded_length(bytes: usize) -> bool {
    bytes > 0 && bytes <= LARGEST && bytes.is_multiple_of(STEP)
}

/// Writes a value with its padding, or nothing when it is too long. There is room for `spare` more bytes, so
/// that the buffer never moves and leaves no copy behind.
pub(super) fn pad(value: &str, spare: usize) -> Option<Zeroizing<Vec<u8>>> {
    if value.len() > LARGEST_PLAIN_BYTES {
        return None;
    }
    let length = u32::try_from(value.len()).ok()?;
    let padded = (LENGTH_BYTES + value.len()).next_multiple_of(STEP);
    let mut bytes = Zeroizing::new(Vec::with_capacity(padded + spare));
    bytes.extend_from_slice(&length.to_be_bytes());
    bytes.extend_from_slice(value.as_bytes());
    bytes.resize(padded, 0);
    Some(bytes)
}

/// Takes the value out of what [`pad`] wrote, and nothing out of what it did not write.
pub(super) fn unpad(bytes: &[u8]) -> Option<&str> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH_BYTES>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (value, padding) = rest.split_at_checked(length)?;
    let plausible = padding.len() < STEP && padding.iter().all(|byte| *byte == 0);
    if plausible { str::from_utf8(value).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn short_values_all_have_one_length() {
        for value in
            ["", "张三", "阿卜杜热合曼·买买提艾合买提", "11010519491231002X", &"9".repeat(60)]
        {
            assert_eq!(pad(value, 0).unwrap().len(), STEP, "{value}");
        }
        assert_eq!(pad(&"9".repeat(61), 0).unwrap().len(), 2 * STEP);
    }

    #[test]
    fn the_longest_value_is_taken_and_a_longer_one_is_not() {
        let padded = pad(&"9".repeat(LARGEST_PLAIN_BYTES), 0).unwrap();
        assert!(is_padded_length(padded.len()));
        assert!(pad(&"9".repeat(LARGEST_PLAIN_BYTES + 1), 0).is_none());
    }

    #[test]
    fn other_bytes_are_refused() {
        let mut long = vec![0; 2 * STEP];
        assert_eq!(unpad(&long), None, "more padding than needed");
        long[..4].copy_from_slice(&u32::MAX.to_be_bytes());
        assert_eq!(unpad(&long), None, "longer than the buffer");
        assert_eq!(unpad(&[0, 0]), None);
        let mut dirty = pad("张三", 0).unwrap();
        dirty[63] = 1;
        assert_eq!(unpad(&dirty), None, "padding that is not zero");
    }

    proptest! {
        #[test]
        fn what_is_padded_is_found_again(value in "\\PC{0,200}") {
            let padded = pad(&value, 16).unwrap();
            prop_assert!(is_padded_length(padded.len()));
            prop_assert!(padded.capacity() >= padded.len() + 16);
            prop_assert_eq!(unpad(&padded), Some(value.as_str()));
        }
    }
}
