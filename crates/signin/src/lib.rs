//! Proving who somebody is: passwords, one-time codes, recovery codes, tokens, passkeys and the
//! identity provider of an office.
//!
//! Nothing here stores anything or decides what a person may do; that is the business of `roster`
//! and `records`. Time and random bytes come in as arguments. The one thing that uses the network is
//! [`oidc`], which talks to the identity provider. What is compared in secret is compared in constant
//! time, and what is secret has no `Debug` that shows it. Which libraries, which costs, and what is
//! refused, is written in `docs/decisions/0306-signing-in.md`.

pub mod oidc;
pub mod passkeys;
pub mod passwords;
pub mod recovery;
pub mod secret;
pub mod totp;

mod address;
mod readable;
