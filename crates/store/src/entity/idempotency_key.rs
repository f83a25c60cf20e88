//! Answers by the key of the form that asked for them.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "idempotency_key")]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(with = "hex")]
    pub key: Vec<u8>,
    #[serde(with = "hex")]
    pub asked: Vec<u8>,
    pub answer: String,
    pub at: i64,
}

/// Tables are joined by hand where they are joined at all.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
