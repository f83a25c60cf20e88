//! Records against the log, numbers against their series, attachments against files.

use std::collections::BTreeMap;

use eventlog::Hash;
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query, SimpleExpr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::{Fault, What};
use crate::entity::{
    attachment, log_detail, log_entry, number_given, number_series, number_void, record,
    stored_file,
};
use crate::error::StoreError;
use crate::repository::{Detail, head_hash};
use crate::work::{Snapshot, Source};

/// Rows that are looked at in one go.
const PAGE: u64 = 1_000;

/// What the records are.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct RecordVerdict {
    /// Records.
    pub records: u64,
    /// Series of numbers.
    pub series: u64,
    /// Numbers given.
    pub numbers: u64,
    /// Numbers taken back.
    pub voids: u64,
    /// Files.
    pub files: u64,
    /// Bytes of the files that were read.
    pub bytes: u64,
}

pub(super) async fn verify(
    moment: &Snapshot,
    read_files: bool,
    faults: &mut Vec<Fault>,
) -> Result<RecordVerdict, StoreError> {
    let mut verdict = RecordVerdict { records: heads(moment, faults).await?, ..Default::default() };
    numbers(moment, &mut verdict, faults).await?;
    files(moment, read_files, &mut verdict, faults).await?;
    attachments(moment, faults).await?;
    Ok(verdict)
}

/// A record's version is the number of acts that brought it there.
async fn heads(moment: &Snapshot, faults: &mut Vec<Fault>) -> Result<u64, StoreError> {
    let (mut count, mut after) = (0, Uuid::nil());
    loop {
        let rows = record::Entity::find()
            .filter(record::Column::Id.gt(after))
            .order_by_asc(record::Column::Id)
            .limit(PAGE)
            .all(moment.connection())
            .await
            .map_err(StoreError::reading("record"))?;
        let Some(last) = rows.last() else { return Ok(count) };
        after = last.id;
        count += rows.len() as u64;
        let acts: Vec<(Uuid, Uuid, i64, i64)> = log_entry::Entity::find()
            .select_only()
            .column(log_entry::Column::SubjectId)
            .column(log_entry::Column::AgencyId)
            .column_as(
                Expr::from(Func::max(Expr::col(log_entry::Column::SubjectVersion))),
                "newest",
            )
            .column_as(
                Expr::from(Func::count(Expr::col(log_entry::Column::SubjectVersion))),
                "acts",
            )
            .filter(log_entry::Column::SubjectId.is_in(rows.iter().map(|it| it.id)))
            .filter(log_entry::Column::SubjectVersion.is_not_null())
            .group_by(log_entry::Column::SubjectId)
            .group_by(log_entry::Column::AgencyId)
            .into_tuple()
            .all(moment.connection())
            .await
            .map_err(StoreError::reading("log_entry"))?;
        let acts: BTreeMap<(Uuid, Uuid), (i64, i64)> = acts
            .into_iter()
            .map(|(id, agency, newest, acts)| ((id, agency), (newest, acts)))
            .collect();
        let mut made = made_of(moment, &rows).await?;
        for row in rows {
            let found = acts.get(&(row.id, row.agency_id)).copied().unwrap_or_default();
            if found != (row.version, row.version) {
                let what = What::RecordVersion(row.id, row.version, found.0);
                faults.push(Fault::new("record", what));
            }
            if made.remove(&(row.id, row.version)).is_some_and(|it| it != head_hash(&row.body)) {
                faults.push(Fault::new("record", What::RecordChanged(row.id)));
            }
        }
    }
}

/// What acts made of these records, by record and version, as hashes. An act whose detail was purged
/// tells none, nor does one from before details told it; that a detail is missing or changed is found
/// with the log.
async fn made_of(
    moment: &Snapshot,
    rows: &[record::Model],
) -> Result<BTreeMap<(Uuid, i64), String>, StoreError> {
    let versions = Query::select()
        .expr(Expr::val(1))
        .from(record::Entity)
        .and_where(of_entry(record::Column::Id, log_entry::Column::SubjectId))
        .and_where(of_entry(record::Column::Version, log_entry::Column::SubjectVersion))
        .take();
    let acts = log_entry::Entity::find()
        .filter(log_entry::Column::SubjectId.is_in(rows.iter().map(|it| it.id)))
        .filter(Expr::exists(versions))
        .all(moment.connection())
        .await
        .map_err(StoreError::reading("log_entry"))?;
    let acts: BTreeMap<Uuid, (Uuid, i64)> = acts
        .into_iter()
        .filter_map(|it| Some((it.id, (it.subject_id, it.subject_version?))))
        .collect();
    let details = log_detail::Entity::find()
        .filter(log_detail::Column::EntryId.is_in(acts.keys().copied()))
        .all(moment.connection())
        .await
        .map_err(StoreError::reading("log_detail"))?;
    let head = |body: &str| serde_json::from_str::<Detail>(body).ok()?.head;
    Ok(details
        .into_iter()
        .filter_map(|it| Some((*acts.get(&it.entry_id)?, head(&it.body)?)))
        .collect())
}

