//! The signed head of the log: so many entries, this root, at this time.
//!
//! A checkpoint is a note after C2SP tlog-checkpoint, so verifiers and witnesses of other logs read it:
//! name of the log, size, root, and as extension lines the time and, for SM3 only, the hash function.

use std::str::Split;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use law::Lang;
use signed_note::{Note, NoteError, Signature};
use thiserror::Error;

use crate::at::At;
use crate::hash::{Hash, HashSuite};
use crate::key::{LogKey, VerifierKey};
use crate::limits::{LOG_SIZE, NOTE_BYTES};
use crate::origin::Origin;
use crate::witness::Only;

/// What the log says of itself at one time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The name of the log.
    pub origin: Origin,
    /// How many entries it has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The hash function of the tree.
    pub suite: HashSuite,
    /// When it was signed, by the clock of the server.
    pub at: At,
}

/// Why a checkpoint cannot be signed or is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// Longer than any checkpoint.
    #[error("the checkpoint is longer than {NOTE_BYTES} bytes")]
    TooLarge,
    /// Not a note with signatures.
    #[error("the checkpoint is not a signed note")]
    Malformed,
    /// The key at hand belongs to another log.
    #[error("the checkpoint is of the log {found}, the key of {expected}")]
    OtherLog {
        /// The log that the checkpoint names.
        found: Origin,
        /// The log of the key.
        expected: Origin,
    },
    /// No signature names this key.
    #[error("the checkpoint is not signed with this key")]
    NotSigned,
    /// The signature does not fit the text.
    #[error("the signature does not fit the checkpoint")]
    BadSignature,
    /// A line of the text cannot be read, is unknown, or stands there twice.
    #[error("line {0} of the checkpoint is missing, unknown or cannot be read")]
    Line(usize),
    /// The values can be read, but a checkpoint with them is written otherwise.
    #[error("the checkpoint is not in its canonical form")]
    NotCanonical,
}

impl CheckpointError {
    /// Says what does not match and what it means.
    pub fn message(&self, lang: Lang) -> String {
        let text = match self {
            Self::OtherLog { found, expected } => {
                return lang.pick(
                    format!(
                        "检查点属于日志“{found}”，而核验公钥属于日志“{expected}”；请使用出具该文件的机关公布的公钥。"
                    ),
                    format!(
                        "The checkpoint is of the log \"{found}\", but the key is of the log \"{expected}\". Use the key published by the agency that issued the file."
                    ),
                );
            }
            Self::TooLarge => lang.pick(
                "检查点过长，不是日志签发的文件。",
                "The checkpoint is too long to be one that a log has signed.",
            ),
            Self::Malformed => lang.pick(
                "检查点不完整或者格式不对；文件可能被截断或者改动过。",
                "The checkpoint is incomplete or malformed. The file may have been cut or changed.",
            ),
            Self::NotSigned => lang.pick(
                "检查点上没有该公钥的签名，不能证明由该日志签发；请核对公钥是否为当时使用的公钥。",
                "The checkpoint has no signature of this key, so nothing shows that the log issued it. Check that the key is the one in use at that time.",
            ),
            Self::BadSignature => lang.pick(
                "检查点的签名与内容不符：内容或者签名已被改动，或者签名系伪造。",
                "The signature does not fit the checkpoint: one of them was changed, or the signature is forged.",
            ),
            Self::Line(_) | Self::NotCanonical => lang.pick(
                "检查点虽有签名，但写法不符合规定；可能由其他版本的程序签发，请使用新版本的核验程序。",
                "The checkpoint is signed, but not written as it has to be. Another version of the program may have issued it; use a newer verifier.",
            ),
        };
        text.to_owned()
    }
}

impl Checkpoint {
    /// Accepts a signed checkpoint of the log whose key this is. Lines of witnesses do no harm.
    ///
    /// # Errors
    ///
    /// [`CheckpointError`].
    pub fn open(note: &str, key: &VerifierKey) -> Result<Self, CheckpointError> {
        open(note, key).map(|(checkpoint, _)| checkpoint)
    }

