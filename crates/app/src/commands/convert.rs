//! `gongkai convert`: a report in another format, annotated or illustrated.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use documents::page::Page;
use documents::pdf::Faces;
use documents::{compose, docx, html, xlsx};
use law::Lang;
use rayon::prelude::*;
use report::Report;
use report::check::{Subject, check};
use report::limits::Limits;
use report::read::{ReadError, read};

use crate::inputs::{Input, expand};
use crate::output::why_unopened;
use crate::save::{Target, save};
use crate::{COULD_NOT, fonts, progress, style};

/// Arguments of `gongkai convert`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai convert 年报2024.html --to pdf\n  \
    gongkai convert 年报2024.pdf --to docx --annotate -o 批注.docx\n  \
    gongkai convert 年报2022.pdf 年报2023.pdf 年报2024.pdf --to pdf --summary -o 图解.pdf\n  \
    gongkai convert reports/ --to json -o data/")]
pub struct Args {
    /// 报告 Reports: files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|GLOB|-")]
    inputs: Vec<String>,
    /// 格式 Format to write
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Format,
    /// 标出检查发现的问题 Marks what the check finds and lists it at the end
    #[arg(long, conflicts_with = "summary")]
    annotate: bool,
    /// 一页图解，多份报告作为同一机关的历年报告 One page of charts; several reports are years of one agency
    #[arg(long)]
    summary: bool,
    /// 字体文件夹 Folder with the office's own faces
    #[arg(long, value_name = "DIR")]
    fonts: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// Formats that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// PDF，按公文格式排版 PDF in the layout of official documents
    Pdf,
    /// Word
    Docx,
    /// Excel，可填写 Excel, to be filled in
    Xlsx,
    /// 网页 Web page
    Html,
    /// 数据 Data
    Json,
}

impl Format {
    /// Returns the ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Html => "html",
            Self::Json => "json",
        }
    }
}

/// Writes the reports in the format.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let data = matches!(args.to, Format::Xlsx | Format::Json);
    if data && (args.annotate || args.summary) {
        bail!(lang.pick(
            "批注和图解只能写成 PDF、DOCX 或者 HTML",
            "annotations and summaries are written as PDF, DOCX or HTML"
        ));
    }
    let inputs = expand(&args.inputs, lang)?;
    let writer = Writer::new(args.to, args.fonts.as_deref(), lang)?;
    if args.summary {
        return summary(args, &inputs, &writer, lang);
    }
    let targets = destinations(args, &inputs, lang)?;
    let bar = progress::bar(inputs.len());
    let failed: usize = inputs
        .par_iter()
        .zip(&targets)
        .map(|(input, target)| {
            // A fault of the program on one file must not take the others along.
            let attempt = AssertUnwindSafe(|| one(args, input, target, &writer, lang));
            let outcome = catch_unwind(attempt)
                .unwrap_or_else(|_| bail!("a fault of the program; please report it"));
            bar.inc(1);
            usize::from(bar.suspend(|| told(&outcome, input, lang)))
        })
        .sum();
    bar.finish_and_clear();
    Ok(if failed > 0 { ExitCode::from(COULD_NOT) } else { ExitCode::SUCCESS })
}

/// Prints why a file could not be converted, and tells whether it could not.
fn told(outcome: &Result<Done>, input: &Input, lang: Lang) -> bool {
    match outcome {
        Ok(Done::Written(path)) if path.as_os_str() != "-" => {
            anstream::eprintln!("{} → {}", input.name(lang), path.display());
            false
        }
        Ok(Done::Written(_) | Done::PassedOver) => false,
        Err(error) => {
            let head = style::error(lang.pick("错误：", "error: "));
            anstream::eprintln!("{head}{}: {error:#}", input.name(lang));
            true
        }
    }
}

enum Done {
    Written(PathBuf),
    PassedOver,
}

fn one(args: &Args, input: &Input, path: &Path, writer: &Writer, lang: Lang) -> Result<Done> {
    let report = match read_input(input) {
        Ok(report) => report,
        Err(Unread::NotOne) if matches!(input, Input::Found(_)) => return Ok(Done::PassedOver),
        Err(unread) => bail!(unread.words(lang)),
    };
    let bytes = if args.annotate {
        let findings = check(Subject { report: &report, previous: None });
        writer.page(&compose::annotated(&report, &findings, lang))?
    } else {
        writer.report(&report)?
    };
    save(path, &bytes, args.target.force, lang)?;
    Ok(Done::Written(path.to_owned()))
}

fn summary(args: &Args, inputs: &[Input], writer: &Writer, lang: Lang) -> Result<ExitCode> {
    let reports: Vec<Report> = inputs
        .iter()
        .map(|input| read_input(input).map_err(|it| anyhow::anyhow!(it.words(lang))))
        .collect::<Result<_>>()?;
    one_agency(&reports, lang)?;
    let page = compose::summary(&reports.iter().collect::<Vec<_>>())
        .context(lang.pick("没有报告", "no report"))?;
    let default = format!("summary.{}", args.to.ending());
    let path = args.target.output.clone().unwrap_or_else(|| default.into());
    save(&path, &writer.page(&page)?, args.target.force, lang)?;
    Ok(ExitCode::SUCCESS)
}

