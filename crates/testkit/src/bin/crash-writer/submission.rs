//! One submission as a form makes it: a file, then in one unit of work the record, its number, its
//! sealed field, its attachment, its act, its job and the answer to its key.

use anyhow::{Context, Result};
use bytes::Bytes;
use sealed::{FieldKind, Plain};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::{Key, NewJob, NewRecord, Series, Source, Store, Work};
use testkit::{act, agency, token};
use uuid::Uuid;

/// The kind of record that is submitted.
pub(super) const KIND: &str = "disclosure_request";

/// Agencies that are submitted to.
pub(super) const AGENCIES: u128 = 4;

/// The year of all numbers.
const YEAR: i32 = 2026;

/// What a submitter is told, and may come back with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Submission {
    /// The key of the form.
    pub key: String,
    /// The agency, by its number in this test.
    pub agency: u128,
    pub record: Uuid,
    pub number: i64,
    /// The act in the log.
    pub entry: Uuid,
    /// The file, by its hash.
    pub file: String,
}

/// The bytes of a submission's file, made up of its key.
pub(super) fn bytes(key: &str) -> Bytes {
    let length = 100 + key.bytes().map(usize::from).sum::<usize>() * 7 % 20_000;
    Bytes::from(key.bytes().cycle().take(length).collect::<Vec<u8>>())
}

/// The key as the store keeps it.
pub(super) fn idempotency_key(key: &str) -> Key {
    Key::new("request.submit", key, key.as_bytes())
}

/// Numbers of one agency.
pub(super) fn series(agency_number: u128) -> Series {
    Series { agency: agency(agency_number), kind: token(KIND), year: YEAR }
}

/// Does everything but the commit.
pub(super) async fn prepare(
    store: &Store,
    key: String,
    agency_number: u128,
) -> Result<(Work, Submission)> {
    let edge = store.edge();
    let file = store.files().keep_bytes(edge, bytes(&key)).await.context("file")?;
    let ours = agency(agency_number);
    let record = edge.new_id();
    let work = store.begin().await.context("begin")?;
    work.idempotency().claim(&idempotency_key(&key)).await?;
    let number = work.numbers().give(&series(agency_number), record).await?;
    let new = NewRecord { id: record, kind: token(KIND), body: json!({ "number": number }) };
    let entry = work.records().open(new, act(ours, "request.registered", KIND, record)).await?;
    let name = Plain::new(FieldKind::PersonName, "演示用户甲");
    work.sealed_fields().put(ours, record, "applicant_name", &name).await?;
    work.attachments().add(ours, record, &file, "附件.bin").await?;
    let job = NewJob {
        kind: token("receipt.send"),
        key: format!("receipt.send:{record}"),
        payload: json!({ "record": record }),
        due_at: edge.now(),
    };
    work.jobs().enqueue(job).await?;
    let file = file.hash.to_string();
    let submission = Submission { key, agency: agency_number, record, number, entry, file };
    let answer = serde_json::to_string(&submission)?;
    work.idempotency().settle(&idempotency_key(&submission.key), &answer).await?;
    Ok((work, submission))
}
