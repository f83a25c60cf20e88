//! Documents that were made from a record that does not change any more: made once, kept while there is room.
//! Making them is the work of a few at a time, so that nobody can fill the machine by asking for files.

use std::sync::Arc;

use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use records::given_report::GivenReport;
use store::{GivenReportPlace, Source, Store};
use tokio::sync::Semaphore;
use uuid::Uuid;

use crate::error::WebError;
use crate::limits::{DOCUMENTS_AT_ONCE, DOCUMENTS_KEPT_BYTES, EDITIONS_KEPT_BYTES};

/// What a document was made from, and what it is.
pub(crate) type What = (Uuid, &'static str);

#[derive(Clone)]
struct BySize;

impl Weighter<What, Bytes> for BySize {
    fn weight(&self, _: &What, bytes: &Bytes) -> u64 {
        u64::try_from(bytes.len()).unwrap_or(u64::MAX).max(1)
    }
}

/// Reports as they were given, kept while there is room: an edition does not change any more.
pub(crate) struct Given {
    kept: Cache<Uuid, Arc<Edition>, ByLength>,
}

/// An edition, and how long it is as text.
pub(crate) struct Edition {
    pub given: GivenReport,
    length: usize,
}

#[derive(Clone)]
struct ByLength;

impl Weighter<Uuid, Arc<Edition>> for ByLength {
    fn weight(&self, _: &Uuid, edition: &Arc<Edition>) -> u64 {
        u64::try_from(edition.length).unwrap_or(u64::MAX).max(1)
    }
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Given")
    }
}

impl Default for Given {
    fn default() -> Self {
        Self { kept: Cache::with_weighter(256, EDITIONS_KEPT_BYTES, ByLength) }
    }
}

impl Given {
    /// The edition of a place, read now if it was not before.
    pub(crate) async fn at(
        &self,
        store: &Store,
        place: &GivenReportPlace,
    ) -> Result<Arc<Edition>, WebError> {
        if let Some(edition) = self.kept.get(&place.record) {
            return Ok(edition);
        }
        let given = store.given_reports().at(place).await?.value;
        let length = given.report.to_string().len();
        let edition = Arc::new(Edition { given, length });
        self.kept.insert(place.record, Arc::clone(&edition));
        Ok(edition)
    }
}

/// Documents that were made.
pub(crate) struct Made {
    kept: Cache<What, Bytes, BySize>,
    places: Arc<Semaphore>,
}

impl std::fmt::Debug for Made {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Made")
    }
}

impl Default for Made {
    fn default() -> Self {
        Self {
            kept: Cache::with_weighter(256, DOCUMENTS_KEPT_BYTES, BySize),
            places: Arc::new(Semaphore::new(DOCUMENTS_AT_ONCE)),
        }
    }
}

impl Made {
    /// The document, made now if it was not before. `make` runs on a thread of its own.
    pub(crate) async fn or_make(
        &self,
        what: What,
        make: impl FnOnce() -> Result<Vec<u8>, WebError> + Send + 'static,
    ) -> Result<Bytes, WebError> {
        if let Some(bytes) = self.kept.get(&what) {
            return Ok(bytes);
        }
        let place = Arc::clone(&self.places).acquire_owned().await.map_err(WebError::internal)?;
        if let Some(bytes) = self.kept.get(&what) {
            return Ok(bytes);
        }
        let made = tokio::task::spawn_blocking(move || {
            let made = make();
            drop(place);
            made
        });
        let bytes = Bytes::from(made.await.map_err(WebError::internal)??);
        self.kept.insert(what, bytes.clone());
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_document_is_made_once_and_a_failure_is_not_kept() {
        let made = Made::default();
        let what = (Uuid::from_u128(1), "pdf");
        let failed = made.or_make(what, || Err(WebError::NotFound)).await;
        assert!(matches!(failed, Err(WebError::NotFound)));
        let first = made.or_make(what, || Ok(b"one".to_vec())).await.expect("a document");
        let again = made.or_make(what, || Ok(b"two".to_vec())).await.expect("a document");
        assert_eq!(first, again);
        let other = made.or_make((what.0, "docx"), || Ok(b"three".to_vec())).await;
        assert_eq!(other.expect("a document"), "three");
    }
}
