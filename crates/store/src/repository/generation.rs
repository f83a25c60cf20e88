//! Counts of changes. A node may keep what it read for as long as the count stays the same; it asks at every
//! request, and so sees at once what any node changed.
//!
//! The count is raised by the unit that changes, so the two are seen together or not at all. Read it *before*
//! what it counts, or from one [`crate::Snapshot`] with that: a change between the two readings then costs
//! another reading, never old values under a new count.

use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::entity::directory_generation::{Column, Entity};
use crate::error::StoreError;
use crate::work::{Source, Work};

const TABLE: &str = "directory_generation";

/// What is counted.
#[derive(Debug, Clone, Copy)]
pub(super) enum Counted {
    /// Changes of organisations.
    Organisations,
    /// Changes of what sites show: profiles, guides, holiday notices, given reports.
    Sites,
}

impl Counted {
    fn id(self) -> i32 {
        match self {
            Self::Organisations => 1,
            Self::Sites => 2,
        }
    }
}

/// Counts a change. It is the first thing a unit does to what is counted: on PostgreSQL the row is locked until
/// the unit ends, so that units which change the same things queue up at it instead of each holding one that
/// the other waits for. A unit that raises both raises that of organisations first. These things change a few
/// times a day; nobody waits.
pub(super) async fn raise(work: &Work, counted: Counted) -> Result<(), StoreError> {
    let mut raise = Query::insert();
    raise
        .into_table(Entity)
        .columns([Column::Id, Column::Value])
        .values_panic([counted.id().into(), 1_i64.into()])
        .on_conflict(
            OnConflict::column(Column::Id)
                .value(Column::Value, Expr::col((Entity, Column::Value)).add(1))
                .to_owned(),
        );
    let raised = work.connection().execute(&raise).await;
    raised.map(|_| ()).map_err(StoreError::writing(TABLE))
}

/// How often something was changed.
pub(super) async fn read(source: &impl Source, counted: Counted) -> Result<i64, StoreError> {
    let row = Entity::find_by_id(counted.id()).one(source.connection()).await;
    Ok(row.map_err(StoreError::reading(TABLE))?.map_or(0, |it| it.value))
}
