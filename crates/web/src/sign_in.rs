//! Signing in: what is checked in which order, and what slows down whoever guesses.
//!
//! Failures are counted by login name and network, or, from a device on which the same person has signed in
//! before, by device. So whoever guesses from elsewhere never keeps the person herself out.

use std::net::IpAddr;
use std::time::Duration;

use records::notification::NotificationKind::SignInChanged;
use records::person::{Account, AccountId, AccountState, is_login};
use serde_json::json;
use signin::passwords::PasswordError;
use signin::recovery::RecoveryCode;
use signin::secret::{OneTimeToken, Purpose};
use signin::totp::{SECRET_BYTES, TotpSecret};
use store::{Ceremony, NewNotification, NewSession, SecretHash, Source, Strength, Versioned, Work};
use zeroize::Zeroizing;

use crate::acts::{About, by};
use crate::error::WebError;
use crate::origin::network;
use crate::state::Web;
use crate::time::later;

/// Failures that cost no waiting (our convention).
const FREE_FAILURES: u64 = 5;
/// The same for everybody in one network together (our convention).
const FREE_OF_NETWORK: u64 = 100;
/// The first wait, which doubles (our convention).
const FIRST_WAIT_SECONDS: i64 = 30;
/// The longest wait (our convention).
const LONGEST_WAIT_SECONDS: i64 = 15 * 60;
/// After so long without a failure, counting begins anew.
const WINDOW: Duration = Duration::from_secs(60 * 60);
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

/// The ceremony of a sign-in whose first step is done.
const SECOND_STEP: &str = "second_step";

/// The first step: login and password.
pub(crate) async fn with_password(
    web: &Web,
    from: &From,
    login: &str,
    password: Zeroizing<String>,
) -> Result<SignedIn, NotSignedIn> {
    let bucket = bucket_of(web, from, login);
    let _place = web.places().take(network(from.client))?;
    let stranger = !is_known_device(web, from, login);
    if stranger {
        network_may_try(web, from).await?;
    }
    count_try(web, &bucket).await?;
    let store = web.store();
    // What can be no login is not looked for, and costs the same.
    let found = match is_login(login) {
        true => store.accounts().find_for_sign_in(login).await?,
        false => None,
    };
    let active = found.filter(|it| it.value.state == AccountState::Active);
    let credential = match &active {
        Some(account) => store.credentials().get(AccountId(account.id)).await?,
        None => None,
    };
    let stored: Option<String> = credential.as_ref().and_then(|it| it.password_hash.clone());
    let verdict = web.settings().passwords.verify(password.clone(), stored.clone()).await;
    let verdict = verdict.map_err(|error| NotSignedIn::Failed(told_of_password(error)))?;
    let (Some(account), true) = (active, verdict.matches && stored.is_some()) else {
        if stranger {
            network_failed(web, from).await?;
        }
        return wrong();
    };
    clear(web, &bucket).await?;
    let id = AccountId(account.id);
    if let (true, Some(seen)) = (verdict.rehash, stored) {
        rehash(web, id, &seen, password).await?;
    }
    if credential.is_some_and(|it| it.totp_since.is_some()) {
        return second_step(web, id).await;
    }
    Ok(SignedIn::Session(begin(web, from, &account, Strength::Password).await?))
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
    let half = half.hash().into();
    // Looked at, not taken: a mistyped code may be typed again.
    let ceremony = store.ceremonies().peek(&half, SECOND_STEP).await?;
    let Some(account) = ceremony.and_then(|it| it.account) else {
        return Err(NotSignedIn::Wrong);
    };
    let bucket = bucket_of(web, from, &format!("second {account}"));
    count_try(web, &bucket).await?;
    let found = store.accounts().by_id_for_session(account).await?;
    let Some(found) = found.filter(|it| it.value.state == AccountState::Active) else {
        return Err(NotSignedIn::Wrong);
    };
    if !is_their_code(web, account, code).await? {
        return wrong();
    }
    let work = store.begin().await?;
    if work.ceremonies().take(&half, SECOND_STEP).await?.is_none() {
        return Err(NotSignedIn::Wrong);
    }
    work.tries().clear(&bucket).await?;
    work.commit().await?;
    Ok(begin(web, from, &found, Strength::SecondFactor).await?)
}