    /// Returns the text that is signed.
    pub fn body(&self) -> String {
        let Self { origin, size, root, suite, at } = self;
        let root = BASE64_STANDARD.encode(root.as_bytes());
        let mut body = format!("{origin}\n{size}\n{root}\ntime {at}\n");
        if *suite != HashSuite::Sha256 {
            body.push_str(&format!("hash {suite}\n"));
        }
        body
    }

    fn parse(body: &str) -> Result<Self, CheckpointError> {
        let mut lines = body.split('\n');
        let origin = line(&mut lines, 1, |text| Origin::new(text).ok())?;
        let size = line(&mut lines, 2, |text| text.parse().ok().filter(|size| *size <= LOG_SIZE))?;
        let root = line(&mut lines, 3, |text| {
            BASE64_STANDARD.decode(text).ok().and_then(|bytes| Hash::from_slice(&bytes))
        })?;
        let at = line(&mut lines, 4, |text| text.strip_prefix("time ")?.parse().ok())?;
        let suite = match lines.next() {
            None | Some("") => HashSuite::Sha256,
            Some(text) => {
                let suite = text.strip_prefix("hash ").and_then(|name| name.parse().ok());
                suite.ok_or(CheckpointError::Line(5))?
            }
        };
        let checkpoint = Self { origin, size, root, suite, at };
        if checkpoint.body() == body { Ok(checkpoint) } else { Err(CheckpointError::NotCanonical) }
    }
}

impl LogKey {
    /// Signs a checkpoint of the log that the key is for.
    ///
    /// The caller signs no checkpoint that does not continue the one before.
    ///
    /// # Errors
    ///
    /// [`CheckpointError::OtherLog`], and [`CheckpointError::TooLarge`] for more entries than a log has.
    pub fn sign(&self, checkpoint: &Checkpoint) -> Result<String, CheckpointError> {
        if checkpoint.origin != *self.origin() {
            let (found, expected) = (checkpoint.origin.clone(), self.origin().clone());
            return Err(CheckpointError::OtherLog { found, expected });
        }
        if checkpoint.size > LOG_SIZE {
            return Err(CheckpointError::TooLarge);
        }
        let body = checkpoint.body();
        let signature = self.sign_text(&body).to_vec();
        let (name, id) = (self.origin().to_string(), self.verifier().key_id());
        let note = Signature::new(name, id, signature)
            .and_then(|signature| Note::new(body.as_bytes(), &[signature]))
            .map_err(|_| CheckpointError::Malformed)?;
        String::from_utf8(note.to_bytes()).map_err(|_| CheckpointError::Malformed)
    }
}

/// Accepts a checkpoint and returns the other signatures on it, unchecked.
pub(crate) fn open(
    note: &str,
    key: &VerifierKey,
) -> Result<(Checkpoint, Vec<Signature>), CheckpointError> {
    if note.len() > NOTE_BYTES {
        return Err(CheckpointError::TooLarge);
    }
    let signed = Note::from_bytes(note.as_bytes()).map_err(|_| CheckpointError::Malformed)?;
    let body = std::str::from_utf8(signed.text()).map_err(|_| CheckpointError::Malformed)?;
    let others = match signed.verify(&Only(key)) {
        Ok((_, others)) => others,
        Err(NoteError::InvalidSignature { .. }) => return Err(CheckpointError::BadSignature),
        Err(_) => return Err(of_another_log(body, key).unwrap_or(CheckpointError::NotSigned)),
    };
    let checkpoint = Checkpoint::parse(body)?;
    match of_another_log(body, key) {
        None => Ok((checkpoint, others)),
        Some(error) => Err(error),
    }
}

fn of_another_log(body: &str, key: &VerifierKey) -> Option<CheckpointError> {
    let found = Origin::new(body.split('\n').next()?).ok()?;
    let expected = key.origin().clone();
    (found != expected).then_some(CheckpointError::OtherLog { found, expected })
}

fn line<T>(
    lines: &mut Split<'_, char>,
    number: usize,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, CheckpointError> {
    lines.next().and_then(read).ok_or(CheckpointError::Line(number))
}

#[cfg(test)]
mod tests;
