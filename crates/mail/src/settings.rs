//! Which server takes the mail, and who it comes from.

use std::net::IpAddr;
use std::str::FromStr;

use lettre::message::Mailbox;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::message::Site;

/// How the connection to the server is kept from others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Security {
    /// It is encrypted before anything is said (STARTTLS); a server that cannot gets no mail.
    #[default]
    StartTls,
    /// It is encrypted from the beginning.
    Tls,
    /// It is not. Only for a server on this machine.
    None,
}

/// Who we are with the server.
#[derive(Clone)]
pub struct Credentials {
    /// The user.
    pub user: String,
    /// The password.
    pub password: Zeroizing<String>,
}

impl std::fmt::Debug for Credentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Credentials({}, …)", self.user)
    }
}

/// Everything about sending.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The server.
    pub(crate) server: String,
    /// Its port.
    pub(crate) port: u16,
    /// How the connection is kept from others.
    pub(crate) security: Security,
    /// Who we are; nobody where the server asks nobody.
    pub(crate) credentials: Option<Credentials>,
    /// Who issues the server's certificate, as PEM, besides those that the machine trusts.
    pub(crate) authorities: Vec<u8>,
    /// From whom mail comes.
    pub(crate) from: Mailbox,
    /// Where replies go.
    pub(crate) reply_to: Option<Mailbox>,
    /// The site.
    pub(crate) site: Site,
}

/// Why mail cannot be sent so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsError {
    /// Not an address.
    #[error(
        "\"{0}\" is no mail address, such as `gongkai@example.gov.cn` or `名称 <gongkai@example.gov.cn>`"
    )]
    Address(String),
    /// Open for others to read.
    #[error("without encryption mail goes to a server on this machine alone, and {0} is none")]
    Open(String),
    /// The certificates cannot be used.
    #[error("the certificates cannot be used: {0}")]
    Authorities(String),
}

impl Settings {
    /// To a server, from an address.
    ///
    /// # Errors
    ///
    /// [`SettingsError`].
    pub fn new(
        server: &str,
        security: Security,
        from: &str,
        site: Site,
    ) -> Result<Self, SettingsError> {
        if security == Security::None && !is_here(server) {
            return Err(SettingsError::Open(server.to_owned()));
        }
        Ok(Self {
            server: server.to_owned(),
            port: security.port(),
            security,
            credentials: None,
            authorities: Vec::new(),
            from: mailbox(from)?,
            reply_to: None,
            site,
        })
    }

    /// On another port than usual.
    #[must_use]
    pub fn at_port(self, port: u16) -> Self {
        Self { port, ..self }
    }

    /// As somebody.
    #[must_use]
    pub fn signed_in(self, credentials: Credentials) -> Self {
        Self { credentials: Some(credentials), ..self }
    }

    /// Trusting certificates of others too (PEM).
    #[must_use]
    pub fn trusting(self, authorities: Vec<u8>) -> Self {
        Self { authorities, ..self }
    }

    /// With replies to another address.
    ///
    /// # Errors
    ///
    /// [`SettingsError::Address`].
    pub fn replied_to(self, address: &str) -> Result<Self, SettingsError> {
        Ok(Self { reply_to: Some(mailbox(address)?), ..self })
    }
}

impl Security {
    /// The usual port.
    fn port(self) -> u16 {
        match self {
            Self::StartTls => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

fn mailbox(text: &str) -> Result<Mailbox, SettingsError> {
    Mailbox::from_str(text).map_err(|_| SettingsError::Address(text.to_owned()))
}

/// Whether a server is this machine.
fn is_here(server: &str) -> bool {
    server == "localhost" || server.parse().is_ok_and(|it: IpAddr| it.is_loopback())
}

#[cfg(test)]
mod tests {
    use law::Lang;

    use super::*;

    fn settings(server: &str, security: Security, from: &str) -> Result<Settings, SettingsError> {
        let (name, origin) = ("公开".to_owned(), "https://example.gov.cn".to_owned());
        Settings::new(server, security, from, Site { name, origin, lang: Lang::Zh })
    }

    #[test]
    fn only_a_server_on_this_machine_is_spoken_to_in_the_open() {
        for here in ["localhost", "127.0.0.1", "127.8.8.8", "::1"] {
            assert!(settings(here, Security::None, "a@b.cn").is_ok(), "{here}");
        }
        for there in ["10.0.0.1", "mail.example.gov.cn", "localhost.example.gov.cn"] {
            let told = settings(there, Security::None, "a@b.cn");
            assert!(matches!(told, Err(SettingsError::Open(_))), "{there}: {told:?}");
            assert!(settings(there, Security::StartTls, "a@b.cn").is_ok());
        }
    }

    #[test]
    fn a_sender_may_have_a_name_and_is_one() {
        let named = settings("m", Security::Tls, "政府信息公开 <gongkai@example.gov.cn>");
        assert_eq!(named.expect("an address").from.email.domain(), "example.gov.cn");
        for text in ["", "gongkai", "a@b.cn, c@d.cn", "a@b.cn\r\nBcc: c@d.cn"] {
            let told = settings("m", Security::Tls, text);
            assert!(matches!(told, Err(SettingsError::Address(_))), "{text}: {told:?}");
        }
    }

    #[test]
    fn a_password_is_not_printed() {
        let password = Zeroizing::new("CANARY".to_owned());
        let credentials = Credentials { user: "gongkai".to_owned(), password };
        let settings = settings("m", Security::Tls, "a@b.cn").expect("settings");
        assert!(!format!("{:?}", settings.signed_in(credentials)).contains("CANARY"));
    }
}
