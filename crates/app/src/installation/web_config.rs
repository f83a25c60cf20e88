//! The sections of `gongkai.toml` that say how people reach the site and how staff sign in.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::fonts;
use anyhow::{Context, Error, Result, anyhow, bail};
use law::Lang;
use serde::{Deserialize, Serialize};
use signin::oidc::{OidcSettings, Provider};
use signin::passwords::{PasswordCost, Passwords};
use store::read_secret;
use web::limits::{PASSWORDS_AT_ONCE, PASSWORDS_WAITING};
use web::{Origin, OriginError, Proxies, SecondFactor, Settings};

use crate::commands::read_one::readers;

/// Where the site answers unless the configuration says otherwise.
const LISTEN: &str = "127.0.0.1:8080";

/// How people reach the site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebConfig {
    /// The address that people type: `https://host`. Links in letters use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Where the program listens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// What the site is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Proxies whose word about the client (`X-Forwarded-For`) is taken.
    pub trusted_proxies: Vec<IpAddr>,
    /// Who needs a second factor.
    pub second_factor: SecondFactorConfig,
    /// Where Prometheus fetches metrics; nowhere without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics_listen: Option<SocketAddr>,
    /// Whether this node does jobs too.
    pub jobs: JobsConfig,
}

/// Whether a node does jobs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JobsConfig {
    /// It does.
    #[default]
    Here,
    /// Others do, with `gongkai jobs run`.
    Elsewhere,
}

/// Who needs a second factor to use their roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactorConfig {
    /// Everybody.
    Everybody,
    /// The three administrators.
    #[default]
    Administrators,
    /// Nobody; for a demonstration.
    Nobody,
}

/// An identity provider (OpenID Connect).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityConfig {
    /// Its address, exactly as it writes itself.
    pub issuer: String,
    /// Our name with it.
    pub client_id: String,
    /// A file with our secret with it; none where it relies on PKCE alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for besides `openid`.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// Whether somebody unknown is taken for the account of the same login name. Only for a provider in which
    /// nobody chooses their own name.
    #[serde(default)]
    pub link_by_login: bool,
}

/// What is written into the log of the program.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LogConfig {
    /// How lines are written.
    pub format: LogFormat,
    /// From which level on, by part of the program: `info`, `info,web=debug`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
}

/// How lines of the log are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// Text on a terminal, JSON otherwise.
    #[default]
    Auto,
    /// One JSON object a line.
    Json,
    /// For people.
    Text,
}

impl WebConfig {
    /// Where the program listens.
    pub fn listen(&self) -> SocketAddr {
        self.listen.unwrap_or_else(|| LISTEN.parse().expect("the constant is an address"))
    }

    /// What the site is called.
    pub fn name(&self) -> &str {
        self.name.as_deref().unwrap_or("政府信息公开")
    }

    /// The address of the site. `listen` is where it really listens.
    pub fn origin(&self, listen: SocketAddr, lang: Lang) -> Result<Origin> {
        let origin = match &self.origin {
            Some(origin) => origin.clone(),
            None if listen.ip().is_loopback() => format!("http://localhost:{}", listen.port()),
            None => bail!(lang.pick(
                "gongkai.toml 的 [web] 没有写 origin：对外服务须写明网址，如 origin = \"https://jyj.example.gov.cn\"",
                "[web] in gongkai.toml has no origin: a site for others needs its address, such as origin = \"https://jyj.example.gov.cn\"",
            )),
        };
        Origin::parse(&origin).map_err(|error| no_origin(&origin, error, lang))
    }

    /// What the web is told. `listen` is where it really listens.
    pub fn settings(
        &self,
        identity: Option<&IdentityConfig>,
        folder: &Path,
        listen: SocketAddr,
        lang: Lang,
    ) -> Result<Settings> {
        let origin = self.origin(listen, lang)?;
        if origin.is_encrypted() && self.second_factor == SecondFactorConfig::Nobody {
            bail!(lang.pick(
                "gongkai.toml 的 [web] second_factor = \"nobody\" 只用于本机演示，对外的网站（https）不能这样启动：请改为 administrators 或者 everybody",
                "second_factor = \"nobody\" under [web] in gongkai.toml is for a demonstration on this machine; a site for others (https) is not started with it: say administrators or everybody",
            ));
        }
        let provider = identity.map(|it| it.provider(folder, &origin)).transpose()?;
        let passwords =
            Passwords::new(PasswordCost::RECOMMENDED, PASSWORDS_AT_ONCE, PASSWORDS_WAITING)?;
        Ok(Settings {
            origin,
            name: self.name().to_owned(),
            proxies: Proxies(self.trusted_proxies.clone()),
            second_factor: match self.second_factor {
                SecondFactorConfig::Everybody => SecondFactor::Everybody,
                SecondFactorConfig::Administrators => SecondFactor::Administrators,
                SecondFactorConfig::Nobody => SecondFactor::Nobody,
            },
            passwords,
            provider,
            provider_links_by_login: identity.is_some_and(|it| it.link_by_login),
            faces: Arc::new(fonts::faces(None, lang)?),
            readers: readers()?,
        })
    }
}

/// Why the address of the site cannot be used, in words.
fn no_origin(origin: &str, error: OriginError, lang: Lang) -> Error {
    let zh = match error {
        OriginError::Shape => {
            "网址的写法是 https://主机 或者 https://主机:端口，小写，后面没有路径"
        }
        OriginError::NotEncrypted => {
            "http 只能用于本机（localhost），否则密码在路上人人可见；对外请用 https"
        }
    };
    anyhow!("[web] origin = {origin:?}{}", lang.pick(format!("：{zh}"), format!(": {error}")))
}

impl IdentityConfig {
    fn provider(&self, folder: &Path, origin: &Origin) -> Result<Provider> {
        let secret = self.client_secret_file.as_ref().map(|it| read_secret(&folder.join(it)));
        let secret = secret.transpose()?.map(|it| it.trim().to_owned().into());
        let settings = OidcSettings {
            issuer: self.issuer.clone(),
            client_id: self.client_id.clone(),
            client_secret: secret,
            redirect_uri: format!("{}/sign-in/provider/callback", origin.url()),
            scopes: self.scopes.clone(),
        };
        Provider::new(settings, reqwest::Client::builder()).context("[identity]")
    }
}
