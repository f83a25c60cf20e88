//! The folder of a demo: made once, recognised by its password, and never anything else's.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::{Context, Result, bail};
use eventlog::{HashSuite, Origin};
use law::Lang;
use sealed::Suite;
use store::{Source, Store, StoreError};
use zeroize::Zeroizing;

use super::{LISTEN, fill, password};
use crate::commands::init;
use crate::installation::{Config, Installation, SecondFactorConfig, block_on, owner_only};
use crate::told::told;

/// The name of a demo's log.
const NAME: &str = "demo.gongkai.example";

/// The recovery key of a demo. It stands beside the data, where none of a real installation should.
const RECOVERY_KEY: &str = "demo-recovery.key";

/// A demo that is ready.
pub struct Demo {
    /// Its folder and configuration.
    pub installation: Installation,
    /// The password of everybody in it.
    pub password: Zeroizing<String>,
    /// Where it listens.
    pub listen: SocketAddr,
    /// What was put in, if it was filled now.
    pub filled: Option<fill::Filled>,
}

impl Demo {
    /// Where people reach it.
    pub fn origin(&self) -> String {
        origin(self.listen)
    }
}

fn origin(listen: SocketAddr) -> String {
    format!("http://localhost:{}", listen.port())
}

/// Takes the demo of a folder, or makes one where nothing is.
pub fn open_or_make(folder: &Path, listen: Option<SocketAddr>, lang: Lang) -> Result<Demo> {
    let empty = !folder.exists()
        || std::fs::read_dir(folder)
            .with_context(|| folder.display().to_string())?
            .next()
            .is_none();
    if empty {
        return make(folder, listen, lang);
    }
    if !folder.join(password::FILE).exists() {
        let why = lang.pick(
            "：文件夹不是空的，也不是演示系统；用 --data 另指一个",
            ": the folder is not empty and no demo; name another with --data",
        );
        bail!("{}{why}", folder.display());
    }
    open(folder, listen, lang)
}

fn make(folder: &Path, listen: Option<SocketAddr>, lang: Lang) -> Result<Demo> {
    owner_only(folder)?;
    let listen = match listen {
        Some(listen) => listen,
        None => LISTEN.parse().expect("a constant address"),
    };
    let mut config = Config::default();
    config.backup.recipients.push(init::new_recovery_key(&folder.join(RECOVERY_KEY), lang)?);
    config.web.second_factor = SecondFactorConfig::Nobody;
    config.web.name = Some(lang.pick("演示系统", "Demo").to_owned());
    config.web.origin = Some(origin(listen));
    config.web.listen = Some(listen);
    let installation = Installation { folder: folder.to_owned(), config };
    let password = password::make(folder, lang)?;
    let name = Origin::new(NAME).context(NAME)?;
    let filled = block_on(async {
        let (suite, hash) = (Suite::International, HashSuite::Sha256);
        let store = init::make(&installation, name, suite, hash, lang).await?;
        fill_and_close(store, &password, lang).await
    })?;
    Ok(Demo { installation, password, listen, filled: Some(filled) })
}

/// Takes the demo that is there. One that was made and not filled, because somebody stopped it, is filled now.
fn open(folder: &Path, listen: Option<SocketAddr>, lang: Lang) -> Result<Demo> {
    if !Installation::is_in(folder) {
        let why = lang.pick(
            "：演示系统没有建完；删除文件夹再运行",
            ": the demo was not finished; delete the folder and run this again",
        );
        bail!("{}{why}", folder.display());
    }
    let mut installation = Installation::read(folder, lang)?;
    let password = password::read(folder, lang)?;
    let before = installation.config.web.listen;
    let listen = match listen.or(before) {
        Some(listen) => listen,
        None => LISTEN.parse().expect("a constant address"),
    };
    if before != Some(listen) {
        installation.config.web.listen = Some(listen);
        installation.config.web.origin = Some(origin(listen));
        installation.write()?;
    }
    let filled = block_on(async {
        let wrong = |error: StoreError| told(&error, lang);
        let store = installation.open(lang).await?;
        if store.organisations().all().await.map_err(wrong)?.is_empty() {
            return fill_and_close(store, &password, lang).await.map(Some);
        }
        store.close().await.map_err(wrong)?;
        Ok(None)
    })?;
    Ok(Demo { installation, password, listen, filled })
}

async fn fill_and_close(store: Store, password: &str, lang: Lang) -> Result<fill::Filled> {
    let filled = fill::fill(&store, password, lang).await?;
    store.close().await.map_err(|error| told(&error, lang))?;
    Ok(filled)
}
