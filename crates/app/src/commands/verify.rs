//! `gongkai verify` and `gongkai verify-receipt`: proofs, checked from outside.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use eventlog::{Checkpoint, Receipt, VerifierKey};
use indicatif::{ProgressBar, ProgressDrawTarget};
use law::Lang;
use store::verify::{Against, Fault, MOST_FAULTS, verify as verify_store};

use crate::clock;
use crate::installation::{At, Installation, block_on};
use crate::told::told;
use crate::{FINDINGS, style};

/// Arguments of `gongkai verify`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai verify --data /srv/gongkai\n  \
    gongkai verify --data /srv/gongkai --files --checkpoint /mnt/witness/latest.note\n\n\
    退出码 Exit codes: 0 完整 whole · 1 发现问题 something is wrong · 2 未能完成 could not do it")]
pub struct Args {
    #[command(flatten)]
    at: At,
    /// 另存在外的检查点：日志必须仍然包含它 A checkpoint kept elsewhere: the log must still contain it
    #[arg(long, value_name = "FILE")]
    checkpoint: Vec<PathBuf>,
    /// 读出每个文件核对散列 Reads every file and compares its hash
    #[arg(long)]
    files: bool,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// Arguments of `gongkai verify-receipt`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Example:\n  \
    gongkai verify-receipt 回执.json --key jyj.example.gov.cn+1a2b3c4d+AbCd…\n\n\
    不需要联网，也不需要该系统：只要回执和公布的公钥（或者内容为公钥的文件）。\n\
    Needs no network and no installation: the receipt and the published key (or a file with it).")]
pub struct ReceiptArgs {
    /// 回执 The receipt
    #[arg(value_name = "FILE")]
    receipt: PathBuf,
    /// 公布的公钥 The published public key, or a file with it
    #[arg(long, value_name = "KEY|FILE")]
    key: Option<String>,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// Verifies an installation.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    let verdict = block_on(async {
        let store = installation.open(lang).await?;
        let mut against = Against { read_files: args.files, witnessed: Vec::new() };
        let known = installation.config.witness.folders.iter().map(|it| it.join("latest.note"));
        for file in known.filter(|it| it.exists()).chain(args.checkpoint.iter().cloned()) {
            let note =
                std::fs::read_to_string(&file).with_context(|| file.display().to_string())?;
            let kept = Checkpoint::open(&note, store.identity().key());
            let kept =
                kept.map_err(|error| anyhow!("{}: {}", file.display(), error.message(lang)))?;
            against.witnessed.push(kept);
        }
        let bar = ProgressBar::no_length();
        if !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
            bar.set_draw_target(ProgressDrawTarget::hidden());
        }
        let verdict = verify_store(&store, &against, &mut |leaves| bar.set_position(leaves)).await;
        bar.finish_and_clear();
        verdict.map_err(|error| told(&error, lang))
    })?;
    let clean = verdict.faults.is_empty();
    if args.json {
        say!("{}", serde_json::to_string_pretty(&verdict)?);
    } else {
        let (log, records) = (&verdict.log, &verdict.records);
        say!("{}", lang.pick(
            format!(
                "日志{}条（待入树{}条，已清除内容{}条），签名检查点{}个，外存检查点{}个；记录{}件，号码{}个（作废{}个），文件{}个",
                log.leaves, log.waiting, log.purged, log.checkpoints, log.witnessed,
                records.records, records.numbers, records.voids, records.files
            ),
            format!(
                "{} acts ({} wait for their leaf, {} purged), {} signed checkpoints, {} kept outside; {} records, {} numbers ({} void), {} files",
                log.leaves, log.waiting, log.purged, log.checkpoints, log.witnessed,
                records.records, records.numbers, records.voids, records.files
            ),
        ));
        say!("{} {}", lang.pick("日志根", "Root"), log.root);
        faults(&verdict.faults, lang);
    }
    Ok(if clean { ExitCode::SUCCESS } else { ExitCode::from(FINDINGS) })
}

