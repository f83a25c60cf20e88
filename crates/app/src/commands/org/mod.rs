//! `gongkai org`: organisations, what happened to them, and the workbook.

mod facts;
mod found;
mod import;
mod kinds;
mod note;
mod office;
mod preview;
mod sheet;
mod show;

use std::process::ExitCode;

use anyhow::Result;
use law::Lang;

/// Arguments of `gongkai org`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai org found haidong --name 海东市人民政府（演示） --kind government --data /srv/gongkai\n  \
    gongkai org found haidong-jyj --name 海东市教育局（演示） --kind department --under haidong\n  \
    gongkai org list --tree --on 2024-01-01\n  \
    gongkai org rename haidong-syxx --name 海东市实验学校（演示） --on 2026-09-01 --basis 海编发〔2026〕1号（演示）\n  \
    gongkai org merge jia-xian-cdxx --into jia-xian-cqxx --on 2026-09-01\n  \
    gongkai org template -o 模板.xlsx\n  \
    gongkai org import 机构和人员.xlsx             # 只预览 only shows what would change\n  \
    gongkai org import 机构和人员.xlsx --apply     # 写入 changes it\n\n\
    数据文件夹也可以用环境变量 GONGKAI_DATA 指明。\n\
    退出码 Exit codes: 0 正常 fine · 1 表格有错误 faults in the workbook · 2 未能完成 could not do it")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 列出机构 Lists organisations
    List(show::ListArgs),
    /// 一个机构及其沿革 Shows one, and what happened to it
    Show(show::ShowArgs),
    /// 设立机构 Founds one
    Found(found::FoundArgs),
    #[command(flatten)]
    Note(note::Note),
    /// 信息公开工作机构的联系方式（第十二条） Describes its disclosure office
    Office(office::OfficeArgs),
    /// 导入用的空白表格 Writes the workbook to be filled in
    Template(sheet::TemplateArgs),
    /// 导出机构和人员 Writes organisations and people as a workbook
    Export(sheet::ExportArgs),
    /// 导入机构和人员；不加 --apply 只预览 Reads a workbook: shows what would change, or changes it
    Import(import::ImportArgs),
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    match &args.command {
        Command::List(args) => show::list(args, lang)?,
        Command::Show(args) => show::show(args, lang)?,
        Command::Found(args) => found::run(args, lang)?,
        Command::Note(note) => note::run(note, lang)?,
        Command::Office(args) => office::run(args, lang)?,
        Command::Template(args) => sheet::template(args, lang)?,
        Command::Export(args) => sheet::export(args, lang)?,
        Command::Import(args) => return import::run(args, lang),
    }
    Ok(ExitCode::SUCCESS)
}
