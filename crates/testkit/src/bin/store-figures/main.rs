//! The program that `cargo xtask bench store` runs: each order measures one figure on the
//! installation in a folder, prints it for people, and in a last line `FIGURES …` for the chore.

mod acts;
mod carry;
mod memory;
mod place;
mod prove;
mod rate;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
struct Cli {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    order: Order,
}

/// Where it works.
#[derive(Debug, Clone, clap::Args)]
struct Place {
    /// The folder of the installation, on the disk that is measured.
    #[arg(long)]
    data: PathBuf,
    /// A PostgreSQL database; otherwise SQLite in the folder.
    #[arg(long)]
    database: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Order {
    /// Units of work per second beside the disk's own fsyncs, in turns.
    Rate {
        /// How many turns of one second each.
        #[arg(long)]
        turns: u32,
    },
    /// Resident memory after so many acts.
    Memory {
        /// Numbers of acts, rising.
        #[arg(long, value_delimiter = ',')]
        acts: Vec<u64>,
    },
    /// Verification of all there is.
    Prove,
    /// A backup and its return.
    Carry {
        /// Files of one MiB.
        #[arg(long)]
        files: u64,
        /// Acts beside them.
        #[arg(long)]
        acts: u64,
        /// The empty database that the backup is brought back to.
        #[arg(long)]
        to: Option<String>,
    },
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Cli { place, order } = Cli::parse();
    match order {
        Order::Rate { turns } => rate::rate(&place, turns).await,
        Order::Memory { acts } => memory::memory(&place, &acts).await,
        Order::Prove => prove::prove(&place).await,
        Order::Carry { files, acts, to } => carry::carry(&place, files, acts, to).await,
    }
}
