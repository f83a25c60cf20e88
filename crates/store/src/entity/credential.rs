//! What somebody proves who they are with. The secret of the second factor is a sealed field of the account.

use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Serialize, Deserialize)]
#[sea_orm(table_name = "credential")]
#[serde(deny_unknown_fields)]
pub(crate) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The password as argon2 has hashed it, with its salt and costs.
    pub password_hash: Option<String>,
    pub password_set_at: Option<i64>,
    /// Since when there is a second factor.
    pub totp_since: Option<i64>,
    /// The last step of time whose code was used: it and those before are used up.
    pub totp_last_step: Option<i64>,
}

/// Tables are joined by hand where they are joined at all.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