/// A column of the record is the entry's.
fn of_entry(record: record::Column, entry: log_entry::Column) -> SimpleExpr {
    Expr::col((record::Entity, record)).equals((log_entry::Entity, entry))
}

/// A series has each number from one to its last, once.
async fn numbers(
    moment: &Snapshot,
    verdict: &mut RecordVerdict,
    faults: &mut Vec<Fault>,
) -> Result<(), StoreError> {
    use number_given::Column;
    let given: Vec<(Uuid, String, i32, i64, i64)> = number_given::Entity::find()
        .select_only()
        .columns([Column::AgencyId, Column::Kind, Column::Year])
        .column_as(Expr::from(Func::count(Expr::col(Column::Number))), "numbers")
        .column_as(Expr::from(Func::max(Expr::col(Column::Number))), "newest")
        .group_by(Column::AgencyId)
        .group_by(Column::Kind)
        .group_by(Column::Year)
        .into_tuple()
        .all(moment.connection())
        .await
        .map_err(StoreError::reading("number_given"))?;
    let mut given: BTreeMap<(Uuid, String, i32), (i64, i64)> = given
        .into_iter()
        .map(|(a, k, y, numbers, newest)| ((a, k, y), (numbers, newest)))
        .collect();
    let series = number_series::Entity::find().all(moment.connection()).await;
    for row in series.map_err(StoreError::reading("number_series"))? {
        verdict.series += 1;
        let key = (row.agency_id, row.kind.clone(), row.year);
        let (numbers, newest) = given.remove(&key).unwrap_or_default();
        verdict.numbers += u64::try_from(numbers).unwrap_or(0);
        if numbers != row.last || newest != row.last {
            let series = format!("{} {} · {}", row.kind, row.year, row.agency_id);
            let what = What::Numbers(series, row.last, numbers, newest);
            faults.push(Fault::new("number_series", what));
        }
    }
    for ((agency, kind, year), _) in given {
        let series = format!("{kind} {year} · {agency}");
        faults.push(Fault::new("number_given", What::NumbersWithoutSeries(series)));
    }
    let voids = number_void::Entity::find().all(moment.connection()).await;
    verdict.voids = voids.map_err(StoreError::reading("number_void"))?.len() as u64;
    Ok(())
}

/// Every file that is named is there, and is what its name says.
async fn files(
    moment: &Snapshot,
    read: bool,
    verdict: &mut RecordVerdict,
    faults: &mut Vec<Fault>,
) -> Result<(), StoreError> {
    let mut after = Vec::new();
    loop {
        let rows = stored_file::Entity::find()
            .filter(stored_file::Column::Hash.gt(after.clone()))
            .order_by_asc(stored_file::Column::Hash)
            .limit(PAGE)
            .all(moment.connection())
            .await
            .map_err(StoreError::reading("stored_file"))?;
        let Some(last) = rows.last() else { return Ok(()) };
        after.clone_from(&last.hash);
        for row in rows {
            verdict.files += 1;
            match file(moment, &row, read).await {
                Ok(bytes) => verdict.bytes += bytes,
                Err(what) => faults.push(Fault::new("file", what)),
            }
        }
    }
}

async fn file(moment: &Snapshot, row: &stored_file::Model, read: bool) -> Result<u64, What> {
    let files = moment.store().files();
    let name = hex::encode(&row.hash);
    let unreadable = |why: String| What::FileUnreadable(name.clone(), why);
    let hash = Hash::from_slice(&row.hash).ok_or_else(|| unreadable("its name".to_owned()))?;
    if !files.has(&hash).await.map_err(|error| unreadable(error.to_string()))? {
        return Err(What::FileGone(name));
    }
    if !read {
        return Ok(0);
    }
    let (found, size) = files.digest(&hash).await.map_err(|error| unreadable(error.to_string()))?;
    if found == hash && i64::try_from(size) == Ok(row.size) {
        return Ok(size);
    }
    Err(What::FileChanged(name))
}

/// Every attachment names a file.
async fn attachments(moment: &Snapshot, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
    let kept = Query::select().column(stored_file::Column::Hash).from(stored_file::Entity).take();
    let lost = attachment::Entity::find()
        .filter(attachment::Column::FileHash.not_in_subquery(kept))
        .limit(PAGE)
        .all(moment.connection())
        .await
        .map_err(StoreError::reading("attachment"))?;
    for row in lost {
        faults.push(Fault::new("attachment", What::AttachmentWithoutFile(row.id)));
    }
    Ok(())
}
