//! The demonstration that the browser opens: made in a folder of its own, served, and gone afterwards.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use records::person::Role;
use serde_json::json;

use crate::guard::{Folder, Guard, Turn};
use crate::process;

/// How long a site may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks the process `$1` to stop, firmly after five seconds, until no process `$1` names the folder `$2`.
const STOP: &str = r#"! grep -qsF -- "$2" "/proc/$1/cmdline" || {
    if [ $left -gt 50 ]; then kill -TERM "$1"; else kill -KILL "$1"; fi; false; }"#;

/// A demonstration that is served; it is stopped when this is dropped.
#[derive(Debug)]
pub struct Demo {
    // Stopped before its folder goes.
    _guard: Guard,
    site: Child,
    port: u16,
    data: PathBuf,
    folder: Folder,
}

impl Demo {
    /// Makes one and serves it, with its log in the folder of what is left behind.
    ///
    /// # Errors
    ///
    /// When the program is missing, or the site does not answer, with its log.
    pub fn start(program: &Path, output: &Path) -> Result<Self> {
        ensure!(program.is_file(), "{} is not built", program.display());
        let folder = Folder::new("gongkai-browser-")?;
        let data = folder.path().join("demo");
        let port = process::free_port()?;
        let listen = format!("127.0.0.1:{port}");
        let mut make = Command::new(program);
        make.args(["demo", "--no-serve", "--listen", &listen, "--data"]).arg(&data);
        process::quiet(&mut make)?;
        let log = output.join("site.log");
        let site = serve(program, &data, &log)?;
        let arguments = [site.id().to_string().into(), data.clone().into_os_string()];
        let guard = Guard::new(Turn::First, STOP, &arguments.each_ref().map(OsStr::new))?;
        let mut demo = Self { _guard: guard, site, port, data, folder };
        demo.wait_until_ready(&log)?;
        Ok(demo)
    }

    /// Writes what the suite needs to know into a file, and returns where it is.
    ///
    /// # Errors
    ///
    /// When the password cannot be read, or the file cannot be written.
    pub fn hand_over(&self, packages: &Path, output: &Path) -> Result<PathBuf> {
        let password = fs::read_to_string(self.data.join("demo-password.txt"))?;
        let given = json!({
            "site": format!("http://localhost:{}", self.port),
            "password": password.trim(),
            "people": people(),
            "packages": packages,
            "output": output,
        });
        let file = self.folder.path().join("given.json");
        fs::write(&file, given.to_string()).context("could not write what the suite is given")?;
        Ok(file)
    }

    fn wait_until_ready(&mut self, log: &Path) -> Result<()> {
        let started = Instant::now();
        while !is_ready(self.port) {
            let log = || fs::read_to_string(log).unwrap_or_else(|error| error.to_string());
            if let Some(status) = self.site.try_wait()? {
                bail!("the site ended with {status}:\n{}", log());
            }
            ensure!(started.elapsed() < PATIENCE, "the site does not answer:\n{}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // There is nothing to keep, so it is not asked; the guard finds nobody to stop.
        let _ = self.site.kill();
        let _ = self.site.wait();
    }
}

fn serve(program: &Path, data: &Path, log: &Path) -> Result<Child> {
    let log = File::create(log).context("could not open the log of the site")?;
    let mut command = Command::new(program);
    command.args(["serve", "--data"]).arg(data);
    // Each visitor of the suite comes from an address of its own, as behind a proxy.
    command.env("GONGKAI__WEB__TRUSTED_PROXIES", "127.0.0.1");
    command.env("GONGKAI__LOG__LEVEL", "warn");
    command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).process_group(0);
    command.spawn().context("could not start the program")
}

fn is_ready(port: u16) -> bool {
    let asked = || -> std::io::Result<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        write!(stream, "GET /health/ready HTTP/1.0\r\nHost: localhost:{port}\r\n\r\n")?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    };
    asked().is_ok_and(|it| it.starts_with("HTTP/1.0 200") || it.starts_with("HTTP/1.1 200"))
}

/// The login of somebody in each role.
fn people() -> BTreeMap<&'static str, String> {
    let sample = sample::bureau();
    let login = |role| Some(sample.account(sample.person_with(role)?)?.login.clone());
    Role::ALL.into_iter().filter_map(|role| Some((role.name(), login(role)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demonstration_has_somebody_in_each_role() {
        let people = people();
        assert_eq!(people.len(), Role::ALL.len(), "{people:?}");
    }
}
