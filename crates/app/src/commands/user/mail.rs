//! `gongkai user mail`: where somebody gets their notifications.

use anyhow::{Result, anyhow, ensure};
use law::Lang;
use records::person::{Account, AccountId, is_mail_address};
use serde_json::json;
use store::{Versioned, Work};

use super::of_login;
use crate::commands::acts::{unit, upon_account};
use crate::installation::{At, Installation, block_on};
use crate::told::told;

/// Arguments of `gongkai user mail`.
#[derive(Debug, clap::Args)]
pub struct MailArgs {
    /// 登录名 What they sign in with
    login: String,
    /// 邮件地址；不填则取消 Their address; none without it
    address: Option<String>,
    #[command(flatten)]
    at: At,
}

/// Notes somebody's address, or takes it away.
pub fn run(args: &MailArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let found = of_login(work, &args.login, lang).await?;
            set(work, &found, args.address.as_deref(), lang).await
        })
        .await
    })?;
    let login = &args.login;
    say!(
        "{}",
        match args.address {
            Some(_) => lang.pick(
                format!("{login} 的通知将发到这个地址"),
                format!("Notifications of {login} go to this address"),
            ),
            None => lang.pick(
                format!("{login} 不再收到邮件，通知仍在系统里"),
                format!("{login} gets no more mail; notifications stay in the office"),
            ),
        }
    );
    Ok(())
}

/// Notes an address in the unit of work of something else. The log says that, and not which.
pub async fn set(
    work: &Work,
    account: &Versioned<Account>,
    address: Option<&str>,
    lang: Lang,
) -> Result<()> {
    let is_address = address.is_none_or(is_mail_address);
    ensure!(
        is_address,
        anyhow!(lang.pick(
            "不是邮件地址，写法如 yanshi@example.gov.cn",
            "no mail address, such as yanshi@example.gov.cn"
        ))
    );
    let body = json!({ "has_mail": address.is_some() });
    let act = upon_account(AccountId(account.id), &account.value, "account.mail_changed", "", body);
    let set = store::Source::accounts(work).set_mail(account, address, act).await;
    set.map_err(|error| told(&error, lang))
}
