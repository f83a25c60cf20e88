//! The program `gongkai`: commands, files, terminal. What a report or a date means is decided in
//! the crates `report` and `law`.

#[macro_use]
mod say;

mod clock;
mod columns;
mod commands;
mod directory;
mod fonts;
mod inputs;
mod installation;
mod language;
mod logging;
mod metrics_page;
mod output;
mod progress;
mod refused;
mod save;
mod stopped;
mod style;
mod told;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

/// Exit code of a run that found errors in a report.
const FINDINGS: u8 = 1;
/// Exit code of a run that could not do what was asked.
const COULD_NOT: u8 = 2;

/// 政府信息公开 · Open government information.
#[derive(Debug, Parser)]
#[command(
    name = "gongkai",
    version,
    about = "政府信息公开：读取、检查、转换、比较和汇总年度报告，计算答复期限和信息处理费\n\
             Open government information: read, check, convert, compare and add up annual reports; explain deadlines and fees",
    after_help = "退出码 Exit codes: 0 正常 fine · 1 发现错误 errors found · 2 未能完成 could not do it"
)]
struct Cli {
    /// 语言 Language of what is printed; otherwise by the locale
    #[arg(long, global = true, value_enum)]
    lang: Option<language::Choice>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 检查年度报告 Read and check annual reports
    Check(commands::check::Args),
    /// 读出报告的各表 Read one report and print its tables
    Read(commands::read::Args),
    /// 转换报告的格式，批注，图解 Write a report in another format, annotated or illustrated
    Convert(commands::convert::Args),
    /// 两个年度或者两个版本对照 Compare two years or two versions
    Compare(commands::compare::Args),
    /// 汇总各单位的报告 Add up the reports of many units
    Rollup(commands::rollup::Args),
    /// 生成空白的年度报告 Write the official form, not filled in
    Form(commands::form::Args),
    /// 计算答复期限 Explain when a request must be answered
    Due(commands::due::DueArgs),
    /// 计算信息处理费 Explain a processing fee
    Fee(commands::fee::FeeArgs),
    /// 说明检查规则 Explain the rules
    Rules(commands::rules::Args),
    /// 新建系统的数据文件夹 Make a new installation
    Init(commands::init::Args),
    /// 启动网站、接口和后台任务 Serve the site, the API and the jobs
    Serve(commands::serve::Args),
    /// 建立一个演示系统并打开网站 Make an installation with an invented bureau, and serve it
    Demo(commands::demo::Args),
    /// 机构：设立、变更、沿革、导入导出 Organisations: found, change, import
    Org(commands::org::Args),
    /// 人员：邀请、角色、三员、重置 People: invite, roles, administrators, resets
    User(commands::user::Args),
    /// 年报：发布、列出 Annual reports on the site
    Report(commands::report::Args),
    /// 放假安排：提出、列出 Holiday notices
    Calendar(commands::calendar::Args),
    /// 升级数据库结构 Take the schema of the database forward
    Migrate(commands::migrate::Args),
    /// 备份，系统不用停 Take an encrypted backup while the system works
    Backup(commands::backup::BackupArgs),
    /// 从备份恢复并核对 Restore a backup and verify it
    Restore(commands::backup::RestoreArgs),
    /// 恢复演练 Restore for practice, verify, take the time
    Drill(commands::backup::DrillArgs),
    /// 以开放格式导出全部数据 Export everything in open formats
    Export(commands::backup::ExportArgs),
    /// 核对日志、记录和文件 Verify log, records and files
    Verify(commands::verify::Args),
    /// 离线核对一份回执 Verify a receipt off line, with the public key alone
    VerifyReceipt(commands::verify::ReceiptArgs),
    /// 检查系统的设置和状态 Look an installation over
    Doctor(commands::doctor::Args),
    /// 运行中的网站能否提供服务 Whether a running site can do its work
    Health(commands::health::Args),
    /// 日志：查看、回执、检查点、每日根 The log: entries, receipts, checkpoints, roots
    Log(commands::log::Args),
    /// 个人信息的密钥 The keys of personal values
    Keys(commands::keys::Args),
    /// 后台任务 Jobs
    Jobs(commands::jobs::Args),
    /// 邮件：发一封测试邮件 Mail: sends a test
    Mail(commands::mail::Args),
    /// 生成命令补全 Print shell completions
    Completions(commands::completions::Args),
    /// 生成手册页 Write man pages into a folder
    Man(commands::man::Args),
    /// 由网站启动，读取一个文件 Started by the site to read one document
    #[command(hide = true)]
    ReadOne(commands::read_one::Args),
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = language::choose(cli.lang);
    let result = match &cli.command {
        Command::Check(args) => commands::check::run(args, lang),
        Command::Read(args) => commands::read::run(args, lang),
        Command::Convert(args) => commands::convert::run(args, lang),
        Command::Compare(args) => commands::compare::run(args, lang),
        Command::Rollup(args) => commands::rollup::run(args, lang),
        Command::Form(args) => commands::form::run(args, lang),
        Command::Due(args) => commands::due::run(args, lang),
        Command::Fee(args) => commands::fee::run(args, lang),
        Command::Rules(args) => commands::rules::run(args, lang),
        Command::Init(args) => commands::init::run(args, lang),
        Command::Serve(args) => commands::serve::run(args, lang),
        Command::Demo(args) => commands::demo::run(args, lang),
        Command::Org(args) => commands::org::run(args, lang),
        Command::User(args) => commands::user::run(args, lang),
        Command::Report(args) => commands::report::run(args, lang),
        Command::Calendar(args) => commands::calendar::run(args, lang),
        Command::Migrate(args) => commands::migrate::run(args, lang),
        Command::Backup(args) => commands::backup::backup(args, lang),
        Command::Restore(args) => commands::backup::restore(args, lang),
        Command::Drill(args) => commands::backup::drill(args, lang),
        Command::Export(args) => commands::backup::export(args, lang),
        Command::Verify(args) => commands::verify::run(args, lang),
        Command::VerifyReceipt(args) => commands::verify::receipt(args, lang),
        Command::Doctor(args) => commands::doctor::run(args, lang),
        Command::Health(args) => commands::health::run(args, lang),
        Command::Log(args) => commands::log::run(args, lang),
        Command::Keys(args) => commands::keys::run(args, lang),
        Command::Jobs(args) => commands::jobs::run(args, lang),
        Command::Mail(args) => commands::mail::run(args, lang),
        Command::Completions(args) => commands::completions::run(args, &mut Cli::command()),
        Command::Man(args) => commands::man::run(args, &Cli::command()),
        Command::ReadOne(args) => Ok(commands::read_one::run(args)),
    };
    match result {
        Ok(code) => code,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            anstream::eprintln!("{}{error:#}", style::error(lang.pick("错误：", "error: ")));
            ExitCode::from(COULD_NOT)
        }
    }
}

/// `gongkai … | head` closes our output early, which is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<std::io::Error>()
            .is_some_and(|io| io.kind() == std::io::ErrorKind::BrokenPipe)
    })
}
