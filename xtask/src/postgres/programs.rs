//! Where the programs of PostgreSQL lie, and as whom they run.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};

use crate::debian;

/// Starts the command line of a program of PostgreSQL, after installing it where it is missing.
///
/// The server refuses root, so root runs it in the account that Debian's package brings.
///
/// # Errors
///
/// When PostgreSQL cannot be installed.
pub fn command(program: &str) -> Result<Command> {
    let program = folder()?.join(program);
    let mut command = if is_root()? {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    // Not where we stand, which the account may not enter.
    command.current_dir("/");
    Ok(command)
}

/// The folder of the newest installed release.
fn folder() -> Result<PathBuf> {
    if let Some(found) = installed() {
        return Ok(found);
    }
    debian::install(&debian::POSTGRES)?;
    installed().context("PostgreSQL was installed, but there is no initdb in /usr/lib/postgresql")
}

/// Debian keeps the programs of each release in a folder outside the path.
fn installed() -> Option<PathBuf> {
    let releases = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let release = |name: &OsStr| name.to_str().and_then(|it| it.parse::<u32>().ok());
    let debian = releases
        .filter_map(|it| Some((release(&it.file_name())?, it.path().join("bin"))))
        .filter(|(_, folder)| folder.join("initdb").is_file())
        .max();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let elsewhere = || std::env::split_paths(&path).find(|it| it.join("initdb").is_file());
    debian.map(|(_, folder)| folder).or_else(elsewhere)
}

/// Tells whether we are root.
///
/// # Errors
///
/// When there is no `/proc`.
pub fn is_root() -> Result<bool> {
    Ok(fs::metadata("/proc/self").context("could not tell who we are")?.uid() == 0)
}
