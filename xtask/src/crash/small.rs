//! A disk in memory that can be made too small for what is still to come.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::guard::{Guard, Turn};
use crate::process;

/// More than anything here ever takes.
const AMPLE: &str = "1G";

/// A file system in memory, mounted.
#[derive(Debug)]
pub struct Small {
    root: PathBuf,
    _guard: Guard,
}

impl Small {
    /// Mounts an empty one with ample room.
    ///
    /// # Errors
    ///
    /// Where mounting is not permitted.
    pub fn new() -> Result<Self> {
        let root = tempfile::Builder::new().prefix("gongkai-small-").tempdir()?.keep();
        let clear = r#"if mountpoint -q "$1"; then umount "$1"; fi && rmdir "$1""#;
        let guard = Guard::new(Turn::Last, clear, &[root.as_os_str()])?;
        let options = format!("size={AMPLE},mode=0755");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &options, "gongkai"]).arg(&root);
        process::quiet(&mut mount)?;
        Ok(Self { root, _guard: guard })
    }

    /// Returns the folder in which it is mounted.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Leaves so much room and no more.
    ///
    /// # Errors
    ///
    /// When the size cannot be changed.
    pub fn leave_room(&self, kilobytes: u64) -> Result<()> {
        let mut df = Command::new("df");
        let text = process::output(df.args(["--output=used", "-k"]).arg(&self.root))?;
        let used = text.lines().nth(1).and_then(|it| it.trim().parse::<u64>().ok());
        let used = used.context("df did not say how much is used")?;
        self.resize(&format!("{}k", used + kilobytes))
    }

    /// Leaves ample room again.
    ///
    /// # Errors
    ///
    /// When the size cannot be changed.
    pub fn leave_ample_room(&self) -> Result<()> {
        self.resize(AMPLE)
    }

    fn resize(&self, size: &str) -> Result<()> {
        let options = format!("remount,size={size}");
        process::quiet(Command::new("mount").args(["-o", &options]).arg(&self.root))
    }
}
