//! `gongkai init`: a new installation.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use archive::{Recipient, RecoveryKey};
use eventlog::{HashSuite, Origin, VerifierKey};
use law::Lang;
use sealed::Suite;
use store::{Keys, LogEntry, Source, Store, write_secret};

use crate::clock;
use crate::installation::{At, Config, DatabaseConfig, Installation, block_on, owner_only};
use crate::save::must_be_new;
use crate::told::{told, told_of_archive};

use super::acts::act;

/// Arguments of `gongkai init`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai init --data /srv/gongkai --name jyj.example.gov.cn --recovery-key /media/usb/recovery.key\n  \
    gongkai init --data /srv/gongkai --name jyj.example.gov.cn --recipient age1… --postgres-url-file url\n\n\
    恢复密钥只写一次，请存放到别处；没有它，备份谁也打不开。\n\
    The recovery key is written once: keep it elsewhere. Without it nobody opens a backup.")]
pub struct Args {
    #[command(flatten)]
    at: At,
    /// 日志名称，一般是网站域名 Name of the log, usually the site's domain name
    #[arg(long, value_name = "NAME")]
    name: Origin,
    /// 把新的恢复密钥写入该文件 Writes a new recovery key into this file
    #[arg(long, value_name = "FILE", required_unless_present = "recipient")]
    recovery_key: Option<PathBuf>,
    /// 已有恢复密钥的公钥 Public half of a recovery key that is there
    #[arg(long, value_name = "age1…", conflicts_with = "recovery_key")]
    recipient: Vec<String>,
    /// 使用 PostgreSQL：内容为连接地址的文件 A file with the address of a PostgreSQL server
    #[arg(long, value_name = "FILE")]
    postgres_url_file: Option<PathBuf>,
    /// 日志的散列算法 Hash of the log
    #[arg(long, value_enum, default_value = "sha256")]
    hash: HashChoice,
    /// 个人信息用国密算法加密 Seals personal values with SM4 instead of AES
    #[arg(long)]
    sm4: bool,
}

/// Hashes of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum HashChoice {
    /// SHA-256
    Sha256,
    /// SM3（GB/T 32905）
    Sm3,
}

/// Makes the installation.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let folder = &args.at.data;
    if folder.exists() && !is_empty(folder) {
        let why = lang.pick("：文件夹不是空的", ": the folder is not empty");
        bail!("{}{why}", folder.display());
    }
    let config = config(args, lang)?;
    if let Some(file) = &args.recovery_key {
        must_be_new(file, lang)?;
    }
    let mut begun = Begun { folder, is_ours: make_folder(folder)?, key_file: None };
    let done = begin(args, config, &mut begun, lang);
    if done.is_err() {
        begun.undo();
    }
    let key = done?;
    say!("{}", made(folder, args, &key.to_string(), &key.fingerprint(), lang));
    Ok(ExitCode::SUCCESS)
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut it| it.next().is_none())
}

/// Makes the folder, and tells whether it was not there.
fn make_folder(folder: &Path) -> Result<bool> {
    if let Some(above) = folder.parent().filter(|it| !it.as_os_str().is_empty()) {
        std::fs::create_dir_all(above).with_context(|| above.display().to_string())?;
    }
    let is_ours = std::fs::create_dir(folder).is_ok();
    owner_only(folder)?;
    Ok(is_ours)
}

/// What a beginning has made, to be taken away if it fails, so that it can be tried again.
struct Begun<'a> {
    folder: &'a Path,
    /// Whether this process made the folder. In another's folder somebody else may be at work.
    is_ours: bool,
    key_file: Option<&'a Path>,
}

impl Begun<'_> {
    /// Takes it away. The recovery key goes only with everything that it could open. What resists stays:
    /// the failure itself is told.
    fn undo(&self) {
        if self.is_ours {
            let _ = std::fs::remove_dir_all(self.folder);
        }
        if let Some(file) = self.key_file.filter(|_| !self.folder.exists() || is_empty(self.folder))
        {
            let _ = std::fs::remove_file(file);
        }
    }
}

