//! `gongkai mail`: whether mail goes out as configured.

use std::process::ExitCode;

use anyhow::{Result, bail};
use law::Lang;
use mail::{Letter, Message};

use crate::clock;
use crate::installation::{At, Installation, block_on};

/// Arguments of `gongkai mail`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai mail test --to yanshi@example.gov.cn --data /srv/gongkai\n\n\
    邮件服务器在 gongkai.toml 的 [mail] 设置 The mail server is named there: docs/guide/configuration.md")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 发一封测试邮件，不成功的说明原因 Sends a test mail, and says what went wrong
    Test {
        /// 收件地址 To whom
        #[arg(long, value_name = "ADDRESS")]
        to: String,
        #[command(flatten)]
        at: At,
    },
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let Command::Test { to, at } = &args.command;
    test(at, to, lang)?;
    Ok(ExitCode::SUCCESS)
}

fn test(at: &At, to: &str, lang: Lang) -> Result<()> {
    let installation = Installation::read(&at.data, lang)?;
    block_on(async {
        let Some(sender) = installation.mail_sender(lang)? else {
            bail!(lang.pick(
                "gongkai.toml 没有 [mail]，系统不发邮件，通知只在系统里；设置方法见 docs/guide/configuration.md",
                "gongkai.toml has no [mail]: no mail is sent, and notifications stay in the office; see docs/guide/configuration.md",
            ));
        };
        let edge = clock::edge();
        let letter = Letter { message: Message::Test, about: edge.new_id(), at: edge.now() };
        if let Err(failure) = sender.send(&letter, to).await {
            bail!("{}", failure.in_words(lang));
        }
        say!(
            "{}",
            lang.pick(
                format!("邮件服务器已接收发给 {to} 的测试邮件；收不到的，请看垃圾邮件，再问邮件服务器的管理员"),
                format!("The mail server took a test mail to {to}. If it does not arrive, look among the unwanted mail, then ask whoever runs the server"),
            )
        );
        Ok(())
    })
}
