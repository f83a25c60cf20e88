//! `gongkai keys`: the keys of personal values, and their rotation.

use std::process::ExitCode;

use anyhow::{Result, anyhow};
use law::Lang;
use sealed::KeyRing;
use serde_json::json;
use store::{Keys, Source, StoreError};

use super::acts::act;
use crate::clock;
use crate::installation::{At, Installation, block_on};
use crate::told::told;

/// Arguments of `gongkai keys`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai keys list --data /srv/gongkai\n  \
    gongkai keys rotate --data /srv/gongkai\n  \
    gongkai keys retire 1 --data /srv/gongkai\n\n\
    更换密钥以后请重新备份；停用旧密钥以后，旧备份中的个人信息只有旧备份自带的密钥能打开。\n\
    Take a backup after a rotation.")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 列出密钥 Lists the keys
    List {
        #[command(flatten)]
        at: At,
    },
    /// 生成新密钥，把全部个人信息用它重新加密 Makes a new key and seals every value anew
    Rotate {
        #[command(flatten)]
        at: At,
    },
    /// 删除不再使用的旧密钥 Removes an old key that seals nothing any more
    Retire {
        /// 版本 Its version
        version: u32,
        #[command(flatten)]
        at: At,
    },
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    match &args.command {
        Command::List { at } => list(at, lang)?,
        Command::Rotate { at } => rotate(at, lang)?,
        Command::Retire { version, at } => retire(at, *version, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn list(at: &At, lang: Lang) -> Result<()> {
    let installation = Installation::read(&at.data, lang)?;
    let keys = Keys::read(&installation.keys_folder()).map_err(|error| told(&error, lang))?;
    say!("log      {}", keys.log().verifier().fingerprint());
    for key in keys.ring().summaries() {
        let retired = if key.retired { lang.pick("已停用", "retired") } else { "" };
        let (used_for, suite) = (key.used_for.name(), key.suite.name());
        say!(
            "{used_for:8} {:>3}  {suite}  {}  {} {retired}",
            key.version,
            key.created_on,
            key.check
        );
    }
    Ok(())
}

fn rotate(at: &At, lang: Lang) -> Result<()> {
    let installation = Installation::read(&at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    block_on(async {
        let store = installation.open(lang).await?;
        let folder = installation.keys_folder();
        let mut ring = copy(store.keys().ring())?;
        let mut chance = store::EdgeRng::new(store.edge());
        let version = ring.rotate(&mut chance, clock::today())?;
        // The new key is on the disk before anything is sealed with it.
        Keys::replace_ring(&folder, &ring).map_err(wrong)?;
        store.close().await.map_err(wrong)?;
        let store = installation.open(lang).await?;
        let mut count = 0;
        loop {
            let some = store.sealed_fields().rotate_some().await.map_err(wrong)?;
            if some == 0 {
                break;
            }
            count += some;
        }
        let body = json!({ "version": version, "values": count });
        let work = store.begin().await.map_err(wrong)?;
        work.log().append(act("keys.rotated", "gongkai keys rotate", body)).await.map_err(wrong)?;
        work.commit().await.map_err(wrong)?;
        say!("{}", lang.pick(
            format!("新密钥：版本{version}；重新加密{count}个值。请立即重新备份；在运行的进程要重新启动"),
            format!("New key: version {version}; {count} values sealed anew. Take a backup now, and restart running processes"),
        ));
        Ok(())
    })
}

fn retire(at: &At, version: u32, lang: Lang) -> Result<()> {
    let installation = Installation::read(&at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    block_on(async {
        let store = installation.open(lang).await?;
        let left = store.sealed_fields().sealed_with(version).await.map_err(wrong)?;
        if left > 0 {
            return Err(anyhow!(lang.pick(
                format!("还有{left}个值用这个版本加密；先运行 gongkai keys rotate"),
                format!("{left} values are still sealed with it; run `gongkai keys rotate` first"),
            )));
        }
        let mut ring = copy(store.keys().ring())?;
        ring.retire(version)?;
        Keys::replace_ring(&installation.keys_folder(), &ring).map_err(wrong)?;
        let work = store.begin().await.map_err(wrong)?;
        let body = json!({ "version": version });
        work.log().append(act("keys.retired", "gongkai keys retire", body)).await.map_err(wrong)?;
        work.commit().await.map_err(wrong)
    })
}

fn copy(ring: &KeyRing) -> Result<KeyRing> {
    Ok(KeyRing::parse(&ring.to_text())?)
}
