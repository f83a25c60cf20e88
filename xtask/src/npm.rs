//! Packages of Node.js, installed from a lock file into the folder of everything built: the source tree stays
//! as it is.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::process;

const LOCK: &str = "package-lock.json";

/// A copy of the lock file with which the packages were installed, written when all of them were.
const INSTALLED: &str = "installed.json";

/// Installs what the lock file in a folder of the source tree says, which takes a few seconds where it is new.
///
/// # Errors
///
/// When a file cannot be copied, or the registry does not give what the lock file asks for.
pub fn install(source: &Path, folder: &Path) -> Result<()> {
    copy(&["package.json", LOCK], source, folder)?;
    let lock = fs::read(folder.join(LOCK)).context("could not read the lock file")?;
    let installed = folder.join(INSTALLED);
    if fs::read(&installed).is_ok_and(|it| it == lock) {
        return Ok(());
    }
    // No script of a package runs on this machine before the tests do.
    let options = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
    process::quiet(Command::new("npm").args(options).current_dir(folder))?;
    fs::write(installed, lock).context("could not note what is installed")
}

/// Copies files from the source tree into a folder, which is made where there is none.
///
/// # Errors
///
/// When one of them cannot be copied.
pub fn copy(files: &[&str], source: &Path, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("could not make {}", folder.display()))?;
    for file in files {
        let from = source.join(file);
        fs::copy(&from, folder.join(file))
            .with_context(|| format!("could not copy {}", from.display()))?;
    }
    Ok(())
}
