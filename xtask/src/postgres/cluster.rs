//! The data of a server in a folder, and the server that runs on it.

use std::fs::{self, File};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

use super::programs;
use crate::guard::{Guard, Turn};
use crate::process;
use crate::signal::{self, Signal};

/// What the server must promise, and what keeps it small.
const SETTINGS: &str = "
fsync = on
synchronous_commit = on
full_page_writes = on
listen_addresses = '127.0.0.1'
max_connections = 200
shared_buffers = 32MB
min_wal_size = 32MB
max_wal_size = 64MB
dynamic_shared_memory_type = mmap
timezone = 'UTC'
";

/// How long a server may take to answer; replaying a long log after a crash is the worst case.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks the server `$1` to stop, firmly after five seconds, until no process `$1` names the folder
/// `$2`. It does not need the folder, which may already be gone when we ended in disorder.
const STOP: &str = r#"! grep -qsF -- "$2" "/proc/$1/cmdline" || {
    if [ $left -gt 50 ]; then kill -INT "$1"; else kill -QUIT "$1"; fi; false; }"#;

/// The data of a server, on a disk, running or not.
#[derive(Debug, Clone)]
pub struct Cluster {
    folder: PathBuf,
}

impl Cluster {
    /// Makes an empty cluster in a folder that exists, and hands the folder to its account.
    ///
    /// # Errors
    ///
    /// When PostgreSQL cannot be installed or does not accept the folder.
    pub fn create(folder: &Path) -> Result<Self> {
        let it = Self { folder: folder.to_owned() };
        // The package comes first, because it brings the account.
        let mut command = programs::command("initdb")?;
        if programs::is_root()? {
            process::quiet(Command::new("chown").arg("postgres:").arg(folder))?;
        }
        command.args(["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]);
        process::quiet(command.args(["--no-instructions", "--pgdata"]).arg(it.data()))?;
        let file = it.data().join("postgresql.conf");
        let settings = fs::read_to_string(&file).context("could not read the settings")?;
        fs::write(&file, settings + SETTINGS).context("could not write the settings")?;
        Ok(it)
    }

    /// Starts the server and waits until it answers.
    ///
    /// # Errors
    ///
    /// When it does not, with its log.
    pub fn start(&self) -> Result<Running> {
        // Somebody else may take a port between our finding it free and the server's asking for it.
        for _ in 0..3 {
            let started = self.start_on(process::free_port()?);
            if !started.as_ref().is_err_and(|it| it.to_string().contains("could not bind")) {
                return started;
            }
        }
        bail!("three free ports in a row were taken by others")
    }

    fn start_on(&self, port: u16) -> Result<Running> {
        let log = File::create(self.log()).context("could not open the log of PostgreSQL")?;
        let mut command = programs::command("postgres")?;
        command.arg("-k").arg(&self.folder).args(["-p", &port.to_string(), "-D"]).arg(self.data());
        command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
        let server = command.spawn().context("could not start PostgreSQL")?;
        let guard = Guard::new(
            Turn::First,
            STOP,
            &[server.id().to_string().as_ref(), self.folder.as_ref()],
        )?;
        let mut running = Running { cluster: self.clone(), port, server, guard: Some(guard) };
        running.wait_until_ready()?;
        Ok(running)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    fn log(&self) -> PathBuf {
        self.folder.join("log")
    }
}

/// A server that answers; it is stopped when this is dropped.
#[derive(Debug)]
pub struct Running {
    cluster: Cluster,
    port: u16,
    server: Child,
    guard: Option<Guard>,
}

impl Running {
    /// Returns the address of the database.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Kills the server and every process of it at once, as the kernel does when memory ends.
    ///
    /// # Errors
    ///
    /// When a process could not be killed.
    pub fn kill(mut self) -> Result<()> {
        // Stopped first, so that it neither starts another nor tells the others to end in order.
        let first = self.server.id();
        signal::send(first, Signal::STOP)?;
        signal::kill_children(first)?;
        signal::send(first, Signal::KILL)?;
        self.server.wait().context("could not wait for PostgreSQL")?;
        Ok(())
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let started = Instant::now();
        while !self.answers()? {
            if let Some(status) = self.server.try_wait()? {
                bail!("PostgreSQL ended with {status}:\n{}", self.log());
            }
            ensure!(started.elapsed() < PATIENCE, "PostgreSQL does not answer:\n{}", self.log());
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn answers(&self) -> Result<bool> {
        let mut command = programs::command("pg_isready")?;
        command.args(["--quiet", "--host=127.0.0.1", "--username=postgres", "--port"]);
        let status = command.arg(self.port.to_string()).status();
        Ok(status.context("could not start pg_isready")?.success())
    }

    fn log(&self) -> String {
        fs::read_to_string(self.cluster.log()).unwrap_or_else(|error| error.to_string())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.guard.take());
        // Should the guard have failed, a server that ignores a request to stop is not waited for.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::super::Private;
    use super::*;

    #[test]
    #[ignore = "needs PostgreSQL, which `cargo xtask test` installs"]
    fn a_private_server_answers_and_leaves_nothing_behind() {
        let server = Private::start().expect("a server");
        let folder = server.running.cluster.folder.clone();
        let process = format!("/proc/{}", server.running.server.id());
        assert!(Path::new(&process).exists());
        drop(server);
        assert!(!Path::new(&process).exists());
        assert!(!folder.exists());
    }
}
