//! `cargo xtask test`: everything that is checked before a change lands, in order, on one machine.
//!
//! The same command runs on a desk and in continuous integration. Checks that are ordinary tests
//! (worked cases, saved fuzz corpora, rule pages up to date) belong to their crates, not here.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::advisories;
use crate::api_fuzz;
use crate::browser;
use crate::crash;
use crate::debian;
use crate::deploy;
use crate::mail_server::{self, MailServer};
use crate::postgres::{self, Private};
use crate::process::{self, TestCount};
use crate::provider::{self, Provider};
use crate::tools::{self, cargo};

/// What `cargo xtask test` accepts.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Leaves out the pages of `cargo doc` and the licence, ban, source and advisory checks.
    #[arg(long)]
    fast: bool,
}

/// Where random tests take their seed from.
const SEED: &str = "PROPTEST_RNG_SEED";

/// Crates that must not enter the graph on any platform; `deny.toml` gives the reasons.
const BANNED: [&str; 2] = ["aws-lc-sys", "openssl-sys"];

/// Runs every check in order and stops at the first that fails.
///
/// # Errors
///
/// The first failed check, by name, with what to do about it.
pub fn run(arguments: &Arguments) -> Result<()> {
    let started = Instant::now();
    let mut run = Run::default();
    run.step("toolchain", tools::require_components)?;
    run.step("formatting", formatting)?;
    run.step("lints", lints)?;
    run.step("programs for the tests", || debian::install(&debian::OFFICE))?;
    let postgres = run.step("PostgreSQL for the tests", Private::start)?;
    let provider = run.step("identity provider for the tests", Provider::start)?;
    let mail = run.step("mail server for the tests", MailServer::start)?;
    let stranger = run.step("schemathesis for the tests", api_fuzz::installed)?;
    run.step("browser for the tests", browser::install)?;
    run.counted("tests", || unit_tests(&postgres, &provider, &mail, &stranger))?;
    drop((postgres, provider, mail));
    run.step("pages in the browser", browser::run_for_a_change)?;
    run.counted("doc tests", doc_tests)?;
    let not_run = run.step("kills and power cuts", crash::run_for_a_change)?;
    run.skipped.extend(not_run);
    run.step("deployment", deploy::check)?;
    run.step("banned crates", banned_crates)?;
    if arguments.fast {
        run.skipped.push("documentation, licences and advisories, because of --fast".to_owned());
    } else {
        run.step("documentation", documentation)?;
        run.step("licences, bans and sources", licences)?;
        run.advisories()?;
    }
    run.report(started.elapsed());
    Ok(())
}

/// What has passed so far, and what was left out.
#[derive(Default)]
struct Run {
    passed: Vec<String>,
    skipped: Vec<String>,
}

impl Run {
    /// Announces a check, runs it, and notes its time.
    fn step<T>(&mut self, name: &str, check: impl FnOnce() -> Result<T>) -> Result<T> {
        println!("==> {name}");
        let started = Instant::now();
        let outcome = check();
        let time = human(started.elapsed());
        match &outcome {
            Ok(_) => println!("<== {name}: passed in {time}"),
            Err(_) => println!("<== {name}: FAILED after {time}"),
        }
        if outcome.is_ok() {
            self.passed.push(name.to_owned());
        }
        outcome.with_context(|| format!("{name} failed; the checks after it did not run"))
    }

    /// Runs a part of the test suite, and notes how many tests it had.
    fn counted(&mut self, name: &str, tests: impl FnOnce() -> Result<TestCount>) -> Result<()> {
        let count = self.step(name, tests)?;
        self.passed.pop();
        self.passed.push(format!("{} {name}", count.passed));
        if count.ignored > 0 {
            self.skipped.push(format!("{} {name} marked #[ignore]", count.ignored));
        }
        Ok(())
    }

    /// Checks for known faults where a snapshot of the advisories lies next to the repository.
    fn advisories(&mut self) -> Result<()> {
        let Some(snapshot) = advisories::snapshot()? else {
            println!("==> advisories: skipped, there is no ../shared/advisory-db/*.tar.gz");
            println!("    with network access, `cargo deny check advisories` does the same online");
            self.skipped.push("advisories, for want of a snapshot".to_owned());
            return Ok(());
        };
        self.step("advisories", || advisories::check(&snapshot))
    }

