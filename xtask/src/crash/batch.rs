//! Batches: each on data of its own, several side by side.

use std::path::PathBuf;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use anyhow::Result;

use super::blow::Blow;
use super::broken::Broken;
use super::check::check;
use super::place::Place;
use super::plan::Batch;
use super::random::Random;
use super::strike::strike;
use super::tally::Tally;
use super::writer::Orders;
use crate::{process, tools};

/// How many lines of a fault are shown; all of them lie with the evidence.
const LINES_SHOWN: usize = 12;

/// What runs the batches.
#[derive(Debug)]
pub struct Lanes {
    /// The writer and checker.
    pub program: PathBuf,
    /// How many batches run side by side.
    pub count: usize,
    /// The seed of the plan, which names the evidence.
    pub seed: u64,
}

impl Lanes {
    /// Runs batches and adds up what was found; what fails is shown and does not end the others.
    pub fn run(&self, batches: &[Batch], broken: Option<Broken>) -> Tally {
        let next = AtomicUsize::new(0);
        let total = Mutex::new(Tally::default());
        std::thread::scope(|scope| {
            for _ in 0..self.count {
                scope.spawn(|| {
                    while let Some(batch) = batches.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let tally = self.run_one(batch, broken);
                        // A poisoned count is still a count; the panic shows by itself.
                        *total.lock().unwrap_or_else(|it| it.into_inner()) += tally;
                    }
                });
            }
        });
        total.into_inner().unwrap_or_else(|it| it.into_inner())
    }

    /// Runs one batch up to its end or its first fault.
    pub fn run_one(&self, batch: &Batch, broken: Option<Broken>) -> Tally {
        let started = Instant::now();
        let mut tally = Tally::default();
        if let Err(error) = self.strike_all(batch, broken, &mut tally) {
            println!("FAULT {batch}: {error:#}");
            tally.faults += 1;
        }
        println!("    {batch} in {:.1} s: {tally}", started.elapsed().as_secs_f64());
        tally
    }

    fn strike_all(&self, batch: &Batch, broken: Option<Broken>, tally: &mut Tally) -> Result<()> {
        let mut place = Place::new(batch.engine, batch.ground)?;
        let mut random = Random::new(batch.seed);
        for (round, blow) in batch.blows.iter().enumerate() {
            let orders = Orders {
                program: self.program.clone(),
                seed: random.next() >> 1,
                broken: broken.map(Broken::name),
                trace: None,
            };
            let lines = round_of(*blow, &orders, &mut place, tally)?;
            if !tally.is_clean() {
                println!("FAULT {batch} round {round}: {blow}");
                show(&lines, if broken.is_some() { 1 } else { LINES_SHOWN });
                if broken.is_none() {
                    self.keep_evidence(batch, &place, &lines)?;
                }
                break;
            }
        }
        Ok(())
    }

    /// Copies data, acknowledgements and last words to where they outlive the batch.
    fn keep_evidence(&self, batch: &Batch, place: &Place, lines: &[String]) -> Result<()> {
        let name = format!("{}-{}", self.seed, batch.number);
        let folder = tools::target().join("crash").join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        std::fs::create_dir_all(&folder)?;
        std::fs::write(folder.join("faults"), lines.join("\n"))?;
        let mut copy = Command::new("cp");
        copy.args(["-a", "--"]).arg(place.data()).arg(place.memory()).arg(&folder);
        println!("      kept in {}", folder.display());
        process::quiet(&mut copy)
    }
}

fn show(lines: &[String], most: usize) {
    lines.iter().take(most).for_each(|it| println!("      {it}"));
    if lines.len() > most {
        println!("      and {} more", lines.len() - most);
    }
}

/// One blow and the check after it; returns a line per fault.
fn round_of(
    blow: Blow,
    orders: &Orders,
    place: &mut Place,
    tally: &mut Tally,
) -> Result<Vec<String>> {
    let struck = strike(blow, orders, place)?;
    place.remember(&struck.acknowledgements)?;
    let findings = check(&orders.program, place)?;
    let count = |it: usize| u64::try_from(it).unwrap_or(u64::MAX);
    *tally += findings.tally;
    tally.acknowledged += count(struck.acknowledgements.len());
    tally.faults += count(struck.faults.len());
    tally.kills += u64::from(!blow.cuts_power());
    tally.power_cuts += u64::from(blow.cuts_power());
    Ok(struck.faults.into_iter().chain(findings.lines).collect())
}
