//! Who an installation is: the name of its log, its hash suite, the key that signs. Written once.

use eventlog::{HashSuite, Origin, VerifierKey};
use sea_orm::{ActiveValue::Set, EntityTrait, TransactionTrait};
use std::collections::BTreeMap;

use crate::edge::Edge;
use crate::engine::Engine;
use crate::entity::setting;
use crate::error::{SchemaError, StoreError};
use crate::keys::Keys;

/// The row that is locked while the tree grows.
pub(crate) const LOG_LOCK: &str = "log.lock";

const ORIGIN: &str = "log.origin";
const SUITE: &str = "log.suite";
const KEY: &str = "log.key";
const CREATED: &str = "created_at";

/// Who an installation is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    origin: Origin,
    suite: HashSuite,
    key: VerifierKey,
}

impl Identity {
    /// The name of the log, as checkpoints carry it.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The hash suite of the log.
    #[must_use]
    pub fn suite(&self) -> HashSuite {
        self.suite
    }

    /// The public key by which anybody checks what this installation signed.
    #[must_use]
    pub fn key(&self) -> &VerifierKey {
        &self.key
    }

    /// Writes down who the installation is.
    pub(crate) async fn establish(
        engine: &Engine,
        keys: &Keys,
        suite: HashSuite,
        edge: &Edge,
    ) -> Result<Self, StoreError> {
        let key = keys.log().verifier();
        let origin = key.origin().clone();
        let identity = Self { origin, suite, key };
        let rows = [
            (ORIGIN, identity.origin.to_string()),
            (SUITE, identity.suite.to_string()),
            (KEY, identity.key.to_string()),
            (CREATED, edge.now().to_string()),
            (LOG_LOCK, String::new()),
        ]
        .map(|(name, value)| setting::ActiveModel {
            name: Set(name.to_owned()),
            value: Set(value),
        });
        let writing = StoreError::writing("setting");
        let transaction = engine.schema().begin().await.map_err(StoreError::reaching)?;
        let inserted =
            setting::Entity::insert_many(rows).exec_without_returning(&transaction).await;
        inserted.map_err(writing)?;
        transaction.commit().await.map_err(StoreError::reaching)?;
        Ok(identity)
    }

    /// Whether the database belongs to an installation.
    pub(crate) async fn is_there(engine: &Engine) -> Result<bool, StoreError> {
        let row = setting::Entity::find().one(engine.readers()).await;
        Ok(row.map_err(StoreError::reading("setting"))?.is_some())
    }

    /// What the keys alone tell, until the database says more.
    pub(crate) fn unconfirmed(keys: &Keys) -> Self {
        let key = keys.log().verifier();
        Self { origin: key.origin().clone(), suite: HashSuite::default(), key }
    }

    /// Reads who the installation is.
    pub(crate) async fn read(engine: &Engine) -> Result<Self, StoreError> {
        let rows = setting::Entity::find().all(engine.readers()).await;
        let rows = rows.map_err(StoreError::reading("setting"))?;
        let rows: BTreeMap<String, String> =
            rows.into_iter().map(|it| (it.name, it.value)).collect();
        if rows.is_empty() {
            return Err(SchemaError::Empty.into());
        }
        Ok(Self {
            origin: value(&rows, ORIGIN)?,
            suite: value(&rows, SUITE)?,
            key: value(&rows, KEY)?,
        })
    }

    /// Refuses keys that are not this installation's.
    pub(crate) fn require_keys(&self, keys: &Keys) -> Result<(), StoreError> {
        if keys.log().verifier() == self.key {
            return Ok(());
        }
        Err(StoreError::Keys(format!(
            "the key that signs the log is not the one of this installation, which is {}",
            self.key.fingerprint()
        )))
    }
}

fn value<T: std::str::FromStr>(
    rows: &BTreeMap<String, String>,
    name: &'static str,
) -> Result<T, StoreError> {
    let text =
        rows.get(name).ok_or_else(|| StoreError::corrupt("setting", name, "it is missing"))?;
    text.parse().map_err(|_| StoreError::corrupt("setting", name, "it cannot be read"))
}
