//! `gongkai calendar`: holiday notices and regional days off.

mod list;
mod propose;

use std::process::ExitCode;

use anyhow::Result;
use law::Lang;

/// Arguments of `gongkai calendar`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai calendar propose 2027.toml --org haidong --data /srv/gongkai\n  \
    gongkai calendar list\n\n\
    提出的安排在网站上由另一人对照原文确认后才生效。\n\
    What is proposed counts once somebody has compared it with the printed notice and confirmed it on the site.")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 提出放假安排，列出会变化的日期 Proposes a notice, and shows which days would change
    Propose(propose::ProposeArgs),
    /// 已提出、已确认和已撤回的安排 Lists what was proposed, confirmed and withdrawn
    List(list::ListArgs),
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    match &args.command {
        Command::Propose(args) => propose::run(args, lang)?,
        Command::List(args) => list::run(args, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}
