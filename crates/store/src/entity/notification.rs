//! What somebody who works here is told. No personal value: kinds and ids.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "notification")]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Who is told.
    pub account_id: Uuid,
    /// In whose records the subject lies.
    pub agency_id: Uuid,
    pub at: i64,
    /// What it tells.
    pub kind: String,
    /// The kind of record that it is about.
    pub subject_kind: String,
    /// And which one.
    pub subject_id: Uuid,
    /// How it reaches them, as they had chosen then; without an address in the office only.
    pub delivery: String,
    /// When its mail was handed over, or it was known that there will be none.
    pub settled_at: Option<i64>,
    pub read_at: Option<i64>,
}

/// Tables are joined by hand where they are joined at all.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
