//! A proof as text: place, hashes and signed checkpoint, after C2SP tlog-proof.
//!
//! Verifiers of other logs read it. With SM3 the hashes are of SM3, which C2SP does not name.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use thiserror::Error;

use crate::hash::Hash;
use crate::limits::{LOG_SIZE, NOTE_BYTES, PROOF_BYTES, PROOF_HASHES};

const VERSION: &str = "c2sp.org/tlog-proof@v1";

/// Where an entry is in the log, and what leads from it to a signed root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProof {
    index: u64,
    hashes: Vec<Hash>,
    note: String,
}

/// Why a text is not a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofError {
    /// More than any proof has.
    #[error("the proof is larger than any log has")]
    TooLarge,
    /// The first line is not the one of this version.
    #[error("the first line is not \"{VERSION}\"")]
    OtherVersion,
    /// The place of the entry is missing.
    #[error("the line with the index is missing or cannot be read")]
    Index,
    /// A line is not a hash.
    #[error("hash {0} of the proof cannot be read")]
    Hash(usize),
    /// No checkpoint follows.
    #[error("the proof has no checkpoint")]
    NoCheckpoint,
    /// The values can be read, but a proof with them is written otherwise.
    #[error("the proof is not in its canonical form")]
    NotCanonical,
}

impl LogProof {
    /// Joins the place of an entry, the hashes of its proof and the signed checkpoint.
    ///
    /// # Errors
    ///
    /// [`ProofError::TooLarge`] beyond the bounds, [`ProofError::NoCheckpoint`] without a note.
    pub fn new(index: u64, hashes: Vec<Hash>, note: String) -> Result<Self, ProofError> {
        if index >= LOG_SIZE || hashes.len() > PROOF_HASHES || note.len() > NOTE_BYTES {
            return Err(ProofError::TooLarge);
        }
        if note.is_empty() {
            return Err(ProofError::NoCheckpoint);
        }
        Ok(Self { index, hashes, note })
    }

    /// Returns the place of the entry, counted from zero.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// Returns the hashes, the sibling of the leaf first.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Returns the signed checkpoint.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// Writes the proof.
    pub fn text(&self) -> String {
        let mut text = format!("{VERSION}\nindex {}\n", self.index);
        for hash in &self.hashes {
            text.push_str(&BASE64_STANDARD.encode(hash.as_bytes()));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.note);
        text
    }

    /// Reads a proof as [`LogProof::text`] writes it.
    ///
    /// # Errors
    ///
    /// [`ProofError`]; also for the `extra` line of C2SP, which nothing vouches for and we never write.
    pub fn parse(text: &str) -> Result<Self, ProofError> {
        if text.len() > PROOF_BYTES {
            return Err(ProofError::TooLarge);
        }
        let (head, note) = text.split_once("\n\n").ok_or(ProofError::NoCheckpoint)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(VERSION) {
            return Err(ProofError::OtherVersion);
        }
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index ")?.parse().ok())
            .ok_or(ProofError::Index)?;
        let hashes = lines
            .zip(1..)
            .map(|(line, number)| hash(line).ok_or(ProofError::Hash(number)))
            .collect::<Result<_, _>>()?;
        let proof = Self::new(index, hashes, note.to_owned())?;
        if proof.text() == text { Ok(proof) } else { Err(ProofError::NotCanonical) }
    }
}

fn hash(line: &str) -> Option<Hash> {
    Hash::from_slice(&BASE64_STANDARD.decode(line).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::HashSuite;

    fn sample() -> LogProof {
        let hashes = vec![HashSuite::Sha256.empty(), HashSuite::Sm3.empty()];
        LogProof::new(7, hashes, "log.example\n8\n\n— log.example AAAA\n".to_owned()).unwrap()
    }

    #[test]
    fn a_proof_is_read_as_it_is_written() {
        assert_eq!(LogProof::parse(&sample().text()), Ok(sample()));
        let alone = LogProof::new(0, Vec::new(), "note".to_owned()).unwrap();
        assert_eq!(alone.text(), "c2sp.org/tlog-proof@v1\nindex 0\n\nnote");
        assert_eq!(LogProof::parse(&alone.text()), Ok(alone));
    }

    #[test]
    fn what_is_written_otherwise_is_refused() {
        let check = |from: &str, to: &str, expected| {
            let text = sample().text().replacen(from, to, 1);
            assert_eq!(LogProof::parse(&text), Err(expected), "{from:?} → {to:?}");
        };
        check("@v1", "@v2", ProofError::OtherVersion);
        check("index 7", "extra AAAA\nindex 7", ProofError::Index);
        check("index 7", "index 07", ProofError::NotCanonical);
        check("index 7", "index 281474976710656", ProofError::TooLarge);
        check("\n47", "\nindex 7\n47", ProofError::Hash(1));
        check("\nGr", "\ngR=", ProofError::Hash(2));
        check("\n\nlog", "\nlog", ProofError::Hash(3));
        check("\n\nlog.example\n8\n\n— log.example AAAA\n", "\n\n", ProofError::NoCheckpoint);
        let many = format!("index 7{}", format!("\n{}=", "A".repeat(43)).repeat(63));
        check("index 7", &many, ProofError::TooLarge);
        assert_eq!(LogProof::parse(&"x".repeat(PROOF_BYTES + 1)), Err(ProofError::TooLarge));
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(
            tail in "(\\PC|\n){0,80}", index in "[0-9]{0,20}", version in any::<bool>(),
        ) {
            let head = if version { format!("{VERSION}\nindex {index}\n") } else { index };
            let text = format!("{head}{tail}");
            if let Ok(proof) = LogProof::parse(&text) {
                prop_assert_eq!(proof.text(), text);
            }
        }
    }
}
