//! A private PostgreSQL for tests: started for them, on a free port, and gone after them.
//!
//! It keeps the promises a server of an office must keep (every commit on the disk before the
//! answer), so that what the tests find holds there too. It listens to this machine only and asks
//! for no password, because there is nothing in it.

mod cluster;
mod programs;

use std::process::ExitCode;

use anyhow::Result;

pub use self::cluster::{Cluster, Running};
use crate::given::Given;
use crate::guard::Folder;

/// Where the tests look for the server.
pub const VARIABLE: &str = "GONGKAI_TEST_POSTGRES";

/// Runs a command with a private server at hand and passes its exit code on.
///
/// # Errors
///
/// When the server or the command cannot be started.
pub fn with(given: &Given) -> Result<ExitCode> {
    let server = Private::start()?;
    given.run(VARIABLE, &server.url())
}

/// A server of its own in a temporary folder; both are gone when this is dropped.
#[derive(Debug)]
pub struct Private {
    running: Running,
    _folder: Folder,
}

impl Private {
    /// Installs PostgreSQL where it is missing and starts a server with an empty database.
    ///
    /// # Errors
    ///
    /// When it does not start, with its log.
    pub fn start() -> Result<Self> {
        let folder = Folder::new("gongkai-postgres-")?;
        let running = Cluster::create(folder.path())?.start()?;
        Ok(Self { running, _folder: folder })
    }

    /// Returns the address of the database.
    #[must_use]
    pub fn url(&self) -> String {
        self.running.url()
    }
}
