//! `gongkai log`: what is in the log, receipts of its entries, and checkpoints for witnesses.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use chrono::NaiveDate;
use documents::page::{Block, Page, Role, Table, TableCell, TextSize};
use eventlog::{Checkpoint, VerifierKey};
use law::Lang;
use store::{AgencyId, AgencyScope, Event, LogFilter, Source, Store};
use uuid::Uuid;

use super::convert::{Format, Writer};
use crate::clock;
use crate::directory::Directory;
use crate::installation::{At, ITSELF, Installation, block_on};
use crate::save::{Target, save};
use crate::told::told;

/// Arguments of `gongkai log`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Examples:\n  \
    gongkai log list --data /srv/gongkai\n  \
    gongkai log list --organisation haidong-jyj --data /srv/gongkai\n  \
    gongkai log receipt 0190… --data /srv/gongkai -o 回执.json\n  \
    gongkai log checkpoint --data /srv/gongkai -o latest.note\n  \
    gongkai log root --on 2026-03-02 --to pdf --data /srv/gongkai -o 日志根.pdf")]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// 列出最近的办理行为 Lists the newest acts
    List {
        #[command(flatten)]
        at: At,
        #[command(flatten)]
        whose: Whose,
        /// 最多条数 At most so many
        #[arg(long, default_value_t = 20)]
        limit: u64,
        /// 输出 JSON Write JSON
        #[arg(long)]
        json: bool,
    },
    /// 出具一条的回执，任何人可以离线核对 Writes the receipt of an entry, which anybody checks off line
    Receipt {
        /// 编号 The entry's id
        #[arg(value_name = "ID")]
        entry: Uuid,
        #[command(flatten)]
        at: At,
        /// 机关的编号；不填为系统本身 Agency by its id; the installation itself if left out
        #[arg(long, value_name = "ID")]
        agency: Option<Uuid>,
        /// 附上内容；只交给有权知道的人 With what it says, for those whom it concerns
        #[arg(long)]
        open: bool,
        #[command(flatten)]
        target: Target,
    },
    /// 签名并取出最新检查点，交外部保存 Signs and writes the newest checkpoint, to be kept elsewhere
    Checkpoint {
        #[command(flatten)]
        at: At,
        #[command(flatten)]
        target: Target,
    },
    /// 某日的日志根，可打印、张贴、存档 The root of a day, to be printed, posted or filed
    Root {
        #[command(flatten)]
        at: At,
        /// 日期；不填为今天 The day; today if left out
        #[arg(long, value_name = "DATE")]
        on: Option<NaiveDate>,
        /// 格式 Format to write
        #[arg(long, value_enum, value_name = "FORMAT", default_value = "pdf")]
        to: Format,
        #[command(flatten)]
        target: Target,
    },
}

/// Whose acts are listed; those upon the installation itself if nothing is said.
#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct Whose {
    /// 机关的编号；不填为系统本身 Agency by its id; the installation itself if left out
    #[arg(long, value_name = "ID")]
    agency: Option<Uuid>,
    /// 机构的代码，包括其内设机构 Organisation by its code, its sections included
    #[arg(long, value_name = "CODE")]
    organisation: Option<String>,
    /// 全部，包括系统本身 Of everybody, the installation itself included
    #[arg(long)]
    all: bool,
}

impl Whose {
    async fn scope(&self, store: &Store, lang: Lang) -> Result<AgencyScope> {
        if let Some(agency) = self.agency {
            return Ok(AgencyScope::only(AgencyId(agency)));
        }
        if !self.all && self.organisation.is_none() {
            return Ok(AgencyScope::only(ITSELF));
        }
        let directory = Directory::read(store).await.map_err(|error| told(&error, lang))?;
        if let Some(code) = &self.organisation {
            let id = directory.by_code(code, lang)?.value.id;
            return Ok(directory.scope_of(id, clock::today()));
        }
        let all = directory.all().map(|it| it.id.into());
        Ok(AgencyScope::of(all.chain([ITSELF])))
    }
}

/// Does what is asked.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    match &args.command {
        Command::List { at, whose, limit, json } => {
            let installation = Installation::read(&at.data, lang)?;
            let events = block_on(async {
                let store = installation.open(lang).await?;
                let scope = whose.scope(&store, lang).await?;
                let found = store.log().find(&scope, &LogFilter::default(), *limit).await;
                found.map_err(|error| told(&error, lang))
            })?;
            if *json {
                let lines: Vec<_> = events.iter().map(as_json).collect();
                say!("{}", serde_json::to_string_pretty(&lines)?);
            } else if events.is_empty() {
                say!("{}", lang.pick("没有记录", "nothing is recorded"));
            }
            for event in events.iter().filter(|_| !json) {
                say!("{}", line(event, lang));
            }
        }
        Command::Receipt { entry, at, agency, open, target } => {
            let receipt = with_store(at, lang, async |store| {
                let scope = AgencyScope::only(agency.map_or(ITSELF, AgencyId));
                store.log().receipt(&scope, *entry, *open).await
            })?;
            let path = target.output.clone().unwrap_or_else(|| "-".into());
            save(&path, receipt.to_json().as_bytes(), target.force, lang)?;
        }
        Command::Checkpoint { at, target } => {
            let note = with_store(at, lang, async |store| store.log().checkpoint().await)?;
            let note = note.context(lang.pick("日志还是空的", "the log is empty"))?;
            let path = target.output.clone().unwrap_or_else(|| "-".into());
            save(&path, note.as_bytes(), target.force, lang)?;
        }
        Command::Root { at, on, to, target } => root(at, *on, *to, target, lang)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn with_store<T>(
    at: &At,
    lang: Lang,
    work: impl AsyncFnOnce(&Store) -> Result<T, store::StoreError>,
) -> Result<T> {
    let installation = Installation::read(&at.data, lang)?;
    block_on(async {
        let store = installation.open(lang).await?;
        work(&store).await.map_err(|error| told(&error, lang))
    })
}

