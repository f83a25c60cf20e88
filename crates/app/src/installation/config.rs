//! `gongkai.toml`: where records and files live, who may restore, who witnesses. Secrets stand in files
//! of their own, which their owner alone may read; the configuration names them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use store::{Database, FileSettings, Settings, read_secret};

use super::mail_config::MailConfig;
use super::web_config::{IdentityConfig, LogConfig, WebConfig};

/// Connections of one node to PostgreSQL, unless the configuration says otherwise.
const CONNECTIONS: u32 = 16;

/// Everything that can be configured.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where records live.
    pub database: DatabaseConfig,
    /// Where files live.
    pub files: FilesConfig,
    /// Who may restore.
    pub backup: BackupConfig,
    /// Who is handed signed checkpoints.
    pub witness: WitnessConfig,
    /// How people reach the site.
    pub web: WebConfig,
    /// An identity provider for staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identity: Option<IdentityConfig>,
    /// A mail server for notifications.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<MailConfig>,
    /// The log of the program.
    pub log: LogConfig,
}

/// Where records live: SQLite in the folder, unless a server is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseConfig {
    /// A file with the address of a PostgreSQL server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub postgres_url_file: Option<PathBuf>,
    /// Connections of this node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connections: Option<u32>,
}

/// Where files live: in the folder, unless a store is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FilesConfig {
    /// A store that speaks S3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub s3: Option<S3Config>,
}

/// A store that speaks S3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct S3Config {
    /// `https://host:port`
    pub endpoint: String,
    /// The bucket.
    pub bucket: String,
    /// The region.
    #[serde(default = "no_region")]
    pub region: String,
    /// A file with the key id in its first line and the secret key in its second.
    pub credentials_file: PathBuf,
}

/// Who may restore.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BackupConfig {
    /// Public age keys (`age1…`).
    pub recipients: Vec<String>,
}

/// Who is handed signed checkpoints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WitnessConfig {
    /// Folders, best on another machine.
    pub folders: Vec<PathBuf>,
    /// A folder from which a mail server picks messages up.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_pickup: Option<PathBuf>,
    /// To whom the messages go.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_to: Option<String>,
    /// From whom they come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail_from: Option<String>,
}

fn no_region() -> String {
    "us-east-1".to_owned()
}

/// What stands at the head of a new configuration.
const HEAD: &str = "\
# gongkai 的配置。密码等秘密另存文件，只有所有者可读（chmod 600）；这里只写文件名。
# Configuration of gongkai. Secrets stand in files of their own (chmod 600); here are their names.
#
# [database]  postgres_url_file = \"keys/database.url\"   connections = 16
# [files.s3]  endpoint = \"https://…\"  bucket = \"…\"  region = \"…\"  credentials_file = \"keys/s3\"
# [backup]    recipients = [\"age1…\"]                      能恢复备份的公钥 who may restore
# [witness]   folders = [\"/mnt/other-machine/witness\"]    签名检查点交给谁保存 who keeps signed checkpoints
#             mail_pickup = \"/var/spool/pickup\"  mail_to = \"…\"  mail_from = \"…\"
# [web]       origin = \"https://jyj.example.gov.cn\"  listen = \"127.0.0.1:8080\"  name = \"…\"
#             trusted_proxies = [\"127.0.0.1\"]  second_factor = \"administrators\"  metrics_listen = \"127.0.0.1:9090\"
# [identity]  issuer = \"https://…\"  client_id = \"gongkai\"  client_secret_file = \"keys/identity\"
# [mail]      server = \"mail.example.gov.cn\"  user = \"gongkai\"  password_file = \"keys/mail\"
#             from = \"政府信息公开 <gongkai@example.gov.cn>\"      通知由它发送 sends notifications
# [log]       format = \"auto\"  level = \"info\"
#
# 每一项的说明 Every key: docs/guide/configuration.md
# 也可以用环境变量 Or by environment: GONGKAI__WEB__LISTEN=127.0.0.1:8081

";

/// Keys whose values are lists; in a variable of the environment they are separated by commas.
const LISTS: [&str; 4] =
    ["backup.recipients", "witness.folders", "web.trusted_proxies", "identity.scopes"];

impl Config {
    /// Reads a configuration, and what the environment says otherwise: `GONGKAI__SECTION__KEY`.
    pub fn parse(text: &str, environment: Option<BTreeMap<String, String>>) -> Result<Self> {
        // Read by itself first: its errors name the line.
        toml::from_str::<Self>(text)?;
        let mut said = ::config::Environment::with_prefix("GONGKAI")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .source(environment.map(|it| it.into_iter().collect()));
        for list in LISTS {
            said = said.with_list_parse_key(list);
        }
        let file = ::config::File::from_str(text, ::config::FileFormat::Toml);
        let all = ::config::Config::builder().add_source(file).add_source(said).build()?;
        Ok(all.try_deserialize()?)
    }

