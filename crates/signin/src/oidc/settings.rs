//! Which identity provider, and who we are to it.

use std::fmt;

use thiserror::Error;
use url::Url;
use zeroize::Zeroizing;

use crate::address::is_trusted;

/// What the administrators of both sides have agreed on.
#[derive(Clone)]
pub struct OidcSettings {
    /// The provider, exactly as it writes itself.
    pub issuer: String,
    /// Our name with the provider.
    pub client_id: String,
    /// Our secret with the provider; none where the provider relies on PKCE alone.
    pub client_secret: Option<Zeroizing<String>>,
    /// Where the browser comes back, exactly as registered with the provider.
    pub redirect_uri: String,
    /// What is asked for besides `openid`, such as `profile`.
    pub scopes: Vec<String>,
}

/// Settings with which nobody is sent anywhere.
#[derive(Debug, Error)]
pub enum UnusableSettings {
    /// Neither `https` nor on this machine, or with a query, a fragment or a password.
    #[error("the issuer must be an https address without query, fragment and password")]
    Issuer,
    /// Neither `https` nor on this machine, or with a fragment.
    #[error("the redirect address must be an https address without fragment")]
    Redirect,
    /// Nobody to be.
    #[error("the client id is empty")]
    Client,
    /// No HTTP client can be made, for want of certificates for example.
    #[error("the HTTP client could not be made")]
    Http(#[source] reqwest::Error),
}

impl OidcSettings {
    /// Tells whether plain `http` on this machine is allowed, which is so when the issuer uses it.
    pub(super) fn check(&self) -> Result<bool, UnusableSettings> {
        let issuer = Url::parse(&self.issuer).map_err(|_| UnusableSettings::Issuer)?;
        let bare = issuer.query().is_none()
            && issuer.fragment().is_none()
            && issuer.username().is_empty()
            && issuer.password().is_none();
        if !bare || !is_trusted(&issuer, true) {
            return Err(UnusableSettings::Issuer);
        }
        let redirect = Url::parse(&self.redirect_uri).map_err(|_| UnusableSettings::Redirect)?;
        if redirect.fragment().is_some() || !is_trusted(&redirect, true) {
            return Err(UnusableSettings::Redirect);
        }
        if self.client_id.is_empty() {
            return Err(UnusableSettings::Client);
        }
        Ok(issuer.scheme() == "http")
    }
}

impl fmt::Debug for OidcSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcSettings")
            .field("issuer", &self.issuer)
            .field("client_id", &self.client_id)
            .field("redirect_uri", &self.redirect_uri)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(issuer: &str, redirect_uri: &str) -> OidcSettings {
        OidcSettings {
            issuer: issuer.to_owned(),
            client_id: "gongkai".to_owned(),
            client_secret: Some(Zeroizing::new("CANARY".to_owned())),
            redirect_uri: redirect_uri.to_owned(),
            scopes: vec![],
        }
    }

    const HERE: &str = "https://gongkai.example/answer";

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for (issuer, plain) in [
            ("https://id.example", false),
            ("https://id.example/realms/office", false),
            ("http://127.0.0.1:3000", true),
            ("http://[::1]:3000", true),
            ("http://localhost:3000", true),
        ] {
            assert_eq!(with(issuer, HERE).check().unwrap(), plain, "{issuer}");
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        for issuer in [
            "",
            "id.example",
            "http://id.example",
            "http://10.0.0.1",
            "http://localhost.id.example",
            "ftp://localhost",
            "https://a:b@id.example",
            "https://id.example?a=b",
            "https://id.example#a",
        ] {
            assert!(
                matches!(with(issuer, HERE).check(), Err(UnusableSettings::Issuer)),
                "{issuer}"
            );
        }
        for redirect in ["", "/answer", "http://gongkai.example/", "https://gongkai.example/#a"] {
            let checked = with("https://id.example", redirect).check();
            assert!(matches!(checked, Err(UnusableSettings::Redirect)), "{redirect}");
        }
    }

    #[test]
    fn debug_hides_the_secret() {
        assert!(!format!("{:?}", with("https://id.example", HERE)).contains("CANARY"));
    }
}
