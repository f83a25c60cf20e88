//! Files, folders, patterns and standard input as a list of what to read.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use law::Lang;

/// Endings of files that a folder is searched for; content decides what they are.
const ENDINGS: [&str; 9] = ["html", "htm", "shtml", "docx", "pdf", "txt", "md", "xlsx", "json"];

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// Standard input.
    Standard,
    /// A file that was named.
    Named(PathBuf),
    /// A file found in a folder: what is no report there is passed over.
    Found(PathBuf),
    /// A name to which there is no file.
    Missing(String),
}

impl Input {
    /// Returns the name by which people know it.
    pub fn name(&self, lang: Lang) -> String {
        match self {
            Self::Standard => lang.pick("（标准输入）", "(standard input)").to_owned(),
            Self::Named(path) | Self::Found(path) => visible(&path.display().to_string()),
            Self::Missing(name) => visible(name),
        }
    }

    /// Reads its bytes, at most one more than `most` so that the bound is noticed.
    pub fn bytes(&self, most: usize) -> std::io::Result<Vec<u8>> {
        let bound = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
        let mut bytes = Vec::new();
        match self {
            Self::Standard => std::io::stdin().lock().take(bound).read_to_end(&mut bytes)?,
            Self::Named(path) | Self::Found(path) => {
                std::fs::File::open(path)?.take(bound).read_to_end(&mut bytes)?
            }
            Self::Missing(_) => return Err(std::io::ErrorKind::NotFound.into()),
        };
        Ok(bytes)
    }
}

/// A file name may hold controls, which a terminal would obey.
fn visible(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// Turns arguments into inputs, in a fixed order.
///
/// # Errors
///
/// Where a folder cannot be listed or a pattern matches nothing. A file that is not there is an
/// input of its own, so that the others are read all the same.
pub fn expand(arguments: &[String], lang: Lang) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" {
            inputs.push(Input::Standard);
        } else if path.is_dir() {
            inputs.extend(folder(path)?);
        } else if path.exists() {
            inputs.push(Input::Named(path.to_owned()));
        } else if argument.contains(['*', '?', '[']) {
            inputs.extend(pattern(argument, lang)?);
        } else {
            inputs.push(Input::Missing(argument.clone()));
        }
    }
    Ok(inputs)
}

fn folder(path: &Path) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{}", path.display()))?;
        let ending = entry.path().extension().and_then(|it| it.to_str()).map(str::to_lowercase);
        let wanted = ending.is_some_and(|it| ENDINGS.contains(&it.as_str()));
        if entry.file_type().is_file() && wanted {
            inputs.push(Input::Found(entry.into_path()));
        }
    }
    Ok(inputs)
}

fn pattern(argument: &str, lang: Lang) -> Result<Vec<Input>> {
    let paths = glob::glob(argument).with_context(|| argument.to_owned())?;
    let mut inputs = Vec::new();
    for path in paths {
        let path = path?;
        if path.is_file() {
            inputs.push(Input::Named(path));
        }
    }
    if inputs.is_empty() {
        bail!("{argument}{}", lang.pick("：没有匹配的文件", ": nothing matches"));
    }
    Ok(inputs)
}
