//! `gongkai calendar propose`.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use law::Lang;
use law::calendar::Calendar;
use records::calendar_notice::{CalendarNotice, LARGEST_TEXT, NoticeDeed, Preview, calendar_of};
use serde_json::json;
use store::{Source, StoreError, Subject};

use crate::clock;
use crate::commands::acts::{unit, upon};
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::told::told;

/// Arguments of `gongkai calendar propose`.
#[derive(Debug, clap::Args)]
pub struct ProposeArgs {
    /// 放假安排（TOML 或者 JSON） The notice
    file: PathBuf,
    /// 机构代码；安排对该机构及其下级有效 For whom it counts, with everybody below
    #[arg(long, value_name = "CODE")]
    org: String,
    #[command(flatten)]
    at: At,
}

/// Proposes the notice, and shows what it would change.
pub fn run(args: &ProposeArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let text = read(&args.file)?;
    let preview = block_on(async {
        let store = installation.open(lang).await?;
        let wrong = |error: StoreError| told(&error, lang);
        unit(&store, lang, async |work| {
            let today = clock::today();
            let directory = Directory::read(work).await.map_err(wrong)?;
            let organisation = directory.there_on(&args.org, today, lang)?;
            let deed = NoticeDeed { by: None, on: today, at: store.edge().now().to_utc() };
            let notice = CalendarNotice::propose(organisation, &text, deed)
                .map_err(|error| anyhow!(error.message(lang)))?;
            let others = work.calendar_notices().all().await.map_err(wrong)?;
            let others = others.iter().map(|it| &it.value);
            let tree = directory.tree(today);
            let preview = calendar_of(organisation, &tree, Calendar::shipped(), others)
                .and_then(|before| notice.preview(&before, &[], today))
                .map_err(|error| anyhow!(error.message(lang)))?;
            let id = store.edge().new_id();
            let body = json!({ "days": preview.days.len(), "years": preview.newly_covered });
            let subject = Subject::calendar_notice(id);
            let act = upon(organisation.into(), subject, "calendar.proposed", "", body);
            work.calendar_notices().propose(id, &notice, act).await.map_err(wrong)?;
            Ok(preview)
        })
        .await
    })?;
    tell(&preview, lang);
    Ok(())
}

fn read(file: &Path) -> Result<String> {
    let context = || file.display().to_string();
    let opened = std::fs::File::open(file).with_context(context)?;
    let mut text = String::new();
    // One byte more than is taken, so that too large a file is told as such.
    let most = u64::try_from(LARGEST_TEXT).unwrap_or(u64::MAX).saturating_add(1);
    opened.take(most).read_to_string(&mut text).with_context(context)?;
    Ok(text)
}

fn tell(preview: &Preview, lang: Lang) {
    for change in &preview.days {
        let (before, after) = (change.before.label(lang), change.after.label(lang));
        say!("{}  {before} → {after}", lang.date(change.day));
    }
    let count = preview.days.len();
    say!(
        "{}",
        lang.pick(
            format!("已提出，{count}天会变化；由另一人在网站上确认后生效"),
            format!(
                "Proposed: {count} day(s) would change once somebody else confirms it on the site"
            ),
        )
    );
}
