//! Brings a backup back into an empty installation, and proves that it is whole.

use std::collections::BTreeMap;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use bytes::Bytes;
use flate2::read::GzDecoder;
use futures::StreamExt;
use sha2::{Digest, Sha256};
use store::verify::{Against, Verdict, verify};
use store::{Edge, Keys, LARGEST_FILE, Settings, Store};
use tokio::sync::mpsc;

use crate::error::ArchiveError;
use crate::keys::RecoveryKey;
use crate::manifest::{self, FORMAT, Manifest};
use crate::piece::{PART, Part, QUEUE};

/// The largest piece that is taken into memory.
const LARGEST_PIECE: u64 = 64 << 20;

/// Where a backup is brought back to.
#[derive(Debug, Clone)]
pub struct Target {
    /// An empty database and a folder or store for files.
    pub settings: Settings,
    /// The folder for the keys; it must not be there yet.
    pub keys: PathBuf,
}

/// What came back.
#[derive(Debug)]
pub struct Restored {
    /// The installation, open.
    pub store: Store,
    /// What the backup said of itself.
    pub manifest: Manifest,
    /// What a full verification says.
    pub verdict: Verdict,
}

/// Brings a backup back.
///
/// # Errors
///
/// Where the key does not fit, the backup is damaged, or there is something at the target.
pub async fn restore(
    backup: &Path,
    key: &RecoveryKey,
    target: &Target,
    edge: Edge,
) -> Result<Restored, ArchiveError> {
    if target.keys.exists() {
        return Err(ArchiveError::AlreadyThere(target.keys.display().to_string()));
    }
    let (parts, mut queue) = mpsc::channel(QUEUE);
    let reading = {
        let backup = backup.to_owned();
        let key = RecoveryKey::parse(&key.expose())?;
        tokio::task::spawn_blocking(move || read(&backup, &key, &parts))
    };
    let brought = bring(&mut queue, target, edge).await;
    drop(queue);
    let read = reading.await.map_err(|error| ArchiveError::io("read")(error.into()))?;
    // A queue that was left early is no news; why it was left is.
    let (store, manifest) = match (brought, read) {
        (Ok(brought), Ok(())) => brought,
        (_, Err(error @ (ArchiveError::Locked(_) | ArchiveError::Damaged(_)))) => {
            return Err(error);
        }
        (Err(error), _) | (Ok(_), Err(error)) => return Err(error),
    };
    let against = Against { read_files: true, ..Against::default() };
    let verdict = verify(&store, &against, &mut |_| {}).await?;
    Ok(Restored { store, manifest, verdict })
}

/// Decrypts, unpacks and hands on, on a thread of its own.
fn read(backup: &Path, key: &RecoveryKey, to: &mpsc::Sender<Part>) -> Result<(), ArchiveError> {
    let damaged = |error: std::io::Error| ArchiveError::Damaged(error.to_string());
    let file = std::fs::File::open(backup).map_err(ArchiveError::io("read"))?;
    let locked = |error: age::DecryptError| ArchiveError::Locked(error.to_string());
    let sealed = age::Decryptor::new_buffered(BufReader::with_capacity(1 << 20, file));
    let plain =
        sealed.and_then(|it| it.decrypt(std::iter::once(key.identity()))).map_err(locked)?;
    let mut tar = tar::Archive::new(GzDecoder::new(plain));
    for entry in tar.entries().map_err(damaged)? {
        let mut entry = entry.map_err(damaged)?;
        let name = entry.path().map_err(damaged)?.to_string_lossy().into_owned();
        if !entry.header().entry_type().is_file() {
            return Err(ArchiveError::Damaged(format!("{name} is no plain file")));
        }
        let gone = |_| ArchiveError::io("read")(std::io::Error::other("the other end has stopped"));
        to.blocking_send(Part::Begin { name, size: entry.size() }).map_err(gone)?;
        loop {
            let mut part = Vec::with_capacity(PART);
            let count = entry.by_ref().take(PART as u64).read_to_end(&mut part).map_err(damaged)?;
            if count == 0 {
                break;
            }
            to.blocking_send(Part::Data(part.into())).map_err(gone)?;
        }
    }
    Ok(())
}

/// What has come so far.
struct Coming<'a> {
    queue: &'a mut mpsc::Receiver<Part>,
    sums: BTreeMap<String, String>,
    keys: BTreeMap<String, String>,
    rows: BTreeMap<String, u64>,
    files: u64,
}

