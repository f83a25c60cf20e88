//! `cargo xtask browser`: every page of the site in Debian's Chromium, as each role, and what people do there.
//!
//! A demonstration in a temporary folder is served by the program as it was built for the tests. The suite
//! lies in `tests/browser` and is run by Node.js; its packages lie in the folder of everything built. Pictures
//! and the list of what was found are left in `target/browser`.

mod demo;
mod pictures;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::debian;
use crate::npm;
use crate::process;
use crate::tools::{self, cargo};
use demo::Demo;

/// Where the suite finds what it is given: a file of JSON.
const VARIABLE: &str = "GONGKAI_BROWSER";

/// Says that the pictures in the repository are written instead of compared.
const WRITE: &str = "GONGKAI_WRITE_PICTURES";

/// What a file of the suite ends in.
const SUITE: &str = ".test.mjs";

/// What makes the pictures of the clerks' guide.
const GUIDE: &str = "guide/pictures.mjs";

/// What `cargo xtask browser` accepts.
#[derive(Debug, clap::Args)]
#[command(after_help = "GONGKAI_WRITE_PICTURES=1 writes the pictures of the gallery anew.")]
pub struct Arguments {
    /// Runs only the files whose path contains this.
    only: Option<String>,
    /// Makes the pictures of the clerks' guide under `docs/guide/images` instead.
    #[arg(long, conflicts_with = "only")]
    guide: bool,
    /// Takes the program as it was last built.
    #[arg(long)]
    built: bool,
}

/// Builds the program, serves a demonstration and runs the suite.
///
/// # Errors
///
/// When something cannot be installed, built or served, or a test fails.
pub fn run(arguments: &Arguments) -> Result<()> {
    install()?;
    if !arguments.built {
        process::run(cargo().args(["build", "--locked", "--package", "app", "--bin", "gongkai"]))?;
    }
    let packages = packages()?;
    if arguments.guide {
        let demo = Demo::start(&program(), &output()?)?;
        process::run(node(&demo, &packages)?.arg(GUIDE))?;
        return pictures::reduce(&tools::root().join("docs/guide/images"));
    }
    suite(&packages, arguments.only.as_deref())?;
    if std::env::var_os(WRITE).is_some() {
        pictures::reduce(&source().join("snapshots"))?;
    }
    Ok(())
}

/// Installs the browser, its faces, and what reduces pictures.
///
/// # Errors
///
/// When one of them is missing and cannot be installed.
pub fn install() -> Result<()> {
    debian::install(&debian::BROWSER)?;
    debian::install(&debian::NODE)
}

/// Runs the whole suite with the program that the step of the tests has built.
///
/// # Errors
///
/// When the demonstration cannot be served, or a test fails.
pub fn run_for_a_change() -> Result<()> {
    suite(&packages()?, None)
}

fn suite(packages: &Path, only: Option<&str>) -> Result<()> {
    let files = files(&source(), only.unwrap_or_default())?;
    ensure!(!files.is_empty(), "no file of the suite is called so");
    let demo = Demo::start(&program(), &output()?)?;
    let mut command = node(&demo, packages)?;
    process::run(command.args(["--test", "--test-reporter=spec"]).args(files))
        .context("what was found stands in target/browser, with the log of the site")
}

/// Node.js in the folder of the suite, given a demonstration.
fn node(demo: &Demo, packages: &Path) -> Result<Command> {
    let mut command = Command::new("node");
    command.current_dir(source()).env(VARIABLE, demo.hand_over(packages, &output()?)?);
    Ok(command)
}

/// Every file of the suite with a word in its path, in order.
fn files(folder: &Path, word: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(SUITE) {
                found.push(path.strip_prefix(source())?.to_owned());
            }
        }
    }
    found.retain(|it| it.to_string_lossy().contains(word));
    found.sort();
    Ok(found)
}

fn packages() -> Result<PathBuf> {
    let folder = tools::target().join("tools").join("browser");
    npm::install(&source(), &folder)?;
    Ok(folder)
}

fn program() -> PathBuf {
    tools::target().join("debug").join("gongkai")
}

fn source() -> PathBuf {
    tools::root().join("tests").join("browser")
}

/// The folder of what the suite leaves behind.
fn output() -> Result<PathBuf> {
    let folder = tools::target().join("browser");
    fs::create_dir_all(&folder).with_context(|| format!("could not make {}", folder.display()))?;
    Ok(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_suite_has_files_and_a_word_chooses_among_them() {
        let all = files(&source(), "").expect("a folder");
        assert!(all.contains(&PathBuf::from("every_page.test.mjs")), "{all:?}");
        let some = files(&source(), "journeys").expect("a folder");
        assert!(some.len() < all.len() && some.iter().all(|it| it.starts_with("journeys")));
    }
}
