//! `gongkai user list` and `gongkai user show`.

use anyhow::Result;
use law::Lang;
use records::person::{Account, AccountId, Appointment};
use serde_json::{Value, json};
use store::{Source, StoreError, Versioned};

use super::of_login;
use crate::columns::aligned;
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::told::told;
use crate::{clock, style};

/// Accounts that are read in one query.
const PAGE: u64 = 500;

/// Arguments of `gongkai user list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    at: At,
    /// 只列该机构及其内设机构的 Of this organisation and its sections only
    #[arg(long, value_name = "CODE")]
    organisation: Option<String>,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// Arguments of `gongkai user show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// 登录名 What they sign in with
    login: String,
    #[command(flatten)]
    at: At,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// Lists accounts, in order of their logins.
pub fn list(args: &ListArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    let (directory, accounts) = block_on(async {
        let store = installation.open(lang).await?;
        let directory = Directory::read(&store).await.map_err(wrong)?;
        let scope = match &args.organisation {
            Some(code) => {
                directory.scope_of(directory.by_code(code, lang)?.value.id, clock::today())
            }
            None => directory.scope(),
        };
        let mut all: Vec<Versioned<Account>> = Vec::new();
        loop {
            let after = all.last().map(|it| AccountId(it.id));
            let page = store.accounts().page(&scope, after, PAGE).await.map_err(wrong)?;
            if page.is_empty() {
                break;
            }
            all.extend(page);
        }
        all.sort_by(|a, b| a.value.login.cmp(&b.value.login));
        Ok((directory, all))
    })?;
    if args.json {
        let all: Vec<Value> = accounts.iter().map(|it| data(it, &directory)).collect();
        say!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    if accounts.is_empty() {
        say!("{}", lang.pick("没有人员", "there are no accounts"));
    }
    let rows: Vec<[String; 5]> =
        accounts.iter().map(|it| row(&it.value, &directory, lang)).collect();
    for line in aligned(&rows) {
        say!("{line}");
    }
    Ok(())
}

fn row(account: &Account, directory: &Directory, lang: Lang) -> [String; 5] {
    let today = clock::today();
    let held = account.appointments.iter().filter(|it| it.holds_on(today));
    let roles: Vec<String> = held
        .map(|it| format!("{} · {}", it.role.label(lang), directory.code_of(it.organisation)))
        .collect();
    [
        account.login.clone(),
        account.name.clone(),
        account.state.label(lang).to_owned(),
        directory.code_of(account.organisation),
        roles.join(lang.pick("、", ", ")),
    ]
}

/// Shows an account, its roles and for whom it stands in.
pub fn show(args: &ShowArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    let (directory, found, credential, passkeys, away) = block_on(async {
        let store = installation.open(lang).await?;
        let directory = Directory::read(&store).await.map_err(wrong)?;
        let found = of_login(&store, &args.login, lang).await?;
        let id = AccountId(found.id);
        let credential = store.credentials().get(id).await.map_err(wrong)?;
        let passkeys = store.passkeys().of_account(id).await.map_err(wrong)?.len();
        let mut away = Vec::new();
        for it in &found.value.delegations {
            let of = store.accounts().by_id_for_session(it.from).await.map_err(wrong)?;
            away.push(of.map_or_else(|| it.from.to_string(), |it| it.value.login));
        }
        Ok((directory, found, credential, passkeys, away))
    })?;
    let password = credential.as_ref().and_then(|it| it.password_set_at);
    let second = credential.as_ref().and_then(|it| it.totp_since);
    if args.json {
        let mut shown = data(&found, &directory);
        shown["password_set_at"] = json!(password);
        shown["second_factor_since"] = json!(second);
        shown["passkeys"] = json!(passkeys);
        say!("{}", serde_json::to_string_pretty(&shown)?);
        return Ok(());
    }
    let account = &found.value;
    say!("{}  {}", style::strong(&account.name), account.login);
    let at = |it: Option<eventlog::At>| it.map_or("—".to_owned(), clock::in_shanghai);
    let rows = [
        [lang.pick("状态", "state"), account.state.label(lang)],
        [lang.pick("所属机构", "works in"), &directory.code_of(account.organisation)],
        [lang.pick("密码设于", "password set"), &at(password)],
        [lang.pick("动态码启用于", "second factor since"), &at(second)],
        [lang.pick("通行密钥", "passkeys"), &passkeys.to_string()],
    ];
    for line in aligned(&rows.map(|it| it.map(str::to_owned))) {
        say!("  {line}");
    }
    say!("{}", lang.pick("角色", "Roles"));
    for it in &account.appointments {
        say!("  {}", appointment(it, &directory, lang));
    }
    for (it, of) in account.delegations.iter().zip(&away) {
        let (role, at) = (it.role.label(lang), directory.code_of(it.organisation));
        say!(
            "  {}",
            lang.pick(
                format!(
                    "代 {of} 行使：{role} · {at}  {} 至 {}  {}",
                    it.from_on, it.until_on, it.reason
                ),
                format!(
                    "stands in for {of}: {role} · {at}  {} to {}  {}",
                    it.from_on, it.until_on, it.reason
                ),
            )
        );
    }
    Ok(())
}

fn appointment(it: &Appointment, directory: &Directory, lang: Lang) -> String {
    let (role, at) = (it.role.label(lang), directory.code_of(it.organisation));
    let from = it.from_on;
    match it.until_on {
        Some(until) => lang.pick(
            format!("{role} · {at}  {from} 至 {until}"),
            format!("{role} · {at}  {from} to {until}"),
        ),
        None => {
            lang.pick(format!("{role} · {at}  {from} 起"), format!("{role} · {at}  from {from} on"))
        }
    }
}

/// An account as data, with codes in place of ids.
fn data(found: &Versioned<Account>, directory: &Directory) -> Value {
    let account = &found.value;
    let appointments = account.appointments.iter().map(|it| {
        json!({
            "role": it.role.name(),
            "organisation": directory.code_of(it.organisation),
            "from_on": it.from_on,
            "until_on": it.until_on,
        })
    });
    let delegations = account.delegations.iter().map(|it| {
        json!({
            "from": it.from,
            "role": it.role.name(),
            "organisation": directory.code_of(it.organisation),
            "from_on": it.from_on,
            "until_on": it.until_on,
            "reason": it.reason,
        })
    });
    json!({
        "id": found.id,
        "login": account.login,
        "name": account.name,
        "state": account.state,
        "organisation": directory.code_of(account.organisation),
        "appointments": appointments.collect::<Vec<_>>(),
        "delegations": delegations.collect::<Vec<_>>(),
    })
}
