//! `gongkai migrate`: takes the schema of the database forward.

use std::process::ExitCode;

use anyhow::Result;
use law::Lang;
use store::Store;

use crate::installation::{At, Installation, block_on};
use crate::told::told;

/// Arguments of `gongkai migrate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "中断以后再次运行即可继续。请先备份。\n\
    Killed, it resumes when it is run again. Take a backup first.")]
pub struct Args {
    #[command(flatten)]
    at: At,
}

/// Takes the schema forward.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    let steps = block_on(async {
        let migrated = Store::migrate(&installation.settings()?).await;
        migrated.map_err(|error| told(&error, lang))
    })?;
    if steps.is_empty() {
        say!("{}", lang.pick("数据库结构已是最新", "the schema is up to date"));
    }
    for step in steps {
        say!("{step}");
    }
    Ok(ExitCode::SUCCESS)
}
