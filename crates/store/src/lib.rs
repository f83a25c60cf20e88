//! Records that cannot be lost, and a log that anybody can verify, on SQLite or PostgreSQL.
//!
//! A [`Store`] is an open installation. A [`Work`] is one unit of work: records, acts, numbers, jobs
//! and sealed fields are written together or not at all, and [`Work::commit`] returns when the disk
//! has them. Which engine it is shows nowhere outside this crate.
//!
//! The crate computes no legal fact and sends nothing. Time and chance are handed in ([`Edge`]).

mod chance;
mod edge;
mod engine;
mod entity;
mod error;
mod files;
mod identity;
mod keys;
mod migrations;
mod repository;
#[cfg(feature = "sabotage")]
pub mod sabotage;
mod schema;
mod scope;
mod secret;
mod settings;
mod store;
mod tables;
mod unit;
pub mod verify;
mod work;

pub use chance::EdgeRng;
pub use edge::{Chance, Clock, Edge};
pub use error::{CommitError, SchemaError, StoreError};
pub use files::{Files, Kept, LARGEST_FILE};
pub use identity::Identity;
pub use keys::{Keys, LOG_SEED, SEALING_KEYS, read_secret, write_secret};
pub use repository::*;
pub use schema::SchemaState;
pub use scope::{AgencyId, AgencyScope};
pub use secret::SecretHash;
pub use settings::{Database, FileSettings, Settings};
pub use store::Store;
pub use tables::{FLEETING, RowSink, SECRETS, TABLES};
pub use work::{Snapshot, Source, Work};
