//! A mail server for tests: a real one (aiosmtpd of Debian) with STARTTLS, TLS and a sign-in, started for
//! them on free ports, and gone after them.
//!
//! Its certificate is made anew each time. It ends when its standard input does, and that is a pipe of
//! ours, so it is gone with us however we end.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitCode, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use crate::debian;
use crate::given::Given;
use crate::process;
use crate::tools;

/// Where the tests look for the server: a folder with `ports.json`, `cert.pem` and `received`.
pub const VARIABLE: &str = "GONGKAI_TEST_MAIL";

/// Debian's own, for which its packages are.
const PYTHON: &str = "/usr/bin/python3";

/// Runs a command with a server at hand and passes its exit code on.
///
/// # Errors
///
/// When the server or the command cannot be started.
pub fn with(given: &Given) -> Result<ExitCode> {
    let server = MailServer::start()?;
    given.run(VARIABLE, &server.folder().to_string_lossy())
}

/// A server that answers; it is stopped when this is dropped.
#[derive(Debug)]
pub struct MailServer {
    server: Child,
    // Open as long as the server, which would end at a line that nobody can read.
    _output: BufReader<ChildStdout>,
    folder: TempDir,
}

impl MailServer {
    /// Installs what is missing and starts a server.
    ///
    /// # Errors
    ///
    /// When it cannot be installed or does not start, with its log.
    pub fn start() -> Result<Self> {
        debian::install(&debian::MAIL)?;
        let folder = tempfile::tempdir().context("could not make a folder for the mail server")?;
        certificate(folder.path())?;
        let log = folder.path().join("log");
        let mut server = Command::new(PYTHON)
            .arg(tools::root().join("crates/mail/tests/server/server.py"))
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(File::create(&log).context("could not open the log of the mail server")?)
            .spawn()
            .context("could not start Python")?;
        let output = server.stdout.take().context("the mail server has no output")?;
        let mut output = BufReader::new(output);
        let mut line = String::new();
        // Dropped on the way out, it is stopped as well.
        let read = output.read_line(&mut line);
        let started = Self { server, _output: output, folder };
        read.context("could not read what the mail server says")?;
        if !line.starts_with('{') {
            bail!("the mail server did not start:\n{}", fs::read_to_string(log)?);
        }
        fs::write(started.folder().join("ports.json"), line).context("could not note the ports")?;
        Ok(started)
    }

    /// Returns its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.server.stdin.take());
        // It has nothing to keep, so it is not asked twice.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Makes a certificate for this machine that nobody but the tests trusts.
fn certificate(folder: &Path) -> Result<()> {
    let options = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
    let names = [
        "-addext",
        "subjectAltName=DNS:localhost,IP:127.0.0.1",
        "-addext",
        "basicConstraints=critical,CA:FALSE",
    ];
    let files = ["-nodes", "-days", "2", "-keyout", "key.pem", "-out", "cert.pem"];
    let mut command = Command::new("openssl");
    command.args(options).args(["-subj", "/CN=mail server of the tests"]).args(names).args(files);
    process::quiet(command.current_dir(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[ignore = "needs aiosmtpd, which `cargo xtask test` installs"]
    fn a_server_answers_and_leaves_no_process_behind() {
        let server = MailServer::start().expect("a mail server");
        let process = format!("/proc/{}", server.server.id());
        assert!(Path::new(&process).exists());
        assert!(server.folder().join("ports.json").exists());
        drop(server);
        assert!(!Path::new(&process).exists());
    }
}