/// Makes everything in the folder, and returns the public key of the log.
fn begin<'a>(
    args: &'a Args,
    mut config: Config,
    begun: &mut Begun<'a>,
    lang: Lang,
) -> Result<VerifierKey> {
    if let Some(file) = &args.recovery_key {
        config.backup.recipients.push(new_recovery_key(file, lang)?);
        begun.key_file = Some(file);
    }
    let installation = Installation { folder: args.at.data.clone(), config };
    let suite = if args.sm4 { Suite::GuoMi } else { Suite::International };
    let hash = match args.hash {
        HashChoice::Sha256 => HashSuite::Sha256,
        HashChoice::Sm3 => HashSuite::Sm3,
    };
    block_on(async {
        let store = make(&installation, args.name.clone(), suite, hash, lang).await?;
        let key = store.identity().key().clone();
        store.close().await.map_err(|error| told(&error, lang))?;
        Ok(key)
    })
}

/// Makes an installation in a folder that is there: database, keys, configuration, the public key of the
/// log, and the first act.
pub async fn make(
    installation: &Installation,
    name: Origin,
    suite: Suite,
    hash: HashSuite,
    lang: Lang,
) -> Result<Store> {
    let wrong = |error| told(&error, lang);
    let edge = clock::edge();
    let (keys, seed) = Keys::generate(name, suite, &edge, clock::today()).map_err(wrong)?;
    let settings = installation.settings()?;
    let store = Store::create(&settings, keys.clone(), hash, edge).await.map_err(wrong)?;
    keys.write(&installation.keys_folder(), &seed).map_err(wrong)?;
    installation.write()?;
    first_act(&store).await.map_err(wrong)?;
    let key = store.identity().key().clone();
    std::fs::write(installation.folder.join("log.vkey"), format!("{key}\n"))?;
    Ok(store)
}

async fn first_act(store: &Store) -> Result<(), store::StoreError> {
    let work = store.begin().await?;
    let entry: LogEntry = act("installation.made", "gongkai init", serde_json::json!({}));
    work.log().append(entry).await?;
    work.commit().await?;
    store.log().checkpoint().await.map(|_| ())
}

/// What the configuration will say, apart from a new recovery key.
fn config(args: &Args, lang: Lang) -> Result<Config> {
    let mut config = Config::default();
    if let Some(file) = &args.postgres_url_file {
        let file = std::path::absolute(file).with_context(|| file.display().to_string())?;
        config.database = DatabaseConfig { postgres_url_file: Some(file), connections: None };
    }
    for recipient in &args.recipient {
        let recipient: Recipient =
            recipient.parse().map_err(|error| told_of_archive(&error, lang))?;
        config.backup.recipients.push(recipient.to_string());
    }
    Ok(config)
}

/// Writes a new recovery key into a file, and returns its public half.
pub fn new_recovery_key(file: &Path, lang: Lang) -> Result<String> {
    let key = RecoveryKey::generate();
    let head = lang.pick(
        "# gongkai 恢复密钥：能打开备份，请离线保存",
        "# gongkai recovery key: opens backups; keep it off line",
    );
    let text = format!("{head}\n# {}\n{}\n", key.recipient(), key.expose());
    must_be_new(file, lang)?;
    write_secret(file, text.as_bytes(), false).map_err(|error| told(&error, lang))?;
    Ok(key.recipient().to_string())
}

fn made(folder: &Path, args: &Args, key: &str, fingerprint: &str, lang: Lang) -> String {
    let folder = folder.display();
    let mut lines = vec![
        lang.pick(format!("已建立：{folder}"), format!("Made: {folder}")),
        lang.pick(format!("日志公钥：{key}"), format!("Public key of the log: {key}")),
        lang.pick(
            format!("公钥指纹：{fingerprint}（请在网站和公告栏公布，收到回执的人据此核对）"),
            format!("Fingerprint: {fingerprint} (publish it: whoever holds a receipt compares it)"),
        ),
    ];
    if let Some(file) = &args.recovery_key {
        let file = file.display();
        lines.push(lang.pick(
            format!("恢复密钥：{file}（请移到别处离线保存）"),
            format!("Recovery key: {file} (move it off this machine)"),
        ));
    }
    lines.push(lang.pick(
        format!(
            "下一步（都加 --data {folder}）：gongkai org found 设立最上一级机构；gongkai user first 任命三员；gongkai serve 打开网站，后台任务一并执行；gongkai doctor 检查；gongkai backup -o 备份.age"
        ),
        format!(
            "Next, each with --data {folder}: gongkai org found (the topmost organisation); gongkai user first (the three administrators); gongkai serve (the site, and the jobs with it); gongkai doctor; gongkai backup -o backup.age"
        ),
    ));
    lines.join("\n")
}
