//! Puts the sample bureau into an empty installation, in one unit of work.

use anyhow::{Result, anyhow};
use law::Lang;
use records::person::AccountState;
use sample::Sample;
use serde_json::json;
use signin::passwords::{PasswordCost, Passwords};
use store::{Source, Store, StoreError, Work};
use zeroize::Zeroizing;

use super::site;
use crate::commands::acts::{unit, upon_account, upon_organisation};
use crate::told::told;

/// Why everything in a demo is there.
pub(super) const WHY: &str = "gongkai demo";

/// How much was put in.
#[derive(Debug, Clone, Copy)]
pub struct Filled {
    /// Organisations.
    pub organisations: usize,
    /// Accounts.
    pub accounts: usize,
}

/// Puts the sample in, all of it or nothing, and signs the log.
pub async fn fill(store: &Store, password: &str, lang: Lang) -> Result<Filled> {
    let hash = hashed(store, password).await?;
    let sample = sample::bureau();
    let wrong = |error: StoreError| told(&error, lang);
    // Files are kept before a row names them.
    let files = site::files(store, &sample).await.map_err(wrong)?;
    let filled = unit(store, lang, async |work| {
        let filled = put(work, &sample, &hash).await.map_err(wrong)?;
        site::put(work, &sample, &files).await.map_err(wrong)?;
        Ok(filled)
    })
    .await?;
    store.log().checkpoint().await.map_err(|error| told(&error, lang))?;
    Ok(filled)
}

/// Hashes the password once for everybody: hashing it for each takes seconds, and guards nothing where all
/// have the same.
async fn hashed(store: &Store, password: &str) -> Result<String> {
    let passwords = Passwords::new(PasswordCost::RECOMMENDED, 1, 1)?;
    let password = Zeroizing::new(password.to_owned());
    passwords.hash(password, store.edge().bytes()).await.map_err(|error| anyhow!("{error}"))
}

async fn put(work: &Work, sample: &Sample, hash: &str) -> Result<Filled, StoreError> {
    for it in &sample.organisations {
        let body = json!({ "code": it.code });
        let act = upon_organisation(it.id, "organisation.founded", WHY, body);
        work.organisations().found(it, act).await?;
    }
    for (id, account) in &sample.accounts {
        let body = json!({ "login": account.login });
        let act = upon_account(*id, account, "account.invited", WHY, body);
        work.accounts().open(*id, account, act).await?;
        // Whoever has not come yet has no password; one who is suspended has one that does not help.
        if matches!(account.state, AccountState::Active | AccountState::Suspended) {
            work.credentials().set_password(*id, hash).await?;
        }
    }
    Ok(Filled { organisations: sample.organisations.len(), accounts: sample.accounts.len() })
}
