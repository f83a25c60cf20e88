//! How long it takes to verify everything there is.

use std::time::Instant;

use anyhow::{Result, ensure};
use store::verify::{Against, verify};

use super::{Place, memory, place};

/// What is promised for a million acts.
const PROMISED_SECONDS: f64 = 30.0;

/// Verifies the installation.
pub(super) async fn prove(at: &Place) -> Result<()> {
    let store = place::open(at).await?;
    memory::forget_peak()?;
    let begin = Instant::now();
    let verdict = verify(&store, &Against::default(), &mut |_| {}).await?;
    let seconds = begin.elapsed().as_secs_f64();
    ensure!(verdict.faults.is_empty(), "faults in a whole log: {:?}", verdict.faults);
    let peak = memory::megabytes(memory::peak()?);
    let leaves = verdict.log.leaves;
    println!(
        "  verify {leaves} acts    {seconds:>6.1} s (promised {PROMISED_SECONDS} s for 1,000,000, \
         hence {:.1}x)   largest memory {peak:.0} MB",
        PROMISED_SECONDS * leaves as f64 / 1e6 / seconds
    );
    println!("FIGURES verify_acts={leaves} verify_seconds={seconds:.1} verify_mb={peak:.0}");
    Ok(())
}
