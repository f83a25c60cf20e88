//! The last piece of an archive: what should have come before it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The format that this program writes and reads.
pub const FORMAT: &str = "gongkai-archive/1";

/// The name of the manifest in an archive.
pub(crate) const NAME: &str = "manifest.json";

/// What an archive holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`].
    pub format: String,
    /// The name of the installation's log.
    pub origin: String,
    /// The public key of the installation.
    pub key: String,
    /// When the moment was that the archive shows.
    pub taken_at: String,
    /// The steps of the schema.
    pub schema: Vec<String>,
    /// Rows by table.
    pub rows: BTreeMap<String, u64>,
    /// Files and their bytes.
    pub files: u64,
    /// Bytes of the files.
    pub file_bytes: u64,
    /// The SHA-256 of every piece but the files, whose name is their hash.
    pub pieces: BTreeMap<String, String>,
    /// The newest signed checkpoint of the log.
    pub checkpoint: Option<String>,
}
