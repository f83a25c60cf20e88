//! Resident memory of this process while acts are written, and what Linux says of it. Pages of the
//! program and of mapped files are the system's to take back; what the process itself holds is told
//! beside the whole.

use anyhow::{Context, Result};

use super::{Place, acts, place};

/// Writes acts up to each number, and notes the memory there.
pub(super) async fn memory(at: &Place, stages: &[u64]) -> Result<()> {
    let store = place::open(at).await?;
    println!("  resident memory while acts are written (16 writers, a checkpoint every second)");
    let (mut written, mut kept) = (0, Vec::new());
    for stage in stages {
        let begin = std::time::Instant::now();
        acts::write(&store, stage - written).await?;
        let seconds = begin.elapsed().as_secs_f64();
        let now = resident()?;
        println!(
            "    {stage:>9} acts  {:>6.1} MB, its own {:>6.1} MB   {:>6.0} acts per second",
            megabytes(now),
            megabytes(status("RssAnon:")?),
            (stage - written) as f64 / seconds
        );
        written = *stage;
        kept.push((*stage, now));
    }
    let first = kept.first().map_or(0, |it| it.1);
    let last = kept.last().map_or(0, |it| it.1);
    let growth = last as f64 / first as f64;
    println!("    largest number beside the smallest: {growth:.2} (wanted at most 1.20)");
    let list: Vec<String> =
        kept.iter().map(|(acts, it)| format!("rss_{acts}_mb={:.0}", megabytes(*it))).collect();
    println!("FIGURES {} rss_growth={growth:.2}", list.join(" "));
    Ok(())
}

/// Kilobytes in memory now.
pub(super) fn resident() -> Result<u64> {
    status("VmRSS:")
}

/// The largest resident memory since [`forget_peak`], in kilobytes.
pub(super) fn peak() -> Result<u64> {
    status("VmHWM:")
}

/// Lets the peak begin anew.
pub(super) fn forget_peak() -> Result<()> {
    std::fs::write("/proc/self/clear_refs", "5").context("could not reset the peak of memory")
}

/// Kilobytes as megabytes.
pub(super) fn megabytes(kilobytes: u64) -> f64 {
    kilobytes as f64 / 1024.0
}

fn status(name: &str) -> Result<u64> {
    let text = std::fs::read_to_string("/proc/self/status").context("there is no /proc")?;
    let line = text.lines().find_map(|it| it.strip_prefix(name));
    let kilobytes = line.and_then(|it| it.split_whitespace().next()?.parse().ok());
    kilobytes.context("Linux does not tell the memory")
}
