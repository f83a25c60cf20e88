//! `cargo xtask crash`: kills the store at its work and looks for what it promised and lost.
//!
//! A writer (`crates/testkit`, `crash-writer`) submits as fast as it can and prints what it was told
//! was received. It is killed, its calls fail, its disk fills up, its database server dies, its power
//! goes. Then a checker opens what is left and compares it with every promise ever heard. The plan
//! of a run follows from its seed; the instant at which a blow falls is the machine's.

mod batch;
mod blow;
mod broken;
mod check;
mod disk;
mod place;
mod plan;
mod random;
mod small;
mod strike;
mod tally;
mod writer;

use std::fmt;
use std::io::Read as _;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use self::batch::Lanes;
use self::broken::Broken;
use self::plan::plan;
use self::tally::Tally;
use crate::debian;
use crate::process;
use crate::tools::{self, cargo};

/// The feature with which the store can be broken on purpose, and without which there is no writer.
pub const FEATURE: &str = "testkit/sabotage";

/// The check of a change is the same on every run.
const SEED_OF_CHANGES: u64 = 20_190_515;

/// What `cargo xtask crash` accepts.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Whose recovery is tried.
    #[arg(long, value_enum, default_value_t = Engines::All)]
    engine: Engines,
    /// How many kills, failing calls and full disks.
    #[arg(long, default_value_t = 300)]
    kills: u64,
    /// How many power cuts.
    #[arg(long, default_value_t = 20)]
    power_cuts: u64,
    /// Repeats the plan of a run that printed this seed.
    #[arg(long)]
    seed: Option<u64>,
    /// Runs this batch of the plan alone.
    #[arg(long)]
    batch: Option<usize>,
    /// Breaks the store on purpose.
    #[arg(long, value_enum)]
    broken: Option<Broken>,
    /// Breaks the store in every way, and fails where that is not found out.
    #[arg(long, conflicts_with_all = ["broken", "batch"])]
    expect_caught: bool,
    /// How many batches run side by side.
    #[arg(long, default_value_t = 2)]
    lanes: usize,
    /// Builds the writer with optimisation, as offices run it.
    #[arg(long)]
    release: bool,
    /// A writer built elsewhere.
    #[arg(long)]
    writer: Option<PathBuf>,
}

impl Default for Arguments {
    /// What is run on every change.
    fn default() -> Self {
        Self {
            engine: Engines::All,
            kills: 300,
            power_cuts: 20,
            seed: None,
            batch: None,
            broken: None,
            expect_caught: false,
            lanes: 2,
            release: false,
            writer: None,
        }
    }
}

/// The engines of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Engines {
    Sqlite,
    Postgres,
    All,
}

/// A database under the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

impl Engines {
    fn list(self) -> &'static [Engine] {
        match self {
            Self::Sqlite => &[Engine::Sqlite],
            Self::Postgres => &[Engine::Postgres],
            Self::All => &[Engine::Sqlite, Engine::Postgres],
        }
    }
}

impl fmt::Display for Engines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<String> = self.list().iter().map(ToString::to_string).collect();
        f.write_str(&names.join("+"))
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        })
    }
}

/// Runs what the command line asks for.
///
/// # Errors
///
/// When anything promised was not kept, or, with `--expect-caught`, a broken store was not found out.
pub fn run(arguments: &Arguments) -> Result<()> {
    debian::install(&debian::CRASH)?;
    let program = writer_program(arguments)?;
    let seed = arguments.seed.map_or_else(chance, Ok)?;
    println!("    seed {seed}; repeat this plan with --seed {seed}");
    let lanes = Lanes { program, count: arguments.lanes.max(1), seed };
    if arguments.expect_caught {
        return broken::expect_caught(&lanes, arguments.engine.list());
    }
    strike_as_planned(arguments, &lanes).map(drop)
}

/// Runs what is run on every change, and returns what could not be run on this machine.
///
/// # Errors
///
/// As for [`run`], with and without `--expect-caught`.
pub fn run_for_a_change() -> Result<Option<String>> {
    debian::install(&debian::CRASH)?;
    let arguments = Arguments { seed: Some(SEED_OF_CHANGES), ..Arguments::default() };
    // With the tests, which were built just now, the writer alone is left to build; by itself it
    // would want half of what others wrote with other features.
    let program = build(&["--tests"], "debug")?;
    let lanes = Lanes { program, count: arguments.lanes, seed: SEED_OF_CHANGES };
    let not_run = strike_as_planned(&arguments, &lanes)?;
    if not_run.is_none() {
        broken::expect_caught(&lanes, arguments.engine.list())?;
    }
    Ok(not_run)
}

fn strike_as_planned(arguments: &Arguments, lanes: &Lanes) -> Result<Option<String>> {
    let engines = arguments.engine.list();
    let mut batches = plan(engines, arguments.kills, arguments.power_cuts, lanes.seed);
    if let Some(only) = arguments.batch {
        batches.retain(|it| it.number == only);
    }
    let not_run = disk::why_not().map(|why| {
        batches.retain(|it| it.ground == plan::Ground::Folder);
        format!("power cuts, full disks and broken stores, which need mounting ({why})")
    });
    if let Some(what) = &not_run {
        println!("    !!! NOT RUN: {what}");
    }
    let tally: Tally = lanes.run(&batches, arguments.broken);
    println!("CRASH engine={} {tally}", arguments.engine);
    ensure!(tally.is_clean(), "the store broke its promise; repeat with --seed {}", lanes.seed);
    Ok(not_run)
}

/// Builds the writer, unless one was named.
fn writer_program(arguments: &Arguments) -> Result<PathBuf> {
    if let Some(program) = &arguments.writer {
        return program.canonicalize().context("there is no such writer");
    }
    if arguments.release { build(&["--release"], "release") } else { build(&[], "debug") }
}

fn build(options: &[&str], profile: &str) -> Result<PathBuf> {
    let mut command = cargo();
    command.args(["build", "--workspace", "--bin", "crash-writer", "--locked"]);
    process::run(command.args(["--features", FEATURE]).args(options))?;
    Ok(tools::target().join(profile).join("crash-writer"))
}

/// A seed that nobody chose.
fn chance() -> Result<u64> {
    let mut bytes = [0; 4];
    let mut source = std::fs::File::open("/dev/urandom").context("there is no chance")?;
    source.read_exact(&mut bytes)?;
    Ok(u64::from(u32::from_le_bytes(bytes)))
}
