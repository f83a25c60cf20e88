//! `cargo xtask api-fuzz`: the API as a stranger finds it who reads nothing but its description.
//!
//! Schemathesis is installed from the Python index into the folder of everything built, and the test that
//! runs it (`crates/web/tests/it/by_description.rs`) is told where it lies.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use crate::debian::{self, Program};
use crate::process;
use crate::tools::{self, cargo};

/// The release that the test was written against.
const SCHEMATHESIS: &str = "schemathesis==4.*";

/// Where the test looks for the program.
pub const VARIABLE: &str = "GONGKAI_SCHEMATHESIS";

/// And for how many values it tries; 2 without it.
const EXAMPLES: &str = "GONGKAI_SCHEMATHESIS_EXAMPLES";

const PYTHON: [Program; 1] = [Program::new("python3", "python3-venv")];

/// What `cargo xtask api-fuzz` accepts.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// How many values are tried for each call by each role.
    #[arg(long, default_value_t = 20)]
    max_examples: u32,
}

/// Installs what is missing and runs the test.
///
/// # Errors
///
/// When it cannot be installed, or a role found a fault.
pub fn run(arguments: &Arguments) -> Result<()> {
    let program = installed()?;
    let test =
        ["test", "-p", "web", "--test", "it", "--", "--ignored", "--nocapture", "by_description"];
    let examples = arguments.max_examples.to_string();
    process::run(cargo().args(test).env(VARIABLE, program).env(EXAMPLES, examples))
}

/// Installs it where it is missing, and returns the program.
///
/// # Errors
///
/// When it cannot be installed.
pub fn installed() -> Result<PathBuf> {
    let folder = tools::target().join("tools").join("schemathesis");
    let program = folder.join("bin").join("schemathesis");
    if !program.is_file() {
        debian::install(&PYTHON)?;
        process::quiet(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        process::quiet(pip(&folder).args(["install", "--quiet", SCHEMATHESIS]))?;
    }
    Ok(program)
}

fn pip(folder: &Path) -> Command {
    Command::new(folder.join("bin").join("pip"))
}
