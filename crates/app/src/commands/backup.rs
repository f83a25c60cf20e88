//! `gongkai backup`, `gongkai restore`, `gongkai drill` and `gongkai export`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use archive::{Recipient, RecoveryKey, Restored, Target, back_up};
use law::Lang;
use serde_json::json;
use store::{LOG_SEED, SEALING_KEYS, Source, Store, read_secret};

use super::acts::act;
use super::verify::faults;
use crate::clock;
use crate::installation::{At, Config, DatabaseConfig, Installation, block_on, owner_only};
use crate::told::{told, told_of_archive};
use crate::{FINDINGS, style};

/// Arguments of `gongkai backup`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例 Example:\n  gongkai backup --data /srv/gongkai -o /mnt/backup/2026-03-02.age\n\n\
    系统不用停；备份用恢复密钥的公钥加密。\n\
    The system works on; the backup is encrypted to the recovery key."
)]
pub struct BackupArgs {
    #[command(flatten)]
    at: At,
    /// 备份文件 File to write; never over another
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// 不含密钥；恢复时须另有 keys 文件夹 Without the keys, which must then be kept elsewhere
    #[arg(long)]
    without_keys: bool,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// Arguments of `gongkai restore`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Example:\n  \
    gongkai restore 2026-03-02.age --recovery-key /media/usb/recovery.key --data /srv/gongkai-new\n\n\
    恢复到新的空文件夹，并全面核对。备份以后登记的内容不在其中：请用 gongkai verify --checkpoint 核对。\n\
    Restores into a new folder and verifies everything. What came after the backup is not in it.")]
pub struct RestoreArgs {
    /// 备份文件 The backup
    #[arg(value_name = "FILE")]
    backup: PathBuf,
    /// 恢复密钥 The recovery key
    #[arg(long, value_name = "FILE")]
    recovery_key: PathBuf,
    #[command(flatten)]
    at: At,
    /// 恢复到 PostgreSQL Restores into a PostgreSQL database
    #[arg(long, value_name = "FILE")]
    postgres_url_file: Option<PathBuf>,
}

/// Arguments of `gongkai drill`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Example:\n  \
    gongkai drill 2026-03-02.age --recovery-key /media/usb/recovery.key --data /srv/gongkai -o 演练.json\n\n\
    恢复到临时文件夹，核对，计时，然后删除；给出 --data 的，把演练记入该系统的日志。\n\
    Restores into a temporary folder, verifies, takes the time, and removes it; with --data the log of \
    that installation records the drill.")]
pub struct DrillArgs {
    /// 备份文件 The backup
    #[arg(value_name = "FILE")]
    backup: PathBuf,
    /// 恢复密钥 The recovery key
    #[arg(long, value_name = "FILE")]
    recovery_key: PathBuf,
    /// 记入该系统的日志 Records the drill in the log of this installation
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// 演练报告 Report of the drill, as JSON
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Arguments of `gongkai export`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Example:\n  gongkai export --data /srv/gongkai -o 导出/\n\n\
    全部数据，开放格式，附 SHA256SUMS；个人信息仍是密文，不含密钥。\n\
    Everything in open formats with SHA256SUMS; personal values stay sealed, keys are not in it.")]
pub struct ExportArgs {
    #[command(flatten)]
    at: At,
    /// 新文件夹 A new folder
    #[arg(long, short, value_name = "DIR")]
    output: PathBuf,
}

/// Takes a backup.
pub fn backup(args: &BackupArgs, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    let recipients = &installation.config.backup.recipients;
    let recipients: Result<Vec<Recipient>, _> = recipients.iter().map(|it| it.parse()).collect();
    let recipients = recipients.map_err(|error| told_of_archive(&error, lang))?;
    if recipients.is_empty() {
        bail!(lang.pick(
            "gongkai.toml 的 [backup] recipients 是空的：没有公钥，备份不能加密",
            "[backup] recipients in gongkai.toml is empty: without a public key nothing is encrypted",
        ));
    }
    let mut keys = Vec::new();
    if !args.without_keys {
        for name in [LOG_SEED, SEALING_KEYS] {
            let text = read_secret(&installation.keys_folder().join(name));
            keys.push((name, text.map_err(|error| told(&error, lang))?.to_string()));
        }
    }
    block_on(async {
        let store = installation.open(lang).await?;
        let begun = Instant::now();
        let taken = back_up(&store, &recipients, &keys, &args.output).await;
        let taken = taken.map_err(|error| told_of_archive(&error, lang))?;
        let body = json!({ "sha256": taken.sha256, "bytes": taken.bytes });
        record(&store, "backup.taken", "gongkai backup", body, lang).await?;
        if args.json {
            say!("{}", serde_json::to_string_pretty(&taken)?);
            return Ok(ExitCode::SUCCESS);
        }
        let (rows, files) = (taken.holds.rows, taken.holds.files);
        let (mib, time) = (taken.bytes >> 20, begun.elapsed().as_secs_f64());
        say!(
            "{}",
            lang.pick(
                format!("已备份：{rows}条记录，{files}个文件，{mib} MiB，{time:.1}秒"),
                format!("Backed up: {rows} rows, {files} files, {mib} MiB, {time:.1} s"),
            )
        );
        say!("SHA-256 {}", taken.sha256);
        Ok(ExitCode::SUCCESS)
    })
}

async fn record(
    store: &Store,
    action: &'static str,
    why: &str,
    body: serde_json::Value,
    lang: Lang,
) -> Result<()> {
    let recorded = async {
        let work = store.begin().await?;
        work.log().append(act(action, why, body)).await?;
        work.commit().await?;
        store.log().checkpoint().await
    };
    recorded.await.map(|_| ()).map_err(|error| told(&error, lang))
}

fn recovery_key(file: &Path, lang: Lang) -> Result<RecoveryKey> {
    let text = std::fs::read_to_string(file).with_context(|| file.display().to_string())?;
    RecoveryKey::parse(&text).map_err(|error| told_of_archive(&error, lang))
}

/// Brings a backup back.
pub fn restore(args: &RestoreArgs, lang: Lang) -> Result<ExitCode> {
    let key = recovery_key(&args.recovery_key, lang)?;
    let mut config = Config::default();
    config.backup.recipients.push(key.recipient().to_string());
    if let Some(file) = &args.postgres_url_file {
        let file = std::path::absolute(file).with_context(|| file.display().to_string())?;
        config.database = DatabaseConfig { postgres_url_file: Some(file), connections: None };
    }
    let installation = Installation { folder: args.at.data.clone(), config };
    owner_only(&installation.folder)?;
    block_on(async {
        let begun = Instant::now();
        let restored = bring_back(&args.backup, &key, &installation, lang).await?;
        let key = restored.store.identity().key().to_string();
        std::fs::write(installation.folder.join("log.vkey"), format!("{key}\n"))?;
        installation.write()?;
        let clean = summary(&restored, begun, lang);
        let body = json!({ "taken_at": restored.manifest.taken_at });
        record(&restored.store, "backup.restored", "gongkai restore", body, lang).await?;
        Ok(if clean { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
    })
}

async fn bring_back(
    backup: &Path,
    key: &RecoveryKey,
    installation: &Installation,
    lang: Lang,
) -> Result<Restored> {
    let target = Target { settings: installation.settings()?, keys: installation.keys_folder() };
    let restored = archive::restore(backup, key, &target, clock::edge()).await;
    restored.map_err(|error| told_of_archive(&error, lang))
}

/// Prints what came back, and says whether it is whole.
fn summary(restored: &Restored, begun: Instant, lang: Lang) -> bool {
    let verdict = &restored.verdict;
    let (acts, records, files) =
        (verdict.log.leaves, verdict.records.records, verdict.records.files);
    let time = begun.elapsed().as_secs_f64();
    let taken = restored
        .manifest
        .taken_at
        .parse()
        .map_or_else(|_| restored.manifest.taken_at.clone(), clock::in_shanghai);
    say!(
        "{}",
        lang.pick(
            format!(
                "已恢复到{taken}的状态：{acts}条日志，{records}件记录，{files}个文件，{time:.1}秒"
            ),
            format!(
                "Restored as of {taken}: {acts} acts, {records} records, {files} files, {time:.1} s"
            ),
        )
    );
    faults(&verdict.faults, lang)
}

/// Restores for practice.
pub fn drill(args: &DrillArgs, lang: Lang) -> Result<ExitCode> {
    let key = recovery_key(&args.recovery_key, lang)?;
    let folder = tempfile::tempdir().context("a temporary folder")?;
    let installation = Installation { folder: folder.path().to_owned(), config: Config::default() };
    block_on(async {
        let begun = Instant::now();
        let restored = bring_back(&args.backup, &key, &installation, lang).await?;
        let clean = summary(&restored, begun, lang);
        let report = json!({
            "backup": args.backup.file_name().map(|it| it.to_string_lossy()),
            "taken_at": restored.manifest.taken_at,
            "drilled_at": restored.store.edge().now().to_string(),
            "seconds": (begun.elapsed().as_secs_f64() * 10.0).round() / 10.0,
            "passed": clean,
            "verdict": restored.verdict,
        });
        if let Some(file) = &args.output {
            let text = serde_json::to_string_pretty(&report)?;
            crate::save::save(file, text.as_bytes(), false, lang)?;
        }
        if let Some(data) = &args.data {
            let installation = Installation::read(data, lang)?;
            let store = installation.open(lang).await?;
            record(&store, "backup.drilled", "gongkai drill", report, lang).await?;
        }
        let (word, code) = if clean {
            (style::good(lang.pick("演练通过", "The drill passed")), ExitCode::SUCCESS)
        } else {
            (style::error(lang.pick("演练没有通过", "The drill failed")), ExitCode::from(FINDINGS))
        };
        say!("{word}");
        Ok(code)
    })
}

/// Exports everything.
pub fn export(args: &ExportArgs, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    block_on(async {
        let store = installation.open(lang).await?;
        let report = archive::export(&store, &args.output).await;
        let report = report.map_err(|error| told_of_archive(&error, lang))?;
        record(&store, "data.exported", "gongkai export", json!({ "rows": report.rows }), lang)
            .await?;
        let (rows, files) = (report.rows, report.files);
        say!(
            "{}",
            lang.pick(
                format!("已导出{rows}条记录、{files}个文件到 {}", args.output.display()),
                format!("Exported {rows} rows and {files} files to {}", args.output.display()),
            )
        );
        Ok(ExitCode::SUCCESS)
    })
}
