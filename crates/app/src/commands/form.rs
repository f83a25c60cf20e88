//! `gongkai form`: the official form, not filled in.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use documents::compose;
use law::Lang;

use super::convert::{Format, Writer};
use crate::save::{Target, save};

/// Arguments of `gongkai form`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Example:\n  \
    gongkai form --year 2026 --agency 云川市教育局 --to xlsx -o 年报2026.xlsx")]
pub struct Args {
    /// 年度 Year to report on
    #[arg(long)]
    year: i32,
    /// 机关全称 Full name of the agency
    #[arg(long)]
    agency: String,
    /// 格式 Format to write
    #[arg(long, value_enum, value_name = "FORMAT")]
    to: Format,
    /// 字体文件夹 Folder with the office's own faces
    #[arg(long, value_name = "DIR")]
    fonts: Option<PathBuf>,
    #[command(flatten)]
    target: Target,
}

/// Writes the form.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let agency = args.agency.trim();
    if agency.is_empty() || agency.chars().any(char::is_control) {
        bail!(lang.pick("请写明机关全称", "name the agency in full"));
    }
    let form = compose::blank(agency, args.year).context(lang.pick(
        "2019年度以前没有统一的年度报告格式",
        "before the report for 2019 there was no common form",
    ))?;
    let bytes = Writer::new(args.to, args.fonts.as_deref(), lang)?.report(&form)?;
    // What separates folders is no part of a file name.
    let name = agency.replace(['/', '\\', ':'], "_");
    let default = format!("{name}{}年度报告.{}", args.year, args.to.ending());
    let path = args.target.output.clone().unwrap_or_else(|| default.into());
    save(&path, &bytes, args.target.force, lang)?;
    if path.as_os_str() != "-" {
        anstream::eprintln!("{}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}
