//! Clearing up that happens however this program ends: by returning, by a failure, by Ctrl-C.
//!
//! A guard is a shell that waits for the end of a pipe whose other end only we hold. The kernel
//! closes it when we are gone, for whatever reason, and the shell then does its work. An orderly
//! end takes the same way, so the rare one is as well tried as the common one.

use std::ffi::OsStr;
use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// When a guard acts if we end in disorder, and all guards begin at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// At once: what stops a process.
    First,
    /// A little later: what removes the ground under it.
    Last,
}

/// Clears up when dropped, and when this program ends without dropping it.
#[derive(Debug)]
pub struct Guard {
    shell: Child,
}

impl Guard {
    /// Sets a guard that will run `clear`, a line of shell with `arguments` as `$1`, `$2`….
    ///
    /// The line is tried for ten seconds until it succeeds, because guards do not wait for one
    /// another. The number of tries left is `$left`.
    ///
    /// # Errors
    ///
    /// When no shell can be started.
    pub fn new(turn: Turn, clear: &str, arguments: &[&OsStr]) -> Result<Self> {
        let delay = if turn == Turn::First { 0 } else { 2 };
        let script = format!(
            "read -r end || sleep {delay}; left=100; \
             until {{ {clear}; }} >/dev/null 2>&1; do \
             left=$((left - 1)); \
             if [ $left -le 0 ]; then echo \"could not clear up: $*\" >&2; exit 1; fi; \
             sleep 0.1; done"
        );
        let shell = Command::new("sh")
            .args([OsStr::new("-c"), OsStr::new(&script), OsStr::new("guard")])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            // A group of its own, which Ctrl-C does not reach.
            .process_group(0)
            .spawn()
            .context("could not start a shell to clear up")?;
        Ok(Self { shell })
    }
}

/// A folder that nobody else has; it is removed with all that is in it.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    _guard: Guard,
}

impl Folder {
    /// Makes an empty folder for temporary files.
    ///
    /// # Errors
    ///
    /// When it cannot be made, or no shell can be started to remove it.
    pub fn new(prefix: &str) -> Result<Self> {
        let made = tempfile::Builder::new().prefix(prefix).tempdir();
        let path = made.context("could not make a folder for temporary files")?.keep();
        let guard = Guard::new(Turn::Last, r#"rm -rf -- "$1""#, &[path.as_os_str()])?;
        Ok(Self { path, _guard: guard })
    }

    /// Returns where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // A word, where the end of the pipe alone would mean that we are gone.
        if let Some(mut pipe) = self.shell.stdin.take() {
            let _ = pipe.write_all(b"end\n");
        }
        // Waiting is all that is left to do; the shell has said what it could not clear.
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_gone_after_its_use() {
        let folder = Folder::new("gongkai-guard-").expect("a folder");
        let path = folder.path().to_owned();
        std::fs::write(path.join("file"), "text").expect("a file");
        drop(folder);
        assert!(!path.exists());
    }

    #[test]
    fn a_line_that_fails_at_first_is_tried_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let mark = folder.path().join("mark");
        let line = r#"if [ -e "$1" ]; then touch "$1-2"; else touch "$1"; false; fi"#;
        drop(Guard::new(Turn::First, line, &[mark.as_os_str()]).expect("a shell"));
        assert!(folder.path().join("mark-2").exists());
    }
}
