//! How far the schema of a database is, and taking it forward.

use std::collections::BTreeSet;

use sea_orm_migration::MigratorTrait;

use crate::engine::Engine;
use crate::error::{SchemaError, StoreError};
use crate::migrations::{self, Migrations};
use crate::settings::Settings;
use crate::store::Store;

/// How far the schema is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchemaState {
    /// Steps that were taken.
    pub applied: Vec<String>,
    /// Steps that are still to be taken.
    pub pending: Vec<String>,
    /// Steps that this program does not know: the database is newer.
    pub unknown: Vec<String>,
}

impl Store {
    /// Takes the schema forward, and says which steps were taken. Killed, it resumes.
    ///
    /// # Errors
    ///
    /// Where a step fails; the steps before it stay.
    pub async fn migrate(settings: &Settings) -> Result<Vec<String>, StoreError> {
        let engine = Engine::open(settings).await?;
        let state = state_of(&engine).await?;
        if let Some(newer) = state.unknown.first() {
            return Err(SchemaError::Newer(newer.clone()).into());
        }
        take_steps(&engine, None).await?;
        engine.close().await?;
        Ok(state.pending)
    }

    /// How far the schema is.
    ///
    /// # Errors
    ///
    /// Where the database does not answer.
    pub async fn schema(&self) -> Result<SchemaState, StoreError> {
        state_of(self.engine()).await
    }
}

/// Takes so many steps, or all that are left.
pub(crate) async fn take_steps(engine: &Engine, steps: Option<u32>) -> Result<(), StoreError> {
    let failed = |error: sea_orm::DbErr| SchemaError::StepFailed(error.to_string()).into();
    Migrations::up(engine.schema(), steps).await.map_err(failed)
}

/// How far the schema is.
pub(crate) async fn state_of(engine: &Engine) -> Result<SchemaState, StoreError> {
    let known: Vec<String> =
        Migrations::migrations().iter().map(|it| it.name().to_owned()).collect();
    let applied = migrations::applied(engine.readers()).await?;
    let done: BTreeSet<&String> = applied.iter().collect();
    let pending = known.iter().filter(|it| !done.contains(it)).cloned().collect();
    let unknown = applied.iter().filter(|it| !known.contains(it)).cloned().collect();
    Ok(SchemaState { applied, pending, unknown })
}