/// Whether a code is the app's, not used before, or an unused recovery code. Using it up is part of asking.
async fn is_their_code(web: &Web, account: AccountId, code: &str) -> Result<bool, WebError> {
    let store = web.store();
    let seconds = u64::try_from(store.edge().now().micros() / 1_000_000).unwrap_or(0);
    let secret = store.credentials().totp_secret(account).await?;
    let secret = secret.map(|it| totp_of(it.expose())).transpose()?;
    let step = secret.and_then(|it| it.verify(code, seconds, None));
    let work = store.begin().await?;
    let used = match step.and_then(|it| i64::try_from(it).ok()) {
        Some(step) => work.credentials().use_totp_step(account, step).await?,
        None => match RecoveryCode::parse(code) {
            Ok(code) => {
                let hash = code.hash(account.0).into();
                let used = work.credentials().use_recovery_code(account, &hash).await?;
                if used {
                    tell_of_recovery(&work, account).await?;
                }
                used
            }
            Err(_) => false,
        },
    };
    work.commit().await?;
    Ok(used)
}

/// A recovery code is rarely used, and somebody else may have found it.
async fn tell_of_recovery(work: &Work, id: AccountId) -> Result<(), WebError> {
    let found = work.accounts().by_id_for_session(id).await?.ok_or(WebError::NotFound)?;
    let new = NewNotification::of_account(SignInChanged, id, found.value.organisation);
    work.notifications().notify(&new).await?;
    Ok(())
}

/// The secret of an app as it is kept: hexadecimal.
fn totp_of(kept: &str) -> Result<TotpSecret, WebError> {
    let mut bytes = [0; SECRET_BYTES];
    hex::decode_to_slice(kept, &mut bytes).map_err(WebError::internal)?;
    Ok(TotpSecret::new(bytes))
}

async fn second_step(web: &Web, account: AccountId) -> Result<SignedIn, NotSignedIn> {
    let store = web.store();
    let secret = OneTimeToken::new(Purpose::HalfDone, store.edge().bytes());
    let ceremony = Ceremony {
        kind: SECOND_STEP.to_owned(),
        account: Some(account),
        body: String::new(),
        until: later(store.edge().now(), HALF_DONE_SECONDS),
    };
    let work = store.begin().await?;
    work.ceremonies().put(&secret.hash().into(), &ceremony).await?;
    work.commit().await?;
    Ok(SignedIn::SecondStep(secret.text()))
}