    /// The configuration as a file.
    pub fn to_text(&self) -> Result<String> {
        Ok(format!("{HEAD}{}", toml::to_string(self)?))
    }

    /// What the store is opened with. Names of files count from the folder.
    pub fn settings(&self, folder: &Path) -> Result<Settings> {
        let database = match &self.database.postgres_url_file {
            None => Database::Sqlite { file: folder.join("gongkai.sqlite3") },
            Some(file) => Database::Postgres {
                url: read_secret(&folder.join(file))?.trim().to_owned(),
                connections: self.database.connections.unwrap_or(CONNECTIONS),
            },
        };
        let files = match &self.files.s3 {
            None => FileSettings::Folder { folder: folder.join("files") },
            Some(s3) => {
                let secret = read_secret(&folder.join(&s3.credentials_file))?;
                let mut lines = secret.lines().map(str::trim);
                let mut next = || lines.next().filter(|it| !it.is_empty()).map(ToOwned::to_owned);
                let (access_key, secret_key) = next()
                    .zip(next())
                    .with_context(|| format!("{}: two lines", s3.credentials_file.display()))?;
                FileSettings::S3 {
                    endpoint: s3.endpoint.clone(),
                    bucket: s3.bucket.clone(),
                    region: s3.region.clone(),
                    access_key,
                    secret_key,
                }
            }
        };
        Ok(Settings::of(database, files))
    }
}

#[cfg(test)]
mod tests {
    use super::super::mail_config::{MailLanguage, SecurityConfig};
    use super::*;

    #[test]
    fn a_configuration_is_read_as_it_is_written() {
        let config = Config {
            backup: BackupConfig { recipients: vec!["age1abc".to_owned()] },
            ..Config::default()
        };
        let text = config.to_text().expect("it can be written");
        assert_eq!(toml::from_str::<Config>(&text).expect("it can be read"), config);
        assert!(toml::from_str::<Config>("[database]\npassword = 'x'").is_err());
    }

    #[test]
    fn the_environment_has_the_last_word() {
        let said = |name: &str, value: &str| {
            let environment = BTreeMap::from([(name.to_owned(), value.to_owned())]);
            Config::parse("[web]\nlisten = '127.0.0.1:1'", Some(environment))
        };
        let listen =
            said("GONGKAI__WEB__LISTEN", "127.0.0.1:2").expect("it can be read").web.listen;
        assert_eq!(listen, Some("127.0.0.1:2".parse().expect("an address")));
        let proxies = said("GONGKAI__WEB__TRUSTED_PROXIES", "10.0.0.1,10.0.0.2");
        assert_eq!(proxies.expect("it can be read").web.trusted_proxies.len(), 2);
        // Another program's variables, and our own that is no part of the configuration.
        assert!(said("GONGKAI_DATA", "elsewhere").is_ok());
        assert!(said("GONGKAI__WEB__LISTENS", "127.0.0.1:2").is_err(), "a misspelt key is told");
    }

    #[test]
    fn every_key_is_documented() {
        let guide = include_str!("../../../../docs/guide/configuration.md");
        let whole = Config {
            database: DatabaseConfig { postgres_url_file: Some("x".into()), connections: Some(1) },
            files: FilesConfig {
                s3: Some(S3Config {
                    endpoint: String::new(),
                    bucket: String::new(),
                    region: String::new(),
                    credentials_file: "x".into(),
                }),
            },
            backup: BackupConfig { recipients: vec![String::new()] },
            witness: WitnessConfig {
                folders: vec!["x".into()],
                mail_pickup: Some("x".into()),
                mail_to: Some(String::new()),
                mail_from: Some(String::new()),
            },
            web: WebConfig {
                origin: Some(String::new()),
                listen: Some("127.0.0.1:1".parse().expect("an address")),
                name: Some(String::new()),
                trusted_proxies: vec!["127.0.0.1".parse().expect("an address")],
                metrics_listen: Some("127.0.0.1:1".parse().expect("an address")),
                ..WebConfig::default()
            },
            identity: Some(IdentityConfig {
                issuer: String::new(),
                client_id: String::new(),
                client_secret_file: Some("x".into()),
                scopes: vec![String::new()],
                link_by_login: true,
            }),
            mail: Some(MailConfig {
                server: String::new(),
                port: Some(1),
                security: SecurityConfig::default(),
                user: Some(String::new()),
                password_file: Some("x".into()),
                ca_file: Some("x".into()),
                from: String::new(),
                reply_to: Some(String::new()),
                language: MailLanguage::default(),
            }),
            log: LogConfig { level: Some(String::new()), ..LogConfig::default() },
        };
        let table = toml::Table::try_from(whole).expect("it is a table");
        for (section, keys) in table {
            let Some(keys) = keys.as_table() else { panic!("{section} is no section") };
            for key in keys.keys() {
                let named = format!("| `{section}.{key}");
                assert!(guide.contains(&named), "docs/guide/configuration.md lacks {named}");
            }
        }
    }
}
