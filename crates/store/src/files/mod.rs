//! Files by their content, in a folder or in a store that speaks S3.
//!
//! A file is written under a name of its own, forced to the disk, given the name of its hash, and its
//! folder is forced to the disk (an S3 store does as much before it answers). Only then may a row
//! name it. What was written and never named is swept away later.

mod folders;
mod s3;
mod upload;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use eventlog::Hash;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt};
use sha2::{Digest, Sha256};

use crate::edge::Edge;
use crate::error::StoreError;
use crate::settings::FileSettings;
use upload::Upload;

/// The largest file that is taken, unless a caller sets a lower bound.
pub const LARGEST_FILE: u64 = 2 << 30;

/// The folder of files that are being written.
const SPOOL: &str = "spool";

/// The folder of files that are whole.
const OBJECTS: &str = "objects";

/// The files of an installation.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<PathBuf>,
    halted: Arc<OnceLock<String>>,
}

/// A file that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The SHA-256 of its bytes, which is its name.
    pub hash: Hash,
    /// How many bytes.
    pub size: u64,
    /// What it is, by its content.
    pub media_type: String,
}

impl Files {
    /// Opens the folder or the store.
    pub(crate) async fn open(settings: &FileSettings, forced: bool) -> Result<Self, StoreError> {
        let folder = match settings {
            FileSettings::Folder { folder } => Some(folder.clone()),
            FileSettings::S3 { .. } => None,
        };
        let store: Arc<dyn ObjectStore> = match settings {
            FileSettings::Folder { folder } => {
                folders::make(folder, forced).map_err(StoreError::file("written"))?;
                let local = LocalFileSystem::new_with_prefix(folder);
                let local = local.map_err(StoreError::object("reached"))?;
                Arc::new(local.with_fsync(forced).with_automatic_cleanup(false))
            }
            FileSettings::S3 { .. } => {
                Arc::new(s3::open(settings).map_err(StoreError::object("reached"))?)
            }
        };
        Ok(Self { store, folder, halted: Arc::new(OnceLock::new()) })
    }

