//! One-time codes from an authenticator app, as RFC 6238 has them: six digits, half a minute, SHA-1.
//!
//! These are the only parameters that every app understands. SHA-1 is sound here, because the code
//! does not rest on collisions.

mod qr;

use std::fmt;

use totp_rs::{Builder, Totp};
use zeroize::Zeroizing;

pub use self::qr::{QrTooLarge, qr_svg};
use crate::readable;

/// Seconds of a step.
pub const STEP_SECONDS: u64 = 30;

/// Bytes of the secret, as many as the hash has.
pub const SECRET_BYTES: usize = 20;

/// Digits of a code.
const DIGITS: usize = 6;

/// How many steps a telephone may be slow or fast.
const SKEW: u64 = 1;

/// The secret that a person's app and we share. It is stored sealed; `Debug` hides it.
pub struct TotpSecret(Zeroizing<[u8; SECRET_BYTES]>);

impl TotpSecret {
    /// Takes fresh random bytes, or those that were stored.
    #[must_use]
    pub fn new(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// Returns the bytes: to be sealed and stored, and nothing else.
    #[must_use]
    pub fn bytes(&self) -> &[u8; SECRET_BYTES] {
        &self.0
    }

    /// Checks a code, and returns its step, which the caller stores before letting the person in.
    ///
    /// A code of the step before or after is right too. A code of `last_step` or before is not,
    /// whoever reads a code over somebody's shoulder cannot use it a second time.
    #[must_use]
    pub fn verify(&self, typed: &str, unix_seconds: u64, last_step: Option<u64>) -> Option<u64> {
        let typed = readable::plain(typed, DIGITS)?;
        let now = unix_seconds / STEP_SECONDS;
        let totp = self.totp("", "");
        let mut found = None;
        for step in now.saturating_sub(SKEW)..=now.saturating_add(SKEW) {
            let Some(at) = step.checked_mul(STEP_SECONDS) else { continue };
            let right = totp.check(&typed, at).is_some();
            let fresh = last_step.is_none_or(|last| step > last);
            if right && fresh && found.is_none() {
                found = Some(step);
            }
        }
        found
    }

    /// Writes the address that an app reads from a QR code. It contains the secret.
    #[must_use]
    pub fn otpauth_uri(&self, issuer: &str, login: &str) -> Zeroizing<String> {
        let uri = self.totp(issuer, login).to_url();
        Zeroizing::new(uri.expect("the label is neither empty nor has a colon"))
    }

    /// Writes the secret in base 32 in groups of four, for whoever cannot scan.
    #[must_use]
    pub fn base32(&self) -> Zeroizing<String> {
        let totp = self.totp("", "");
        let letters = Zeroizing::new(totp.secret().to_base32());
        let mut text = Zeroizing::new(String::with_capacity(letters.len() * 5 / 4));
        for (at, letter) in letters.chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push(' ');
            }
            text.push(letter);
        }
        text
    }

    /// The library has no code without a name; names do not change the code.
    fn totp(&self, issuer: &str, login: &str) -> Totp {
        // A colon divides the two names in the label.
        let name = |name: &str, otherwise: &str| match name.trim().replace(':', " ") {
            empty if empty.is_empty() => otherwise.to_owned(),
            name => name,
        };
        Builder::new()
            .with_secret(*self.0)
            // Which steps are looked at, and which were used, is decided above.
            .with_skew(0)
            .with_step_duration(STEP_SECONDS)
            .with_issuer(Some(name(issuer, "gongkai")))
            .with_account_name(name(login, "account"))
            .build_noncompliant()
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(…)")
    }
}

#[cfg(test)]
mod tests;
