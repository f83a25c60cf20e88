//! The store: database, files, keys, time and chance of one installation.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use eventlog::HashSuite;
use eventlog::tree::Frontier;
use sea_orm::{DatabaseConnection, EntityTrait, QueryOrder};
use tokio::sync::{Mutex, Notify};

use crate::edge::Edge;
use crate::engine::Engine;
use crate::entity::log_entry;
use crate::error::{SchemaError, StoreError};
use crate::files::Files;
use crate::identity::Identity;
use crate::keys::Keys;
use crate::schema;
use crate::settings::Settings;
use crate::work::{Snapshot, Source, Work};

/// An open installation. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    engine: Engine,
    files: Files,
    keys: Keys,
    edge: Edge,
    identity: Identity,
    /// The instant of the newest entry of the log this node knows of.
    latest_entry_at: AtomicI64,
    /// The tree as far as this node has seen it.
    frontier: Mutex<Option<Frontier>>,
    jobs_wait: Notify,
}

impl Store {
    /// Makes a new installation: schema, identity, folders.
    ///
    /// # Errors
    ///
    /// Where there is one already, or the settings are unsafe.
    pub async fn create(
        settings: &Settings,
        keys: Keys,
        suite: HashSuite,
        edge: Edge,
    ) -> Result<Self, StoreError> {
        Self::create_with(settings, keys, suite, edge, None).await
    }

    /// Makes an installation as an earlier program did that knew these many steps, so that tests can
    /// take it forward. Nothing that a later step brought works on it.
    ///
    /// # Errors
    ///
    /// As [`Store::create`].
    #[doc(hidden)]
    pub async fn create_of_old(
        settings: &Settings,
        keys: Keys,
        suite: HashSuite,
        edge: Edge,
        steps: u32,
    ) -> Result<Self, StoreError> {
        Self::create_with(settings, keys, suite, edge, Some(steps)).await
    }

    async fn create_with(
        settings: &Settings,
        keys: Keys,
        suite: HashSuite,
        edge: Edge,
        steps: Option<u32>,
    ) -> Result<Self, StoreError> {
        let engine = Engine::open(settings).await?;
        schema::take_steps(&engine, steps).await?;
        let identity = Identity::establish(&engine, &keys, suite, &edge).await?;
        let files = Files::open(&settings.files, settings.forces_files()).await?;
        Self::assemble(engine, files, keys, edge, identity).await
    }

    /// Makes an installation without identity, for a backup to be brought back into.
    ///
    /// # Errors
    ///
    /// Where there is one already, or the settings are unsafe.
    pub async fn create_empty(
        settings: &Settings,
        keys: Keys,
        edge: Edge,
    ) -> Result<Self, StoreError> {
        let engine = Engine::open(settings).await?;
        schema::take_steps(&engine, None).await?;
        if Identity::is_there(&engine).await? {
            return Err(SchemaError::Taken.into());
        }
        let identity = Identity::unconfirmed(&keys);
        let files = Files::open(&settings.files, settings.forces_files()).await?;
        Self::assemble(engine, files, keys, edge, identity).await
    }

    /// Takes over the identity that a backup brought, after its last row.
    ///
    /// # Errors
    ///
    /// Where it brought none, or one that the keys do not belong to.
    pub async fn adopt(self) -> Result<Self, StoreError> {
        let engine = self.inner.engine.clone();
        let (files, keys) = (self.inner.files.clone(), self.inner.keys.clone());
        let identity = Identity::read(&engine).await?;
        identity.require_keys(&keys)?;
        Self::assemble(engine, files, keys, self.inner.edge.clone(), identity).await
    }