fn line(event: &Event, lang: Lang) -> String {
    let entry = &event.entry;
    let why = match &event.detail {
        Some(detail) => detail.why.clone(),
        None => lang.pick("（内容已清除）", "(purged)").to_owned(),
    };
    let at = clock::in_shanghai(entry.at);
    format!("{at}  {}  {}  {}  {why}", entry.id, entry.actor, entry.action)
}

fn as_json(event: &Event) -> serde_json::Value {
    let entry = &event.entry;
    serde_json::json!({
        "id": entry.id,
        "at": entry.at.to_string(),
        "agency": entry.agency,
        "actor": entry.actor.as_str(),
        "action": entry.action.as_str(),
        "subject_kind": entry.subject_kind.as_str(),
        "subject_id": entry.subject_id,
        "subject_version": entry.subject_version,
        "why": event.detail.as_ref().map(|it| &it.why),
        "body": event.detail.as_ref().map(|it| &it.body),
    })
}

/// Writes the root of a day as a page.
fn root(at: &At, on: Option<NaiveDate>, to: Format, target: &Target, lang: Lang) -> Result<()> {
    let today = clock::today();
    let day = on.unwrap_or(today);
    let end = day.succ_opt().and_then(clock::beginning_of).context("--on")?;
    let installation = Installation::read(&at.data, lang)?;
    let (checkpoint, note, key) =
        block_on(async {
            let store = installation.open(lang).await?;
            let wrong = |error| told(&error, lang);
            if day == today {
                store.log().checkpoint().await.map_err(wrong)?;
            }
            let found = store.log().last_checkpoint_before(end).await.map_err(wrong)?;
            let Some((.., note)) = found else {
                bail!(lang.pick(
                    "这一天以前没有签名的检查点",
                    "nothing was signed by the end of that day"
                ));
            };
            let checkpoint = Checkpoint::open(&note, store.identity().key());
            let checkpoint = checkpoint.map_err(|error| anyhow::anyhow!(error.message(lang)))?;
            Ok((checkpoint, note, store.identity().key().clone()))
        })?;
    let page = page(&checkpoint, &note, &key, day, lang);
    let bytes = Writer::new(to, None, lang)?.page(&page)?;
    let default = format!("{}-{day}.{}", lang.pick("日志根", "log-root"), to.ending());
    let path = target.output.clone().unwrap_or_else(|| default.into());
    save(&path, &bytes, target.force, lang)
}

/// What is printed and posted: the root in figures and the signed note to the letter.
fn page(
    checkpoint: &Checkpoint,
    note: &str,
    key: &VerifierKey,
    day: NaiveDate,
    lang: Lang,
) -> Page {
    let row = |name: &str, value: String| {
        vec![TableCell::new(Role::Row, name), TableCell::new(Role::Text, value)]
    };
    let rows = vec![
        row(lang.pick("日志名称", "Log"), checkpoint.origin.to_string()),
        row(lang.pick("日期", "Day"), day.to_string()),
        row(lang.pick("签名时间", "Signed at"), clock::in_shanghai(checkpoint.at)),
        row(lang.pick("条数", "Entries"), checkpoint.size.to_string()),
        row(lang.pick("日志根", "Root"), in_groups(&checkpoint.root.to_string())),
        row(lang.pick("公钥指纹", "Fingerprint of the key"), key.fingerprint()),
    ];
    let caption = lang.pick("日志根", "Root of the log").to_owned();
    let table = Table {
        caption: caption.clone(),
        shows_caption: false,
        widths: vec![28, 72],
        header_rows: 0,
        size: TextSize::Normal,
        rows,
    };
    let meaning = lang.pick(
        "以上数值由截至签名时的全部办理行为计算得出，任何一条被改动、删除或者插入，重新计算的结果都会不同。请打印张贴或者存档；日后用 gongkai verify --checkpoint 核对。",
        "These values follow from every act up to the signature; whatever is changed, removed or slipped in later gives others. Post or file this page, and compare it later with `gongkai verify --checkpoint`.",
    );
    let mut blocks = vec![
        Block::Table(table),
        Block::Paragraph { text: meaning.to_owned(), marks: Vec::new() },
        Block::Heading { level: 1, text: lang.pick("签名原文", "The signed note").to_owned() },
    ];
    let lines = note.lines().filter(|it| !it.is_empty()).flat_map(fitting);
    blocks.extend(lines.map(|text| Block::Note { text }));
    let title =
        lang.pick("政府信息公开办理日志 每日签名", "Disclosure log, signed root of the day");
    Page {
        title: title.to_owned(),
        author: checkpoint.origin.to_string(),
        as_of: day,
        language: lang.pick("zh-CN", "en"),
        blocks,
        remarks: Vec::new(),
    }
}

/// Digits in groups of eight, to be compared by eye.
fn in_groups(digits: &str) -> String {
    let digits: Vec<char> = digits.chars().collect();
    digits.chunks(8).map(|it| it.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// A line of the note in pieces that fit the page.
fn fitting(line: &str) -> Vec<String> {
    const LETTERS: usize = 60;
    let letters: Vec<char> = line.chars().collect();
    letters.chunks(LETTERS).map(|it| it.iter().collect()).collect()
}
