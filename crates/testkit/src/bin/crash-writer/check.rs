//! Compares what is left with every acknowledgement, and with itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use eventlog::{Checkpoint, Hash};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use store::verify::{Against, Fault, verify};
use store::{AgencyScope, Database, Source, Store};
use testkit::{agency, token};
use uuid::Uuid;

use super::submission::{AGENCIES, KIND, Submission, bytes, idempotency_key, series};
use super::{Place, place};

/// What was found, by kind.
#[derive(Debug, Default)]
struct Found {
    lost: BTreeSet<String>,
    torn: BTreeSet<String>,
    gaps: u64,
    duplicates: u64,
    faults: Vec<String>,
}

pub(super) async fn check(at: &Place, acks: &Path) -> Result<ExitCode> {
    let store = place::open(at, None).await?;
    let told = std::fs::read_to_string(acks).context("the acknowledgements")?;
    let (mut submissions, mut checkpoints, mut done) = (Vec::new(), Vec::new(), Vec::new());
    for line in told.lines() {
        let value: Value = serde_json::from_str(line).context("an acknowledgement")?;
        if let Some(note) = value.get("checkpoint").and_then(Value::as_str) {
            checkpoints.push(Checkpoint::open(note, store.identity().key())?);
        } else if let Some(key) = value.get("done").and_then(Value::as_str) {
            done.push(key.to_owned());
        } else {
            submissions.push(serde_json::from_value::<Submission>(value)?);
        }
    }
    let mut found = Found::default();
    for submission in &submissions {
        acknowledged(&store, submission, &mut found).await?;
    }
    whole(&store, at, &mut found).await?;
    jobs_done(at, &done, &mut found).await?;
    let against = Against { witnessed: checkpoints, read_files: true };
    let verdict = verify(&store, &against, &mut |_| {}).await?;
    found
        .faults
        .extend(verdict.faults.iter().map(|Fault { place, what }| format!("{place}: {what}")));
    Ok(report(&found, submissions.len()))
}

/// Each part of an acknowledged submission is there, and is what was said.
async fn acknowledged(store: &Store, told: &Submission, found: &mut Found) -> Result<()> {
    let scope = AgencyScope::only(agency(told.agency));
    let mut missing = Vec::new();
    if store.records().find(&scope, told.record).await?.is_none() {
        missing.push("record");
    }
    let answer = store.idempotency().answer(&idempotency_key(&told.key)).await?;
    if answer != Some(serde_json::to_string(told)?) {
        missing.push("answer");
    }
    let acts = store.log().of_subject(&scope, told.record).await?;
    if !acts.iter().any(|it| it.entry.id == told.entry && it.detail.is_some()) {
        missing.push("act");
    }
    let file: Hash = told.file.parse().context("a hash")?;
    let attached = store.attachments().of_record(&scope, told.record).await?;
    if !attached.iter().any(|it| it.file == file) {
        missing.push("attachment");
    }
    let there = store.files().digest(&file).await;
    let length = bytes(&told.key).len() as u64;
    if !there.is_ok_and(|(hash, size)| hash == file && size == length) {
        missing.push("file");
    }
    if store.sealed_fields().masked(&scope, told.record).await?.len() != 1 {
        missing.push("sealed field");
    }
    if !store.jobs().has(&format!("receipt.send:{}", told.record)).await? {
        missing.push("job");
    }
    if !missing.is_empty() {
        found.lost.insert(format!("{} lacks {}", told.key, missing.join(", ")));
    }
    Ok(())
}

/// Nothing is half there: as many numbers, acts, answers and jobs as records, each for its own.
async fn whole(store: &Store, at: &Place, found: &mut Found) -> Result<()> {
    let mut numbers_of: BTreeMap<Uuid, u64> = BTreeMap::new();
    let mut records = 0;
    for number in 1..=AGENCIES {
        let scope = AgencyScope::only(agency(number));
        let (given, _) = store.numbers().list(&scope, &series(number)).await?;
        for (place, one) in given.iter().enumerate() {
            *numbers_of.entry(one.record).or_default() += 1;
            let wanted = i64::try_from(place + 1)?;
            found.gaps += u64::from(one.number > wanted && place + 1 == given.len());
            found.duplicates += u64::from(one.number < wanted);
        }
        let mut after = None;
        loop {
            let page = store.records().page(&scope, &token(KIND), after, 500).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            for record in &page {
                records += 1;
                if numbers_of.get(&record.id) != Some(&1) {
                    found.torn.insert(format!("record {} has no number of its own", record.id));
                }
            }
        }
    }
    let raw = raw(at).await?;
    let jobs = "SELECT count(*) FROM job WHERE kind = 'receipt.send'";
    let fields = "SELECT count(*) FROM sealed_field WHERE field = 'applicant_name'";
    for (what, sql) in [
        ("numbers", "SELECT count(*) FROM number_given"),
        ("acts", "SELECT count(*) FROM log_entry"),
        ("details", "SELECT count(*) FROM log_detail"),
        ("answers", "SELECT count(*) FROM idempotency_key"),
        ("attachments", "SELECT count(*) FROM attachment"),
        ("jobs", jobs),
        ("sealed fields", fields),
    ] {
        let count = count(&raw, sql).await?;
        if count != records {
            found.torn.insert(format!("{records} records, but {count} {what}"));
        }
    }
    Ok(())
}

/// A job that was told to be done is done, and stays so.
async fn jobs_done(at: &Place, done: &[String], found: &mut Found) -> Result<()> {
    let raw = raw(at).await?;
    let told: BTreeSet<&String> = done.iter().collect();
    if told.len() != done.len() {
        found.faults.push("a job was done twice".to_owned());
    }
    for key in told {
        let sql = format!("SELECT count(*) FROM job WHERE key = '{key}' AND state = 'done'");
        if count(&raw, &sql).await? != 1 {
            found.lost.insert(format!("job {key} is not done"));
        }
    }
    Ok(())
}

async fn raw(at: &Place) -> Result<DatabaseConnection> {
    let url = match place::settings(at, None).database {
        Database::Sqlite { file } => format!("sqlite://{}?mode=rwc", file.display()),
        Database::Postgres { url, .. } => url,
    };
    sea_orm::Database::connect(url).await.context("a connection past the store")
}

async fn count(raw: &DatabaseConnection, sql: &str) -> Result<i64> {
    let statement = Statement::from_string(raw.get_database_backend(), sql);
    let row = raw.query_one_raw(statement).await?.context("a count")?;
    Ok(row.try_get_by_index(0)?)
}

fn report(found: &Found, checked: usize) -> ExitCode {
    let verdict = json!({
        "checked": checked,
        "lost": found.lost.len(),
        "gaps": found.gaps,
        "duplicates": found.duplicates,
        "torn": found.torn.len(),
        "faults": found.faults.len(),
    });
    for line in found.lost.iter().map(|it| format!("lost: {it}")) {
        println!("{line}");
    }
    for line in found.torn.iter().map(|it| format!("torn: {it}")) {
        println!("{line}");
    }
    for line in found.faults.iter().map(|it| format!("fault: {it}")) {
        println!("{line}");
    }
    println!("CHECK {verdict}");
    let clean = found.lost.is_empty()
        && found.torn.is_empty()
        && found.faults.is_empty()
        && found.gaps + found.duplicates == 0;
    if clean { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
