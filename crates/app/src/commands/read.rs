//! `gongkai read FILE`: the tables of one report.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Context, Result};
use law::Lang;
use report::limits::Limits;
use report::read::read;

use crate::inputs::expand;
use crate::output::{self, tables};

/// Arguments of `gongkai read`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例 Examples:\n  gongkai read 年报2024.docx\n  gongkai read 年报2024.html --json"
)]
pub struct Args {
    /// 报告 A report, or - for standard input
    #[arg(value_name = "FILE|-")]
    input: String,
    /// 输出 JSON Write JSON (docs/schema/annual-report.schema.json)
    #[arg(long)]
    json: bool,
}

/// Reads one report and prints it.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let limits = Limits::default();
    let inputs = expand(std::slice::from_ref(&args.input), lang)?;
    let [input] = inputs.as_slice() else {
        anyhow::bail!(lang.pick("read 只读一份报告", "read takes one report"));
    };
    let name = input.name(lang);
    let bytes = input
        .bytes(limits.file_bytes)
        .map_err(|error| anyhow::anyhow!(output::why_unopened(&error, lang)))
        .with_context(|| name.clone())?;
    let report = read(&bytes, &limits)
        .map_err(|error| anyhow::anyhow!(error.say(lang)))
        .with_context(|| name)?;
    if args.json {
        anstream::stdout().lock().write_all(report::json::to_json(&report).as_bytes())?;
    } else {
        tables::print(&report, lang, &mut anstream::stdout().lock())?;
    }
    Ok(ExitCode::SUCCESS)
}
