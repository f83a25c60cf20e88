//! What only this installation can make: tokens of forms, names of cool-downs, codes given out once.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use store::Keys;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A key for each purpose. The same on every node.
pub(crate) struct Secrets {
    forms: Zeroizing<[u8; 32]>,
    devices: Zeroizing<[u8; 32]>,
    buckets: Zeroizing<[u8; 32]>,
    codes: Zeroizing<[u8; 32]>,
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

impl Secrets {
    pub(crate) fn of(keys: &Keys) -> Self {
        Self {
            forms: keys.derived("web.forms"),
            devices: keys.derived("web.devices"),
            buckets: keys.derived("web.buckets"),
            codes: keys.derived("web.codes"),
        }
    }

    /// The token of a form, as given to one browser in one session.
    pub(crate) fn form_token(&self, browser: &str, session: Option<&[u8; 32]>) -> String {
        let session = session.map_or(&[][..], |it| &it[..]);
        hex::encode(tag(&self.forms, &[browser.as_bytes(), session]))
    }

    /// Whether a form token is the one that was given.
    pub(crate) fn is_form_token(
        &self,
        given: &str,
        browser: &str,
        session: Option<&[u8; 32]>,
    ) -> bool {
        let expected = self.form_token(browser, session);
        expected.as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// The mark of a device from which somebody has signed in before.
    pub(crate) fn device_mark(&self, login: &str, device: &str) -> String {
        hex::encode(tag(&self.devices, &[login.as_bytes(), device.as_bytes()]))
    }

    /// Whether a device's mark is ours.
    pub(crate) fn is_device_mark(&self, given: &str, login: &str, device: &str) -> bool {
        self.device_mark(login, device).as_bytes().ct_eq(given.as_bytes()).into()
    }

    /// The name under which failures are counted; nothing can be read from it.
    pub(crate) fn bucket(&self, parts: &[&str]) -> [u8; 32] {
        let parts: Vec<&[u8]> = parts.iter().map(|it| it.as_bytes()).collect();
        tag(&self.buckets, &parts)
    }

    /// The bytes of a code that is shown once and not kept: the same for the same cause, so that an answer
    /// asked for twice need not be stored to be given twice.
    pub(crate) fn code(&self, cause: &[&str]) -> Zeroizing<[u8; 32]> {
        let parts: Vec<&[u8]> = cause.iter().map(|it| it.as_bytes()).collect();
        Zeroizing::new(tag(&self.codes, &parts))
    }
}

fn tag(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length fits HMAC");
    for part in parts {
        // Lengths first, so that no two lists of parts are hashed alike.
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}
