//! Writes an export: the same pieces as a plain folder, with the hash of each.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Write as _};
use std::path::Path;

use sha2::{Digest, Sha256};
use store::{SECRETS, Store, TABLES};
use tokio::sync::mpsc;

use crate::dump::{Report, dump, report};
use crate::error::ArchiveError;
use crate::piece::{Part, PieceReader, QUEUE};

/// What the folder says about itself.
const ABOUT: &str = include_str!("about.md");

/// Exports everything but the keys, and what people sign in with, into a new folder. Personal values
/// stay sealed in it.
///
/// # Errors
///
/// Where the folder is there, or anything fails.
pub async fn export(store: &Store, folder: &Path) -> Result<Report, ArchiveError> {
    if folder.exists() {
        return Err(ArchiveError::AlreadyThere(folder.display().to_string()));
    }
    let (parts, queue) = mpsc::channel(QUEUE);
    let writing = {
        let folder = folder.to_owned();
        tokio::task::spawn_blocking(move || write(&folder, queue))
    };
    let tables: Vec<_> = TABLES.iter().copied().filter(|it| !SECRETS.contains(it)).collect();
    let dumped = dump(store, &[], &tables, &parts).await;
    drop(parts);
    let written = writing.await.map_err(|error| ArchiveError::io("written")(error.into()))?;
    written?;
    Ok(report(&dumped?, store))
}

fn write(folder: &Path, mut queue: mpsc::Receiver<Part>) -> Result<(), ArchiveError> {
    let failed = || ArchiveError::io("written");
    let mut sums = BTreeMap::new();
    while let Some(part) = queue.blocking_recv() {
        let Part::Begin { name, size } = part else {
            return Err(ArchiveError::Damaged("a part without a piece".to_owned()));
        };
        let sum = file(&folder.join(&name), PieceReader::new(&mut queue, size)).map_err(failed())?;
        sums.insert(name, sum);
    }
    sums.insert(
        "README.md".to_owned(),
        file(&folder.join("README.md"), ABOUT.as_bytes()).map_err(failed())?,
    );
    let mut lines = String::new();
    for (name, sum) in sums {
        // As `sha256sum --check` reads it.
        let _ = writeln!(lines, "{sum}  {name}");
    }
    file(&folder.join("SHA256SUMS"), lines.as_bytes()).map(|_| ()).map_err(failed())
}

/// Writes one file, and returns its hash.
fn file(path: &Path, mut from: impl Read) -> std::io::Result<String> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut to = File::create_new(path)?;
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        hash.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
    }
    to.sync_all()?;
    Ok(hex::encode(hash.finalize()))
}
