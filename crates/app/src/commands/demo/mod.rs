//! `gongkai demo`: an installation with the invented sample bureau, to look around in.
//!
//! There is no default password: each demo has its own, for all of its invented people together.

mod fill;
mod folder;
mod password;
mod people;
mod site;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};
use law::Lang;

use super::serve::serve;
use crate::style;

/// Where a demo listens unless told otherwise: on this machine only.
const LISTEN: &str = "127.0.0.1:8080";

/// Arguments of `gongkai demo`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai demo                          # 建立并打开网站 makes it and serves it\n  \
    gongkai demo --data demo --listen 127.0.0.1:8017\n  \
    gongkai demo --no-serve               # 只建立 only makes it\n\n\
    人员、机构、电话都是虚构的。密码随机生成，存于 demo-password.txt。不要在演示系统中登记真实的信息。\n\
    Everything in it is invented. Do not keep anything real in a demo.")]
pub struct Args {
    /// 数据文件夹 Its folder
    #[arg(long, value_name = "DIR", default_value = "gongkai-demo")]
    data: PathBuf,
    /// 网站的监听地址 Where the site listens
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// 只建立，不打开网站 Only makes it
    #[arg(long)]
    no_serve: bool,
}

/// Makes the demo, or takes the one that is there, and serves it.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    if args.listen.is_some_and(|it| it.port() == 0) {
        bail!(lang.pick("须写明端口", "a port is needed"));
    }
    let demo = folder::open_or_make(&args.data, args.listen, lang)?;
    tell(&demo, lang);
    if !args.no_serve {
        serve(&demo.installation, Some(demo.listen), lang)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints who can sign in, with which password and where.
fn tell(demo: &folder::Demo, lang: Lang) {
    let folder = demo.installation.folder.display();
    let made = match demo.filled {
        Some(count) => {
            let (organisations, accounts) = (count.organisations, count.accounts);
            lang.pick(
                format!("已建立演示系统：{folder}（{organisations}个机构，{accounts}名虚构人员）"),
                format!("Made a demo: {folder} ({organisations} organisations, {accounts} invented people)"),
            )
        }
        None => lang.pick(
            format!("使用已有的演示系统：{folder}"),
            format!("Using the demo that is there: {folder}"),
        ),
    };
    say!("{made}\n");
    for line in people::by_role(lang) {
        say!("  {line}");
    }
    say!(
        "\n{}{}  {}",
        lang.pick("全体人员的密码：", "Password of everybody: "),
        style::strong(&demo.password),
        style::faint(password::FILE)
    );
    say!("{}{}", lang.pick("网址：", "Address: "), demo.origin());
    if !demo.listen.ip().is_loopback() {
        say!(
            "{}",
            lang.pick(
                "请留意：监听地址不限于本机，别的机器也能连接；演示系统只应在本机使用",
                "Look at this: other machines can connect to it; a demo is for this machine only",
            )
        );
    }
}
