//! How findings are printed: for people, and in three forms for machines.

mod json;
mod markdown;
mod problems;
mod sarif;
pub mod tables;
mod text;

use anyhow::{Context, Result, bail};
use law::Lang;
use report::Report;
use report::check::Finding;
use report::read::ReadError;

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
    Unopened(String),
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

/// Says why a document could not be read and what to do.
pub fn why_unread(error: &ReadError, lang: Lang) -> String {
    let zh = match error {
        ReadError::Empty => "文件是空的。".to_owned(),
        ReadError::UnsupportedFormat { kind } => format!(
            "不能读取这种内容（{kind}）；可读 HTML、DOCX、XLSX、PDF、纯文本和 Markdown，旧版 Word 请另存为 DOCX。"
        ),
        ReadError::Encrypted => "文件有密码保护，请先解除保护。".to_owned(),
        ReadError::NoText { pictures } => format!(
            "文件里只有图片（{pictures}幅），没有可读的文字；年度报告应以可复制的文字公布，请用原始文件或者先做文字识别。"
        ),
        ReadError::NotAReport => {
            "没有找到年度报告的表格或者标题，这似乎不是政府信息公开工作年度报告。".to_owned()
        }
        ReadError::Damaged { format, detail } => {
            format!("{format} 文件已损坏，无法读取（{detail}）；请重新下载或者另存一份。")
        }
        ReadError::TooLarge { what, bound } => format!("超过上限：{what} 最多 {bound}。"),
        ReadError::TooSlow { seconds } => format!("读取超过{seconds}秒，已放弃。"),
        _ => error.to_string(),
    };
    let en = match error {
        ReadError::UnsupportedFormat { .. } => {
            format!("{error}; HTML, DOCX, XLSX, PDF, plain text and Markdown are read")
        }
        ReadError::NoText { .. } => format!(
            "{error}; a report has to be published as text: use the original file or recognise \
             its characters first"
        ),
        ReadError::Encrypted => format!("{error}; remove the protection first"),
        _ => error.to_string(),
    };
    lang.pick(zh, en)
}

/// How many findings there are of each severity.
pub fn counts(findings: &[Finding]) -> [usize; 3] {
    use report::check::Severity;
    [Severity::Error, Severity::Warning, Severity::Note]
        .map(|severity| findings.iter().filter(|it| it.severity == severity).count())
}
