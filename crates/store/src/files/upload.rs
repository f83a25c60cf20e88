//! Writing a file in parts.

use bytes::Bytes;
use object_store::path::Path;
use object_store::{MultipartUpload, ObjectStore, PutMultipartOptions, PutPayload};

use crate::error::StoreError;

/// Bytes of one part: S3 takes none smaller but the last.
const PART: usize = 5 << 20;

/// A file that is being written in parts. The library's own writer hides why the last step failed.
pub(super) struct Upload {
    upload: Box<dyn MultipartUpload>,
    part: Vec<Bytes>,
    bytes: usize,
}

impl Upload {
    pub(super) async fn begin(store: &dyn ObjectStore, at: &Path) -> object_store::Result<Self> {
        let upload = store.put_multipart_opts(at, PutMultipartOptions::default()).await?;
        Ok(Self { upload, part: Vec::new(), bytes: 0 })
    }

    pub(super) async fn put(&mut self, chunk: Bytes) -> object_store::Result<()> {
        self.bytes += chunk.len();
        self.part.push(chunk);
        if self.bytes >= PART { self.send().await } else { Ok(()) }
    }

    async fn send(&mut self) -> object_store::Result<()> {
        self.bytes = 0;
        let part: PutPayload = std::mem::take(&mut self.part).into_iter().collect();
        self.upload.put_part(part).await
    }

    pub(super) async fn finish(mut self) -> object_store::Result<()> {
        self.send().await?;
        self.upload.complete().await.map(|_| ())
    }

    /// Leaves nothing behind, where that can be done.
    pub(super) async fn break_off(mut self, cause: String) -> StoreError {
        let _ = self.upload.abort().await;
        StoreError::File { doing: "kept", cause }
    }
}
