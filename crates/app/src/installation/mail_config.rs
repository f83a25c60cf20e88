//! The section of `gongkai.toml` that says by way of which server mail goes out.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Error, Result, anyhow, bail};
use law::Lang;
use mail::{Credentials, Security, Sender, Settings, SettingsError, Site};
use serde::{Deserialize, Serialize};
use store::read_secret;
use zeroize::Zeroizing;

/// A mail server. Without one, notifications stay in the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailConfig {
    /// The server's name, as its certificate has it.
    pub server: String,
    /// Its port; the usual one without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// How the connection is encrypted.
    #[serde(default)]
    pub security: SecurityConfig,
    /// Who we are with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// A file with our password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password_file: Option<PathBuf>,
    /// A file with certificates (PEM) that are trusted besides those of the machine.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// From whom mail comes.
    pub from: String,
    /// Where replies go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// The language of mail.
    #[serde(default)]
    pub language: MailLanguage,
}

/// How the connection is encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecurityConfig {
    /// By STARTTLS, and not at all otherwise.
    #[default]
    Starttls,
    /// From the beginning.
    Tls,
    /// Not. For a server on this machine.
    None,
}

/// The language of mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailLanguage {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl MailConfig {
    /// What hands mail to the server. Nothing is said to it yet.
    pub fn sender(
        &self,
        folder: &Path,
        name: &str,
        origin: &str,
        lang: Lang,
    ) -> Result<Arc<Sender>> {
        let settings = self.settings(folder, name, origin, lang)?;
        let sender = Sender::new(settings).map_err(|error| refused(&error, lang))?;
        Ok(Arc::new(sender))
    }

    fn settings(&self, folder: &Path, name: &str, origin: &str, lang: Lang) -> Result<Settings> {
        let security = match self.security {
            SecurityConfig::Starttls => Security::StartTls,
            SecurityConfig::Tls => Security::Tls,
            SecurityConfig::None => Security::None,
        };
        let language = match self.language {
            MailLanguage::Zh => Lang::Zh,
            MailLanguage::En => Lang::En,
        };
        let site = Site { name: name.to_owned(), origin: origin.to_owned(), lang: language };
        let refused = |error: SettingsError| refused(&error, lang);
        let mut settings =
            Settings::new(&self.server, security, &self.from, site).map_err(refused)?;
        if let Some(port) = self.port {
            settings = settings.at_port(port);
        }
        if let Some(address) = &self.reply_to {
            settings = settings.replied_to(address).map_err(refused)?;
        }
        if let Some(file) = &self.ca_file {
            let path = folder.join(file);
            let authorities = std::fs::read(&path).with_context(|| path.display().to_string())?;
            settings = settings.trusting(authorities);
        }
        match (&self.user, &self.password_file) {
            (Some(user), Some(file)) => {
                let text = read_secret(&folder.join(file))?;
                let password = Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned());
                Ok(settings.signed_in(Credentials { user: user.clone(), password }))
            }
            (None, None) => Ok(settings),
            _ => bail!(lang.pick(
                "gongkai.toml 的 [mail] user 和 password_file 须一起写",
                "user and password_file under [mail] in gongkai.toml go together",
            )),
        }
    }
}

fn refused(error: &SettingsError, lang: Lang) -> Error {
    let zh = match error {
        SettingsError::Address(text) => {
            format!("“{text}”不是邮件地址，写法如 政府信息公开 <gongkai@example.gov.cn>")
        }
        SettingsError::Open(server) => {
            format!("security = \"none\" 只能用于本机的邮件服务器，{server} 不是本机")
        }
        SettingsError::Authorities(why) => format!("证书不能使用：{why}"),
    };
    anyhow!("[mail] {}", lang.pick(zh, error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(text: &str) -> Result<Arc<Sender>> {
        let config: MailConfig = toml::from_str(text)?;
        config.sender(Path::new("/nowhere"), "公开", "https://example.gov.cn", Lang::Zh)
    }

    #[test]
    fn a_server_and_a_sender_are_enough() {
        assert!(sender("server = 'localhost'\nfrom = 'a@b.cn'\nsecurity = 'none'").is_ok());
        assert!(sender("server = 'localhost'").is_err());
    }

    #[test]
    fn what_would_go_wrong_later_is_told_at_once() {
        let told = |text: &str| sender(text).expect_err(text).to_string();
        let open = told("server = 'mail.example.gov.cn'\nfrom = 'a@b.cn'\nsecurity = 'none'");
        assert!(open.contains("不是本机"), "{open}");
        let half = told("server = 'localhost'\nfrom = 'a@b.cn'\nsecurity = 'none'\nuser = 'a'");
        assert!(half.contains("须一起写"), "{half}");
        let from = told("server = 'localhost'\nfrom = 'nobody'\nsecurity = 'none'");
        assert!(from.contains("不是邮件地址"), "{from}");
    }
}
