//! Signatures of others on a checkpoint.
//!
//! A witness signs that the log has only grown since it last looked (C2SP tlog-cosignature). Its line is
//! appended to the note and kept; whom to believe is for the reader to decide, so nothing is checked here
//! but that the line is one.

use signed_note::{Signature, VerificationError, Verifier, Verifiers};

use crate::checkpoint::{CheckpointError, open};
use crate::key::VerifierKey;

/// The signature line of a witness on a checkpoint, not checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cosignature {
    /// The name of the witness, as it is written there.
    pub name: String,
    /// The number of its key.
    pub key_id: u32,
    /// The whole line, without its newline.
    pub line: String,
}

impl Cosignature {
    /// Lists the signatures of others on a checkpoint of the log whose key this is.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`] when the log itself has not signed it.
    pub fn all(note: &str, key: &VerifierKey) -> Result<Vec<Self>, CheckpointError> {
        let (_, others) = open(note, key)?;
        Ok(others.iter().map(Self::new).collect())
    }

    /// Appends the line of a witness to a checkpoint of the log whose key this is.
    ///
    /// A line that is there already is not appended again.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`] when the line is none, when it names the log itself, or when the note grows
    /// beyond its bound.
    pub fn append(note: &str, line: &str, key: &VerifierKey) -> Result<String, CheckpointError> {
        let signature =
            Signature::from_bytes(line.as_bytes()).map_err(|_| CheckpointError::Malformed)?;
        if Only(key).verifier(signature.name(), signature.id()).is_ok() {
            return Err(CheckpointError::Malformed);
        }
        let one = Self::new(&signature);
        if Self::all(note, key)?.contains(&one) {
            return Ok(note.to_owned());
        }
        let note = format!("{note}{}\n", one.line);
        open(&note, key)?;
        Ok(note)
    }

    fn new(signature: &Signature) -> Self {
        let line = String::from_utf8_lossy(&signature.to_bytes()).trim_end_matches('\n').to_owned();
        Self { name: signature.name().to_owned(), key_id: signature.id(), line }
    }
}

/// The one key that is looked for among the signatures.
pub(crate) struct Only<'a>(pub &'a VerifierKey);

impl Verifiers for Only<'_> {
    fn verifier(&self, name: &str, id: u32) -> Result<&dyn Verifier, VerificationError> {
        if name == self.0.origin().as_str() && id == self.0.key_id() {
            Ok(self.0)
        } else {
            Err(VerificationError::UnknownKey { name: name.to_owned(), id })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::NOTE_BYTES;
    use crate::{At, Checkpoint, HashSuite, LogKey, Origin};

    const LINE: &str = "— witness.example AAAAAAAAAAA=";

    fn note() -> (String, VerifierKey) {
        let origin = Origin::new("log.example").unwrap();
        let key = LogKey::from_seed(origin.clone(), &[1; 32]);
        let suite = HashSuite::Sha256;
        let at = At::from_micros(0).unwrap();
        let checkpoint = Checkpoint { origin, size: 0, root: suite.empty(), suite, at };
        (key.sign(&checkpoint).unwrap(), key.verifier())
    }

    #[test]
    fn the_line_of_a_witness_is_kept_once() {
        let (note, key) = note();
        let seen = Cosignature::append(&note, LINE, &key).unwrap();
        assert_eq!(seen, format!("{note}{LINE}\n"));
        assert_eq!(Checkpoint::open(&seen, &key), Checkpoint::open(&note, &key));
        assert_eq!(Cosignature::append(&seen, LINE, &key), Ok(seen.clone()));

        let all = Cosignature::all(&seen, &key).unwrap();
        assert_eq!(all.len(), 1);
        assert_eq!((all[0].name.as_str(), all[0].line.as_str()), ("witness.example", LINE));
    }

    #[test]
    fn what_is_no_line_of_a_witness_is_refused() {
        let (note, key) = note();
        let own = note.lines().last().unwrap();
        for line in [own, "", "witness", "— a b", "— a b\n— c AAAAAAAAAAA=", "— a+b AAAAAAAAAAA="]
        {
            assert_eq!(
                Cosignature::append(&note, line, &key),
                Err(CheckpointError::Malformed),
                "{line}"
            );
        }
    }

    #[test]
    fn a_note_does_not_grow_without_end() {
        let (note, key) = note();
        let line = format!("— {} AAAAAAAAAAA=", "w".repeat(NOTE_BYTES));
        assert_eq!(Cosignature::append(&note, &line, &key), Err(CheckpointError::TooLarge));
    }
}
