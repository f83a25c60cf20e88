//! Opens the store after a blow and compares it with everything that was ever promised.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use serde_json::Value;

use super::place::Place;
use super::tally::Tally;

/// How long recovery and comparison may take, in seconds.
const PATIENCE: &str = "120";

/// What the checker found.
#[derive(Debug, Default)]
pub struct Findings {
    /// The faults by kind.
    pub tally: Tally,
    /// A line per fault.
    pub lines: Vec<String>,
}

/// Checks the data of a place against its acknowledgements.
///
/// # Errors
///
/// When the checker cannot be started. That it does not end, or ends otherwise than with a verdict,
/// is a finding.
pub fn check(program: &Path, place: &Place) -> Result<Findings> {
    // Should we die, the kernel kills the one, and then the other.
    let die_with_parent = ["setpriv", "--pdeathsig", "KILL"];
    let mut command = Command::new(die_with_parent[0]);
    command.args(&die_with_parent[1..]).args(["timeout", "--signal=KILL", PATIENCE]);
    command.args(die_with_parent).arg(program).arg("check");
    command.args(place.arguments()).arg("--acks").arg(place.acks()).stdin(Stdio::null());
    let output = command.output().context("could not start the checker")?;
    let text = String::from_utf8_lossy(&output.stdout);
    let (verdicts, mut lines): (Vec<&str>, Vec<&str>) =
        text.lines().partition(|it| it.starts_with("CHECK "));
    let verdict = verdicts.first().and_then(|it| serde_json::from_str(it.get(6..)?).ok());
    let mut tally = verdict.as_ref().map(counts).unwrap_or_default();
    let errors = String::from_utf8_lossy(&output.stderr);
    let is_well = output.status.success() && verdict.is_some();
    if !is_well && tally.is_clean() {
        tally.faults = 1;
    }
    if !tally.is_clean() {
        lines.extend(errors.lines());
    }
    let ended = format!("the checker ended with {}", output.status);
    let mut lines: Vec<String> = lines.into_iter().map(ToOwned::to_owned).collect();
    if !is_well && lines.is_empty() {
        lines.push(ended);
    }
    Ok(Findings { tally, lines })
}

/// Reads the counts of a verdict by their names.
fn counts(verdict: &Value) -> Tally {
    let count = |name: &str| verdict.get(name).and_then(Value::as_u64).unwrap_or(0);
    Tally {
        lost: count("lost"),
        gaps: count("gaps"),
        duplicates: count("duplicates"),
        torn: count("torn"),
        faults: count("faults"),
        ..Tally::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_of_a_verdict_are_read_by_name() {
        let verdict = serde_json::json!({ "checked": 20, "lost": 1, "torn": 2 });
        assert_eq!(counts(&verdict), Tally { lost: 1, torn: 2, ..Tally::default() });
    }
}
