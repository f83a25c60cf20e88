//! Known faults of our dependencies, checked without network against a snapshot of RustSec.
//!
//! The snapshot is an archive next to the repository. cargo-deny wants a git repository, so the
//! archive becomes one of a single commit inside the target folder, made anew for each run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;
use crate::tools;

/// The folder cargo-deny derives from the address of its default database.
const DATABASE: &str = "advisory-db-3157b0e258782691";

/// Returns the newest snapshot next to the repository; names carry their date and sort by it.
///
/// # Errors
///
/// When the folder exists and cannot be listed.
pub fn snapshot() -> Result<Option<PathBuf>> {
    newest_archive(&tools::root().join("../shared/advisory-db"))
}

/// Checks the lock file against a snapshot.
///
/// # Errors
///
/// When an advisory applies that `deny.toml` does not excuse, or the snapshot cannot be unpacked.
pub fn check(snapshot: &Path) -> Result<()> {
    // cargo-deny takes the new commit for a fresh database, so the age is for people to see.
    let name = snapshot.file_name().unwrap_or_default().to_string_lossy();
    println!("    snapshot {name}; advisories published since are not known to it");
    let folder = tools::target().join("xtask").join("advisories");
    unpack(snapshot, &folder)?;
    let mut command = tools::cargo_deny()?;
    command.args(["--offline", "--locked", "check", "advisories"]);
    process::run(command.env("GONGKAI_ADVISORIES", &folder))
}

fn newest_archive(folder: &Path) -> Result<Option<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries.context("could not list the advisory snapshots")?,
    };
    let paths = entries.map(|entry| entry.map(|it| it.path())).collect::<io::Result<Vec<_>>>()?;
    Ok(paths.into_iter().filter(|path| path.to_string_lossy().ends_with(".tar.gz")).max())
}

fn unpack(snapshot: &Path, folder: &Path) -> Result<()> {
    let database = folder.join(DATABASE);
    if database.exists() {
        fs::remove_dir_all(&database).context("could not remove the last snapshot")?;
    }
    fs::create_dir_all(&database).context("could not make room for the snapshot")?;
    process::run(Command::new("tar").arg("-xzf").arg(snapshot).arg("-C").arg(&database))?;
    git(&database, &["init", "--quiet"])?;
    git(&database, &["add", "--all", "--force"])?;
    git(&database, &["commit", "--quiet", "--no-verify", "--message", "Advisories"])
}

/// Runs git on the unpacked snapshot and nothing else, also where a hook of ours started us.
fn git(database: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new("git");
    command.current_dir(database).args(arguments);
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    for variable in ["GIT_AUTHOR", "GIT_COMMITTER"] {
        command.env(format!("{variable}_NAME"), "xtask");
        command.env(format!("{variable}_EMAIL"), "xtask@localhost");
    }
    process::run(command.env("GIT_CONFIG_GLOBAL", "/dev/null"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_folder_means_no_snapshot() {
        let nowhere = tools::root().join("no such folder");
        assert_eq!(newest_archive(&nowhere).map_err(|it| it.to_string()), Ok(None));
    }
}
