//! `gongkai report`: annual reports that are given as files and shown on the site.

mod list;
mod publish;

use std::process::ExitCode;

use anyhow::Result;
use law::Lang;

/// Arguments of `gongkai report`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai report publish 2025年报.docx --org haidong-jyj --data /srv/gongkai\n  \
    gongkai report publish 更正后.docx --org haidong-jyj --reason 更正表格三的结转数\n  \
    gongkai report list --org haidong-jyj\n\n\
    发布前先读取并检查；有错误的不发布，除非用 --with-errors 写明理由。\n\
    退出码 Exit codes: 0 正常 fine · 1 报告有错误，没有发布 errors in the report, not published · 2 未能完成 could not do it")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 检查并发布一份年报 Checks a report and puts it on the site
    Publish(publish::PublishArgs),
    /// 已发布的年报，包括被替换的 Lists what was published, what was replaced included
    List(list::ListArgs),
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    match &args.command {
        Command::Publish(args) => publish::run(args, lang),
        Command::List(args) => list::run(args, lang),
    }
}
