//! `gongkai user sessions`: where somebody is signed in.

use anyhow::Result;
use law::Lang;
use records::person::AccountId;
use serde_json::{Value, json};
use store::{Session, Source, StoreError, Strength};

use super::of_login;
use crate::clock;
use crate::columns::aligned;
use crate::commands::acts::{unit, upon_account};
use crate::commands::reason::reason;
use crate::installation::{At, Installation, block_on};
use crate::told::told;

/// Arguments of `gongkai user sessions`.
#[derive(Debug, clap::Args)]
pub struct SessionsArgs {
    /// 登录名 What they sign in with
    login: String,
    /// 全部结束 Ends all of them
    #[arg(long, requires = "why", conflicts_with = "json")]
    end: bool,
    /// 理由，记入日志 Why, for the log
    #[arg(long, value_parser = reason)]
    why: Option<String>,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Lists or ends sessions.
pub fn run(args: &SessionsArgs, lang: Lang) -> Result<()> {
    if args.end { end(args, lang) } else { list(args, lang) }
}

fn list(args: &SessionsArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let sessions = block_on(async {
        let store = installation.open(lang).await?;
        let found = of_login(&store, &args.login, lang).await?;
        let sessions = store.sessions().of_account(AccountId(found.id)).await;
        sessions.map_err(|error| told(&error, lang))
    })?;
    if args.json {
        let all: Vec<Value> = sessions.iter().map(data).collect();
        say!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    if sessions.is_empty() {
        say!("{}", lang.pick("没有登录", "not signed in anywhere"));
    }
    let rows: Vec<[String; 4]> = sessions
        .iter()
        .map(|it| {
            [
                format!("{}{}", lang.pick("开始 ", "since "), clock::in_shanghai(it.begun_at)),
                format!("{}{}", lang.pick("最近 ", "seen "), clock::in_shanghai(it.seen_at)),
                strength(it.strength, lang).to_owned(),
                it.agent.clone(),
            ]
        })
        .collect();
    for line in aligned(&rows) {
        say!("{line}");
    }
    Ok(())
}

fn data(it: &Session) -> Value {
    json!({
        "begun_at": it.begun_at,
        "seen_at": it.seen_at,
        "ends_at": it.ends_at,
        "strength": it.strength.name(),
        "agent": it.agent,
    })
}

fn strength(strength: Strength, lang: Lang) -> &'static str {
    match strength {
        Strength::Password => lang.pick("密码", "password"),
        Strength::SecondFactor => lang.pick("密码和动态码", "password and code"),
        Strength::Passkey => lang.pick("通行密钥", "passkey"),
        Strength::Oidc => lang.pick("统一身份认证", "identity provider"),
    }
}

fn end(args: &SessionsArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    let why = args.why.as_deref().unwrap_or_default();
    let count = block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let found = of_login(work, &args.login, lang).await?;
            let id = AccountId(found.id);
            let count = work.sessions().end_all_of(id, None).await.map_err(wrong)?;
            let body = json!({ "sessions": count });
            let act = upon_account(id, &found.value, "session.all_ended", why, body);
            work.log().append(act).await.map_err(wrong)?;
            Ok(count)
        })
        .await
    })?;
    say!("{}", lang.pick(format!("结束了{count}个登录"), format!("{count} sessions ended")));
    Ok(())
}
