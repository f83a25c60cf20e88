//! `gongkai doctor`: looks an installation over before it is trusted.

mod people;

use std::process::ExitCode;

use anyhow::Result;
use law::Lang;
use reader::Confinement;
use store::{JobState, Source, Store};
use web::{LEAST_ROOM, disk_room, log_is_signed};

use super::read_one::readers;
use crate::installation::{At, Installation, block_on};
use crate::told::told;
use crate::{FINDINGS, clock, style};

/// Arguments of `gongkai doctor`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "退出码 Exit codes: 0 正常 fine · 1 有问题 something needs care · 2 未能完成 could not do it"
)]
pub struct Args {
    #[command(flatten)]
    at: At,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// One thing that was looked at.
#[derive(Debug, serde::Serialize)]
struct Line {
    good: bool,
    what: &'static str,
    found: String,
    remedy: Option<String>,
}

/// Looks the installation over.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    let lines = block_on(async {
        let store = installation.open(lang).await?;
        let mut lines = Vec::new();
        engine(&store, &mut lines, lang).await.map_err(|error| told(&error, lang))?;
        log(&store, &mut lines, lang).await.map_err(|error| told(&error, lang))?;
        let web = &installation.config.web;
        people::look(&store, web, &mut lines, lang).await.map_err(|error| told(&error, lang))?;
        outside(&installation, &mut lines, lang);
        lines.push(reader_process(lang).await?);
        Ok(lines)
    })?;
    let good = lines.iter().all(|it| it.good);
    if args.json {
        say!("{}", serde_json::to_string_pretty(&lines)?);
    } else {
        for line in &lines {
            print(line, lang);
        }
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
}

fn print(line: &Line, lang: Lang) {
    let mark = if line.good {
        style::good(lang.pick("正常", "fine"))
    } else {
        style::error(lang.pick("注意", "care"))
    };
    say!("{mark}  {}  {}", line.what, style::faint(&line.found));
    if let Some(remedy) = &line.remedy {
        say!("      {remedy}");
    }
}

/// What the engine says, and damage it can see.
async fn engine(store: &Store, lines: &mut Vec<Line>, lang: Lang) -> Result<(), store::StoreError> {
    let settings: Vec<String> = store
        .describe_engine()
        .await?
        .into_iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    lines.push(Line {
        good: true,
        what: lang.pick("数据库设置：断电不丢", "Database settings: a power cut loses nothing"),
        found: settings.join(" "),
        remedy: None,
    });
    let faults = store.check_engine().await?;
    let first = faults.first().cloned();
    lines.push(Line {
        good: faults.is_empty(),
        what: lang.pick("数据库文件完好", "Database file is whole"),
        found: first.unwrap_or_default(),
        remedy: (!faults.is_empty()).then(|| {
            lang.pick("请从备份恢复：gongkai restore", "restore from a backup: gongkai restore")
                .to_owned()
        }),
    });
    let schema = store.schema().await?;
    lines.push(Line {
        good: schema.pending.is_empty(),
        what: lang.pick("数据库结构最新", "Schema is up to date"),
        found: schema.applied.last().cloned().unwrap_or_default(),
        remedy: None,
    });
    Ok(())
}