/// Begins a session, and writes down that it has begun.
pub(crate) async fn begin(
    web: &Web,
    from: &From,
    account: &Versioned<Account>,
    strength: Strength,
) -> Result<Begun, WebError> {
    let store = web.store();
    let id = AccountId(account.id);
    let secret = OneTimeToken::new(Purpose::Session, store.edge().bytes());
    let session = NewSession {
        account: id,
        ends_at: later(store.edge().now(), SESSION_SECONDS),
        strength,
        agent: from.agent.chars().take(200).collect(),
    };
    let home = account.value.organisation;
    let body = json!({ "strength": strength.name() });
    let act = by(id, home, "session.begun", About::Account(id), "", body)?;
    let work = store.begin().await?;
    work.sessions().begin(&secret.hash().into(), session).await?;
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

fn is_known_device(web: &Web, from: &From, login: &str) -> bool {
    let known = from.device.as_deref().and_then(|it| it.split_once('.'));
    known.is_some_and(|(device, mark)| web.secrets().is_device_mark(mark, login, device))
}

pub(crate) fn bucket_of(web: &Web, from: &From, login: &str) -> SecretHash {
    let device = from.device.as_deref().and_then(|it| it.split_once('.')).map(|(it, _)| it);
    match device.filter(|_| is_known_device(web, from, login)) {
        Some(device) => web.secrets().bucket(&["device", login, device]).into(),
        None => {
            let network = network(from.client).to_string();
            web.secrets().bucket(&["network", login, &network]).into()
        }
    }
}

/// Counts an attempt before it is checked, and lets it through unless one has to wait. Counted first, because
/// attempts that come together would all be let through otherwise; whoever succeeds clears the count.
pub(crate) async fn count_try(web: &Web, bucket: &SecretHash) -> Result<(), NotSignedIn> {
    let store = web.store();
    let now = store.edge().now();
    let seen = store.tries().state(bucket).await?;
    let (before, last) = seen.map_or((0, now), |it| (it.failures, it.last_at));
    let since = (now.micros() - last.micros()) / 1_000_000;
    if let Some(wait) = left(before, FREE_FAILURES, since) {
        return Err(NotSignedIn::Wait(wait));
    }
    let work = store.begin().await?;
    let count = work.tries().failed(bucket, now, WINDOW).await?;
    work.commit().await?;
    // Others came in between: the last of them is this very moment.
    let others = count.saturating_sub(1);
    match left(others, FREE_FAILURES, 0).filter(|_| others > before) {
        Some(wait) => Err(NotSignedIn::Wait(wait)),
        None => Ok(()),
    }
}

/// What failed from one network, whatever the login: whoever tries one password on many names waits too.
/// Sign-ins that succeed are not counted, however many people an office has.
fn bucket_of_network(web: &Web, from: &From) -> SecretHash {
    let network = network(from.client).to_string();
    web.secrets().bucket(&["everybody", &network]).into()
}

async fn network_may_try(web: &Web, from: &From) -> Result<(), NotSignedIn> {
    let store = web.store();
    let Some(seen) = store.tries().state(&bucket_of_network(web, from)).await? else {
        return Ok(());
    };
    let since = (store.edge().now().micros() - seen.last_at.micros()) / 1_000_000;
    match left(seen.failures, FREE_OF_NETWORK, since) {
        Some(wait) => Err(NotSignedIn::Wait(wait)),
        None => Ok(()),
    }
}

async fn network_failed(web: &Web, from: &From) -> Result<(), WebError> {
    let work = web.store().begin().await?;
    work.tries().failed(&bucket_of_network(web, from), web.store().edge().now(), WINDOW).await?;
    Ok(work.commit().await?)
}

/// How long one still has to wait.
fn left(failures: u64, free: u64, since: i64) -> Option<Duration> {
    let seconds = u64::try_from(wait_after(failures, free) - since).ok()?;
    (seconds > 0).then(|| Duration::from_secs(seconds))
}

pub(crate) fn wrong<T>() -> Result<T, NotSignedIn> {
    metrics::counter!("gongkai_sign_in_failures_total").increment(1);
    Err(NotSignedIn::Wrong)
}

/// Seconds to wait after so many failures.
fn wait_after(failures: u64, free: u64) -> i64 {
    let Some(beyond) = failures.checked_sub(free) else { return 0 };
    let doubled = FIRST_WAIT_SECONDS
        .checked_shl(u32::try_from(beyond).unwrap_or(u32::MAX).min(20))
        .unwrap_or(LONGEST_WAIT_SECONDS);
    doubled.min(LONGEST_WAIT_SECONDS)
}

pub(crate) async fn clear(web: &Web, bucket: &SecretHash) -> Result<(), WebError> {
    let work = web.store().begin().await?;
    work.tries().clear(bucket).await?;
    Ok(work.commit().await?)
}

async fn rehash(
    web: &Web,
    id: AccountId,
    seen: &str,
    password: Zeroizing<String>,
) -> Result<(), WebError> {
    let hash = hashed(web, password).await?;
    let work = web.store().begin().await?;
    work.credentials().rehash_password(id, seen, &hash).await?;
    Ok(work.commit().await?)
}

/// A password as it is kept.
pub(crate) async fn hashed(web: &Web, password: Zeroizing<String>) -> Result<String, WebError> {
    let salt = web.store().edge().bytes();
    web.settings().passwords.hash(password, salt).await.map_err(told_of_password)
}

pub(crate) fn told_of_password(error: PasswordError) -> WebError {
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
        let waits: Vec<i64> =
            [0, 4, 5, 6, 7, 9, 10, 30, u64::MAX].map(|it| wait_after(it, FREE_FAILURES)).to_vec();
        assert_eq!(waits, [0, 0, 30, 60, 120, 480, 900, 900, 900]);
    }
}
