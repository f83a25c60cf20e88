//! `gongkai completions SHELL`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;

/// Arguments of `gongkai completions`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例 Example:\n  gongkai completions bash > ~/.local/share/bash-completion/completions/gongkai"
)]
pub struct Args {
    /// Shell
    shell: clap_complete::Shell,
}

/// Prints the completions of a shell.
pub fn run(args: &Args, command: &mut clap::Command) -> Result<ExitCode> {
    // Its own writing panics where nobody reads.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, command, "gongkai", &mut script);
    std::io::stdout().lock().write_all(&script)?;
    Ok(ExitCode::SUCCESS)
}
