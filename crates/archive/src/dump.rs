//! Reads one moment of an installation, piece by piece.

use std::collections::BTreeMap;

use bytes::Bytes;
use eventlog::Hash;
use futures::TryStreamExt;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::{RowSink, Snapshot, Source, Store, StoreError};
use tokio::sync::mpsc;

use crate::error::ArchiveError;
use crate::manifest::{self, FORMAT, Manifest};
use crate::piece::{PART, Part};

/// What was carried.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Rows of all tables.
    pub rows: u64,
    /// Files.
    pub files: u64,
    /// Bytes of the files.
    pub file_bytes: u64,
    /// Acts that the newest checkpoint covers.
    pub checkpoint: Option<u64>,
}

/// A way out for parts.
pub(crate) type Parts = mpsc::Sender<Part>;

/// Sends these tables with every file, and returns the manifest, which went last.
pub(crate) async fn dump(
    store: &Store,
    keys: &[(&'static str, String)],
    tables: &[&'static str],
    to: &Parts,
) -> Result<Manifest, ArchiveError> {
    // The archive ends with a tree that was signed.
    store.log().checkpoint().await?;
    let moment = store.snapshot().await?;
    let identity = store.identity();
    let mut manifest = Manifest {
        format: FORMAT.to_owned(),
        origin: identity.origin().to_string(),
        key: identity.key().to_string(),
        taken_at: store.edge().now().to_string(),
        schema: store.schema().await?.applied,
        rows: BTreeMap::new(),
        files: 0,
        file_bytes: 0,
        pieces: BTreeMap::new(),
        checkpoint: moment.log().latest_checkpoint().await?.map(|(.., note)| note),
    };
    for (name, text) in keys {
        piece(to, &mut manifest.pieces, format!("keys/{name}"), text.clone().into_bytes()).await?;
    }
    for table in tables {
        let mut chunks = Chunks { table, count: 0, to, pieces: &mut manifest.pieces };
        let rows = moment.rows(table, &mut chunks).await?;
        manifest.rows.insert((*table).to_owned(), rows);
    }
    files(store, &moment, to, &mut manifest).await?;
    let text = serde_json::to_string_pretty(&manifest)
        .map_err(|error| ArchiveError::Damaged(error.to_string()))?;
    send(to, Part::Begin { name: manifest::NAME.to_owned(), size: text.len() as u64 }).await?;
    send(to, Part::Data(text.into())).await?;
    Ok(manifest)
}

/// What a manifest says in figures.
pub(crate) fn report(manifest: &Manifest, store: &Store) -> Report {
    let checkpoint = manifest.checkpoint.as_ref().and_then(|note| {
        eventlog::Checkpoint::open(note, store.identity().key()).ok().map(|it| it.size)
    });
    Report {
        rows: manifest.rows.values().sum(),
        files: manifest.files,
        file_bytes: manifest.file_bytes,
        checkpoint,
    }
}

async fn send(to: &Parts, part: Part) -> Result<(), ArchiveError> {
    let gone = || std::io::Error::other("the other end has stopped");
    to.send(part).await.map_err(|_| ArchiveError::io("written")(gone()))
}

/// Sends a piece that is in memory, and notes its hash.
async fn piece(
    to: &Parts,
    pieces: &mut BTreeMap<String, String>,
    name: String,
    bytes: Vec<u8>,
) -> Result<(), ArchiveError> {
    pieces.insert(name.clone(), hex::encode(Sha256::digest(&bytes)));
    send(to, Part::Begin { name, size: bytes.len() as u64 }).await?;
    let mut bytes = Bytes::from(bytes);
    while !bytes.is_empty() {
        send(to, Part::Data(bytes.split_to(bytes.len().min(PART)))).await?;
    }
    Ok(())
}

/// A table as pieces `tables/NAME/000001.jsonl` and so on.
struct Chunks<'a> {
    table: &'static str,
    count: u64,
    to: &'a Parts,
    pieces: &'a mut BTreeMap<String, String>,
}

#[async_trait::async_trait]
impl RowSink for Chunks<'_> {
    async fn take(&mut self, lines: Vec<u8>) -> Result<(), StoreError> {
        self.count += 1;
        let name = format!("tables/{}/{:06}.jsonl", self.table, self.count);
        let sent = piece(self.to, self.pieces, name, lines).await;
        sent.map_err(|error| StoreError::File { doing: "written", cause: error.to_string() })
    }
}

/// The columns of a row of `stored_file` that matter here.
#[derive(Deserialize)]
struct FileRow {
    hash: String,
    size: u64,
}

/// Collects the files that the moment names.
#[derive(Default)]
struct FileRows(Vec<FileRow>);

#[async_trait::async_trait]
impl RowSink for FileRows {
    async fn take(&mut self, lines: Vec<u8>) -> Result<(), StoreError> {
        let rows = serde_json::Deserializer::from_slice(&lines).into_iter::<FileRow>();
        for row in rows {
            self.0.push(row.map_err(|error| StoreError::Corrupt {
                table: "stored_file",
                id: String::new(),
                why: error.to_string(),
            })?);
        }
        Ok(())
    }
}

async fn files(
    store: &Store,
    moment: &Snapshot,
    to: &Parts,
    manifest: &mut Manifest,
) -> Result<(), ArchiveError> {
    let mut rows = FileRows::default();
    moment.rows("stored_file", &mut rows).await?;
    for FileRow { hash, size } in rows.0 {
        let (folder, rest) = hash.split_at_checked(2).unwrap_or((&hash, ""));
        send(to, Part::Begin { name: format!("files/{folder}/{rest}"), size }).await?;
        let name: Hash = hash
            .parse()
            .map_err(|_| ArchiveError::Damaged(format!("{hash} is no name of a file")))?;
        let mut bytes = store.files().read(&name).await?;
        let mut sent = 0;
        while let Some(part) = bytes.try_next().await? {
            sent += part.len() as u64;
            send(to, Part::Data(part)).await?;
        }
        if sent != size {
            return Err(ArchiveError::Damaged(format!("file {hash} has {sent} bytes, not {size}")));
        }
        manifest.files += 1;
        manifest.file_bytes += size;
    }
    Ok(())
}
