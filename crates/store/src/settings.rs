//! Where an installation keeps its records, files and keys.

use std::path::PathBuf;

/// What a store is opened with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where records live.
    pub database: Database,
    /// Where files live.
    pub files: FileSettings,
    /// A fault built in on purpose.
    #[cfg(feature = "sabotage")]
    pub sabotage: Option<crate::sabotage::Sabotage>,
}

impl Settings {
    /// Records and files in one folder: nothing to install.
    #[must_use]
    pub fn in_folder(folder: &std::path::Path) -> Self {
        Self::of(
            Database::Sqlite { file: folder.join("gongkai.sqlite3") },
            FileSettings::Folder { folder: folder.join("files") },
        )
    }

    /// Records here and files there.
    #[must_use]
    pub fn of(database: Database, files: FileSettings) -> Self {
        Self {
            database,
            files,
            #[cfg(feature = "sabotage")]
            sabotage: None,
        }
    }

    /// Whether the database may answer before the disk has it. Never, but in a sabotaged build.
    pub(crate) fn lowers_synchronous(&self) -> bool {
        #[cfg(feature = "sabotage")]
        return self.sabotage == Some(crate::sabotage::Sabotage::LowerSynchronous);
        #[cfg(not(feature = "sabotage"))]
        false
    }

    /// Whether files are forced to the disk. Always, but in a sabotaged build.
    pub(crate) fn forces_files(&self) -> bool {
        #[cfg(feature = "sabotage")]
        return self.sabotage != Some(crate::sabotage::Sabotage::NoFolderFsync);
        #[cfg(not(feature = "sabotage"))]
        true
    }
}

/// The database.
#[derive(Clone)]
pub enum Database {
    /// A file on this machine.
    Sqlite {
        /// The file; others with its name and `-wal`, `-shm` appear beside it.
        file: PathBuf,
    },
    /// A server.
    Postgres {
        /// `postgres://user:password@host/database`; holds a secret.
        url: String,
        /// Connections of this node at most.
        connections: u32,
    },
}

impl Database {
    /// The engine's name, for people.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }
}

impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite { file } => f.debug_struct("Sqlite").field("file", file).finish(),
            Self::Postgres { .. } => f.write_str("Postgres(…)"),
        }
    }
}

/// Where files live.
#[derive(Clone)]
pub enum FileSettings {
    /// A folder on this machine.
    Folder {
        /// The folder; made if it is not there.
        folder: PathBuf,
    },
    /// A store that speaks S3.
    S3 {
        /// `https://host:port`
        endpoint: String,
        /// The bucket, which must exist.
        bucket: String,
        /// The region; `us-east-1` where the store has none.
        region: String,
        /// Key id.
        access_key: String,
        /// Secret key.
        secret_key: String,
    },
}

impl std::fmt::Debug for FileSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder { folder } => f.debug_struct("Folder").field("folder", folder).finish(),
            Self::S3 { endpoint, bucket, .. } => f
                .debug_struct("S3")
                .field("endpoint", endpoint)
                .field("bucket", bucket)
                .finish_non_exhaustive(),
        }
    }
}
