//! What the typesetter may see: the template, the page as data, the faces. Nothing else.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use super::Faces;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

static MAIN: LazyLock<Source> =
    LazyLock::new(|| Source::new(named("page.typ"), include_str!("page.typ").to_owned()));

static DATA: LazyLock<FileId> = LazyLock::new(|| named("data.json"));

fn named(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("a plain file name is a valid path");
    RootedPath::new(VirtualRoot::Project, path).intern()
}

/// One page with its faces.
pub struct PageWorld<'a> {
    data: Bytes,
    faces: &'a Faces,
}

impl<'a> PageWorld<'a> {
    /// Hands the page over as data.
    ///
    /// # Errors
    ///
    /// Where it cannot be written as JSON.
    pub fn new(page: &serde_json::Value, faces: &'a Faces) -> Result<Self, serde_json::Error> {
        let data = serde_json::json!({ "page": page, "faces": faces.roles });
        Ok(Self { data: Bytes::new(serde_json::to_vec(&data)?), faces })
    }
}

impl World for PageWorld<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        MAIN.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == MAIN.id() { Ok(MAIN.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == *DATA { Ok(self.data.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.fonts.get(index).cloned()
    }

    /// No clock: the same page gives the same bytes.
    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