/// The log and the jobs.
async fn log(store: &Store, lines: &mut Vec<Line>, lang: Lang) -> Result<(), store::StoreError> {
    let (waiting, now) = (store.log().waiting().await?, store.edge().now());
    let newest = store.log().latest_checkpoint().await?;
    let is_signed = log_is_signed(waiting, newest.as_ref().map(|it| it.1), now);
    let found = newest
        .map_or_else(String::new, |(size, at, _)| format!("{size} · {}", clock::in_shanghai(at)));
    lines.push(Line {
        good: is_signed,
        what: lang.pick("日志已签名", "The log is signed"),
        found: lang.pick(format!("{found}；待签{waiting}条"), format!("{found}; {waiting} wait")),
        remedy: (!is_signed).then(|| {
            lang.pick(
                "没有程序在签名：运行 gongkai jobs run",
                "nobody signs: run `gongkai jobs run`",
            )
            .to_owned()
        }),
    });
    let counts = store.jobs().counts().await?;
    let dead = counts.iter().find(|it| it.state == JobState::Dead).map_or(0, |it| it.count);
    lines.push(Line {
        good: dead == 0,
        what: lang.pick("没有失败的任务", "No job has failed for good"),
        found: counts
            .iter()
            .map(|it| format!("{}={}", it.state.name(), it.count))
            .collect::<Vec<_>>()
            .join(" "),
        remedy: (dead > 0).then(|| {
            lang.pick("查看：gongkai jobs list --state dead", "see: gongkai jobs list --state dead")
                .to_owned()
        }),
    });
    Ok(())
}

/// What lies outside the database.
fn outside(installation: &Installation, lines: &mut Vec<Line>, lang: Lang) {
    let recipients = installation.config.backup.recipients.len();
    lines.push(Line {
        good: recipients > 0,
        what: lang.pick("备份能够加密", "Backups can be encrypted"),
        found: recipients.to_string(),
        remedy: (recipients == 0).then(|| {
            lang.pick(
                "在 gongkai.toml 的 [backup] 写上公钥",
                "name a public key under [backup] in gongkai.toml",
            )
            .to_owned()
        }),
    });
    let witnesses = installation.config.witness.folders.len()
        + usize::from(installation.config.witness.mail_pickup.is_some());
    lines.push(Line {
        good: witnesses > 0,
        what: lang.pick("签名检查点交给外部保存", "Signed checkpoints are kept outside"),
        found: witnesses.to_string(),
        remedy: (witnesses == 0).then(|| {
            lang.pick(
                "没有外存的检查点，旧备份被悄悄放回就发现不了：在 [witness] 写上另一台机器的文件夹",
                "without one an old backup put back goes unnoticed: name a folder on another machine under [witness]",
            ).to_owned()
        }),
    });
    if let Some(room) = disk_room(&installation.folder) {
        lines.push(Line {
            good: room >= LEAST_ROOM,
            what: lang.pick("磁盘空间", "Room on the disk"),
            found: format!("{} MiB", room >> 20),
            remedy: (room < LEAST_ROOM).then(|| {
                lang.pick("磁盘快满了，请清理或者扩容", "the disk is nearly full: make room")
                    .to_owned()
            }),
        });
    }
    let key_beside = std::fs::read_dir(&installation.folder).is_ok_and(|it| {
        it.flatten().any(|it| it.file_name().to_string_lossy().contains("recovery"))
    });
    lines.push(Line {
        good: !key_beside,
        what: lang.pick("恢复密钥不在本机数据文件夹", "The recovery key is not in the data folder"),
        found: String::new(),
        remedy: key_beside.then(|| {
            lang.pick("请把恢复密钥移到别处离线保存", "move the recovery key off this machine")
                .to_owned()
        }),
    });
}

/// How far the process that reads documents is locked in.
async fn reader_process(lang: Lang) -> Result<Line> {
    let confinement = readers()?.confinement().await;
    let good = confinement.as_ref().is_ok_and(Confinement::is_tight);
    Ok(Line {
        good,
        what: lang.pick("读取文件的进程已隔离", "The process that reads documents is locked in"),
        found: confinement.map_or_else(|it| it.to_string(), |it| it.words(lang)),
        remedy: (!good).then(|| {
            lang.pick(
                "本机的系统内核不能完全隔离读取上传文件的进程：请使用 Linux 5.13 以上、启用 Landlock 和 seccomp 的内核",
                "this kernel cannot lock in whoever reads uploaded files: use Linux 5.13 or newer with Landlock and seccomp",
            )
            .to_owned()
        }),
    })
}
