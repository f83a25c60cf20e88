//! A private PostgreSQL for tests: started for them, on a free port, and gone after them.
//!
//! It keeps the promises a server of an office must keep (every commit on the disk before the
//! answer), so that what the tests find holds there too. It listens to this machine only and asks
//! for no password, because there is nothing in it.

mod cluster;
mod programs;

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

pub use self::cluster::{Cluster, Running};
use crate::guard::Folder;

/// Where the tests look for the server.
pub const VARIABLE: &str = "GONGKAI_TEST_POSTGRES";

/// What `cargo xtask with-postgres` accepts.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The command, with its own arguments, after `--`.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

/// Runs a command with a private server at hand and passes its exit code on.
///
/// # Errors
///
/// When the server or the command cannot be started.
pub fn with(arguments: &Arguments) -> Result<ExitCode> {
    let server = Private::start()?;
    let (program, rest) = arguments.command.split_first().context("there is no command")?;
    let mut command = Command::new(program);
    crate::tools::forget_our_package(&mut command);
    let status = command
        .args(rest)
        .env(VARIABLE, server.url())
        .status()
        .with_context(|| format!("could not start {}", program.display()))?;
    // A command that a signal ended counts as a shell counts it.
    let code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
    Ok(ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX)))
}

/// A server of its own in a temporary folder; both are gone when this is dropped.
#[derive(Debug)]
pub struct Private {
    running: Running,
    _folder: Folder,
}

impl Private {
    /// Installs PostgreSQL where it is missing and starts a server with an empty database.
    ///
    /// # Errors
    ///
    /// When it does not start, with its log.
    pub fn start() -> Result<Self> {
        let folder = Folder::new("gongkai-postgres-")?;
        let running = Cluster::create(folder.path())?.start()?;
        Ok(Self { running, _folder: folder })
    }

    /// Returns the address of the database.
    #[must_use]
    pub fn url(&self) -> String {
        self.running.url()
    }
}
