//! A disk whose power can be cut: a file system in a file, of which a copy is taken at one instant.
//!
//! `inner.img` is the disk. Its file system is mounted through a loop device, so what a program
//! wrote and did not flush is in the memory of that file system and not in the file. The file itself
//! lies on an ext4 that can be frozen: then no write of the loop device gets through, also not the
//! second half of a flush under way, and a copy of the file is what a disk would hold at that
//! instant. Whatever reached the file counts as on the disk; a disk that reorders what it was not
//! told to flush would be harder still, and is not imitated. Nothing is written by time
//! (`commit=300`), so nothing is safe by luck.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::small::Small;
use crate::guard::{Guard, Turn};
use crate::process;

/// How large a disk is; files are sparse, so this is what it could hold, not what it takes.
const SIZE: &str = "512M";
/// Room for the disk and for the books of the file system it lies on.
const OUTER_SIZE: &str = "768M";
/// From this much room on, memory serves as the ground, which is fast and wears nothing out.
const ENOUGH_KB: u64 = 4 * 1024 * 1024;

/// Unmounts what is mounted below `$1` and removes it. Thawing what is not frozen only complains.
const CLEAR: &str = r#"fsfreeze --unfreeze "$1/outer"; ok=true
    for it in inner outer; do
        if mountpoint -q "$1/$it"; then umount "$1/$it" || ok=false; fi
    done
    $ok && rm -rf --one-file-system -- "$1""#;

/// What a disk is formatted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// What most offices have. One journal for all files: whoever flushes one saves the names of all.
    Ext4,
    /// ext4 without its journal: it saves what it is told to flush and nothing else, so a name that
    /// was not flushed is lost where the journal forgives. SQLite flushes its log in a way that, with
    /// a journal, saves the names of all files too; on other disks nobody promises that.
    Plain,
}

/// A disk in a file, mounted.
#[derive(Debug)]
pub struct Disk {
    folder: PathBuf,
    format: Format,
    _guard: Guard,
}

impl Disk {
    /// Makes an empty disk and mounts it.
    ///
    /// # Errors
    ///
    /// Where loop devices or mounting are not permitted.
    pub fn new(format: Format) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("gongkai-disk-").tempdir_in(ground())?.keep();
        let guard = Guard::new(Turn::Last, CLEAR, &[folder.as_os_str()])?;
        let disk = Self { folder, format, _guard: guard };
        for mount in [disk.outer(), disk.root()] {
            fs::create_dir(mount)?;
        }
        let outer = disk.folder.join("outer.img");
        make(&outer, OUTER_SIZE, Format::Ext4)?;
        mount(&outer, &disk.outer(), "noatime")?;
        make(&disk.image(), SIZE, format)?;
        disk.mount_inner()?;
        Ok(disk)
    }

    /// Returns the folder in which the disk is mounted.
    #[must_use]
    pub fn root(&self) -> PathBuf {
        self.folder.join("inner")
    }

    /// Takes a copy of what the disk holds at this instant, for [`Disk::lose_power`].
    ///
    /// # Errors
    ///
    /// When it cannot be frozen or copied.
    pub fn snapshot(&self) -> Result<()> {
        let outer = self.outer();
        // A slip here would freeze the disk of the machine.
        ensure!(fs::metadata(&outer)?.dev() != fs::metadata(&self.folder)?.dev(), "not mounted");
        freeze("--freeze", &outer)?;
        let copied = copy(&self.image(), &self.copy());
        freeze("--unfreeze", &outer)?;
        copied
    }

    /// Goes back to the last snapshot. No process may have a file of the disk open.
    ///
    /// # Errors
    ///
    /// When something still holds the disk, or the file system does not recover.
    pub fn lose_power(&self) -> Result<()> {
        unmount(&self.root())?;
        copy(&self.copy(), &self.image())?;
        if self.format == Format::Plain {
            repair(&self.image())?;
        }
        self.mount_inner()
    }

    fn copy(&self) -> PathBuf {
        self.folder.join("copy.img")
    }

    fn mount_inner(&self) -> Result<()> {
        let options = match self.format {
            Format::Ext4 => "noatime,commit=300",
            Format::Plain => "noatime",
        };
        mount(&self.image(), &self.root(), options)
    }

    fn outer(&self) -> PathBuf {
        self.folder.join("outer")
    }

    fn image(&self) -> PathBuf {
        self.outer().join("inner.img")
    }
}