    /// The folder, where they lie in one.
    #[must_use]
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }

    /// Why no more files are taken, if so.
    pub(crate) fn halted(&self) -> Option<String> {
        self.halted.get().cloned()
    }

    /// Says why writing failed. After an error of the disk nobody knows what it holds, and asking it
    /// again would be believed falsely: nothing more is taken until the program starts anew.
    fn failed(&self, doing: &'static str) -> impl FnOnce(object_store::Error) -> StoreError + '_ {
        move |error| {
            if disk_failed(&error) {
                let why = error.to_string();
                tracing::error!(error = %why, "no more files are taken");
                let _ = self.halted.set(why.clone());
                return StoreError::Halted(why);
            }
            StoreError::object(doing)(error)
        }
    }

    /// Keeps a file and returns when it would survive a power cut.
    ///
    /// # Errors
    ///
    /// Where it is larger than `largest`, the source breaks off, or the store refuses. Nothing is kept
    /// then.
    pub async fn keep<E: std::fmt::Display>(
        &self,
        edge: &Edge,
        mut bytes: impl Stream<Item = Result<Bytes, E>> + Unpin,
        largest: u64,
    ) -> Result<Kept, StoreError> {
        if let Some(why) = self.halted() {
            return Err(StoreError::Halted(why));
        }
        let spool = Path::from_iter([SPOOL.to_owned(), edge.new_id().simple().to_string()]);
        let mut upload =
            Upload::begin(&*self.store, &spool).await.map_err(self.failed("written"))?;
        let (mut hasher, mut size, mut head) = (Sha256::new(), 0_u64, Vec::new());
        while let Some(chunk) = bytes.next().await {
            let chunk = match chunk {
                Ok(chunk) => chunk,
                Err(error) => return Err(upload.break_off(error.to_string()).await),
            };
            size = size.saturating_add(chunk.len() as u64);
            if size > largest {
                let cause = format!("it is larger than {largest} bytes");
                return Err(upload.break_off(cause).await);
            }
            hasher.update(&chunk);
            let missing = HEAD.saturating_sub(head.len());
            head.extend(chunk.iter().take(missing));
            upload.put(chunk).await.map_err(self.failed("written"))?;
        }
        upload.finish().await.map_err(self.failed("written"))?;
        let hash = Hash::from(<[u8; 32]>::from(hasher.finalize()));
        self.name(&spool, &hash, size).await?;
        Ok(Kept { hash, size, media_type: media_type(&head).to_owned() })
    }

    /// Keeps bytes that are in memory.
    ///
    /// # Errors
    ///
    /// As [`Files::keep`].
    pub async fn keep_bytes(&self, edge: &Edge, bytes: Bytes) -> Result<Kept, StoreError> {
        let stream = futures::stream::iter([Ok::<_, std::convert::Infallible>(bytes)]);
        self.keep(edge, stream, LARGEST_FILE).await
    }

    /// Gives a written file the name of its hash, and reads it back before anybody is told that it is
    /// kept.
    ///
    /// In a folder one rename gives it, over the same content where that is there: what is seen there may
    /// be another writer's, whose folder is not on the disk yet. S3 has only a copy and the removal of the
    /// original; what is seen there is durable, so content that is whole stays, and bytes that went bad
    /// are mended.
    async fn name(&self, spool: &Path, hash: &Hash, size: u64) -> Result<(), StoreError> {
        if self.folder.is_none() && self.is_whole(hash, size).await? {
            return self.store.delete(spool).await.map_err(self.failed("written"));
        }
        self.store.rename(spool, &name_of(hash)).await.map_err(self.failed("named"))?;
        if self.is_whole(hash, size).await? {
            return Ok(());
        }
        Err(StoreError::File { doing: "read back", cause: "other bytes came back".to_owned() })
    }

    /// Whether a file is there and holds what its name says.
    async fn is_whole(&self, hash: &Hash, size: u64) -> Result<bool, StoreError> {
        Ok(self.has(hash).await? && self.digest(hash).await? == (*hash, size))
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// Where there is none, or the store refuses.
    pub async fn read(
        &self,
        hash: &Hash,
    ) -> Result<impl Stream<Item = Result<Bytes, StoreError>> + Send + use<>, StoreError> {
        let found = self.store.get(&name_of(hash)).await.map_err(StoreError::object("read"))?;
        Ok(found.into_stream().map_err(|error| StoreError::object("read")(error)))
    }

    /// Reads a file and returns the hash and size of what came.
    ///
    /// # Errors
    ///
    /// Where there is none, or the store refuses.
    pub async fn digest(&self, hash: &Hash) -> Result<(Hash, u64), StoreError> {
        let mut stream = self.read(hash).await?;
        let (mut hasher, mut size) = (Sha256::new(), 0_u64);
        while let Some(chunk) = stream.try_next().await? {
            hasher.update(&chunk);
            size += chunk.len() as u64;
        }
        Ok((Hash::from(<[u8; 32]>::from(hasher.finalize())), size))
    }

    /// Whether a file is there, by its name alone.
    ///
    /// # Errors
    ///
    /// Where the store does not answer.
    pub async fn has(&self, hash: &Hash) -> Result<bool, StoreError> {
        match self.store.head(&name_of(hash)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(StoreError::object("reached")(error)),
        }
    }

    /// Removes what was being written before `older_than` and never got a name.
    ///
    /// # Errors
    ///
    /// Where the store refuses.
    pub async fn sweep_spool(
        &self,
        older_than: chrono::DateTime<chrono::Utc>,
    ) -> Result<u64, StoreError> {
        let mut listed = self.store.list(Some(&Path::from(SPOOL)));
        let mut removed = 0;
        while let Some(found) = listed.try_next().await.map_err(StoreError::object("listed"))? {
            if found.last_modified < older_than {
                self.store.delete(&found.location).await.map_err(StoreError::object("removed"))?;
                removed += 1;
            }
        }
        let half = self.half_written(older_than).map_err(StoreError::file("listed"))?;
        for path in half {
            std::fs::remove_file(path).map_err(StoreError::file("removed"))?;
            removed += 1;
        }
        Ok(removed)
    }

    /// Files whose writer was killed. In a folder the library gives them a name with `#`, which it never
    /// lists; on S3 nobody sees them but the store, whose rules for the bucket end them.
    fn half_written(
        &self,
        older_than: chrono::DateTime<chrono::Utc>,
    ) -> std::io::Result<Vec<PathBuf>> {
        let Some(spool) = self.folder.as_ref().map(|it| it.join(SPOOL)).filter(|it| it.exists())
        else {
            return Ok(Vec::new());
        };
        let mut found = Vec::new();
        for entry in std::fs::read_dir(spool)? {
            let entry = entry?;
            let modified = chrono::DateTime::<chrono::Utc>::from(entry.metadata()?.modified()?);
            if modified < older_than && entry.file_name().to_string_lossy().contains('#') {
                found.push(entry.path());
            }
        }
        Ok(found)
    }
}

/// Whether the disk itself failed, as against a full one or a network that is away.
fn disk_failed(error: &object_store::Error) -> bool {
    const EIO: i32 = 5;
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        let code = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::raw_os_error);
        if code == Some(EIO) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// `objects/ab/cd…`: 256 folders, so that none grows too large to list.
fn name_of(hash: &Hash) -> Path {
    let hex = hash.to_string();
    let (folder, rest) = hex.split_at(2);
    Path::from_iter([OBJECTS, folder, rest])
}

/// Bytes by which the kind of a file is told.
const HEAD: usize = 4_096;

/// Tells the kind of a file by its content; a name tells nothing.
fn media_type(head: &[u8]) -> &'static str {
    infer::get(head).map_or("application/octet-stream", |it| it.mime_type())
}
