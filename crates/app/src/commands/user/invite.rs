//! `gongkai user invite` and `gongkai user reset`: a way in, and a way back in.

use anyhow::{Result, bail};
use law::Lang;
use records::notification::NotificationKind;
use records::person::{Account, AccountId, AccountState};
use serde_json::json;
use store::{NewNotification, Purpose, Source, StoreError, Work};

use super::{code, of_login};
use crate::clock;
use crate::commands::acts::{unit, upon_account};
use crate::commands::reason::reason;
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::refused;
use crate::told::told;

/// Who is named.
#[derive(Debug, Clone, clap::Args)]
pub struct Person {
    /// 登录名，以后不变 What they sign in with, for good
    pub login: String,
    /// 姓名 What they are called
    #[arg(long)]
    pub name: String,
    /// 所属机构的代码 Where they work
    #[arg(long, value_name = "CODE")]
    pub organisation: String,
    /// 邮件地址，只用来发通知 Where notifications are mailed
    #[arg(long, value_name = "ADDRESS")]
    pub mail: Option<String>,
}

/// Arguments of `gongkai user invite`.
#[derive(Debug, clap::Args)]
pub struct InviteArgs {
    #[command(flatten)]
    person: Person,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Arguments of `gongkai user reset`.
#[derive(Debug, clap::Args)]
pub struct ResetArgs {
    /// 登录名 What they sign in with
    login: String,
    /// 理由，记入日志 Why, for the log
    #[arg(long, value_parser = reason)]
    why: String,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Invites somebody.
pub fn invite(args: &InviteArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let code = block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let directory = Directory::read(work).await.map_err(|error| told(&error, lang))?;
            let (id, _) = open(work, &directory, &args.person, lang).await?;
            code::put(work, id, Purpose::Invite, lang).await
        })
        .await
    })?;
    code.print(&args.person.login, &installation, args.json, lang)
}

/// Opens the account of somebody who is invited.
pub async fn open(
    work: &Work,
    directory: &Directory,
    person: &Person,
    lang: Lang,
) -> Result<(AccountId, store::Versioned<Account>)> {
    let wrong = |error: StoreError| told(&error, lang);
    let Person { login, name, organisation, mail } = person;
    let home = directory.there_on(organisation, clock::today(), lang)?;
    let account = Account::invite(login, name, home);
    let account = account.map_err(|error| refused::account(error, lang))?;
    if work.accounts().find_for_sign_in(login).await.map_err(wrong)?.is_some() {
        bail!(lang.pick(
            format!("登录名“{login}”已有人使用，请换一个；一人一号，账号注销后登录名也不再用"),
            format!("the login \"{login}\" is taken, and stays so after an account is closed; choose another"),
        ));
    }
    let id = AccountId(work.store().edge().new_id());
    let act = upon_account(id, &account, "account.invited", "", json!({ "login": login }));
    let opened = work.accounts().open(id, &account, act).await.map_err(wrong)?;
    if let Some(address) = mail {
        super::mail::set(work, &opened, Some(address), lang).await?;
    }
    let new = NewNotification::of_account(NotificationKind::AccountInvited, id, home);
    work.notifications().notify(&new).await.map_err(wrong)?;
    Ok((id, opened))
}

/// Takes every way of signing in away.
pub fn reset(args: &ResetArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    let code = block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let found = of_login(work, &args.login, lang).await?;
            let id = AccountId(found.id);
            if found.value.state == AccountState::Closed {
                bail!(refused::account(
                    records::person::AccountError::State(AccountState::Closed),
                    lang
                ));
            }
            work.credentials().forget(id).await.map_err(wrong)?;
            let kind = NotificationKind::SignInChanged;
            let new = NewNotification::of_account(kind, id, found.value.organisation);
            work.notifications().notify(&new).await.map_err(wrong)?;
            work.sessions().end_all_of(id, None).await.map_err(wrong)?;
            let act = upon_account(id, &found.value, "account.reset", &args.why, json!({}));
            work.log().append(act).await.map_err(wrong)?;
            code::put(work, id, Purpose::Reset, lang).await
        })
        .await
    })?;
    code.print(&args.login, &installation, args.json, lang)
}
