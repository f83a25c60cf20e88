//! Signed checkpoints of the tree. Inserted only.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "log_checkpoint")]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub size: i64,
    pub at: i64,
    pub note: String,
}

/// Tables are joined by hand where they are joined at all.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
