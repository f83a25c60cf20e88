//! `gongkai user suspend`, `return` and `close`.

use anyhow::Result;
use law::Lang;
use records::person::{Account, AccountId, AccountState, Role};
use serde_json::json;
use store::{Source, Store, StoreError};

use super::of_login;
use crate::clock;
use crate::commands::acts::{unit, upon_account};
use crate::commands::reason::reason;
use crate::installation::{At, Installation, block_on};
use crate::refused;
use crate::told::told;

/// Which account, and why.
#[derive(Debug, clap::Args)]
pub struct StandingArgs {
    /// 登录名 What they sign in with
    login: String,
    /// 理由，记入日志 Why, for the log
    #[arg(long, value_parser = reason)]
    why: String,
    #[command(flatten)]
    at: At,
}

/// Suspends an account.
pub fn suspend(args: &StandingArgs, lang: Lang) -> Result<()> {
    become_state(args, AccountState::Suspended, "account.suspended", lang)
}

/// Takes a suspended account back.
pub fn take_back(args: &StandingArgs, lang: Lang) -> Result<()> {
    become_state(args, AccountState::Active, "account.taken_back", lang)
}

/// Closes an account.
pub fn close(args: &StandingArgs, lang: Lang) -> Result<()> {
    become_state(args, AccountState::Closed, "account.closed", lang)
}

fn become_state(
    args: &StandingArgs,
    to: AccountState,
    action: &'static str,
    lang: Lang,
) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    let without = block_on(async {
        let store = installation.open(lang).await?;
        let account = unit(&store, lang, async |work| {
            let found = of_login(work, &args.login, lang).await?;
            let refused = |error| refused::account(error, lang);
            // Whoever was invited becomes active by their own code, never by somebody else's word.
            if to == AccountState::Active && found.value.state != AccountState::Suspended {
                return Err(refused(records::person::AccountError::State(found.value.state)));
            }
            let changed = found.value.become_state(to).map_err(refused)?;
            let id = AccountId(found.id);
            let act = upon_account(id, &found.value, action, &args.why, json!({}));
            work.accounts().change(&found, &changed, act).await.map_err(wrong)?;
            if to != AccountState::Active {
                work.sessions().end_all_of(id, None).await.map_err(wrong)?;
            }
            Ok(found.value)
        })
        .await?;
        left_without(&store, &account).await.map_err(wrong)
    })?;
    say!("{}: {}", args.login, to.label(lang));
    for role in without {
        let role = role.label(lang);
        say!(
            "{}",
            lang.pick(
                format!("请留意：已经没有{role}了，用 gongkai user first 另任"),
                format!("Look at this: there is no {role} any more; appoint one with `gongkai user first`"),
            )
        );
    }
    Ok(())
}

/// The administrators' roles of an account that nobody active holds now.
async fn left_without(store: &Store, account: &Account) -> Result<Vec<Role>, StoreError> {
    let today = clock::today();
    let mut without = Vec::new();
    for it in account.appointments.iter().filter(|it| it.role.administers() && it.holds_on(today)) {
        if store.accounts().holders_of(it.role, today).await?.is_empty() {
            without.push(it.role);
        }
    }
    Ok(without)
}
