//! Tracking codes, with which an applicant asks for the state of a request.

use std::fmt;

use rand_core::TryCryptoRng;
use subtle::ConstantTimeEq;
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, Zeroizing};

use crate::bounds::LONGEST_TYPED_CODE;
use crate::random::{RandomnessFailed, fresh};

/// Letters of a code: digits and capitals without I, L, O and U, which are misread or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS: usize = 16;
const RANDOM_BYTES: usize = 10;

/// A secret of 80 bits in 16 letters. The database has its keyed hash only
/// ([`KeyRing::tracking_code_hash`](crate::KeyRing::tracking_code_hash)); `Debug` hides it.
pub struct TrackingCode([u8; LETTERS]);

/// What was typed is not a tracking code. The answer to the person is the same as for an unknown code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a tracking code of 16 letters and digits")]
pub struct MalformedTrackingCode;

impl TrackingCode {
    /// Draws a new code.
    ///
    /// # Errors
    ///
    /// [`RandomnessFailed`] when the generator does.
    pub fn generate<R: TryCryptoRng + ?Sized>(rng: &mut R) -> Result<Self, RandomnessFailed> {
        let bytes = fresh::<RANDOM_BYTES, R>(rng)?;
        let mut letters = [0; LETTERS];
        // Five bytes are eight letters.
        for (group, out) in bytes.chunks(5).zip(letters.chunks_mut(8)) {
            let bits = group.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
            for (place, letter) in out.iter_mut().rev().enumerate() {
                *letter = ALPHABET[(bits >> (5 * place) & 31) as usize];
            }
        }
        Ok(Self(letters))
    }

    /// Reads a code as a person typed it: capitals or not, full width or half, with spaces or hyphens anywhere,
    /// O for zero, I or L for one.
    ///
    /// # Errors
    ///
    /// [`MalformedTrackingCode`] for anything that is not 16 letters of the alphabet.
    pub fn parse(typed: &str) -> Result<Self, MalformedTrackingCode> {
        let mut code = Self([0; LETTERS]);
        let mut filled = code.0.iter_mut();
        for (at, letter) in typed.nfkc().enumerate() {
            if at >= LONGEST_TYPED_CODE {
                return Err(MalformedTrackingCode);
            }
            if letter.is_whitespace() || matches!(letter, '-' | '‐' | '–' | '—' | '−') {
                continue;
            }
            let letter = match letter.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            let letter = u8::try_from(letter).ok().filter(|letter| ALPHABET.contains(letter));
            *filled.next().ok_or(MalformedTrackingCode)? = letter.ok_or(MalformedTrackingCode)?;
        }
        if filled.next().is_some() {
            return Err(MalformedTrackingCode);
        }
        Ok(code)
    }

    /// Writes the code in groups of four, for the receipt and nothing else.
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + LETTERS / 4));
        for (at, letter) in self.0.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push(' ');
            }
            text.push(char::from(*letter));
        }
        text
    }

    pub(crate) fn letters(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for TrackingCode {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl PartialEq for TrackingCode {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl Eq for TrackingCode {}

impl fmt::Debug for TrackingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TrackingCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use getrandom::SysRng;
    use proptest::prelude::*;
    use static_assertions::assert_not_impl_any;

    use super::*;
    use crate::testing::Repeating;

    assert_not_impl_any!(TrackingCode: fmt::Display, serde::Serialize, Clone);

    #[test]
    fn a_code_is_printed_in_four_groups_of_four() {
        let code = TrackingCode::generate(&mut Repeating(0xFF)).unwrap();
        assert_eq!(code.grouped().as_str(), "ZZZZ ZZZZ ZZZZ ZZZZ");
        let code = TrackingCode::generate(&mut Repeating(0x08)).unwrap();
        assert_eq!(code.grouped().as_str(), "1040 G208 1040 G208");
        assert_eq!(format!("{code:?}"), "TrackingCode(…)");
    }

    #[test]
    fn every_bit_of_the_generator_is_in_the_code() {
        let codes: BTreeSet<_> = (0..1_000)
            .map(|_| TrackingCode::generate(&mut SysRng).unwrap().grouped().to_string())
            .collect();
        assert_eq!(codes.len(), 1_000);
        for place in 0..19 {
            let letters: BTreeSet<_> = codes.iter().map(|code| code.as_bytes()[place]).collect();
            assert_eq!(letters.len(), if place % 5 == 4 { 1 } else { 32 }, "place {place}");
        }
    }

    #[test]
    fn what_people_type_is_understood() {
        let code = TrackingCode::parse("1040 G208 1040 G208").unwrap();
        for typed in
            ["1040g2081040g208", "iO4o-G208-l04O-g208", "　１０４０　Ｇ２０８ 1040\tG208\n"]
        {
            assert_eq!(TrackingCode::parse(typed), Ok(TrackingCode(code.0)), "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        let endless = "1 ".repeat(10_000);
        for typed in [
            "",
            "1040",
            "1040G2081040G2081",
            "U040G2081040G208",
            "申请人的编号是多少呢请告诉我吧",
            &endless,
        ] {
            assert_eq!(TrackingCode::parse(typed), Err(MalformedTrackingCode), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn reading_never_panics(typed in ".{0,80}") {
            let _ = TrackingCode::parse(&typed);
        }

        #[test]
        fn what_is_printed_is_read(letters in prop::array::uniform16(0usize..32)) {
            let code = TrackingCode(letters.map(|at| ALPHABET[at]));
            prop_assert_eq!(TrackingCode::parse(&code.grouped()), Ok(TrackingCode(code.0)));
        }
    }
}