/// Prints what is wrong, and says whether nothing is.
pub fn faults(faults: &[Fault], lang: Lang) -> bool {
    for Fault { place, what } in faults {
        let what = lang.pick(what.zh(), what.to_string());
        say!("{}{place}: {what}", style::error(lang.pick("错误：", "error: ")));
    }
    match faults.len() {
        0 => say!("{}", style::good(lang.pick("完整", "Whole"))),
        MOST_FAULTS.. => {
            say!("{}", lang.pick("问题太多，只列出前面的", "more faults than are listed"))
        }
        count => say!("{}", lang.pick(format!("{count}个问题"), format!("{count} faults"))),
    }
    faults.is_empty()
}

/// Verifies a receipt.
pub fn receipt(args: &ReceiptArgs, lang: Lang) -> Result<ExitCode> {
    let context = || args.receipt.display().to_string();
    let size = std::fs::metadata(&args.receipt).with_context(context)?.len();
    if size > eventlog::limits::RECEIPT_BYTES as u64 {
        bail!("{}{}", context(), lang.pick("：比任何回执都大", ": larger than any receipt"));
    }
    let text = std::fs::read_to_string(&args.receipt).with_context(context)?;
    let receipt = Receipt::from_json(&text).map_err(|error| anyhow!(error.message(lang)));
    let receipt = receipt.with_context(context)?;
    let (key, published) = match &args.key {
        Some(key) => (read_key(key, lang)?, true),
        None => (receipt.key.clone(), false),
    };
    let proven = match receipt.verify(&key) {
        Ok(proven) => proven,
        Err(error) => {
            say!(
                "{}{}",
                style::error(lang.pick("不能证明：", "not proven: ")),
                error.message(lang)
            );
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    if args.json {
        let json = serde_json::json!({
            "proven": true,
            "key_given": published,
            "fingerprint": key.fingerprint(),
            "origin": proven.checkpoint.origin.to_string(),
            "action": proven.entry.action.as_str(),
            "at": proven.entry.at.to_string(),
            "index": proven.index,
            "signed_at": proven.checkpoint.at.to_string(),
            "size": proven.checkpoint.size,
            "opened": proven.opened,
        });
        say!("{}", serde_json::to_string_pretty(&json)?);
        return Ok(ExitCode::SUCCESS);
    }
    let entry = &proven.entry;
    let (at, signed) = (clock::in_shanghai(entry.at), clock::in_shanghai(proven.checkpoint.at));
    say!("{}", style::good(lang.pick("已证明", "Proven")));
    say!(
        "{}",
        lang.pick(
            format!(
                "{at} 在{}的日志中登记：{}（第{}条）",
                proven.checkpoint.origin,
                entry.action,
                proven.index + 1
            ),
            format!(
                "{at} in the log of {}: {} (entry {})",
                proven.checkpoint.origin,
                entry.action,
                proven.index + 1
            ),
        )
    );
    say!(
        "{}",
        lang.pick(
            format!("日志于{signed}签名，当时共{}条", proven.checkpoint.size),
            format!("The log was signed at {signed} over {} entries", proven.checkpoint.size),
        )
    );
    if let Some(opening) = receipt.opening.as_ref().filter(|_| proven.opened) {
        say!("{}{}", lang.pick("内容：", "Says: "), opening.body());
    }
    let fingerprint = key.fingerprint();
    if published {
        say!("{}{fingerprint}", lang.pick("公钥指纹：", "Fingerprint: "));
    } else {
        say!("{}", style::strong(&lang.pick(
            format!("公钥取自回执本身，只有它的指纹与机关公布的一致才算数：{fingerprint}"),
            format!("The key is the receipt's own: this counts only if the agency published this fingerprint: {fingerprint}"),
        )));
    }
    Ok(ExitCode::SUCCESS)
}

fn read_key(key: &str, lang: Lang) -> Result<VerifierKey> {
    let text = if Path::new(key).is_file() {
        std::fs::read_to_string(key).with_context(|| key.to_owned())?
    } else {
        key.to_owned()
    };
    text.trim().parse().map_err(|_| {
        anyhow!(lang.pick(
            "这不是公钥，也不是内容为公钥的文件；公钥的样子是 名称+8位+一串字母",
            "this is neither a public key nor a file with one; a key looks like name+8 digits+letters",
        ))
    })
}
