//! A command of the person's own that finds what the tests find.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result};

/// What `cargo xtask with-mail`, `with-postgres` and `with-provider` accept.
#[derive(Debug, clap::Args)]
pub struct Given {
    /// The command, with its own arguments, after `--`.
    #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    command: Vec<OsString>,
}

impl Given {
    /// Runs the command with a variable set, and passes its exit code on.
    ///
    /// # Errors
    ///
    /// When it cannot be started.
    pub fn run(&self, variable: &str, value: &str) -> Result<ExitCode> {
        let (program, rest) = self.command.split_first().context("there is no command")?;
        let mut command = Command::new(program);
        crate::tools::forget_our_package(&mut command);
        let status = command
            .args(rest)
            .env(variable, value)
            .status()
            .with_context(|| format!("could not start {}", program.display()))?;
        // A command that a signal ended counts as a shell counts it.
        let code = status.code().unwrap_or_else(|| 128 + status.signal().unwrap_or(0));
        Ok(ExitCode::from(u8::try_from(code).unwrap_or(u8::MAX)))
    }
}
