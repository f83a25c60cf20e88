//! Recovery codes: ten codes on paper, each of which replaces the second factor once.
//!
//! They let a person in whose telephone is lost. They never replace the password.

use std::fmt;

use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::readable;

/// Letters of a code: digits and capitals without I, L, O and U, which are misread or make words.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Letters of a code: 50 bits.
const LETTERS: usize = 10;

/// How many codes a person gets.
pub const CODES: usize = 10;

/// How many random bytes a sheet of codes takes.
pub const RANDOM_BYTES: usize = CODES * LETTERS;

/// A code. The database has [`hash`](Self::hash) only.
pub struct RecoveryCode(Zeroizing<[u8; LETTERS]>);

/// What was typed is no recovery code. The answer to the person is the one for a wrong code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not a recovery code of 10 letters and digits")]
pub struct NotACode;

/// Makes a sheet of codes from fresh random bytes.
#[must_use]
pub fn sheet(random: &[u8; RANDOM_BYTES]) -> [RecoveryCode; CODES] {
    let mut groups = random.chunks_exact(LETTERS);
    std::array::from_fn(|_| {
        let mut letters = Zeroizing::new([0; LETTERS]);
        let group = groups.next().unwrap_or_default();
        for (letter, byte) in letters.iter_mut().zip(group) {
            // 256 is a multiple of 32, so every letter is equally likely.
            *letter = ALPHABET[usize::from(byte % 32)];
        }
        RecoveryCode(letters)
    })
}

impl RecoveryCode {
    /// Reads a code as a person typed it: capitals or not, full width or half, with spaces or
    /// hyphens anywhere, O for zero, I or L for one.
    ///
    /// # Errors
    ///
    /// [`NotACode`] for anything that is not ten letters of the alphabet.
    pub fn parse(typed: &str) -> Result<Self, NotACode> {
        let plain = readable::plain(typed, LETTERS).ok_or(NotACode)?;
        if plain.len() != LETTERS {
            return Err(NotACode);
        }
        let mut letters = Zeroizing::new([0; LETTERS]);
        for (letter, typed) in letters.iter_mut().zip(plain.bytes()) {
            *letter = match typed {
                b'O' => b'0',
                b'I' | b'L' => b'1',
                other if ALPHABET.contains(&other) => other,
                _ => return Err(NotACode),
            };
        }
        Ok(Self(letters))
    }

    /// Writes the code in two groups of five, for the sheet and nothing else.
    #[must_use]
    pub fn grouped(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + 1));
        for (at, letter) in self.0.iter().enumerate() {
            if at == LETTERS / 2 {
                text.push('-');
            }
            text.push(char::from(*letter));
        }
        text
    }

    /// Returns what is stored: the hash of the account and the code, so that equal codes of two
    /// people differ in the database and one search does not try all accounts at once.
    #[must_use]
    pub fn hash(&self, account: Uuid) -> [u8; 32] {
        Sha256::new()
            .chain_update("recovery code")
            .chain_update(account.as_bytes())
            .chain_update(self.0.as_slice())
            .finalize()
            .into()
    }

    /// Looks for this code among the unused ones of an account, and says at which place it is.
    ///
    /// The caller strikes it out in the same unit of work that lets the person in. The time does not
    /// tell at which place the code was.
    #[must_use]
    pub fn find(&self, account: Uuid, unused: &[[u8; 32]]) -> Option<usize> {
        let hash = self.hash(account);
        let mut found = None;
        for (at, stored) in unused.iter().enumerate() {
            if hash.ct_eq(stored).into() {
                found = Some(at);
            }
        }
        found
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use static_assertions::assert_not_impl_any;

    use super::*;

    assert_not_impl_any!(RecoveryCode: fmt::Display, serde::Serialize, Clone);

    const ACCOUNT: Uuid = Uuid::from_u128(1);

    fn counted() -> [u8; RANDOM_BYTES] {
        std::array::from_fn(|at| u8::try_from(at * 7 % 256).unwrap())
    }

    #[test]
    fn a_sheet_has_ten_different_codes_in_two_groups() {
        let codes = sheet(&counted());
        assert_eq!(codes[0].grouped().as_str(), "07ENW-3AHRZ");
        let texts: BTreeSet<String> = codes.iter().map(|it| it.grouped().to_string()).collect();
        assert_eq!(texts.len(), CODES);
        assert_eq!(format!("{:?}", codes[0]), "RecoveryCode(…)");
    }

    #[test]
    fn what_people_type_is_understood() {
        let code = RecoveryCode::parse("01ABC-DEF10").unwrap();
        for typed in ["o1abcdefi0", "OLABC DEFLO", " ０１ＡＢＣ－ＤＥＦ１０\n", "01-AB-CD-EF-10"]
        {
            assert_eq!(RecoveryCode::parse(typed).unwrap().0, code.0, "{typed}");
        }
    }

    #[test]
    fn anything_else_is_no_code() {
        for typed in ["", "01ABC", "01ABC-DEF100", "01ABC-DEF1U", "找回代码在哪里呢谢谢"]
        {
            assert_eq!(RecoveryCode::parse(typed).err(), Some(NotACode), "{typed}");
        }
    }

    #[test]
    fn a_code_is_found_in_its_own_account_only_and_not_after_it_was_struck_out() {
        let codes = sheet(&counted());
        let mut unused: Vec<[u8; 32]> = codes.iter().map(|it| it.hash(ACCOUNT)).collect();
        assert_eq!(codes[3].find(ACCOUNT, &unused), Some(3));
        assert_eq!(codes[3].find(Uuid::from_u128(2), &unused), None);
        unused.remove(3);
        assert_eq!(codes[3].find(ACCOUNT, &unused), None);
        assert_eq!(codes[4].find(ACCOUNT, &unused), Some(3));
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read(random in prop::collection::vec(any::<u8>(), RANDOM_BYTES)) {
            for code in sheet(&random.try_into().unwrap()) {
                prop_assert_eq!(&RecoveryCode::parse(&code.grouped()).unwrap().0, &code.0);
            }
        }

        #[test]
        fn reading_never_panics(typed in ".{0,80}") {
            let _ = RecoveryCode::parse(&typed);
        }
    }
}