async fn bring(
    queue: &mut mpsc::Receiver<Part>,
    target: &Target,
    edge: Edge,
) -> Result<(Store, Manifest), ArchiveError> {
    let mut coming = Coming {
        queue,
        sums: BTreeMap::new(),
        keys: BTreeMap::new(),
        rows: BTreeMap::new(),
        files: 0,
    };
    let mut next = coming.queue.recv().await;
    // Keys come first: without them nothing can be opened.
    while let Some(Part::Begin { name, size }) = &next {
        let Some(key) = name.strip_prefix("keys/").map(ToOwned::to_owned) else { break };
        let text = coming.whole(name.clone(), *size).await?;
        let text = String::from_utf8(text)
            .map_err(|_| ArchiveError::Damaged(format!("key {key} is no text")))?;
        coming.keys.insert(key, text);
        next = coming.queue.recv().await;
    }
    let keys = write_keys(&coming.keys, &target.keys)?;
    let store = Store::create_empty(&target.settings, keys, edge).await?;
    while let Some(part) = next {
        let Part::Begin { name, size } = part else {
            return Err(ArchiveError::Damaged("a part without a piece".to_owned()));
        };
        if name == manifest::NAME {
            let text = coming.whole(name, size).await?;
            let manifest = read_manifest(&text)?;
            compare(&coming, &manifest)?;
            let store = store.adopt().await?;
            return Ok((store, manifest));
        }
        if let Some(table) = table_of(&name) {
            let lines = coming.whole(name.clone(), size).await?;
            *coming.rows.entry(table.to_owned()).or_default() += put(&store, table, &lines).await?;
        } else if name.starts_with("files/") {
            coming.file(&store, &name, size).await?;
        } else {
            return Err(ArchiveError::Damaged(format!("nobody knows what {name} is")));
        }
        next = coming.queue.recv().await;
    }
    Err(ArchiveError::Damaged("it ends before its manifest".to_owned()))
}

fn table_of(name: &str) -> Option<&str> {
    name.strip_prefix("tables/")?.split_once('/').map(|(table, _)| table)
}

fn read_manifest(text: &[u8]) -> Result<Manifest, ArchiveError> {
    let damaged = |error: serde_json::Error| ArchiveError::Damaged(error.to_string());
    let value: serde_json::Value = serde_json::from_slice(text).map_err(damaged)?;
    match value.get("format").and_then(serde_json::Value::as_str) {
        Some(FORMAT) => serde_json::from_value(value).map_err(damaged),
        other => {
            let found = other.unwrap_or("none").to_owned();
            Err(ArchiveError::Format { found, known: FORMAT })
        }
    }
}

/// The pieces that came are those that were sent.
fn compare(came: &Coming<'_>, sent: &Manifest) -> Result<(), ArchiveError> {
    let rows: BTreeMap<&String, u64> = sent
        .rows
        .iter()
        .filter(|(_, count)| **count > 0)
        .map(|(name, count)| (name, *count))
        .collect();
    let came_rows: BTreeMap<&String, u64> =
        came.rows.iter().map(|(name, count)| (name, *count)).collect();
    let mut sums = came.sums.clone();
    sums.remove(manifest::NAME);
    if sums == sent.pieces && came_rows == rows && came.files == sent.files {
        return Ok(());
    }
    Err(ArchiveError::Damaged("its pieces are not those of its manifest".to_owned()))
}

async fn put(store: &Store, table: &str, lines: &[u8]) -> Result<u64, ArchiveError> {
    let text = std::str::from_utf8(lines)
        .map_err(|_| ArchiveError::Damaged(format!("{table} is no text")))?;
    let lines: Vec<&str> = text.lines().collect();
    let work = store.begin().await?;
    work.put_rows(table, &lines).await?;
    work.commit().await?;
    Ok(lines.len() as u64)
}

fn write_keys(keys: &BTreeMap<String, String>, folder: &Path) -> Result<Keys, ArchiveError> {
    std::fs::create_dir_all(folder).map_err(ArchiveError::io("written"))?;
    for name in [store::LOG_SEED, store::SEALING_KEYS] {
        let text = keys.get(name).ok_or_else(|| {
            ArchiveError::Damaged(format!("it holds no {name}; give the folder with the keys"))
        })?;
        store::write_secret(&folder.join(name), text.as_bytes(), false)?;
    }
    Ok(Keys::read(folder)?)
}

impl Coming<'_> {
    /// Takes a piece into memory.
    async fn whole(&mut self, name: String, size: u64) -> Result<Vec<u8>, ArchiveError> {
        if size > LARGEST_PIECE {
            return Err(ArchiveError::Damaged(format!("{name} is larger than any piece")));
        }
        let mut bytes = Vec::new();
        while (bytes.len() as u64) < size {
            match self.queue.recv().await {
                Some(Part::Data(part)) => bytes.extend_from_slice(&part),
                _ => return Err(ArchiveError::Damaged(format!("{name} breaks off"))),
            }
        }
        self.sums.insert(name, hex::encode(Sha256::digest(&bytes)));
        Ok(bytes)
    }

    /// Keeps a file, whose name is its hash.
    async fn file(&mut self, store: &Store, name: &str, size: u64) -> Result<(), ArchiveError> {
        let queue = &mut *self.queue;
        let parts = futures::stream::unfold((queue, 0), |(queue, came)| async move {
            if came >= size {
                return None;
            }
            let next: Result<Bytes, &str> = match queue.recv().await {
                Some(Part::Data(part)) => Ok(part),
                _ => Err("it breaks off"),
            };
            let came = next.as_ref().map_or(size, |it| came + it.len() as u64);
            Some((next, (queue, came)))
        });
        let kept = store.files().keep(store.edge(), Box::pin(parts).fuse(), LARGEST_FILE).await?;
        let wanted: String = name.trim_start_matches("files/").split('/').collect();
        if kept.hash.to_string() != wanted {
            return Err(ArchiveError::Damaged(format!("{name} holds other bytes")));
        }
        self.files += 1;
        Ok(())
    }
}
