//! Signing in: what is checked in which order, and what slows down whoever guesses.
//!
//! Failures are counted by login name and network, or, from a device on which the same person has signed in
//! before, by device. So whoever guesses from elsewhere never keeps the person herself out.

use std::net::IpAddr;
use std::time::Duration;

use records::person::{Account, AccountId, AccountState};
use serde::{Deserialize, Serialize};
use serde_json::json;
use signin::PasswordError;
use signin::secret::{OneTimeToken, Purpose};
use store::{NewSession, SessionStrength, Source, Versioned};
use zeroize::Zeroizing;

use crate::acts::{About, by};
use crate::error::WebError;
use crate::origin::network;
use crate::state::Web;
use crate::time::later;

/// Failures that cost no waiting (our convention).
const FREE_FAILURES: u32 = 5;
/// The first wait, which doubles (our convention).
const FIRST_WAIT_SECONDS: i64 = 30;
/// The longest wait (our convention).
const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// After so long without a failure, counting begins anew.
const WINDOW_SECONDS: i64 = 60 * 60;
/// How long the second step may take.
const HALF_DONE_SECONDS: i64 = 5 * 60;
/// The longest that a session lives, whatever is done in it (our convention).
const SESSION_SECONDS: i64 = 10 * 60 * 60;

/// Where somebody signs in from.
#[derive(Debug, Clone)]
pub(crate) struct From {
    pub client: IpAddr,
    /// The value of the device cookie.
    pub device: Option<String>,
    /// What the browser calls itself.
    pub agent: String,
}

/// What signing in comes to.
pub(crate) enum SignedIn {
    /// A session: its secret.
    Session(Begun),
    /// The second step: the secret of the ceremony.
    SecondStep(Zeroizing<String>),
}

/// A session that has begun.
pub(crate) struct Begun {
    pub secret: Zeroizing<String>,
    pub device: String,
}

/// Why somebody is not signed in.
#[derive(Debug)]
pub(crate) enum NotSignedIn {
    /// Login, password or code are wrong, or the account is not active: the same answer.
    Wrong,
    /// Too many failures.
    Wait(Duration),
    /// Anything else.
    Failed(WebError),
}

impl<E: Into<WebError>> std::convert::From<E> for NotSignedIn {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

/// A sign-in whose first step is done.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HalfDone {
    account: AccountId,
}

/// The first step: login and password.
pub(crate) async fn with_password(
    web: &Web,
    from: &From,
    login: &str,
    password: Zeroizing<String>,
) -> Result<SignedIn, NotSignedIn> {
    let bucket = bucket(web, from, login);
    may_try(web, &bucket).await?;
    let store = web.store();
    let found = store.accounts().find_for_sign_in(login).await?;
    let active = found.filter(|it| it.value.state == AccountState::Active);
    let credential = match &active {
        Some(account) => store.credentials().get(AccountId(account.id)).await?,
        None => None,
    };
    let stored = credential.as_ref().and_then(|it| it.password_hash.clone());
    let verdict = web.settings().passwords.verify(password.clone(), stored.clone()).await;
    let verdict = verdict.map_err(|error| NotSignedIn::Failed(told_of_password(error)))?;
    let (Some(account), true, true) = (active, verdict.matches, stored.is_some()) else {
        return failed(web, &bucket).await;
    };
    store.tries().clear(&bucket).await?;
    let id = AccountId(account.id);
    if verdict.rehash {
        rehash(web, id, password).await?;
    }
    if credential.is_some_and(|it| it.has_totp) || !store.credentials().passkeys(id).await?.is_empty() {
        return second_step(web, id).await;
    }
    Ok(SignedIn::Session(begin(web, from, &account, SessionStrength::Password).await?))
}

/// The second step: a code of the app, or one of the recovery codes.
pub(crate) async fn with_code(
    web: &Web,
    from: &From,
    half: &str,
    code: &str,
) -> Result<Begun, NotSignedIn> {
    let store = web.store();
    let half = OneTimeToken::parse(Purpose::HalfDone, half).map_err(|_| NotSignedIn::Wrong)?;
    let now = store.edge().now();
    // Looked at, not taken: a mistyped code may be typed again.
    let Some(ceremony) = store.ceremonies().peek(&half.hash(), now).await? else {
        return Err(NotSignedIn::Wrong);
    };
    let HalfDone { account } =
        serde_json::from_str(&ceremony.body).map_err(WebError::internal)?;
    let bucket = bucket(web, from, &format!("second {account}"));
    may_try(web, &bucket).await?;
    let found = store.accounts().by_id_for_session(account).await?;
    let Some(found) = found.filter(|it| it.value.state == AccountState::Active) else {
        return Err(NotSignedIn::Wrong);
    };
    if !is_their_code(web, account, code).await? {
        return failed(web, &bucket).await;
    }
    if store.ceremonies().take(&half.hash(), now).await?.is_none() {
        return Err(NotSignedIn::Wrong);
    }
    store.tries().clear(&bucket).await?;
    Ok(begin(web, from, &found, SessionStrength::SecondFactor).await?)
}

