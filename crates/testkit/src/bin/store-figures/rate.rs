//! Durable units of work per second, beside what the disk does by itself.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Result;
use serde_json::json;
use store::{Key, NewJob, NewRecord, Series, Source, Store};
use testkit::{act, agency, token};

use super::acts::{KIND, WRITERS};
use super::{Place, place};

/// How long each takes its turn. Both see the same disk and the same neighbours.
const TURN: Duration = Duration::from_secs(1);

/// Measures the disk and the store in turns.
pub(super) async fn rate(at: &Place, turns: u32) -> Result<()> {
    let store = place::open(at).await?;
    // Connections, caches and the first pages of every table.
    submit(&store, TURN).await?;
    let (mut disk, mut units) = (Vec::new(), Vec::new());
    for _ in 0..turns {
        let file = at.data.join("fsync");
        disk.push(tokio::task::spawn_blocking(move || fsyncs(&file)).await??);
        units.push(submit(&store, TURN).await?);
    }
    let ratio = median(&units) / median(&disk);
    println!(
        "  units of work, {WRITERS} writers    {:>6.0} per second   the disk's fsyncs {:>6.0}   \
         ratio {ratio:.2} (wanted 3)",
        median(&units),
        median(&disk)
    );
    println!("    by turns: units {units:.0?}, fsyncs {disk:.0?}");
    println!(
        "FIGURES units_per_second={:.0} fsyncs_per_second={:.0} ratio={ratio:.2}",
        median(&units),
        median(&disk)
    );
    Ok(())
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// Appends of 4 KiB, each forced to the disk before the next.
fn fsyncs(path: &Path) -> Result<f64> {
    let mut file = File::create(PathBuf::from(path))?;
    let (begin, mut count) = (Instant::now(), 0_u32);
    while begin.elapsed() < TURN {
        file.write_all(&[7; 4_096])?;
        file.sync_data()?;
        count += 1;
    }
    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
}

/// Submits with every hand for a time, and returns how many were stored per second.
async fn submit(store: &Store, time: Duration) -> Result<f64> {
    let begin = Instant::now();
    let mut hands = tokio::task::JoinSet::new();
    for writer in 0..WRITERS {
        let store = store.clone();
        hands.spawn(async move {
            let mut count = 0_u32;
            while begin.elapsed() < time {
                unit(&store, writer).await?;
                count += 1;
            }
            anyhow::Ok(count)
        });
    }
    let mut count = 0;
    while let Some(ended) = hands.join_next().await {
        count += ended??;
    }
    Ok(f64::from(count) / begin.elapsed().as_secs_f64())
}

/// What one form comes to, but for its file.
async fn unit(store: &Store, writer: u64) -> Result<()> {
    let edge = store.edge();
    let (id, ours) = (edge.new_id(), agency(u128::from(writer)));
    let form = edge.new_id().to_string();
    let key = Key::new("request.submit", &form, form.as_bytes());
    let work = store.begin().await?;
    work.idempotency().claim(&key).await?;
    let series = Series { agency: ours, kind: token(KIND), year: 2026 };
    let number = work.numbers().give(&series, id).await?;
    let new = NewRecord { id, kind: token(KIND), body: json!({ "number": number }) };
    work.records().open(new, act(ours, "request.registered", KIND, id)).await?;
    let job = NewJob {
        kind: token("receipt.send"),
        key: format!("receipt.send:{id}"),
        payload: json!({ "record": id }),
        due_at: edge.now(),
    };
    work.jobs().enqueue(job).await?;
    work.idempotency().settle(&key, &json!({ "record": id, "number": number }).to_string()).await?;
    work.commit().await?;
    Ok(())
}
