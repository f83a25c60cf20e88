//! Where a batch happens: the ground that the data lie on, the server over it, and what it remembers.

use std::ffi::OsString;
use std::fs::{self, File, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::Engine;
use super::disk::Disk;
use super::plan::Ground;
use super::small::Small;
use crate::guard::Folder;
use crate::postgres::{Cluster, Running};

/// The data of one batch and what has been promised about them.
#[derive(Debug)]
pub struct Place {
    // In the order in which they have to go: the server before the disk it writes to.
    server: Option<Running>,
    cluster: Option<Cluster>,
    soil: Soil,
    memory: Folder,
}

/// What the data lie on, made.
#[derive(Debug)]
enum Soil {
    Folder(Folder),
    Small(Small),
    Disk(Disk),
}

impl Place {
    /// Makes empty data, with a server where the engine has one.
    ///
    /// # Errors
    ///
    /// When the ground is not permitted here or the server does not start.
    pub fn new(engine: Engine, ground: Ground) -> Result<Self> {
        let soil = match ground {
            Ground::Folder => Soil::Folder(Folder::new("gongkai-crash-")?),
            Ground::Small => Soil::Small(Small::new()?),
            Ground::Disk(format) => Soil::Disk(Disk::new(format)?),
        };
        let memory = Folder::new("gongkai-memory-")?;
        File::create(memory.path().join("acks"))?;
        let mut place = Self { server: None, cluster: None, soil, memory };
        fs::create_dir(place.data())?;
        if engine == Engine::Postgres {
            place.make_server()?;
        }
        Ok(place)
    }

    /// Returns the folder of the store.
    #[must_use]
    pub fn data(&self) -> PathBuf {
        self.root().join("data")
    }

    /// Returns a folder that no blow reaches.
    #[must_use]
    pub fn memory(&self) -> &Path {
        self.memory.path()
    }

    /// Returns the file of all acknowledgements about these data.
    #[must_use]
    pub fn acks(&self) -> PathBuf {
        self.memory().join("acks")
    }

    /// Returns what tells a program where the data are.
    #[must_use]
    pub fn arguments(&self) -> Vec<OsString> {
        let mut words = vec!["--data".into(), self.data().into_os_string()];
        if let Some(server) = &self.server {
            words.extend(["--database".into(), server.url().into()]);
        }
        words
    }

    /// Keeps acknowledgements for all checks to come.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn remember(&self, acknowledgements: &[String]) -> Result<()> {
        let mut file = File::options().append(true).open(self.acks())?;
        let lines: String = acknowledgements.iter().map(|it| format!("{it}\n")).collect();
        file.write_all(lines.as_bytes()).context("could not keep the acknowledgements")
    }

    /// Kills every process of the server, where there is one.
    ///
    /// # Errors
    ///
    /// When one cannot be killed.
    pub fn kill_server(&mut self) -> Result<()> {
        self.server.take().map_or(Ok(()), Running::kill)
    }

    /// Starts the server again, where there is one.
    ///
    /// # Errors
    ///
    /// When it does not recover.
    pub fn start_server(&mut self) -> Result<()> {
        if let (None, Some(cluster)) = (&self.server, &self.cluster) {
            self.server = Some(cluster.start()?);
        }
        Ok(())
    }

    /// Leaves so much room and no more, on a small disk.
    ///
    /// # Errors
    ///
    /// On any other ground, and when the size cannot be changed.
    pub fn leave_room(&self, kilobytes: Option<u64>) -> Result<()> {
        match (&self.soil, kilobytes) {
            (Soil::Small(small), Some(kilobytes)) => small.leave_room(kilobytes),
            (Soil::Small(small), None) => small.leave_ample_room(),
            _ => bail!("only a small disk fills up"),
        }
    }

    /// Takes a copy of what the disk holds at this instant.
    ///
    /// # Errors
    ///
    /// On ground without power, and when the disk cannot be copied.
    pub fn snapshot(&self) -> Result<()> {
        self.disk()?.snapshot()
    }

    /// Goes back to the last snapshot; the writer has to be gone.
    ///
    /// # Errors
    ///
    /// When something holds the disk, or the file system or the server does not recover.
    pub fn lose_power(&mut self) -> Result<()> {
        self.kill_server()?;
        self.disk()?.lose_power()?;
        self.start_server()
    }

    fn make_server(&mut self) -> Result<()> {
        let folder = self.root().join("postgres");
        fs::create_dir(&folder)?;
        // The account of the server has to pass through.
        fs::set_permissions(self.root(), Permissions::from_mode(0o711))?;
        self.cluster = Some(Cluster::create(&folder)?);
        self.start_server()
    }

    fn root(&self) -> PathBuf {
        match &self.soil {
            Soil::Folder(folder) => folder.path().to_owned(),
            Soil::Small(small) => small.root().to_owned(),
            Soil::Disk(disk) => disk.root(),
        }
    }

    fn disk(&self) -> Result<&Disk> {
        match &self.soil {
            Soil::Disk(disk) => Ok(disk),
            Soil::Folder(_) | Soil::Small(_) => bail!("only a disk has power to lose"),
        }
    }
}
