//! The folder of an installation: `gongkai.toml`, `keys/`, and with the embedded default the database
//! and the files.

mod config;
mod mail_config;
mod web_config;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use eventlog::Token;
use jobs::{FolderWitness, MailWitness, Registry, Schedule, Witness};
use law::Lang;
use sha2::{Digest, Sha256};
use store::{AgencyId, Keys, Store};

pub use config::{Config, DatabaseConfig};
pub use web_config::{JobsConfig, LogConfig, LogFormat, SecondFactorConfig, WebConfig};

use crate::clock;
use crate::told::told;

/// The agency of acts that concern the installation itself.
pub const ITSELF: AgencyId = AgencyId(uuid::Uuid::nil());

/// The configuration's file name.
const CONFIG: &str = "gongkai.toml";

/// Which installation a command works on.
#[derive(Debug, Clone, clap::Args)]
pub struct At {
    /// 数据文件夹 Folder of the installation
    #[arg(long, value_name = "DIR", env = "GONGKAI_DATA", default_value = "gongkai-data")]
    pub data: PathBuf,
}

/// An installation's folder and what its configuration says.
#[derive(Debug)]
pub struct Installation {
    /// The folder.
    pub folder: PathBuf,
    /// The configuration.
    pub config: Config,
}

impl Installation {
    /// Reads the configuration of a folder.
    pub fn read(folder: &Path, lang: Lang) -> Result<Self> {
        let path = folder.join(CONFIG);
        if !Self::is_in(folder) {
            let why = lang.pick(
                "：没有找到系统（gongkai.toml）。用 gongkai init 新建，或者用 --data 指明文件夹",
                ": there is no installation (gongkai.toml). Make one with `gongkai init`, or name its folder with --data",
            );
            bail!("{}{why}", folder.display());
        }
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let config = Config::parse(&text, None).with_context(|| path.display().to_string())?;
        Ok(Self { folder: folder.to_owned(), config })
    }

    /// Whether there is one in a folder.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(CONFIG).exists()
    }

    /// Writes the configuration of a new folder.
    pub fn write(&self) -> Result<()> {
        let path = self.folder.join(CONFIG);
        let text = self.config.to_text()?;
        std::fs::write(&path, text).with_context(|| path.display().to_string())
    }

    /// The folder of the keys.
    pub fn keys_folder(&self) -> PathBuf {
        self.folder.join("keys")
    }

    /// What the store is opened with.
    pub fn settings(&self) -> Result<store::Settings> {
        self.config.settings(&self.folder)
    }

    /// Who is handed signed checkpoints.
    pub fn witnesses(&self) -> Result<Vec<Arc<dyn Witness>>> {
        let mut witnesses: Vec<Arc<dyn Witness>> = Vec::new();
        for folder in &self.config.witness.folders {
            // A new place is a new witness: its name comes from where it is.
            let digest = Sha256::digest(folder.as_os_str().as_encoded_bytes());
            let name = Token::new(format!("folder:{}", &hex::encode(digest)[..12]))?;
            witnesses.push(Arc::new(FolderWitness::new(name, self.folder.join(folder))));
        }
        if let Some(pickup) = &self.config.witness.mail_pickup {
            let missing = "[witness] mail_pickup goes with mail_from and mail_to";
            let from = self.config.witness.mail_from.as_deref().context(missing)?;
            let to = self.config.witness.mail_to.as_deref().context(missing)?;
            let mail = MailWitness::new(Token::new("mail")?, self.folder.join(pickup), from, to)?;
            witnesses.push(Arc::new(mail));
        }
        Ok(witnesses)
    }

    /// What hands mail to a server, where the configuration names one. Links begin with the address of the
    /// site; a node that only does jobs is told it in the configuration too.
    pub fn mail_sender(&self, lang: Lang) -> Result<Option<Arc<mail::Sender>>> {
        let Some(mail) = &self.config.mail else { return Ok(None) };
        let web = &self.config.web;
        let origin = web.origin(web.listen(), lang)?;
        mail.sender(&self.folder, web.name(), origin.url(), lang).map(Some)
    }

    /// What does the jobs of this installation.
    pub fn registry(&self, lang: Lang) -> Result<Registry> {
        let registry = Registry::built_in(self.witnesses()?, mail::expectations());
        Ok(mail::registered(registry, self.mail_sender(lang)?)?)
    }

    /// Opens the store.
    pub async fn open(&self, lang: Lang) -> Result<Store> {
        let keys = Keys::read(&self.keys_folder()).map_err(|error| told(&error, lang))?;
        let opened = Store::open(&self.settings()?, keys, clock::edge()).await;
        opened.map_err(|error| told(&error, lang))
    }
}

/// What jobs are done by themselves, and when.
pub fn schedules() -> Vec<Schedule> {
    Schedule::built_in().into_iter().chain(mail::schedules()).collect()
}

/// Runs a command that speaks to the store.
pub fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    // The first of its kind in the process: whoever opens a connection with TLS finds it there.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("tokio")?.block_on(work)
}

/// Makes a folder that nobody else may look into.
pub fn owner_only(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
            .with_context(|| folder.display().to_string())?;
    }
    Ok(())
}