    /// Prints what passed, as the last line.
    fn report(&self, time: Duration) {
        if !self.skipped.is_empty() {
            println!("Not run: {}.", self.skipped.join("; "));
        }
        println!("All green in {}: {}.", human(time), self.passed.join(", "));
    }
}

fn formatting() -> Result<()> {
    process::run(cargo().args(["fmt", "--all", "--check"])).context("`cargo fmt --all` repairs it")
}

fn lints() -> Result<()> {
    let mut command = cargo();
    command.args(["clippy", "--workspace", "--all-targets", "--locked", "--features"]);
    process::run(command.args([crash::FEATURE, "--", "-D", "warnings"]))
}

fn unit_tests(
    postgres: &Private,
    provider: &Provider,
    mail: &MailServer,
    stranger: &Path,
) -> Result<TestCount> {
    // Naming the targets leaves the doc tests to a step of their own.
    let targets = ["--lib", "--bins", "--tests", "--examples"];
    let mut command = cargo();
    command.args(["test", "--workspace", "--locked"]).args(targets);
    // A store that could be broken and is not; so the writer of the crash harness is built with it.
    command.args(["--features", crash::FEATURE]);
    // The check of a change is the same on every run; a plain `cargo test` searches anew each time.
    if std::env::var_os(SEED).is_none() {
        command.env(SEED, "20190515");
    }
    command.env(postgres::VARIABLE, postgres.url());
    command.env(provider::VARIABLE, provider.issuer());
    command.env(mail_server::VARIABLE, mail.folder());
    command.env(api_fuzz::VARIABLE, stranger);
    // What a plain `cargo test` leaves out needs the programs installed above.
    command.args(["--", "--include-ignored"]);
    let count = process::run_tests(&mut command)?;
    ensure!(count.passed > 0, "no test ran, and a suite without tests proves nothing");
    Ok(count)
}

fn doc_tests() -> Result<TestCount> {
    process::run_tests(cargo().args([
        "test",
        "--workspace",
        "--locked",
        "--doc",
        "--features",
        crash::FEATURE,
    ]))
}

fn documentation() -> Result<()> {
    let mut command = cargo();
    command.args(["doc", "--no-deps", "--workspace", "--locked"]);
    process::run(command.env("RUSTDOCFLAGS", "-D warnings"))
}

fn licences() -> Result<()> {
    // cargo-deny looks at every platform, whereas a build fetches only what this one needs.
    process::run(cargo().args(["fetch", "--locked"]))?;
    let mut command = tools::cargo_deny()?;
    command.args(["--offline", "--locked", "check", "licenses", "bans", "sources"]);
    process::run(&mut command).context("deny.toml says what is allowed, and why")
}

fn banned_crates() -> Result<()> {
    let everything = ["tree", "--workspace", "--all-features", "--target", "all", "--locked"];
    let listed = process::output(
        cargo().args(everything).args(["--edges", "all", "--prefix", "none", "--format", "{p}"]),
    )?;
    ensure!(listed.contains("xtask v"), "cargo tree did not list the workspace");
    for banned in BANNED {
        if listed.lines().any(|line| line.split(' ').next() == Some(banned)) {
            process::run(cargo().args(everything).args(["--invert", banned]))?;
            anyhow::bail!("{banned} is in the graph; the tree above shows who brings it in");
        }
    }
    Ok(())
}

/// Writes a duration the way a person says it.
fn human(time: Duration) -> String {
    match time.as_secs() {
        0..60 => format!("{}.{} s", time.as_secs(), time.subsec_millis() / 100),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_like_speech() {
        assert_eq!(human(Duration::from_millis(1_250)), "1.2 s");
        assert_eq!(human(Duration::from_secs(59)), "59.0 s");
        assert_eq!(human(Duration::from_secs(125)), "2 min 05 s");
    }

    #[test]
    fn a_failed_step_is_named_and_not_counted_as_passed() {
        let mut run = Run::default();
        let outcome: Result<()> = run.step("lints", || anyhow::bail!("unused import"));
        let message = outcome.map_err(|error| format!("{error:#}")).unwrap_err();
        assert_eq!(message, "lints failed; the checks after it did not run: unused import");
        assert!(run.passed.is_empty());
    }
}
