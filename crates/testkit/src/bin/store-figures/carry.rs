//! A backup of files and acts, and its return into an empty installation.

use std::time::Instant;

use anyhow::{Result, ensure};
use archive::{RecoveryKey, Target, back_up, restore};
use bytes::Bytes;
use store::{NewRecord, Source, Store};
use testkit::{act, agency, machine_edge, token};

use super::{Place, acts, memory, place};

/// Bytes of one file, which nothing makes smaller.
const FILE: usize = 1 << 20;

/// Fills the installation, backs it up and brings it back.
pub(super) async fn carry(at: &Place, files: u64, acts: u64, to: Option<String>) -> Result<()> {
    let store = place::open(at).await?;
    acts::write(&store, acts).await?;
    for _ in 0..files {
        attach(&store).await?;
    }
    let backup = at.data.join("backup.tar.gz.age");
    let key = RecoveryKey::generate();
    memory::forget_peak()?;
    let begin = Instant::now();
    let taken = back_up(&store, &[key.recipient()], &place::keys(at)?, &backup).await?;
    let there = figures("backup", taken.bytes, begin)?;
    ensure!(taken.holds.files == files, "the backup holds other files");
    store.close().await?;

    let folder = at.data.join("restored");
    std::fs::create_dir_all(&folder)?;
    let settings = place::settings(&folder, to.as_deref());
    let target = Target { settings, keys: folder.join("keys") };
    memory::forget_peak()?;
    let begin = Instant::now();
    let restored = restore(&backup, &key, &target, machine_edge()).await?;
    let back = figures("restore", taken.bytes, begin)?;
    ensure!(restored.verdict.faults.is_empty(), "faults: {:?}", restored.verdict.faults);
    println!("FIGURES {there} {back}");
    Ok(())
}

/// Says how long it took, for people and for the chore.
fn figures(what: &str, bytes: u64, begin: Instant) -> Result<String> {
    let seconds = begin.elapsed().as_secs_f64();
    let megabytes = bytes as f64 / 1e6;
    let (rate, peak) = (megabytes / seconds, memory::megabytes(memory::peak()?));
    println!(
        "  {what:<7} {megabytes:>6.0} MB   {seconds:>6.1} s   {rate:>5.0} MB per second   \
         largest memory {peak:.0} MB"
    );
    Ok(format!(
        "{what}_seconds={seconds:.1} {what}_mb_per_second={rate:.0} {what}_peak_mb={peak:.0}"
    ))
}

/// One record with one file.
async fn attach(store: &Store) -> Result<()> {
    let mut bytes = vec![0; FILE];
    store.edge().chance.fill(&mut bytes);
    let file = store.files().keep_bytes(store.edge(), Bytes::from(bytes)).await?;
    let (id, ours) = (store.edge().new_id(), agency(1));
    let work = store.begin().await?;
    let kind = token(acts::KIND);
    let new = NewRecord { id, kind, body: serde_json::json!({}) };
    work.records().open(new, act(ours, "request.registered", acts::KIND, id)).await?;
    work.attachments().add(ours, id, &file, "附件.bin").await?;
    work.commit().await?;
    Ok(())
}
