//! `gongkai org template` and `gongkai org export`: the workbook, empty or with what is there.

use std::path::PathBuf;

use anyhow::Result;
use chrono::NaiveDate;
use law::Lang;
use web::Known;

use crate::clock;
use crate::installation::{At, Installation, block_on};
use crate::save::save;
use crate::told::told;

/// Which file is written.
#[derive(Debug, Clone, clap::Args)]
pub struct File {
    /// 输出文件（.xlsx） The workbook to write
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// 覆盖已有文件 Writes over a file that is there
    #[arg(long)]
    force: bool,
}

/// Arguments of `gongkai org template`.
#[derive(Debug, clap::Args)]
pub struct TemplateArgs {
    #[command(flatten)]
    file: File,
}

/// Arguments of `gongkai org export`.
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    #[command(flatten)]
    file: File,
    /// 某一天的情况；不填为今天 As they stood on a day; today if left out
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    #[command(flatten)]
    at: At,
}

/// Writes the workbook to be filled in.
pub fn template(args: &TemplateArgs, lang: Lang) -> Result<()> {
    save(&args.file.output, &roster::template(lang)?, args.file.force, lang)
}

/// Writes organisations and people.
pub fn export(args: &ExportArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let known = block_on(async {
        let store = installation.open(lang).await?;
        Known::read(&store).await.map_err(|error| told(&error, lang))
    })?;
    let day = args.on.unwrap_or_else(clock::today);
    let bytes = roster::export(&known.organisations(), &known.accounts(), day, lang)?;
    save(&args.file.output, &bytes, args.file.force, lang)
}
