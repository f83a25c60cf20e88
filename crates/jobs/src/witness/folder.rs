//! A folder, perhaps another machine's: `checkpoint-<size>.note` for every checkpoint that was handed
//! over, and `latest.note`.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use eventlog::Token;
use eventlog::limits::NOTE_BYTES;

use super::{Handover, Held, Witness, WitnessError, follows, open};
use crate::whole;

const LATEST: &str = "latest.note";

/// Keeps checkpoints in a folder. The folder is not made: one that is missing is a mount that failed.
#[derive(Debug, Clone)]
pub struct FolderWitness {
    name: Token,
    folder: PathBuf,
}

impl FolderWitness {
    /// A witness of this name in this folder, which other logs do not use.
    #[must_use]
    pub fn new(name: Token, folder: impl Into<PathBuf>) -> Self {
        Self { name, folder: folder.into() }
    }
}

#[async_trait]
impl Witness for FolderWitness {
    fn name(&self) -> &Token {
        &self.name
    }

    async fn held(&self) -> Result<Held, WitnessError> {
        whole::apart(&self.folder, |folder| held(&folder)).await?
    }

    async fn hand(&self, handover: &Handover) -> Result<(), WitnessError> {
        let handover = handover.clone();
        whole::apart(&self.folder, move |folder| hand(&folder, &handover)).await?
    }
}

/// Without `latest.note`, which may have been removed, the largest of the others speaks.
fn held(folder: &Path) -> Result<Held, WitnessError> {
    let path = match whole::read(&folder.join(LATEST), NOTE_BYTES)? {
        Some(note) => return Ok(Held::Note(note)),
        None => largest(folder)?,
    };
    let note = path.map(|path| whole::read(&path, NOTE_BYTES)).transpose()?.flatten();
    Ok(note.map_or(Held::Nothing, Held::Note))
}

fn hand(folder: &Path, handover: &Handover) -> Result<(), WitnessError> {
    let Handover { checkpoint, note, key, unique } = handover;
    if let Held::Note(held) = held(folder)? {
        follows(&open(&held, key)?, checkpoint)?;
    }
    // One of this size may be there from a try that was killed half way.
    let name = format!("checkpoint-{}.note", checkpoint.size);
    match whole::read(&folder.join(&name), NOTE_BYTES)? {
        Some(held) => follows(&open(&held, key)?, checkpoint).map(|_| ())?,
        None => whole::write(folder, &name, unique, note.as_bytes())?,
    }
    Ok(whole::write(folder, LATEST, unique, note.as_bytes())?)
}

fn largest(folder: &Path) -> Result<Option<PathBuf>, WitnessError> {
    let mut largest = None;
    for file in std::fs::read_dir(folder)? {
        let file = file?;
        let name = file.file_name();
        let size = name.to_str().and_then(size_of);
        largest = largest.max(size.map(|size| (size, file.path())));
    }
    Ok(largest.map(|(_, path)| path))
}

fn size_of(name: &str) -> Option<u64> {
    name.strip_prefix("checkpoint-")?.strip_suffix(".note")?.parse().ok()
}
