//! What must still happen, written by the transaction that causes it.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "job")]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub key: String,
    pub payload: String,
    pub state: String,
    pub due_at: i64,
    pub attempts: i32,
    pub fence: i64,
    pub leased_by: Option<String>,
    pub leased_until: Option<i64>,
    pub last_error: Option<String>,
    pub enqueued_at: i64,
    pub ended_at: Option<i64>,
}

/// Tables are joined by hand where they are joined at all.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
