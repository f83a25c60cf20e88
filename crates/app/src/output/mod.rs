//! How findings are printed: for people, and in three forms for machines.

mod json;
pub mod lists;
mod markdown;
mod problems;
mod sarif;
pub mod tables;
mod text;
mod unread;

use anyhow::{Context, Result, bail};
use law::Lang;
use report::Report;
use report::check::Finding;
use report::read::ReadError;
pub use unread::why_unopened;

use crate::save::Target;

/// Forms of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// 供人阅读 For people
    Text,
    /// JSON
    Json,
    /// SARIF 2.1.0, for code review tools
    Sarif,
    /// Markdown
    Markdown,
    /// 问题清单，网页 List of problems as a web page, with -o
    Html,
    /// 问题清单，Word List of problems as a Word file, with -o
    Docx,
    /// 问题清单，Excel List of problems as an Excel file, with -o
    Xlsx,
}

/// What became of one input.
#[derive(Debug)]
pub struct Checked {
    /// The name of the input.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an input.
#[derive(Debug)]
pub enum Outcome {
    /// It was read.
    Read {
        /// The report.
        report: Box<Report>,
        /// What the rules found, gravest first.
        findings: Vec<Finding>,
    },
    /// Its content could not be read.
    Unread(ReadError),
    /// The file could not be opened.
    Unopened(std::io::Error),
    /// A file of a folder that is no report.
    PassedOver,
}

/// Prints findings file by file.
pub trait Printer {
    /// Before the first file.
    fn begin(&mut self) -> Result<()>;
    /// One file.
    fn file(&mut self, checked: &Checked) -> Result<()>;
    /// After the last file.
    fn end(&mut self) -> Result<()>;
}

/// Returns the printer of a form.
///
/// # Errors
///
/// Where a list of problems is asked for without a file to write.
pub fn printer(
    format: Format,
    target: &Target,
    lang: Lang,
    quiet: bool,
) -> Result<Box<dyn Printer>> {
    let form = match format {
        Format::Text | Format::Json | Format::Sarif | Format::Markdown
            if target.output.is_some() =>
        {
            bail!(lang.pick(
                "-o 只用于问题清单（html、docx、xlsx）；其他格式请用 > 写入文件",
                "-o goes with lists of problems (html, docx, xlsx); use > for the other forms"
            ))
        }
        Format::Text => return Ok(Box::new(text::Text::new(lang, quiet))),
        Format::Json => return Ok(Box::new(json::Json::default())),
        Format::Sarif => return Ok(Box::new(sarif::Sarif::new(lang))),
        Format::Markdown => return Ok(Box::new(markdown::Markdown::new(lang))),
        Format::Html => problems::Form::Html,
        Format::Docx => problems::Form::Docx,
        Format::Xlsx => problems::Form::Xlsx,
    };
    let path = target.output.clone().context(lang.pick(
        "问题清单写成文件，请用 -o 给出文件名",
        "the list of problems is written to a file; name it with -o",
    ))?;
    let force = target.force;
    Ok(Box::new(problems::ProblemFile { form, path, force, lang, files: Vec::new() }))
}

/// How many findings there are of each severity.
pub fn counts(findings: &[Finding]) -> [usize; 3] {
    use report::check::Severity;
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| findings.iter().filter(|it| it.severity == severity).count())
}
