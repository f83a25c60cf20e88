//! Secrets that programs sign in with. A revoked one stays listed.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "api_token")]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub agency_id: Uuid,
    pub account_id: Uuid,
    #[sea_orm(unique)]
    #[serde(with = "hex")]
    pub hash: Vec<u8>,
    /// What its owner calls it.
    pub name: String,
    /// What it may be used for, as a JSON list.
    pub scopes: String,
    pub made_at: i64,
    /// When somebody else agreed to it.
    pub approved_at: Option<i64>,
    pub until: i64,
    pub used_at: Option<i64>,
    pub revoked_at: Option<i64>,
}

/// Tables are joined by hand where they are joined at all.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
