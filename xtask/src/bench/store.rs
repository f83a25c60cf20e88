//! `cargo xtask bench store`: what the store promises in figures, on both engines.
//!
//! A program of `crates/testkit` measures, one order a process, so that no figure carries the memory
//! of another. The disk's own fsyncs take turns with the store's units of work: on a shared machine
//! only their ratio says something.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use crate::postgres::{self, Private};
use crate::process;
use crate::tools::{self, cargo};

/// What `cargo xtask bench store` accepts.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which engine.
    #[arg(long, value_enum, default_value_t = Engines::All)]
    engine: Engines,
    /// Small numbers, to see that it works.
    #[arg(long)]
    quick: bool,
    /// Only these figures.
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Figure>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Engines {
    Sqlite,
    Postgres,
    All,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Figure {
    /// Units of work per second.
    Rate,
    /// Memory while acts are written, and their verification.
    Acts,
    /// Backup and restore.
    Carry,
    /// Changed bytes that are found.
    Tamper,
}

/// How much is done for each figure.
struct Sizes {
    turns: &'static str,
    acts: &'static str,
    files: &'static str,
    acts_beside_files: &'static str,
    changes: &'static str,
}

const QUICK: Sizes = Sizes {
    turns: "1",
    acts: "1000,2000,4000",
    files: "20",
    acts_beside_files: "1000",
    changes: "20",
};

const FULL: Sizes = Sizes {
    turns: "15",
    acts: "100000,250000,500000,1000000",
    files: "1000",
    acts_beside_files: "100000",
    changes: "1000",
};

/// Measures and prints.
///
/// # Errors
///
/// Where something cannot be built, or a measured store does not hold what it should.
pub fn run(args: &Args) -> Result<()> {
    let program = program()?;
    let sizes = if args.quick { &QUICK } else { &FULL };
    let engines: &[Engine] = match args.engine {
        Engines::Sqlite => &[Engine::Sqlite],
        Engines::Postgres => &[Engine::Postgres],
        Engines::All => &[Engine::Sqlite, Engine::Postgres],
    };
    let wanted = |it: Figure| args.only.is_empty() || args.only.contains(&it);
    for engine in engines {
        println!("{}{}", engine.name(), load());
        let mut bench = Bench { program: &program, engine: *engine, figures: Vec::new() };
        if wanted(Figure::Rate) {
            let ground = Ground::new(*engine)?;
            bench.order(&ground, "rate", &["--turns", sizes.turns])?;
        }
        if wanted(Figure::Acts) {
            let ground = Ground::new(*engine)?;
            bench.order(&ground, "memory", &["--acts", sizes.acts])?;
            bench.order(&ground, "prove", &[])?;
        }
        if wanted(Figure::Carry) {
            bench.carry(sizes)?;
        }
        if wanted(Figure::Tamper) {
            bench.tamper(sizes.changes)?;
        }
        println!("STORE engine={} {}", engine.name(), bench.figures.join(" "));
    }
    Ok(())
}

fn program() -> Result<PathBuf> {
    let mut command = cargo();
    command.args(["build", "--release", "--locked", "--package", "testkit"]);
    process::run(command.args(["--features", "figures", "--bin", "store-figures"]))?;
    Ok(tools::target().join("release/store-figures"))
}

/// What else the machine does.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().map(|it| format!("   (load {it})")).unwrap_or_default()
}

impl Engine {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A folder and, with PostgreSQL, a server of its own; both are gone when this is dropped.
struct Ground {
    server: Option<Private>,
    folder: tempfile::TempDir,
}

impl Ground {
    fn new(engine: Engine) -> Result<Self> {
        let server = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Private::start()?),
        };
        // The disk's own rate is measured in this folder, so it lies where the database lies: that
        // of the server where its account may enter, among the temporary files.
        let parent = match engine {
            Engine::Sqlite => tools::target(),
            Engine::Postgres => std::env::temp_dir(),
        };
        let made = tempfile::Builder::new().prefix("store-figures-").tempdir_in(&parent);
        let folder = made.with_context(|| format!("no folder in {}", parent.display()))?;
        Ok(Self { server, folder })
    }

    fn url(&self) -> Option<String> {
        self.server.as_ref().map(Private::url)
    }
}

struct Bench<'a> {
    program: &'a Path,
    engine: Engine,
    figures: Vec<String>,
}

impl Bench<'_> {
    /// Lets the program measure, shows what it says and keeps its figures.
    fn order(&mut self, at: &Ground, order: &str, options: &[&str]) -> Result<()> {
        let mut command = Command::new(self.program);
        command.arg("--data").arg(at.folder.path());
        command.args(at.url().iter().flat_map(|url| ["--database", url.as_str()]));
        command.arg(order).args(options).stdout(Stdio::piped());
        let mut child = command.spawn().context("could not start the program that measures")?;
        let output = child.stdout.take().context("it has no output")?;
        for line in BufReader::new(output).lines() {
            let line = line.context("could not read what it says")?;
            match line.strip_prefix("FIGURES ") {
                Some(figures) => self.figures.push(figures.to_owned()),
                None => println!("{line}"),
            }
        }
        let status = child.wait()?;
        ensure!(status.success(), "{order} on {} ended with {status}", self.engine.name());
        Ok(())
    }

    fn carry(&mut self, sizes: &Sizes) -> Result<()> {
        let (from, to) = (Ground::new(self.engine)?, Ground::new(self.engine)?);
        let mut options = vec!["--files", sizes.files, "--acts", sizes.acts_beside_files];
        let url = to.url();
        options.extend(url.iter().flat_map(|url| ["--to", url.as_str()]));
        self.order(&from, "carry", &options)
    }

    /// The story of the contract suite, with more changes than on every change of the source.
    fn tamper(&mut self, changes: &str) -> Result<()> {
        let mut command = cargo();
        command.args(["test", "--quiet", "--locked", "--package", "store", "--test", "contract"]);
        command.args(["--", "--include-ignored", "--exact"]);
        command.arg(format!("{}::every_changed_value_of_the_log_is_found", self.engine.name()));
        let server = match self.engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Private::start()?),
        };
        command.envs(server.as_ref().map(|it| (postgres::VARIABLE, it.url())));
        let count = process::run_tests(command.env("GONGKAI_TAMPER_CHANGES", changes))?;
        ensure!(count.passed == 1, "the story was not run");
        println!("  {changes} changes of one byte in the log's tables: all found");
        self.figures.push(format!("tampered={changes} found={changes}"));
        Ok(())
    }
}