/// Whether a code is the app's, not used before, or an unused recovery code. Using it up is part of asking.
async fn is_their_code(web: &Web, account: AccountId, code: &str) -> Result<bool, WebError> {
    let store = web.store();
    let Some(credential) = store.credentials().get(account).await? else { return Ok(false) };
    let seconds = u64::try_from(store.edge().now().micros() / 1_000_000).unwrap_or(0);
    let code = code.trim();
    if let Some(secret) = store.credentials().totp(account).await? {
        let totp = signin::totp::TotpSecret::from_bytes(&secret).map_err(WebError::internal)?;
        if let Some(step) = totp.verify(code, seconds, credential.totp_last_step) {
            return Ok(store.credentials().use_totp_step(account, step).await?);
        }
    }
    let Some(hash) = signin::recovery::hash(account.0, code) else { return Ok(false) };
    Ok(store.credentials().use_code(account, &hash, store.edge().now()).await?)
}

async fn second_step(web: &Web, account: AccountId) -> Result<SignedIn, NotSignedIn> {
    let store = web.store();
    let secret = OneTimeToken::of(Purpose::HalfDone, store.edge().bytes());
    let until = later(store.edge().now(), HALF_DONE_SECONDS);
    let body = serde_json::to_string(&HalfDone { account }).map_err(WebError::internal)?;
    store.ceremonies().put(&secret.hash(), "second_step", Some(account), &body, until).await?;
    Ok(SignedIn::SecondStep(secret.text()))
}

/// Begins a session, and writes down that it has begun.
pub(crate) async fn begin(
    web: &Web,
    from: &From,
    account: &Versioned<Account>,
    strength: SessionStrength,
) -> Result<Begun, WebError> {
    let store = web.store();
    let id = AccountId(account.id);
    let secret = OneTimeToken::of(Purpose::Session, store.edge().bytes());
    let now = store.edge().now();
    let session = NewSession {
        hash: secret.hash(),
        account: id,
        ends_at: later(now, SESSION_SECONDS),
        strength,
        agent: from.agent.chars().take(200).collect(),
    };
    let home = account.value.organisation;
    let body = json!({ "strength": strength.name() });
    let act = by(id, home, "session.begun", About::Account(id), "", body)?;
    let work = store.begin().await?;
    work.sessions().begin(&session).await?;
    work.log().append(act).await?;
    work.commit().await?;
    metrics::counter!("gongkai_sign_ins_total", "strength" => strength.name()).increment(1);
    Ok(Begun { secret: secret.text(), device: device(web, from, &account.value.login) })
}

/// The device cookie: the one it has, or a new one.
fn device(web: &Web, from: &From, login: &str) -> String {
    let known = from.device.as_deref().and_then(|it| it.split_once('.')).map(|(it, _)| it);
    let new = hex::encode(web.store().edge().bytes::<16>());
    let device = known.filter(|it| it.len() == 32).unwrap_or(&new);
    format!("{device}.{}", web.secrets().device_mark(login, device))
}

fn bucket(web: &Web, from: &From, login: &str) -> [u8; 32] {
    let known = from.device.as_deref().and_then(|it| it.split_once('.'));
    match known {
        Some((device, mark)) if web.secrets().is_device_mark(mark, login, device) => {
            web.secrets().bucket(&["device", login, device])
        }
        _ => web.secrets().bucket(&["network", login, &network(from.client).to_string()]),
    }
}

async fn may_try(web: &Web, bucket: &[u8; 32]) -> Result<(), NotSignedIn> {
    let store = web.store();
    let Some(tries) = store.tries().state(bucket).await? else { return Ok(()) };
    let since = (store.edge().now().micros() - tries.last_at.micros()) / 1_000_000;
    let left = wait_after(tries.failures) - since;
    match u64::try_from(left) {
        Ok(seconds @ 1..) => Err(NotSignedIn::Wait(Duration::from_secs(seconds))),
        _ => Ok(()),
    }
}

/// Seconds to wait after so many failures.
fn wait_after(failures: u32) -> i64 {
    let Some(beyond) = failures.checked_sub(FREE_FAILURES) else { return 0 };
    let doubled = FIRST_WAIT_SECONDS.checked_shl(beyond.min(20)).unwrap_or(LONGEST_WAIT_SECONDS);
    doubled.min(LONGEST_WAIT_SECONDS)
}

async fn failed<T>(web: &Web, bucket: &[u8; 32]) -> Result<T, NotSignedIn> {
    let store = web.store();
    store.tries().failed(bucket, store.edge().now(), WINDOW_SECONDS).await?;
    metrics::counter!("gongkai_sign_in_failures_total").increment(1);
    Err(NotSignedIn::Wrong)
}

async fn rehash(web: &Web, id: AccountId, password: Zeroizing<String>) -> Result<(), WebError> {
    let store = web.store();
    let hash = hashed(web, password).await?;
    let work = store.begin().await?;
    work.credentials().set_password(id, &hash, store.edge().now()).await?;
    Ok(work.commit().await?)
}

/// A password as it is kept.
pub(crate) async fn hashed(web: &Web, password: Zeroizing<String>) -> Result<String, WebError> {
    let salt = web.store().edge().bytes();
    web.settings().passwords.hash(password, salt).await.map_err(told_of_password)
}

fn told_of_password(error: PasswordError) -> WebError {
    match error {
        PasswordError::Busy => WebError::TooMany { wait: Duration::from_secs(5) },
        other => WebError::internal(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = [0, 4, 5, 6, 7, 9, 10, 30, u32::MAX].map(wait_after).to_vec();
        assert_eq!(waits, [0, 0, 30, 60, 120, 480, 900, 900, 900]);
    }
}
