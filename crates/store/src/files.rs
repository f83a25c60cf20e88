//! Files by their content, in a folder or in a store that speaks S3.
//!
//! A file is written under a name of its own, forced to the disk, given the name of its hash, and its
//! folder is forced to the disk (an S3 store does as much before it answers). Only then may a row
//! name it. What was written and never named is swept away later.

use std::time::Duration;

use bytes::Bytes;
use eventlog::Hash;
use futures::{Stream, StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3Builder, Checksum, S3ConditionalPut};
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    ClientOptions, MultipartUpload, ObjectStore, ObjectStoreExt, PutMultipartOptions, PutPayload,
};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

use crate::edge::Edge;
use crate::error::StoreError;
use crate::settings::FileSettings;

/// The largest file that is taken, unless a caller sets a lower bound.
pub const LARGEST_FILE: u64 = 2 << 30;

/// Bytes of one part: S3 takes none smaller but the last.
const PART: usize = 5 << 20;

/// The folder of files that are being written.
const SPOOL: &str = "spool";

/// The folder of files that are whole.
const OBJECTS: &str = "objects";

/// The files of an installation.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
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
        let store: Arc<dyn ObjectStore> = match settings {
            FileSettings::Folder { folder } => {
                std::fs::create_dir_all(folder).map_err(StoreError::file("written"))?;
                let local = LocalFileSystem::new_with_prefix(folder);
                let local = local.map_err(StoreError::object("reached"))?;
                Arc::new(local.with_fsync(forced).with_automatic_cleanup(false))
            }
            FileSettings::S3 { endpoint, bucket, region, access_key, secret_key } => {
                let client = ClientOptions::new()
                    .with_timeout(Duration::from_secs(60))
                    .with_connect_timeout(Duration::from_secs(5))
                    .with_allow_http(true);
                let s3 = AmazonS3Builder::new()
                    .with_endpoint(endpoint)
                    .with_bucket_name(bucket)
                    .with_region(region)
                    .with_access_key_id(access_key)
                    .with_secret_access_key(secret_key)
                    .with_virtual_hosted_style_request(false)
                    .with_checksum_algorithm(Checksum::SHA256)
                    .with_conditional_put(S3ConditionalPut::ETagMatch)
                    .with_client_options(client)
                    .build();
                Arc::new(s3.map_err(StoreError::object("reached"))?)
            }
        };
        Ok(Self { store, halted: Arc::new(OnceLock::new()) })
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
        self.name(&spool, &hash).await?;
        self.read_back(&hash, size).await?;
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

    /// Gives a written file the name of its hash; the same content may have it already.
    async fn name(&self, spool: &Path, hash: &Hash) -> Result<(), StoreError> {
        let name = name_of(hash);
        match self.store.rename_if_not_exists(spool, &name).await {
            Err(object_store::Error::AlreadyExists { .. }) => {
                self.store.delete(spool).await.map_err(self.failed("written"))
            }
            renamed => renamed.map_err(self.failed("named")),
        }
    }

    /// Reads a file back before anybody is told that it is kept.
    async fn read_back(&self, hash: &Hash, size: u64) -> Result<(), StoreError> {
        let (found, length) = self.digest(hash).await?;
        if found == *hash && length == size {
            return Ok(());
        }
        Err(StoreError::File { doing: "read back", cause: "other bytes came back".to_owned() })
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
        Ok(removed)
    }
}

/// A file that is being written in parts. The library's own writer hides why the last step failed.
struct Upload {
    upload: Box<dyn MultipartUpload>,
    part: Vec<Bytes>,
    bytes: usize,
}

impl Upload {
    async fn begin(store: &dyn ObjectStore, at: &Path) -> object_store::Result<Self> {
        let upload = store.put_multipart_opts(at, PutMultipartOptions::default()).await?;
        Ok(Self { upload, part: Vec::new(), bytes: 0 })
    }

    async fn put(&mut self, chunk: Bytes) -> object_store::Result<()> {
        self.bytes += chunk.len();
        self.part.push(chunk);
        if self.bytes >= PART { self.send().await } else { Ok(()) }
    }

    async fn send(&mut self) -> object_store::Result<()> {
        self.bytes = 0;
        let part: PutPayload = std::mem::take(&mut self.part).into_iter().collect();
        self.upload.put_part(part).await
    }

    async fn finish(mut self) -> object_store::Result<()> {
        self.send().await?;
        self.upload.complete().await.map(|_| ())
    }

    /// Leaves nothing behind, where that can be done.
    async fn break_off(mut self, cause: String) -> StoreError {
        let _ = self.upload.abort().await;
        StoreError::File { doing: "kept", cause }
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