/// Says why disks cannot be made on this machine, where they cannot.
#[must_use]
pub fn why_not() -> Option<String> {
    let formats = [Format::Ext4, Format::Plain];
    let tried = formats.into_iter().try_for_each(|it| Disk::new(it).map(drop));
    let tried = tried.and_then(|()| Small::new());
    tried.err().map(|error| format!("{error:#}"))
}

/// Memory where there is enough of it, else the folder for temporary files.
fn ground() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    let output = Command::new("df").args(["--output=avail", "-k"]).arg(&memory).output();
    let text = output.map(|it| String::from_utf8_lossy(&it.stdout).into_owned());
    let room = text.ok().and_then(|it| it.lines().nth(1)?.trim().parse::<u64>().ok());
    if room.is_some_and(|it| it >= ENOUGH_KB) { memory } else { std::env::temp_dir() }
}

fn make(image: &Path, size: &str, format: Format) -> Result<()> {
    process::quiet(Command::new("truncate").args(["--size", size]).arg(image))?;
    let features = match format {
        Format::Ext4 => "has_journal",
        Format::Plain => "^has_journal",
    };
    process::quiet(Command::new("mkfs.ext4").args(["-q", "-O", features]).arg(image))
}

/// Puts a disk without a journal in order, as every machine does at its start.
fn repair(image: &Path) -> Result<()> {
    let output = Command::new("e2fsck").args(["-f", "-y"]).arg(image).output()?;
    let text = String::from_utf8_lossy(&output.stdout);
    // 0 is in order and 1 is in order again.
    ensure!(output.status.code().is_some_and(|it| it < 2), "e2fsck gave up: {text}");
    Ok(())
}

fn mount(image: &Path, folder: &Path, options: &str) -> Result<()> {
    let options = format!("loop,{options}");
    process::quiet(Command::new("mount").args(["-o", &options]).arg(image).arg(folder))
}

/// Unmounts, once the last process that was killed has let go.
fn unmount(folder: &Path) -> Result<()> {
    let mut tried = 0;
    loop {
        let done = process::quiet(Command::new("umount").arg(folder));
        tried += 1;
        if done.is_ok() || tried == 50 {
            return done.context("a process still holds the disk");
        }
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

fn freeze(how: &str, folder: &Path) -> Result<()> {
    process::quiet(Command::new("fsfreeze").arg(how).arg(folder))
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    process::quiet(Command::new("cp").args(["--sparse=always", "--"]).arg(from).arg(to))
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use super::*;

    #[test]
    #[ignore = "needs root, loop devices and mounting; `cargo xtask crash` says where they lack"]
    fn what_was_flushed_outlives_a_power_cut_and_the_rest_does_not() {
        for format in [Format::Ext4, Format::Plain] {
            let Ok(disk) = Disk::new(format) else { return };
            let root = disk.root();
            fs::write(root.join("flushed"), "text").expect("a file");
            File::open(root.join("flushed")).and_then(|it| it.sync_all()).expect("a flush");
            File::open(&root).and_then(|it| it.sync_all()).expect("a flush");
            fs::write(root.join("not flushed"), "text").expect("a file");
            disk.snapshot().expect("a snapshot");
            fs::write(root.join("later"), "text").expect("a file");
            disk.lose_power().expect("power again");
            assert_eq!(fs::read_to_string(root.join("flushed")).ok().as_deref(), Some("text"));
            assert!(!root.join("not flushed").exists());
            assert!(!root.join("later").exists());
        }
    }
}
