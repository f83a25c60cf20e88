//! Whole installations, each in a folder and a database of its own, gone when dropped.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::NaiveDate;
use eventlog::{HashSuite, Origin};
use sea_orm::{ConnectionTrait, Database as Orm};
use sealed::Suite;
use store::{Database, Edge, FileSettings, Keys, Settings, Store};
use tempfile::TempDir;

use crate::edge::{FixedClock, edge};

/// The variable with the address of a PostgreSQL server that tests may fill with databases.
pub const POSTGRES: &str = "GONGKAI_TEST_POSTGRES";

/// An engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file in the folder.
    Sqlite,
    /// A database on the server that [`POSTGRES`] names.
    Postgres,
}

/// An installation.
#[derive(Debug)]
pub struct Installation {
    /// The open store.
    pub store: Store,
    /// Its clock.
    pub clock: Arc<FixedClock>,
    /// What it was opened with.
    pub settings: Settings,
    /// Its keys.
    pub keys: Keys,
    /// Its edge.
    pub edge: Edge,
    /// The seed of the key that signs its log.
    pub seed: [u8; 32],
    folder: TempDir,
}

impl Installation {
    /// A new installation with SHA-256.
    ///
    /// # Panics
    ///
    /// Where it cannot be made; a test needs no more than the reason.
    pub async fn new(engine: Engine) -> Self {
        Self::with_suites(engine, HashSuite::Sha256, Suite::International).await
    }

    /// A new installation with suites.
    ///
    /// # Panics
    ///
    /// Where it cannot be made.
    pub async fn with_suites(engine: Engine, hashes: HashSuite, sealing: Suite) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let settings = new_settings(engine, folder.path()).await;
        Self::at(folder, settings, hashes, sealing).await
    }

    /// A new installation whose files lie elsewhere.
    ///
    /// # Panics
    ///
    /// Where it cannot be made.
    pub async fn with_files(engine: Engine, files: FileSettings) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let settings = Settings { files, ..new_settings(engine, folder.path()).await };
        Self::at(folder, settings, HashSuite::Sha256, Suite::International).await
    }

    async fn at(folder: TempDir, settings: Settings, hashes: HashSuite, sealing: Suite) -> Self {
        let (edge, clock) = edge(1);
        let origin = Origin::new("example.gov.cn/log").expect("a name");
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
        let (keys, seed) = Keys::generate(origin, sealing, &edge, today).expect("keys");
        let store = Store::create(&settings, keys.clone(), hashes, edge.clone()).await;
        let store = store.expect("an installation");
        Self { store, clock, settings, keys, edge, seed: *seed, folder }
    }

    /// Opens the store a second time, as another node or after a restart.
    ///
    /// # Panics
    ///
    /// Where it cannot be opened.
    pub async fn reopen(&self) -> Store {
        let opened = Store::open(&self.settings, self.keys.clone(), self.edge.clone()).await;
        opened.expect("the installation opens again")
    }

    /// The folder it lives in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// A connection past the store, for a test that plays the attacker or looks for itself.
    ///
    /// # Panics
    ///
    /// Where the database does not answer.
    pub async fn raw(&self) -> sea_orm::DatabaseConnection {
        let url = match &self.settings.database {
            Database::Sqlite { file } => format!("sqlite://{}?mode=rwc", file.display()),
            Database::Postgres { url, .. } => url.clone(),
        };
        Orm::connect(url).await.expect("a connection past the store")
    }
}

/// An empty database and an empty folder for files.
///
/// # Panics
///
/// Where they cannot be made.
pub async fn new_settings(engine: Engine, folder: &Path) -> Settings {
    std::fs::create_dir_all(folder).expect("a folder");
    let files = FileSettings::Folder { folder: folder.join("files") };
    Settings::of(database(engine, folder).await, files)
}

/// A database of its own.
async fn database(engine: Engine, folder: &Path) -> Database {
    match engine {
        Engine::Sqlite => Database::Sqlite { file: folder.join("gongkai.sqlite3") },
        Engine::Postgres => Database::Postgres { url: new_database().await, connections: 8 },
    }
}

async fn new_database() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let server = std::env::var(POSTGRES);
    let server = server.expect("GONGKAI_TEST_POSTGRES names a server: run `cargo xtask test`");
    let count = COUNT.fetch_add(1, Ordering::SeqCst);
    let name = format!("gongkai_{}_{count}", std::process::id());
    let admin = Orm::connect(&server).await.expect("the test server answers");
    let created = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    admin.execute_unprepared(&created).await.expect("a new database");
    admin.close().await.expect("the connection closes");
    with_database(&server, &name)
}

/// The server's address with another database.
fn with_database(server: &str, name: &str) -> String {
    let (address, query) = server.split_once('?').map_or((server, None), |(a, q)| (a, Some(q)));
    let start = address.find("://").map_or(0, |it| it + 3);
    let end = address[start..].find('/').map_or(address.len(), |it| start + it);
    let query = query.map(|it| format!("?{it}")).unwrap_or_default();
    format!("{}/{name}{query}", &address[..end])
}
