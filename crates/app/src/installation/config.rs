//! `gongkai.toml`: where records and files live, who may restore, who witnesses. Secrets stand in files
//! of their own, which their owner alone may read; the configuration names them.

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use store::{Database, FileSettings, Settings, read_secret};

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
    /// The site.
    pub web: WebConfig,
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

/// The site.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct WebConfig {
    /// The address under which people reach it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// Where this node listens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<SocketAddr>,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Proxies whose word about the client is taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub trusted_proxies: Vec<IpAddr>,
    /// Who needs a second factor.
    pub second_factor: SecondFactor,
    /// Where metrics are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics_listen: Option<SocketAddr>,
}

/// Who needs a second factor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// Everybody.
    Everybody,
    /// The three administrators.
    #[default]
    Administrators,
    /// Nobody; for a demonstration.
    Nobody,
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

";

impl Config {
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
}
