//! Leaves with their acts and details: read from the tables in one query a page, and computed anew
//! away from the database, so that the next page is read meanwhile.

use eventlog::{At, Hash, HashSuite};
use sea_orm::sea_query::{Expr, ExprTrait, IntoColumnRef, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};
use uuid::Uuid;

use crate::entity::{log_detail, log_entry, log_leaf};
use crate::error::StoreError;
use crate::repository::{PURGED, entry_of, opening_of};

/// Leaves that are looked at in one go: memory stays flat over any number.
pub(super) const PAGE: i64 = 5_000;

/// The rows behind one leaf.
pub(super) struct Rows {
    leaf: log_leaf::Model,
    entry: Option<log_entry::Model>,
    detail: Option<log_detail::Model>,
}

/// A leaf, and what its act comes to.
pub(super) struct Looked {
    pub position: i64,
    pub entry_id: Uuid,
    pub stored: Option<Hash>,
    pub act: Act,
}

/// The act of a leaf.
pub(super) enum Act {
    Gone,
    Unreadable(String),
    Read { leaf: Hash, subject: Uuid, at: At, purges: bool, detail: Detail },
}

/// The detail of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    Whole,
    Changed,
    Gone,
}

/// Reads the leaves from a position on.
pub(super) async fn read(
    connection: &impl ConnectionTrait,
    from: i64,
) -> Result<Vec<Rows>, StoreError> {
    let failed = StoreError::reading("log_leaf");
    let found = connection.query_all(&query(from)).await.map_err(failed)?;
    found.iter().map(|it| rows(it).map_err(StoreError::reading("log_entry"))).collect()
}

/// The range, rather than a limit, tells the engine how few rows it will join.
fn query(from: i64) -> SelectStatement {
    use log_detail::Column as Words;
    use log_entry::{Column, Entity};
    use log_leaf::Column as Leaf;
    let leaf = |it: Leaf| (log_leaf::Entity, it).into_column_ref();
    let entry = |it: Column| (Entity, it).into_column_ref();
    let words = |it: Words| (log_detail::Entity, it).into_column_ref();
    Query::select()
        .columns([leaf(Leaf::Position), leaf(Leaf::EntryId), leaf(Leaf::Hash)])
        .columns([entry(Column::Id), entry(Column::At), entry(Column::AgencyId)])
        .columns([entry(Column::Actor), entry(Column::Action), entry(Column::SubjectKind)])
        .columns([entry(Column::SubjectId), entry(Column::SubjectVersion), entry(Column::Detail)])
        .columns([words(Words::Salt), words(Words::Body)])
        .from(log_leaf::Entity)
        .left_join(Entity, Expr::col(entry(Column::Id)).equals(leaf(Leaf::EntryId)))
        .left_join(log_detail::Entity, Expr::col(words(Words::EntryId)).equals(entry(Column::Id)))
        .and_where(Expr::col(leaf(Leaf::Position)).gte(from))
        .and_where(Expr::col(leaf(Leaf::Position)).lt(from.saturating_add(PAGE)))
        .order_by(leaf(Leaf::Position), Order::Asc)
        .take()
}

/// Takes the columns in the order of the query.
fn rows(row: &QueryResult) -> Result<Rows, DbErr> {
    let leaf = log_leaf::Model {
        position: row.try_get_by_index(0)?,
        entry_id: row.try_get_by_index(1)?,
        hash: row.try_get_by_index(2)?,
    };
    let Some(id) = row.try_get_by_index::<Option<Uuid>>(3)? else {
        return Ok(Rows { leaf, entry: None, detail: None });
    };
    let entry = log_entry::Model {
        id,
        at: row.try_get_by_index(4)?,
        agency_id: row.try_get_by_index(5)?,
        actor: row.try_get_by_index(6)?,
        action: row.try_get_by_index(7)?,
        subject_kind: row.try_get_by_index(8)?,
        subject_id: row.try_get_by_index(9)?,
        subject_version: row.try_get_by_index(10)?,
        detail: row.try_get_by_index(11)?,
    };
    let detail = match row.try_get_by_index::<Option<Vec<u8>>>(12)? {
        Some(salt) => {
            Some(log_detail::Model { entry_id: id, salt, body: row.try_get_by_index(13)? })
        }
        None => None,
    };
    Ok(Rows { leaf, entry: Some(entry), detail })
}

/// Computes everything anew that needs no other row.
pub(super) fn look(suite: HashSuite, rows: Vec<Rows>) -> Vec<Looked> {
    let one = |Rows { leaf, entry, detail }: Rows| Looked {
        position: leaf.position,
        entry_id: leaf.entry_id,
        stored: Hash::from_slice(&leaf.hash),
        act: entry.map_or(Act::Gone, |entry| act(suite, &entry, detail)),
    };
    rows.into_iter().map(one).collect()
}

fn act(suite: HashSuite, row: &log_entry::Model, detail: Option<log_detail::Model>) -> Act {
    let entry = match entry_of(row) {
        Ok(entry) => entry,
        Err(error) => return Act::Unreadable(error.to_string()),
    };
    let detail = match detail.map(opening_of) {
        None => Detail::Gone,
        Some(Ok(opening)) if opening.commitment(suite) == entry.detail => Detail::Whole,
        Some(_) => Detail::Changed,
    };
    Act::Read {
        leaf: entry.leaf_hash(suite),
        subject: entry.subject_id,
        at: entry.at,
        purges: entry.action.as_str() == PURGED,
        detail,
    }
}
