//! An identity provider for tests: a real one (oidc-provider on Node.js), started for them on a free
//! port, and gone after them.
//!
//! Its packages are installed from the lock file beside its script, into the folder of everything
//! built; the source tree stays as it is. It ends when its standard input does, and that is a pipe of
//! ours, so it is gone with us however we end.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};

use crate::debian;
use crate::given::Given;
use crate::npm;
use crate::tools;

/// Where the tests look for the provider.
pub const VARIABLE: &str = "GONGKAI_TEST_OIDC";

/// What is started, beside its packages.
const SERVER: &str = "server.mjs";

/// Runs a command with a provider at hand and passes its exit code on.
///
/// # Errors
///
/// When the provider or the command cannot be started.
pub fn with(given: &Given) -> Result<ExitCode> {
    let provider = Provider::start()?;
    given.run(VARIABLE, provider.issuer())
}

/// A provider that answers; it is stopped when this is dropped.
#[derive(Debug)]
pub struct Provider {
    server: Child,
    issuer: String,
    // Open as long as the server, which would end at a line that nobody can read.
    _output: BufReader<ChildStdout>,
}

impl Provider {
    /// Installs what is missing and starts a provider.
    ///
    /// # Errors
    ///
    /// When it cannot be installed or does not start, with its log.
    pub fn start() -> Result<Self> {
        debian::install(&debian::NODE)?;
        let folder = tools::target().join("tools").join("identity-provider");
        npm::install(&source(), &folder)?;
        npm::copy(&[SERVER], &source(), &folder)?;
        let log = folder.join("log");
        let mut server = Command::new("node")
            .arg(SERVER)
            .current_dir(&folder)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).context("could not open the log of the provider")?)
            .spawn()
            .context("could not start Node.js")?;
        let output = server.stdout.take().context("the provider has no output")?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        // Dropped on the way out, it is stopped as well.
        let read = output.read_line(&mut line);
        let provider = Self { server, issuer: line.trim().to_owned(), _output: output };
        read.context("could not read what the provider says")?;
        if !provider.issuer.starts_with("http://127.0.0.1:") {
            bail!("the provider did not start:\n{}", fs::read_to_string(log)?);
        }
        Ok(provider)
    }

    /// Returns its address.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.issuer
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        // It has nothing to keep, so it is not asked twice.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn source() -> PathBuf {
    tools::root().join("crates/signin/tests/provider")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    #[ignore = "needs Node.js, which `cargo xtask test` installs"]
    fn a_provider_answers_and_leaves_no_process_behind() {
        let provider = Provider::start().expect("a provider");
        let address = provider.issuer().trim_start_matches("http://").to_owned();
        std::net::TcpStream::connect(&address).expect("it answers");
        let process = format!("/proc/{}", provider.server.id());
        drop(provider);
        assert!(!Path::new(&process).exists());
        assert!(std::net::TcpStream::connect(&address).is_err());
    }
}
