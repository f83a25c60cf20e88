//! `gongkai check`: reads and checks any number of reports.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use law::Lang;
use rayon::prelude::*;
use report::Report;
use report::check::{Finding, Severity, Subject, check};
use report::limits::Limits;
use report::read::{FileKind, ReadError, read};

use crate::inputs::{Input, expand};
use crate::output::{self, Checked, Format, Outcome};
use crate::save::Target;
use crate::{COULD_NOT, FINDINGS, progress};

/// Arguments of `gongkai check`.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, after_long_help = with_limits())]
pub struct Args {
    /// 报告 Reports: files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "FILE|DIR|GLOB|-")]
    inputs: Vec<String>,
    /// 上一年度报告 Last year's report of the same agency
    #[arg(long, value_name = "FILE")]
    previous: Option<PathBuf>,
    /// 输出格式 Form of what is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// 只显示错误和警告 Leaves notes out of the text
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    target: Target,
}

const EXAMPLES: &str = "例 Examples:\n  \
    gongkai check 年报2024.pdf\n  \
    gongkai check 年报2024.pdf --previous 年报2023.pdf\n  \
    gongkai check reports/ --format json > problems.json\n  \
    gongkai check 'reports/*.html' --format sarif\n  \
    gongkai check reports/ --format xlsx -o 问题清单.xlsx\n  \
    curl -s URL | gongkai check -";

/// The examples with the bounds on what is read, for `--help` and the manual.
fn with_limits() -> String {
    let limits = Limits::default();
    let mib = |bytes: usize| format!("{} MiB", bytes / (1024 * 1024));
    let bounds = [
        ("文件大小 size of a file", mib(limits.file_bytes)),
        ("解压后大小 size unpacked", mib(limits.unpacked_bytes)),
        ("压缩包内文件 files in an archive", limits.archive_entries.to_string()),
        ("嵌套层数 nesting", limits.depth.to_string()),
        ("元素 elements", limits.elements.to_string()),
        ("段落和表格行 paragraphs and rows", limits.blocks.to_string()),
        ("一行的列数 columns of a row", limits.columns.to_string()),
        ("格 cells", limits.cells.to_string()),
        ("一段的字数 letters of a paragraph", limits.text_chars.to_string()),
        ("PDF 页数 pages of a PDF", limits.pages.to_string()),
        ("时间 time", format!("{} s", limits.time.as_secs())),
    ];
    let lines: Vec<String> =
        bounds.iter().map(|(name, bound)| format!("  {name}: {bound}")).collect();
    format!("{EXAMPLES}\n\n读取上限 Bounds on what is read:\n{}", lines.join("\n"))
}

/// Reports read before their findings are printed; keeps memory flat over any number of files.
const CHUNK: usize = 512;

/// Checks the reports.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let inputs = expand(&args.inputs, lang)?;
    let previous = args.previous.as_deref().map(|path| last_year(path, lang)).transpose()?;
    if previous.is_some() && inputs.len() != 1 {
        bail!(lang.pick("--previous 只能与一份报告同用", "--previous goes with one report only"));
    }
    if inputs.is_empty() {
        bail!(lang.pick("没有找到可以读取的文件", "no file to read was found"));
    }
    let progress = progress::bar(inputs.len());
    let mut printer = output::printer(args.format, &args.target, lang, args.quiet)?;
    let mut worst = Worst::default();
    printer.begin()?;
    for chunk in inputs.chunks(CHUNK) {
        let checked: Vec<Checked> = chunk
            .par_iter()
            .map(|input| {
                let checked = guarded(input, previous.as_ref(), lang);
                progress.inc(1);
                checked
            })
            .collect();
        for it in &checked {
            worst.see(&it.outcome);
            progress.suspend(|| printer.file(it))?;
        }
    }
    progress.finish_and_clear();
    printer.end()?;
    if worst.reports == 0 && !worst.unread {
        bail!(lang.pick(
            "没有找到年度报告：这些文件都不是政府信息公开工作年度报告",
            "no annual report was found: none of these files is one"
        ));
    }
    Ok(worst.code())
}

fn last_year(path: &std::path::Path, lang: Lang) -> Result<Report> {
    let limits = Limits::default();
    let name = || path.display().to_string();
    let bytes = Input::Named(path.to_owned())
        .bytes(limits.file_bytes)
        .map_err(|error| anyhow::anyhow!(output::why_unopened(&error, lang)))
        .with_context(name)?;
    read(&bytes, &limits).map_err(|error| anyhow::anyhow!(error.say(lang))).with_context(name)
}

/// Checks one file. A fault of the program on it must not take the others along.
fn guarded(input: &Input, previous: Option<&Report>, lang: Lang) -> Checked {
    let attempt = std::panic::AssertUnwindSafe(|| one(input, previous, lang));
    std::panic::catch_unwind(attempt).unwrap_or_else(|_| {
        let detail = "a fault of the program; please report it".to_owned();
        let error = ReadError::Damaged { format: FileKind::Input, detail };
        Checked { name: input.name(lang), outcome: Outcome::Unread(error) }
    })
}

fn one(input: &Input, previous: Option<&Report>, lang: Lang) -> Checked {
    let limits = Limits::default();
    let name = input.name(lang);
    let bytes = match input.bytes(limits.file_bytes) {
        Ok(bytes) => bytes,
        Err(error) => return Checked { name, outcome: Outcome::Unopened(error) },
    };
    let outcome = match read(&bytes, &limits) {
        Ok(report) => {
            let mut findings = check(Subject { report: &report, previous });
            findings.sort_by_key(|finding| finding.severity);
            Outcome::Read { report: Box::new(report), findings }
        }
        Err(ReadError::NotAReport) if matches!(input, Input::Found(_)) => Outcome::PassedOver,
        Err(error) => Outcome::Unread(error),
    };
    Checked { name, outcome }
}

#[derive(Debug, Default)]
struct Worst {
    reports: usize,
    errors: bool,
    unread: bool,
}

impl Worst {
    fn see(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Read { findings, .. } => {
                self.reports += 1;
                let is_error = |it: &Finding| it.severity == Severity::Error;
                self.errors |= findings.iter().any(is_error);
            }
            Outcome::Unread(_) | Outcome::Unopened(_) => self.unread = true,
            Outcome::PassedOver => {}
        }
    }

    fn code(&self) -> ExitCode {
        match (self.unread, self.errors) {
            (true, _) => ExitCode::from(COULD_NOT),
            (false, true) => ExitCode::from(FINDINGS),
            (false, false) => ExitCode::SUCCESS,
        }
    }
}
