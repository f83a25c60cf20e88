//! Files are written whole or not at all, and never over another without being told to.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result, bail};
use law::Lang;

/// Where a command writes to.
#[derive(Debug, Clone, clap::Args)]
pub struct Target {
    /// 输出文件 File to write, a folder for several, or - for standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// 覆盖已有文件 Writes over a file that is there
    #[arg(long)]
    pub force: bool,
}

/// Writes the bytes.
///
/// # Errors
///
/// Where a file is there and `force` is not set, or the folder cannot be written.
pub fn save(path: &Path, bytes: &[u8], force: bool, lang: Lang) -> Result<()> {
    if path.as_os_str() == "-" {
        return Ok(std::io::stdout().lock().write_all(bytes)?);
    }
    if !force && path.exists() {
        bail!(there(path, lang));
    }
    if std::fs::symlink_metadata(path).is_ok_and(|it| !it.is_file()) {
        let why = lang.pick("：这不是普通文件，不能覆盖", ": this is no plain file");
        bail!("{}{why}", path.display());
    }
    let context = || path.display().to_string();
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    // A reader never sees half a file: it appears under its name when it is whole.
    path.file_name().with_context(context)?;
    let part = path.with_file_name(part_name());
    let written = write_new(&part, bytes).and_then(|()| appear(&part, path, force));
    let _ = std::fs::remove_file(&part);
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => bail!(there(path, lang)),
        written => written.with_context(context),
    }
}

/// A short name of our own, different for every file of every process.
fn part_name() -> String {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!(".gongkai-{}-{}.part", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed))
}

/// Writes a file that must not be there, so that nothing planted under its name is followed.
fn write_new(part: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).open(part)?;
    file.write_all(bytes)
}

/// Gives the file its name. Without force, a link is made, which fails where another process has
/// written a file of that name in the meantime.
fn appear(part: &Path, path: &Path, force: bool) -> std::io::Result<()> {
    if force {
        return std::fs::rename(part, path);
    }
    match std::fs::hard_link(part, path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists && !path.exists() => {
            // Some file systems have no links.
            std::fs::rename(part, path)
        }
        linked => linked,
    }
}

/// Refuses a name that is taken, for what is never written over, not even when told to.
///
/// # Errors
///
/// Where something of that name is there.
pub fn must_be_new(path: &Path, lang: Lang) -> Result<()> {
    if std::fs::symlink_metadata(path).is_err() {
        return Ok(());
    }
    let why = lang.pick(
        "：文件已经存在，不会覆盖；请换一个名字",
        ": the file is there already and is not written over; choose another name",
    );
    bail!("{}{why}", path.display())
}

fn there(path: &Path, lang: Lang) -> String {
    let why = lang.pick(
        "：文件已经存在；换一个名字（-o），或者用 --force 覆盖",
        ": the file is there; choose another name (-o) or write over it with --force",
    );
    format!("{}{why}", path.display())
}
