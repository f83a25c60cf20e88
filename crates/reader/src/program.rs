//! The program that a reader runs.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

/// The program that a reader runs, and what is said to it before the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    pub(crate) path: PathBuf,
    pub(crate) arguments: Vec<OsString>,
}

impl Program {
    /// A program by its absolute path.
    #[must_use]
    pub fn at(path: impl Into<PathBuf>, arguments: &[&str]) -> Self {
        Self { path: path.into(), arguments: arguments.iter().map(OsString::from).collect() }
    }

    /// The program that runs now. An upgrade may put another file in its place; on Linux the reader is still
    /// the one that belongs to whoever starts it.
    ///
    /// # Errors
    ///
    /// Where the system does not say which file that is.
    pub fn this(arguments: &[&str]) -> io::Result<Self> {
        let itself = Path::new("/proc/self/exe");
        if cfg!(target_os = "linux") && itself.exists() {
            return Ok(Self::at(itself, arguments));
        }
        Ok(Self::at(std::env::current_exe()?, arguments))
    }
}
