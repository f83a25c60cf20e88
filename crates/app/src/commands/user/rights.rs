//! `gongkai user grant` and `gongkai user end-role`.

use anyhow::Result;
use chrono::NaiveDate;
use law::Lang;
use records::person::{AccountError, AccountId, Appointment, Role};
use serde_json::json;
use store::{Source, StoreError};

use super::{of_login, role};
use crate::clock;
use crate::commands::acts::{unit, upon_account};
use crate::commands::reason::reason;
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::refused;
use crate::told::told;

/// Which role of whom.
#[derive(Debug, Clone, clap::Args)]
struct Right {
    /// 登录名 What they sign in with
    login: String,
    /// 角色，如 clerk 或者信息公开专员 The role
    #[arg(value_parser = role::named)]
    role: Role,
    /// 任职机构的代码 In which organisation
    #[arg(long, value_name = "CODE")]
    organisation: String,
    /// 理由，记入日志，如任职文件 Why, for the log
    #[arg(long, value_parser = reason)]
    why: String,
    #[command(flatten)]
    at: At,
}

/// Arguments of `gongkai user grant`.
#[derive(Debug, clap::Args)]
pub struct GrantArgs {
    #[command(flatten)]
    right: Right,
    /// 起；不填为今天 The first day; today if left out
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// 止；不填为没有期限 The last day; without end if left out
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
}

/// Arguments of `gongkai user end-role`.
#[derive(Debug, clap::Args)]
pub struct EndArgs {
    #[command(flatten)]
    right: Right,
}

/// Grants a role.
pub fn grant(args: &GrantArgs, lang: Lang) -> Result<()> {
    let Right { login, role, organisation, why, at } = &args.right;
    let installation = Installation::read(&at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let directory = Directory::read(work).await.map_err(wrong)?;
            let found = of_login(work, login, lang).await?;
            let from_on = args.from.unwrap_or_else(clock::today);
            let appointment = Appointment {
                id: store.edge().new_id(),
                role: *role,
                organisation: directory.there_on(organisation, from_on, lang)?,
                from_on,
                until_on: args.until,
            };
            let appointed = found.value.appoint(appointment.clone());
            let appointed = appointed.map_err(|error| refused::account(error, lang))?;
            let body = json!({ "appointments": [appointment] });
            let id = AccountId(found.id);
            let act = upon_account(id, &found.value, "rights.granted", why, body);
            work.accounts().change(&found, &appointed, act).await.map_err(wrong)?;
            Ok(())
        })
        .await
    })?;
    let role = role.label(lang);
    say!(
        "{}",
        lang.pick(
            format!("已授予 {login}：{role} · {organisation}"),
            format!("Granted to {login}: {role} · {organisation}"),
        )
    );
    Ok(())
}

/// Ends a role from this moment on: yesterday was its last day. One that has not begun goes too.
pub fn end(args: &EndArgs, lang: Lang) -> Result<()> {
    let Right { login, role, organisation, why, at } = &args.right;
    let installation = Installation::read(&at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let directory = Directory::read(work).await.map_err(wrong)?;
            let there = directory.by_code(organisation, lang)?.value.id;
            let found = of_login(work, login, lang).await?;
            let today = clock::today();
            let last = today.pred_opt().unwrap_or(today);
            let held = |it: &&Appointment| {
                it.role == *role
                    && it.organisation == there
                    && it.until_on.is_none_or(|until| today <= until)
            };
            let ids: Vec<_> =
                found.value.appointments.iter().filter(held).map(|it| it.id).collect();
            let refused = |error| refused::account(error, lang);
            if ids.is_empty() {
                return Err(refused(AccountError::NoSuchRole));
            }
            let ended = ids
                .iter()
                .try_fold(found.value.clone(), |it, id| it.end_appointment(*id, last))
                .map_err(refused)?;
            let body = json!({ "appointments": ids });
            let id = AccountId(found.id);
            let act = upon_account(id, &found.value, "rights.ended", why, body);
            work.accounts().change(&found, &ended, act).await.map_err(wrong)?;
            Ok(())
        })
        .await
    })?;
    let role = role.label(lang);
    say!(
        "{}",
        lang.pick(
            format!("已终止 {login} 的{role} · {organisation}"),
            format!("{login} is no longer {role} · {organisation}"),
        )
    );
    Ok(())
}
