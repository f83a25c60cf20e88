//! Every table as lines of JSON, the same on both engines: what a backup and an export are made of,
//! and how a bureau on SQLite becomes a province on PostgreSQL.

use futures::TryStreamExt;
use sea_orm::{
    ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel, Iterable, ModelTrait,
    PrimaryKeyToColumn, QueryOrder,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::entity;
use crate::error::StoreError;
use crate::store::Store;
use crate::work::{Snapshot, Source, Work};

/// Rows that are written with one statement.
const ROWS_PER_STATEMENT: usize = 200;

/// About as many bytes are handed on at once.
const CHUNK: usize = 4 << 20;

/// Takes the rows of a table, some at a time.
#[async_trait::async_trait]
pub trait RowSink: Send {
    /// Takes some rows, a line of JSON each.
    async fn take(&mut self, lines: Vec<u8>) -> Result<(), StoreError>;
}

macro_rules! tables {
    ($($table:ident),+ $(,)?) => {
        /// The tables, in the order in which they are written back.
        pub const TABLES: &[&str] = &[$(stringify!($table)),+];

        impl Snapshot {
            /// Reads a table row by row, in the order of its key.
            ///
            /// # Errors
            ///
            /// Where there is no such table, or the database does not answer.
            pub async fn rows(&self, table: &str, to: &mut dyn RowSink) -> Result<u64, StoreError> {
                match table {
                    $(stringify!($table) => {
                        rows::<entity::$table::Entity>(self, stringify!($table), to).await
                    })+
                    _ => Err(StoreError::NotFound("table")),
                }
            }
        }

        impl Work {
            /// Writes rows back that [`Snapshot::rows`] read.
            ///
            /// # Errors
            ///
            /// Where a line is no row of the table, or the database refuses.
            pub async fn put_rows(&self, table: &str, lines: &[&str]) -> Result<(), StoreError> {
                match table {
                    $(stringify!($table) => {
                        put::<entity::$table::Entity, entity::$table::ActiveModel>(
                            self, stringify!($table), lines,
                        ).await
                    })+
                    _ => Err(StoreError::NotFound("table")),
                }
            }
        }
    };
}

tables! {
    setting,
    log_entry,
    log_detail,
    log_pending,
    log_leaf,
    log_node,
    log_checkpoint,
    witness_receipt,
    record,
    organisation_code,
    account_login,
    directory_generation,
    head_of_organisation,
    site_host,
    given_report,
    calendar_notice,
    number_series,
    number_given,
    number_void,
    sealed_field,
    stored_file,
    attachment,
    idempotency_key,
    job,
    job_schedule,
    notification,
    notification_choice,
    credential,
    recovery_code,
    passkey,
    identity_link,
    api_token,
}

/// Tables that a backup has and an export has not: what people and programs prove who they are with.
/// Whoever is handed an export could try passwords against it as long as they like, and needs none.
pub const SECRETS: &[&str] =
    &["credential", "recovery_code", "passkey", "identity_link", "api_token"];

/// Tables that are not carried at all, because what stands in them is over soon and must not come
/// back. A session that was ended or an invitation that was used since would be good again in a
/// restored installation; a ceremony half way through belongs to a browser that went on without it,
/// and counts of failed attempts from before tell nothing about now.
pub const FLEETING: &[&str] = &["session", "invitation", "ceremony", "sign_in_try"];

async fn rows<E>(
    moment: &Snapshot,
    table: &'static str,
    to: &mut dyn RowSink,
) -> Result<u64, StoreError>
where
    E: EntityTrait,
    E::Model: Serialize + Send,
{
    let mut select = E::find();
    for key in E::PrimaryKey::iter() {
        select = select.order_by_asc(key.into_column());
    }
    let stream = select.stream(moment.connection()).await;
    let mut stream = stream.map_err(StoreError::reading(table))?;
    let (mut count, mut chunk) = (0, Vec::new());
    while let Some(row) =
        stream.try_next().await.map_err(|error| StoreError::reading(table)(error))?
    {
        let written = serde_json::to_writer(&mut chunk, &row);
        written.map_err(|error| StoreError::corrupt(table, count, error))?;
        chunk.push(b'\n');
        count += 1;
        if chunk.len() >= CHUNK {
            to.take(std::mem::take(&mut chunk)).await?;
        }
    }
    if !chunk.is_empty() {
        to.take(chunk).await?;
    }
    Ok(count)
}

async fn put<E, A>(work: &Work, table: &'static str, lines: &[&str]) -> Result<(), StoreError>
where
    E: EntityTrait,
    E::Model: DeserializeOwned + ModelTrait<Entity = E> + IntoActiveModel<A> + Send + Sync,
    A: ActiveModelTrait<Entity = E> + Send,
{
    for some in lines.chunks(ROWS_PER_STATEMENT) {
        let mut models = Vec::with_capacity(some.len());
        for line in some {
            let model: E::Model = serde_json::from_str(line)
                .map_err(|error| StoreError::corrupt(table, "a line", error))?;
            models.push(model.into_active_model().reset_all());
        }
        let inserted = E::insert_many(models).exec_without_returning(work.connection()).await;
        inserted.map_err(StoreError::writing(table))?;
    }
    Ok(())
}

impl Store {
    /// The names of every table of ours that the database has, to compare with [`TABLES`].
    ///
    /// # Errors
    ///
    /// Where the database does not answer.
    pub async fn table_names(&self) -> Result<Vec<String>, StoreError> {
        let engine = self.connection().get_database_backend();
        let names = sea_orm::Statement::from_string(engine, crate::engine::table_names(engine));
        let rows = self.connection().query_all_raw(names).await.map_err(StoreError::reaching)?;
        rows.iter().map(|row| row.try_get_by_index(0).map_err(StoreError::reaching)).collect()
    }
}