    /// Opens an installation.
    ///
    /// # Errors
    ///
    /// Where the settings are unsafe, the schema is not this program's, or the keys are others'.
    pub async fn open(settings: &Settings, keys: Keys, edge: Edge) -> Result<Self, StoreError> {
        let engine = Engine::open(settings).await?;
        let state = schema::state_of(&engine).await?;
        if let Some(newer) = state.unknown.first() {
            return Err(SchemaError::Newer(newer.clone()).into());
        }
        if !state.pending.is_empty() {
            return Err(SchemaError::Older(state.pending.join(", ")).into());
        }
        let identity = Identity::read(&engine).await?;
        identity.require_keys(&keys)?;
        let files = Files::open(&settings.files, settings.forces_files()).await?;
        Self::assemble(engine, files, keys, edge, identity).await
    }

    async fn assemble(
        engine: Engine,
        files: Files,
        keys: Keys,
        edge: Edge,
        identity: Identity,
    ) -> Result<Self, StoreError> {
        let newest = log_entry::Entity::find()
            .order_by_desc(log_entry::Column::Id)
            .one(engine.readers())
            .await
            .map_err(StoreError::reading("log_entry"))?;
        let inner = Inner {
            engine,
            files,
            keys,
            edge,
            identity,
            latest_entry_at: AtomicI64::new(newest.map_or(i64::MIN, |it| it.at)),
            frontier: Mutex::new(None),
            jobs_wait: Notify::new(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Begins a unit of work.
    ///
    /// # Errors
    ///
    /// Where the database does not answer, or no more writes are accepted.
    pub async fn begin(&self) -> Result<Work, StoreError> {
        if let Some(why) = self.inner.files.halted() {
            return Err(StoreError::Halted(why));
        }
        let (hand, ending) = self.inner.engine.begin().await?;
        Ok(Work::new(hand, ending, self.clone()))
    }

    /// Holds one moment still for reading.
    ///
    /// # Errors
    ///
    /// Where the database does not answer.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        Ok(Snapshot::new(self.inner.engine.snapshot().await?, self.clone()))
    }

    /// The files.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.inner.files
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.inner.keys
    }

    /// Time and chance.
    #[must_use]
    pub fn edge(&self) -> &Edge {
        &self.inner.edge
    }

    /// Who this installation is.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.inner.identity
    }

    /// Why no more writes are accepted, if so. Health is red then.
    #[must_use]
    pub fn halted(&self) -> Option<String> {
        self.inner.engine.halted().or_else(|| self.inner.files.halted())
    }

    /// What the engine says about itself.
    ///
    /// # Errors
    ///
    /// Where the database does not answer.
    pub async fn describe_engine(&self) -> Result<Vec<(String, String)>, StoreError> {
        self.inner.engine.describe().await
    }

    /// Damage that the engine itself can see.
    ///
    /// # Errors
    ///
    /// Where the database does not answer.
    pub async fn check_engine(&self) -> Result<Vec<String>, StoreError> {
        self.inner.engine.check().await
    }

    /// Closes every connection.
    ///
    /// # Errors
    ///
    /// Where the database does not let go.
    pub async fn close(self) -> Result<(), StoreError> {
        self.inner.engine.clone().close().await
    }

    /// Waits until something was stored that may have brought work for the job runner.
    pub async fn wait_for_jobs(&self) {
        self.inner.jobs_wait.notified().await;
    }

    pub(crate) fn wake_jobs(&self) {
        self.inner.jobs_wait.notify_one();
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    pub(crate) fn latest_entry_at(&self) -> &AtomicI64 {
        &self.inner.latest_entry_at
    }

    pub(crate) fn frontier(&self) -> &Mutex<Option<Frontier>> {
        &self.inner.frontier
    }

    /// Notes an entry's instant, so that a clock set back is noticed.
    pub(crate) fn note_entry_at(&self, micros: i64) {
        self.inner.latest_entry_at.fetch_max(micros, Ordering::Relaxed);
    }
}

impl Source for Store {
    type Connection = DatabaseConnection;

    fn connection(&self) -> &DatabaseConnection {
        self.inner.engine.readers()
    }

    fn store(&self) -> &Store {
        self
    }
}
