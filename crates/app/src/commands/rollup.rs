//! `gongkai rollup`: the reports of many units added up, compared with the parent's own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use documents::compose::{self, UnreadFile};
use law::Lang;
use rayon::prelude::*;
use report::check::Severity;
use report::limits::Limits;
use report::read::{ReadError, read};
use report::rollup::{Child, Options, Plan, RollUp, Summary};

use super::convert::read_report;
use crate::inputs::{Input, expand};
use crate::output::lists::{self, Form};
use crate::output::why_unopened;
use crate::save::Target;
use crate::{COULD_NOT, FINDINGS, progress, style};

/// A plan of a province with all its units is smaller by far.
const LARGEST_PLAN: u64 = 4 * 1024 * 1024;

/// Arguments of `gongkai rollup`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai rollup reports/\n  \
    gongkai rollup reports/ --units units.toml --parent 市政府2024.pdf --format xlsx -o 汇总.xlsx\n\n\
    单位名单 units.toml:\n  \
    parent = \"云川市人民政府\"\n  \
    year = 2024\n  \
    [[units]]\n  \
    name = \"云川市教育局\"\n  \
    aliases = [\"市教育局\"]     # 可以省略 may be left out\n  \
    obliged = true            # 应当报告，默认 has to report, the default\n\n\
    退出码 Exit codes: 0 没有问题 nothing to look at · 1 有差异、缺报或者问题 something to look at · 2 未能完成 could not do it")]
pub struct Args {
    /// 各单位的报告 The reports of the units: files, folders, patterns
    ///
    /// 省略时读单位名单所在的文件夹 Left out, the folder of the list of units is read
    #[arg(required_unless_present = "units", value_name = "FILE|DIR|GLOB")]
    inputs: Vec<String>,
    /// 单位名单 List of the units
    #[arg(long, value_name = "FILE")]
    units: Option<PathBuf>,
    /// 本级报告，与各单位之和核对 The parent's own report, to be compared with the sum
    #[arg(long, value_name = "FILE")]
    parent: Option<PathBuf>,
    /// 有错误的报告也计入 Counts reports with errors too
    #[arg(long)]
    include_faulty: bool,
    /// 输出格式 Form of what is printed
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    /// 字体文件夹 Folder with the office's own faces
    #[arg(long, value_name = "DIR")]
    fonts: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// Adds the reports up.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let plan = args.units.as_deref().map(|path| plan(path, lang)).transpose()?.unwrap_or_default();
    let parent = args.parent.as_deref().map(|path| read_report(path, lang)).transpose()?;
    let inputs = expand(&inputs(args), lang)?;
    let options = Options { include_faulty: args.include_faulty };
    let (rollup, unread) = gather(&inputs, &plan, options, lang);
    if rollup.is_empty() {
        bail!(lang.pick("没有读到任何年度报告", "no annual report was read"));
    }
    let summary = rollup.finish(parent.as_ref());
    let list = lists::List {
        page: &compose::rollup(&summary, &unread, lang),
        json: &|| json(&summary, &unread),
        xlsx: &|| Ok(documents::xlsx::rollup(&summary, &unread, lang)?),
    };
    list.write(args.format, &args.target, args.fonts.as_deref(), lang)?;
    Ok(code(&summary, !unread.is_empty()))
}

/// The inputs named, else the folder of the list of units.
fn inputs(args: &Args) -> Vec<String> {
    let folder = args.units.as_deref().and_then(Path::parent).filter(|_| args.inputs.is_empty());
    match folder {
        Some(folder) if folder.as_os_str().is_empty() => vec![".".to_owned()],
        Some(folder) => vec![folder.display().to_string()],
        None => args.inputs.clone(),
    }
}

/// The summary as data, with the files that could not be read.
fn json(summary: &Summary, unread: &[UnreadFile]) -> Result<String> {
    #[derive(serde::Serialize)]
    struct WithUnread<'a> {
        #[serde(flatten)]
        summary: &'a Summary,
        unread: &'a [UnreadFile],
    }
    Ok(serde_json::to_string(&WithUnread { summary, unread })?)
}

/// Reads the reports on all cores; only their tables are kept.
fn gather<'a>(
    inputs: &[Input],
    plan: &'a Plan,
    options: Options,
    lang: Lang,
) -> (RollUp<'a>, Vec<UnreadFile>) {
    let bar = progress::bar(inputs.len());
    let empty = || (RollUp::new(plan, options), Vec::new());
    let gathered = inputs
        .par_iter()
        .fold(empty, |(mut rollup, mut unread), input| {
            // A fault of the program on one file must not take the others along.
            let attempt = AssertUnwindSafe(|| child(input, lang));
            let fault = |_| Err("a fault of the program; please report it".to_owned());
            match catch_unwind(attempt).unwrap_or_else(fault) {
                Ok(Some(child)) => rollup.add(child),
                Ok(None) => {}
                Err(why) => {
                    let head = style::error(lang.pick("未能读取", "not read"));
                    bar.suspend(|| anstream::eprintln!("{head} {}: {why}", input.name(lang)));
                    unread.push(UnreadFile { file: input.name(lang), why });
                }
            }
            bar.inc(1);
            (rollup, unread)
        })
        .reduce(empty, |(left, a), (right, b)| (left.merge(right), [a, b].concat()));
    bar.finish_and_clear();
    gathered
}

/// Reads one report; what a folder holds besides reports is passed over.
fn child(input: &Input, lang: Lang) -> Result<Option<Child>, String> {
    let limits = Limits::default();
    let bytes = input.bytes(limits.file_bytes).map_err(|error| why_unopened(&error, lang))?;
    match read(&bytes, &limits) {
        Ok(report) => Ok(Some(Child { name_of_file: input.name(lang), report })),
        Err(ReadError::NotAReport) if is_passed_over(input) => Ok(None),
        Err(error) => Err(error.say(lang)),
    }
}

/// A folder may hold notes and lists besides reports; data that is no report is a fault.
fn is_passed_over(input: &Input) -> bool {
    matches!(input, Input::Found(path) if path.extension().is_none_or(|it| it != "json"))
}

fn plan(path: &Path, lang: Lang) -> Result<Plan> {
    let name = || path.display().to_string();
    let size = std::fs::metadata(path).with_context(name)?.len();
    if size > LARGEST_PLAN {
        bail!("{}{}", name(), lang.pick("：单位名单过大", ": the list of units is too large"));
    }
    let text = std::fs::read_to_string(path).with_context(name)?;
    toml::from_str(&text).with_context(|| {
        format!(
            "{}{}",
            name(),
            lang.pick("：单位名单的写法不对", ": the list of units is not right")
        )
    })
}

fn code(summary: &Summary, unread: bool) -> ExitCode {
    match summary.worst() {
        _ if unread => ExitCode::from(COULD_NOT),
        Some(Severity::Error | Severity::Warning) => ExitCode::from(FINDINGS),
        Some(Severity::Note) | None => ExitCode::SUCCESS,
    }
}
