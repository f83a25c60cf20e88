//! Clearing up that happens however this program ends: by returning, by a failure, by Ctrl-C.
//!
//! A guard is a shell that waits for the end of a pipe whose other end only we hold. The kernel
//! closes it when we are gone, for whatever reason, and the shell then does its work. An orderly
//! end takes the same way, so the rare one is as well tried as the common one.

use std::ffi::OsStr;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result};

/// Clears up when dropped, and when this program ends without dropping it.
#[derive(Debug)]
pub struct Guard {
    shell: Child,
}

impl Guard {
    /// Sets a guard that will run `clear`, a line of shell with `arguments` as `$1`, `$2`….
    ///
    /// The line is tried for ten seconds until it succeeds: guards do not wait for one another,
    /// and a folder cannot go before the server that lives in it.
    ///
    /// # Errors
    ///
    /// When no shell can be started.
    pub fn new(clear: &str, arguments: &[&OsStr]) -> Result<Self> {
        let script = format!(
            "cat >/dev/null; left=100; \
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

    /// Sets a guard that removes a folder with all that is in it.
    ///
    /// # Errors
    ///
    /// When no shell can be started.
    pub fn of_folder(folder: &OsStr) -> Result<Self> {
        Self::new(r#"rm -rf -- "$1""#, &[folder])
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        drop(self.shell.stdin.take());
        // Waiting is all that is left to do; the shell has said what it could not clear.
        let _ = self.shell.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_guard_watches_is_gone_after_it() {
        let folder = tempfile::tempdir().expect("a folder").keep();
        std::fs::write(folder.join("file"), "text").expect("a file");
        let guard = Guard::of_folder(folder.as_os_str()).expect("a shell");
        assert!(folder.exists());
        drop(guard);
        assert!(!folder.exists());
    }

    #[test]
    fn a_line_that_fails_at_first_is_tried_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let mark = folder.path().join("mark");
        let line = r#"if [ -e "$1" ]; then touch "$1-2"; else touch "$1"; false; fi"#;
        drop(Guard::new(line, &[mark.as_os_str()]).expect("a shell"));
        assert!(folder.path().join("mark-2").exists());
    }
}