/// A chart over years is of one agency.
fn one_agency(reports: &[Report], lang: Lang) -> Result<()> {
    let names: BTreeSet<&str> =
        reports.iter().filter_map(|it| it.agency.as_ref()).map(|it| it.value.as_str()).collect();
    // A short form of a name ends as the long one does: 洪泽区人民政府, 淮安市洪泽区人民政府.
    let longest = names.iter().max_by_key(|it| it.len()).copied().unwrap_or_default();
    if let Some(other) = names.iter().find(|it| !longest.ends_with(**it)) {
        bail!(
            "{longest}{}{other}{}",
            lang.pick("和", " and "),
            lang.pick(
                "不是同一机关，不能画在一张图解里",
                " are not one agency and do not belong on one page of charts"
            )
        );
    }
    Ok(())
}

/// Why a report could not be had.
enum Unread {
    Io(std::io::Error),
    NotOne,
    Read(ReadError),
}

impl Unread {
    fn words(&self, lang: Lang) -> String {
        match self {
            Self::Io(error) => why_unopened(error, lang),
            Self::NotOne => ReadError::NotAReport.say(lang),
            Self::Read(error) => error.say(lang),
        }
    }
}

/// Reads the report in a file.
///
/// # Errors
///
/// Why it could not be read, in the language of the reader.
pub fn read_report(path: &Path, lang: Lang) -> Result<Report> {
    read_input(&Input::Named(path.to_owned()))
        .map_err(|unread| anyhow::anyhow!(unread.words(lang)))
        .with_context(|| path.display().to_string())
}

fn read_input(input: &Input) -> Result<Report, Unread> {
    let limits = Limits::default();
    let bytes = input.bytes(limits.file_bytes).map_err(Unread::Io)?;
    read(&bytes, &limits).map_err(|error| match error {
        ReadError::NotAReport => Unread::NotOne,
        error => Unread::Read(error),
    })
}

/// Where each input goes; two that would go to one place are refused before anything is written.
fn destinations(args: &Args, inputs: &[Input], lang: Lang) -> Result<Vec<PathBuf>> {
    let to_output = args.target.output.as_deref() == Some(Path::new("-"));
    if to_output && inputs.len() > 1 {
        bail!(lang.pick(
            "多份报告不能都写到标准输出，请用 -o 给出文件夹",
            "several reports do not go to standard output; name a folder with -o"
        ));
    }
    let mut taken = BTreeSet::new();
    let mut targets = Vec::new();
    for input in inputs {
        let target = destination(args, input, inputs.len(), lang)?;
        if target.as_os_str() != "-" && !taken.insert(target.clone()) {
            bail!(
                "{}{}",
                target.display(),
                lang.pick(
                    "：有两份报告要写成同一个文件；请改名或者分开转换",
                    ": two reports would become this one file; rename one or convert them apart"
                )
            );
        }
        targets.push(target);
    }
    Ok(targets)
}

/// One file goes to the file named, or beside itself; several go into the folder named.
fn destination(args: &Args, input: &Input, files: usize, lang: Lang) -> Result<PathBuf> {
    let stem = match input {
        Input::Standard => PathBuf::from("report"),
        Input::Named(path) | Input::Found(path) => path.clone(),
        Input::Missing(name) => name.into(),
    };
    let mut name = stem.with_extension(args.to.ending());
    if args.annotate {
        let base = stem.file_stem().unwrap_or_default().to_string_lossy();
        name.set_file_name(format!("{base}.annotated.{}", args.to.ending()));
    }
    match &args.target.output {
        None if matches!(input, Input::Standard) => Ok("-".into()),
        None => Ok(name),
        Some(output) if files == 1 && !output.is_dir() => Ok(output.clone()),
        Some(output) if output.is_file() => bail!(lang.pick(
            "有多份报告，-o 应当是文件夹",
            "there are several reports, so -o must be a folder"
        )),
        Some(output) => Ok(output.join(name.file_name().unwrap_or_default())),
    }
}

/// Writes pages and reports in one format.
pub struct Writer {
    to: Format,
    faces: Option<Faces>,
    lang: Lang,
}

impl Writer {
    /// Makes a writer; the faces are looked for where the format needs them.
    ///
    /// # Errors
    ///
    /// Where a named folder of faces cannot be read.
    pub fn new(to: Format, fonts: Option<&Path>, lang: Lang) -> Result<Self> {
        let faces = if to == Format::Pdf { Some(fonts::faces(fonts, lang)?) } else { None };
        Ok(Self { to, faces, lang })
    }

    /// Writes a report.
    ///
    /// # Errors
    ///
    /// Where the program fails to write it.
    pub fn report(&self, report: &Report) -> Result<Vec<u8>> {
        match self.to {
            Format::Json => Ok(report::json::to_json(report).into_bytes()),
            Format::Xlsx => Ok(xlsx::report(report)?),
            Format::Pdf | Format::Docx | Format::Html => self.page(&compose::report(report)),
        }
    }

    /// Writes a page; data formats have no pages.
    ///
    /// # Errors
    ///
    /// Where the program fails to write it.
    pub fn page(&self, page: &Page) -> Result<Vec<u8>> {
        match (self.to, &self.faces) {
            (Format::Pdf, Some(faces)) => fonts::write_pdf(page, faces, self.lang),
            (Format::Docx, _) => Ok(docx::write(page)?),
            (Format::Html, _) => Ok(html::write(page)?.into_bytes()),
            (Format::Pdf | Format::Xlsx | Format::Json, _) => {
                bail!("a page is written as PDF, DOCX or HTML")
            }
        }
    }
}
