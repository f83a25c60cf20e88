//! `gongkai man DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};

/// Arguments of `gongkai man`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Example:\n  gongkai man ~/.local/share/man/man1")]
pub struct Args {
    /// 目录 Folder to write into, made where it is missing
    dir: PathBuf,
}

/// Writes a man page for the program and each command.
pub fn run(args: &Args, command: &clap::Command) -> Result<ExitCode> {
    let context = || args.dir.display().to_string();
    std::fs::create_dir_all(&args.dir).with_context(context)?;
    clap_mangen::generate_to(command.clone(), &args.dir).with_context(context)?;
    Ok(ExitCode::SUCCESS)
}
