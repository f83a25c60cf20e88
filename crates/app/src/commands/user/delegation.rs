//! `gongkai user delegate` and `gongkai user end-delegation`: standing in for somebody on leave.

use anyhow::{Result, bail};
use chrono::NaiveDate;
use law::Lang;
use records::person::{AccountError, AccountId, Delegation, Role};
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

/// Which role of whom is held by whom else.
#[derive(Debug, Clone, clap::Args)]
struct InStead {
    /// 委托人的登录名，即休假的人 Whose role it is
    #[arg(value_name = "FROM")]
    of: String,
    /// 代行人的登录名 Who stands in
    #[arg(value_name = "TO")]
    by: String,
    /// 代行的角色，如 reviewer 或者审核人 The role
    #[arg(long, value_parser = role::named)]
    role: Role,
    /// 任职机构的代码 In which organisation it is held
    #[arg(long, value_name = "CODE")]
    organisation: String,
    /// 理由，记入日志，如年休假 Why, for the log
    #[arg(long, value_parser = reason)]
    why: String,
    #[command(flatten)]
    at: At,
}

/// Arguments of `gongkai user delegate`.
#[derive(Debug, clap::Args)]
pub struct DelegateArgs {
    #[command(flatten)]
    in_stead: InStead,
    /// 起，不早于今天；不填为今天 The first day; today if left out
    #[arg(long, value_name = "DATE")]
    from: Option<NaiveDate>,
    /// 止 The last day
    #[arg(long, value_name = "DATE")]
    until: NaiveDate,
}

/// Arguments of `gongkai user end-delegation`.
#[derive(Debug, clap::Args)]
pub struct EndArgs {
    #[command(flatten)]
    in_stead: InStead,
}

/// Lets somebody stand in for a colleague of the same agency.
pub fn delegate(args: &DelegateArgs, lang: Lang) -> Result<()> {
    let InStead { of, by, role, organisation, why, at } = &args.in_stead;
    let installation = Installation::read(&at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    let (from_on, until_on) = (args.from.unwrap_or_else(clock::today), args.until);
    block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let directory = Directory::read(work).await.map_err(wrong)?;
            let (of, by) = (of_login(work, of, lang).await?, of_login(work, by, lang).await?);
            let tree = directory.tree(clock::today());
            let agency = |home| tree.agency_of(home);
            if agency(of.value.organisation) != agency(by.value.organisation) {
                bail!(lang.pick(
                    "委托人和代行人须在同一机关",
                    "whoever stands in works in the same agency as the other",
                ));
            }
            let (from, to) = (AccountId(of.id), AccountId(by.id));
            let delegation = Delegation {
                id: store.edge().new_id(),
                from,
                role: *role,
                organisation: directory.there_on(organisation, from_on, lang)?,
                from_on,
                until_on,
                reason: why.clone(),
            };
            let stands_in = by.value.stand_in(to, &of.value, delegation, clock::today());
            let stands_in = stands_in.map_err(|error| refused::account(error, lang))?;
            // As the site writes it; there whose role it is acts themselves, here they are named.
            let body = json!({
                "from": from,
                "to": to,
                "role": role.name(),
                "organisation": organisation,
                "from_on": from_on,
                "until_on": until_on,
                "reason": why,
            });
            let act = upon_account(to, &by.value, "rights.delegated", why, body);
            work.accounts().change(&by, &stands_in, act).await.map_err(wrong)?;
            Ok(())
        })
        .await
    })?;
    let role = role.label(lang);
    say!(
        "{}",
        lang.pick(
            format!("{by} 代 {of} 行使{role} · {organisation}，{from_on} 至 {until_on}"),
            format!("{by} stands in for {of}: {role} · {organisation}, {from_on} to {until_on}"),
        )
    );
    Ok(())
}

/// Ends standing in from this moment on. What is past stays as it was.
pub fn end(args: &EndArgs, lang: Lang) -> Result<()> {
    let InStead { of, by, role, organisation, why, at } = &args.in_stead;
    let installation = Installation::read(&at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let directory = Directory::read(work).await.map_err(wrong)?;
            let there = directory.by_code(organisation, lang)?.value.id;
            let of = of_login(work, of, lang).await?;
            let mut found = of_login(work, by, lang).await?;
            let stands = |it: &&Delegation| {
                it.from == AccountId(of.id)
                    && it.role == *role
                    && it.organisation == there
                    && clock::today() <= it.until_on
            };
            let ids: Vec<_> =
                found.value.delegations.iter().filter(stands).map(|it| it.id).collect();
            if ids.is_empty() {
                bail!(lang.pick(
                    "没有这样的代行；用 gongkai user show 代行人 查看",
                    "they do not stand in like that; see `gongkai user show TO`",
                ));
            }
            for delegation in ids {
                let refused = |error: AccountError| refused::account(error, lang);
                let ended = found.value.end_delegation(delegation).map_err(refused)?;
                let body = json!({ "delegation": delegation });
                let id = AccountId(found.id);
                let act = upon_account(id, &found.value, "rights.delegation_ended", why, body);
                found = work.accounts().change(&found, &ended, act).await.map_err(wrong)?;
            }
            Ok(())
        })
        .await
    })?;
    let role = role.label(lang);
    say!(
        "{}",
        lang.pick(
            format!("{by} 不再代 {of} 行使{role} · {organisation}"),
            format!("{by} no longer stands in for {of}: {role} · {organisation}"),
        )
    );
    Ok(())
}
