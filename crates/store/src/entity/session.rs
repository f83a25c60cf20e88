//! Who is signed in. The row is the session: where it goes, the session has ended.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "session")]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    /// SHA-256 of the secret in the cookie.
    #[sea_orm(primary_key, auto_increment = false)]
    #[serde(with = "hex")]
    pub hash: Vec<u8>,
    pub account_id: Uuid,
    pub begun_at: i64,
    pub seen_at: i64,
    pub ends_at: i64,
    /// How they proved who they are.
    pub strength: String,
    /// What the browser calls itself.
    pub agent: String,
}

/// Tables are joined by hand where they are joined at all.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
