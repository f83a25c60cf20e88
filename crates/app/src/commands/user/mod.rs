//! `gongkai user`: accounts, roles, one-time codes, sessions.

pub mod code;
mod delegation;
mod first;
mod invite;
mod mail;
mod rights;
mod role;
mod sessions;
mod show;
mod standing;

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use law::Lang;
use records::person::Account;
use store::{Source, Versioned};

use crate::told::told;

/// Arguments of `gongkai user`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai user first yanshi.zi --name 演示用户甲 --role system_administrator --organisation haidong --data /srv/gongkai\n  \
    gongkai user invite yanshi.jia --name 演示用户乙 --organisation haidong-jyj\n  \
    gongkai user grant yanshi.jia clerk --organisation haidong-jyj --why 海教任〔2026〕1号（演示）\n  \
    gongkai user delegate yanshi.yi yanshi.jia --role reviewer --organisation haidong-jyj --until 2026-03-13 --why 年休假\n  \
    gongkai user list --organisation haidong-jyj\n  \
    gongkai user mail yanshi.jia yanshi.jia@example.gov.cn\n  \
    gongkai user reset yanshi.jia --why 手机丢失\n\n\
    一次性代码只显示一次，七日内有效，请当面或者用信封交给本人。\n\
    A one-time code is shown once and is good for seven days: hand it over in person or by letter.")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 列出人员 Lists accounts
    List(show::ListArgs),
    /// 一名人员 Shows one
    Show(show::ShowArgs),
    /// 邀请人员，显示一次性代码 Invites somebody and prints the one-time code
    Invite(invite::InviteArgs),
    /// 首任三员之一，显示一次性代码 One of the first three administrators
    First(first::FirstArgs),
    /// 授予角色 Grants a role
    Grant(rights::GrantArgs),
    /// 终止角色 Ends a role
    EndRole(rights::EndArgs),
    /// 委托代行：休假期间由同一机关的人代行角色 Lets a colleague stand in during leave
    Delegate(delegation::DelegateArgs),
    /// 终止代行 Ends standing in
    EndDelegation(delegation::EndArgs),
    /// 停用账号，登录立即失效 Suspends an account and ends its sessions
    Suspend(standing::StandingArgs),
    /// 恢复停用的账号 Takes a suspended account back
    Return(standing::StandingArgs),
    /// 注销账号，不能恢复 Closes an account, for good
    Close(standing::StandingArgs),
    /// 重置登录方式，显示新的一次性代码 Takes every way of signing in away and prints a new code
    Reset(invite::ResetArgs),
    /// 通知发到哪个邮件地址 Where their notifications are mailed
    Mail(mail::MailArgs),
    /// 列出或者结束登录 Lists or ends sessions
    Sessions(sessions::SessionsArgs),
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    match &args.command {
        Command::List(args) => show::list(args, lang)?,
        Command::Show(args) => show::show(args, lang)?,
        Command::Invite(args) => invite::invite(args, lang)?,
        Command::First(args) => first::run(args, lang)?,
        Command::Grant(args) => rights::grant(args, lang)?,
        Command::EndRole(args) => rights::end(args, lang)?,
        Command::Delegate(args) => delegation::delegate(args, lang)?,
        Command::EndDelegation(args) => delegation::end(args, lang)?,
        Command::Suspend(args) => standing::suspend(args, lang)?,
        Command::Return(args) => standing::take_back(args, lang)?,
        Command::Close(args) => standing::close(args, lang)?,
        Command::Reset(args) => invite::reset(args, lang)?,
        Command::Mail(args) => mail::run(args, lang)?,
        Command::Sessions(args) => sessions::run(args, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The account of a login. Whoever sits at the machine may see every account.
async fn of_login(source: &impl Source, login: &str, lang: Lang) -> Result<Versioned<Account>> {
    let found = source.accounts().find_for_sign_in(login).await;
    found.map_err(|error| told(&error, lang))?.ok_or_else(|| {
        anyhow!(lang.pick(
            format!("没有登录名为“{login}”的账号；用 gongkai user list 查看"),
            format!("there is no account \"{login}\"; see `gongkai user list`"),
        ))
    })
}
