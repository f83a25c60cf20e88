//! Passkeys: signing in with a key that never leaves a person's device (WebAuthn).
//!
//! The device asks for a finger, a face or a number before it signs, so a passkey is two factors at
//! once and needs no password. Which make of device it is, is not asked: an office that prescribes
//! makes keeps a list, and we none.
//!
//! What the browser gets and sends are texts of JSON as the standard has them. The library draws the
//! challenges itself, from the system's randomness.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    Passkey as Key, PasskeyAuthentication, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, WebauthnError,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

use crate::address::is_trusted;

/// The largest answer of a browser that is read; with every known extension it is a tenth.
const LARGEST_ANSWER: usize = 64 * 1024;

/// How long a person may look for the device.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);

/// We, as devices know us.
#[derive(Debug)]
pub struct Passkeys {
    webauthn: Webauthn,
}

/// The public half of a key, as it is stored with the account. It is no secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passkey(Key);

/// A registration that has begun. It is stored on the server and used once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registering {
    state: PasskeyRegistration,
    begun_at: DateTime<Utc>,
}

/// A sign-in that has begun. It is stored on the server and used once.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SigningIn {
    state: PasskeyAuthentication,
    begun_at: DateTime<Utc>,
}

/// The name or the address is not one under which keys can be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("passkeys need an https origin whose host is the relying party's or below it")]
pub struct UnusableOrigin;

/// Why a passkey was not accepted.
#[derive(Debug, Error)]
pub enum PasskeyError {
    /// There is no key to sign in with.
    #[error("the account has no passkey")]
    None,
    /// The person took too long.
    #[error("the passkey came too late")]
    TooLate,
    /// The answer is none that a browser gives.
    #[error("the answer of the browser makes no sense")]
    Malformed,
    /// The key is registered already.
    #[error("this passkey is registered already")]
    Known,
    /// The key was removed from the account in the meantime.
    #[error("this passkey does not belong to the account any more")]
    Removed,
    /// The device counts backwards, so somebody has a copy of it. The person is warned, the key goes.
    #[error("the passkey may have been copied")]
    Copied,
    /// Another challenge, another address, another key, or nobody proved to be the owner.
    #[error("the passkey is not valid")]
    Invalid(#[source] WebauthnError),
}

impl Passkeys {
    /// Takes the domain for which keys are made, the address of our pages, and our name.
    ///
    /// The domain cannot change later: every key is bound to it.
    ///
    /// # Errors
    ///
    /// [`UnusableOrigin`] when the pages are neither `https` nor on `localhost`, or lie elsewhere.
    pub fn new(domain: &str, origin: &Url, name: &str) -> Result<Self, UnusableOrigin> {
        if !is_trusted(origin, true) {
            return Err(UnusableOrigin);
        }
        let builder = WebauthnBuilder::new(domain, origin).map_err(|_| UnusableOrigin)?;
        let webauthn = builder.rp_name(name).build().map_err(|_| UnusableOrigin)?;
        Ok(Self { webauthn })
    }

    /// Begins the registration of another key: what the page hands to the browser, and what to keep.
    ///
    /// # Errors
    ///
    /// [`PasskeyError::Invalid`] for a login or a name that is empty.
    pub fn begin_registration(
        &self,
        account: Uuid,
        login: &str,
        name: &str,
        existing: &[Passkey],
        now: DateTime<Utc>,
    ) -> Result<(String, Registering), PasskeyError> {
        let known = existing.iter().map(|it| it.0.cred_id().clone()).collect();
        let begun = self.webauthn.start_passkey_registration(account, login, name, Some(known));
        let (options, state) = begun.map_err(PasskeyError::Invalid)?;
        Ok((for_the_browser(&options), Registering { state, begun_at: now }))
    }

    /// Ends a registration.
    ///
    /// The caller stores the key under its [`Passkey::id`], which no account may have already.
    ///
    /// # Errors
    ///
    /// [`PasskeyError`], for all that does not fit together.
    pub fn finish_registration(
        &self,
        answer: &str,
        pending: &Registering,
        existing: &[Passkey],
        now: DateTime<Utc>,
    ) -> Result<Passkey, PasskeyError> {
        in_time(pending.begun_at, now)?;
        let answer: RegisterPublicKeyCredential = from_the_browser(answer)?;
        let finished = self.webauthn.finish_passkey_registration(&answer, &pending.state);
        let key = Passkey(finished.map_err(PasskeyError::Invalid)?);
        if existing.contains(&key) {
            return Err(PasskeyError::Known);
        }
        Ok(key)
    }

    /// Begins a sign-in with any of the keys of an account.
    ///
    /// # Errors
    ///
    /// [`PasskeyError::None`] without keys.
    pub fn begin_authentication(
        &self,
        existing: &[Passkey],
        now: DateTime<Utc>,
    ) -> Result<(String, SigningIn), PasskeyError> {
        if existing.is_empty() {
            return Err(PasskeyError::None);
        }
        let keys: Vec<Key> = existing.iter().map(|it| it.0.clone()).collect();
        let begun = self.webauthn.start_passkey_authentication(&keys);
        let (options, state) = begun.map_err(PasskeyError::Invalid)?;
        Ok((for_the_browser(&options), SigningIn { state, begun_at: now }))
    }

    /// Ends a sign-in, and returns the key that was used. The caller stores it in place of the old
    /// one, because some devices count their signatures.
    ///
    /// # Errors
    ///
    /// [`PasskeyError`], for all that does not fit together.
    pub fn finish_authentication(
        &self,
        answer: &str,
        pending: &SigningIn,
        existing: &[Passkey],
        now: DateTime<Utc>,
    ) -> Result<Passkey, PasskeyError> {
        in_time(pending.begun_at, now)?;
        let answer: PublicKeyCredential = from_the_browser(answer)?;
        let finished = self.webauthn.finish_passkey_authentication(&answer, &pending.state);
        let used = finished.map_err(|error| match error {
            WebauthnError::CredentialPossibleCompromise => PasskeyError::Copied,
            error => PasskeyError::Invalid(error),
        })?;
        if !used.user_verified() {
            return Err(PasskeyError::Invalid(WebauthnError::UserNotVerified));
        }
        // Read anew by the caller: a key removed since the beginning does not let anybody in.
        let mut keys = existing.iter().cloned();
        let mut key =
            keys.find(|it| it.0.cred_id() == used.cred_id()).ok_or(PasskeyError::Removed)?;
        key.0.update_credential(&used);
        Ok(key)
    }
}

impl Passkey {
    /// Returns the name that the device gave the key, unique among all keys of all people.
    #[must_use]
    pub fn id(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0.cred_id())
    }
}

fn in_time(begun_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), PasskeyError> {
    if (TimeDelta::zero()..=PATIENCE).contains(&(now - begun_at)) {
        return Ok(());
    }
    Err(PasskeyError::TooLate)
}

fn for_the_browser<T: Serialize>(options: &T) -> String {
    serde_json::to_string(options).expect("options have text keys and no numbers beyond JSON")
}

fn from_the_browser<T: for<'a> Deserialize<'a>>(answer: &str) -> Result<T, PasskeyError> {
    if answer.len() > LARGEST_ANSWER {
        return Err(PasskeyError::Malformed);
    }
    serde_json::from_str(answer).map_err(|_| PasskeyError::Malformed)
}

impl fmt::Debug for Registering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Registering").field("begun_at", &self.begun_at).finish_non_exhaustive()
    }
}

impl fmt::Debug for SigningIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningIn").field("begun_at", &self.begun_at).finish_non_exhaustive()
    }
}
