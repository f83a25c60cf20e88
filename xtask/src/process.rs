//! Running other programs: their output stays visible, and a failure names the command.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// How many tests a test run closed with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TestCount {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that carry `#[ignore]`.
    pub ignored: u64,
}

impl TestCount {
    /// Adds one closing line of a test harness; any other line counts nothing.
    fn add(&mut self, line: &str) {
        let Some(figures) = line.trim().strip_prefix("test result: ok. ") else { return };
        for figure in figures.split(';') {
            match figure.trim().split_once(' ') {
                Some((count, "passed")) => self.passed += count.parse().unwrap_or(0),
                Some((count, "ignored")) => self.ignored += count.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

/// Runs a command with its output shown.
///
/// # Errors
///
/// When the command cannot be started or does not succeed.
pub fn run(command: &mut Command) -> Result<()> {
    println!("    {}", words(command));
    let status =
        command.status().with_context(|| format!("could not start `{}`", words(command)))?;
    ensure!(status.success(), "`{}` ended with {status}", words(command));
    Ok(())
}

/// Runs a command in silence, and shows what it said only where it fails.
///
/// # Errors
///
/// When the command cannot be started or does not succeed, with what it said.
pub fn quiet(command: &mut Command) -> Result<()> {
    let output =
        command.output().with_context(|| format!("could not start `{}`", words(command)))?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    ensure!(output.status.success(), "`{}` failed: {}", words(command), said.trim());
    Ok(())
}

/// Runs a test suite with its output shown line by line, and adds up its closing lines.
///
/// # Errors
///
/// When the command cannot be started or read, or a test fails.
pub fn run_tests(command: &mut Command) -> Result<TestCount> {
    println!("    {}", words(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{}`", words(command)))?;
    let mut count = TestCount::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n') {
            let line = line.context("could not read the output of the tests")?;
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            count.add(&line);
        }
    }
    let status = child.wait().context("could not wait for the tests")?;
    ensure!(status.success(), "`{}` ended with {status}", words(command));
    Ok(count)
}

/// Runs a command and returns what it printed.
///
/// # Errors
///
/// When the command cannot be started, does not succeed, or prints anything but text.
pub fn output(command: &mut Command) -> Result<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("could not start `{}`", words(command)))?;
    ensure!(output.status.success(), "`{}` ended with {}", words(command), output.status);
    String::from_utf8(output.stdout).context("expected text")
}

/// Returns a port that nobody has at this moment.
///
/// # Errors
///
/// When there is none.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("could not find a free port")?;
    Ok(listener.local_addr()?.port())
}

/// Writes a command as a person would type it.
fn words(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program()).file_name();
    program
        .into_iter()
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_add_up_and_other_lines_count_nothing() {
        let mut count = TestCount::default();
        count.add("running 3 tests");
        count.add("test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out");
        count.add("test result: ok. 40 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out");
        count.add("99 passed");
        assert_eq!(count, TestCount { passed: 42, ignored: 1 });
    }

    #[test]
    fn a_command_that_fails_is_named_without_its_folder() {
        let failed = run(Command::new("/bin/false").arg("quietly")).map_err(|it| it.to_string());
        assert_eq!(failed, Err("`false quietly` ended with exit status: 1".to_owned()));
    }
}
