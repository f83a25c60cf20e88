//! Files are written whole or not at all, and never over another without being told to.

use std::io::Write;
use std::path::{Path, PathBuf};

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
        bail!(
            "{}{}",
            path.display(),
            lang.pick(
                "：文件已经存在；换一个名字（-o），或者用 --force 覆盖",
                ": the file is there; choose another name (-o) or write over it with --force"
            )
        );
    }
    let context = || path.display().to_string();
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty());
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    }
    // A reader never sees half a file: it appears under its name when it is whole.
    let mut name = path.file_name().with_context(context)?.to_owned();
    name.push(format!(".{}.part", std::process::id()));
    let part = path.with_file_name(name);
    let written = std::fs::write(&part, bytes).and_then(|()| std::fs::rename(&part, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    written.with_context(context)
}
