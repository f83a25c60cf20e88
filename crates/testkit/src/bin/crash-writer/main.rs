//! The program that `cargo xtask crash` kills. `write` submits as fast as it can and prints each
//! acknowledgement when it would be told to a person; `check` opens what is left and compares it with
//! the acknowledgements.

mod check;
mod place;
mod submission;
mod write;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use store::sabotage::Sabotage;

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Submits until it is killed.
    Write {
        #[command(flatten)]
        place: Place,
        /// What the submissions are made up of.
        #[arg(long)]
        seed: u64,
        /// How it is broken on purpose.
        #[arg(long, value_enum)]
        broken: Option<Broken>,
    },
    /// Compares what is left with what was acknowledged.
    Check {
        #[command(flatten)]
        place: Place,
        /// One acknowledgement per line, as `write` printed them.
        #[arg(long)]
        acks: PathBuf,
    },
}

/// Where it works.
#[derive(Debug, Clone, clap::Args)]
struct Place {
    /// The folder of the installation.
    #[arg(long)]
    data: PathBuf,
    /// A PostgreSQL database; otherwise SQLite in the folder.
    #[arg(long)]
    database: Option<String>,
}

/// A fault built in on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Broken {
    /// The database does not wait for the disk.
    LowerSynchronous,
    /// "Received" is said before the transaction is committed.
    AnswerBeforeCommit,
    /// Files and folders are not flushed.
    NoFolderFsync,
}

impl Broken {
    fn in_the_store(self) -> Option<Sabotage> {
        match self {
            Self::LowerSynchronous => Some(Sabotage::LowerSynchronous),
            Self::NoFolderFsync => Some(Sabotage::NoFolderFsync),
            Self::AnswerBeforeCommit => None,
        }
    }
}

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    match Cli::parse().command {
        Command::Write { place, seed, broken } => write::write(&place, seed, broken).await,
        Command::Check { place, acks } => check::check(&place, &acks).await,
    }
}
