//! `gongkai calendar list`.

use anyhow::Result;
use law::Lang;
use records::calendar_notice::{CalendarNotice, NoticeStanding};
use serde_json::{Value, json};
use store::{Source, StoreError};

use crate::columns::aligned;
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::told::told;

/// Arguments of `gongkai calendar list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Lists notices in the order in which they were proposed.
pub fn run(args: &ListArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let (directory, notices) = block_on(async {
        let wrong = |error: StoreError| told(&error, lang);
        let store = installation.open(lang).await?;
        let directory = Directory::read(&store).await.map_err(wrong)?;
        let notices = store.calendar_notices().all().await.map_err(wrong)?;
        let mut notices: Vec<_> = notices.into_iter().map(|it| it.value).collect();
        notices.sort_by_key(|it| it.proposed.at);
        anyhow::Ok((directory, notices))
    })?;
    if args.json {
        let all: Vec<Value> = notices.iter().map(|it| data(it, &directory)).collect();
        say!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    if notices.is_empty() {
        say!("{}", lang.pick("没有提出过放假安排", "no notice was proposed"));
    }
    let rows: Vec<[String; 4]> = notices.iter().map(|it| row(it, &directory, lang)).collect();
    for line in aligned(&rows) {
        say!("{line}");
    }
    Ok(())
}

fn row(it: &CalendarNotice, directory: &Directory, lang: Lang) -> [String; 4] {
    [
        directory.code_of(it.organisation),
        it.proposed.on.to_string(),
        it.standing.label(lang).to_owned(),
        titles(it, lang),
    ]
}

/// What the text arranges: years and regions.
fn titles(it: &CalendarNotice, lang: Lang) -> String {
    let Ok(alone) = it.alone() else { return String::new() };
    let notices = alone.notices().iter().map(|it| it.title());
    let regions = alone.overlays().iter().map(|it| it.region.clone());
    notices.chain(regions).collect::<Vec<_>>().join(lang.pick("、", ", "))
}

fn data(it: &CalendarNotice, directory: &Directory) -> Value {
    let reason = match &it.standing {
        NoticeStanding::Withdrawn { reason, .. } => Some(reason),
        NoticeStanding::Proposed | NoticeStanding::Confirmed { .. } => None,
    };
    json!({
        "organisation": directory.code_of(it.organisation),
        "proposed_on": it.proposed.on,
        "standing": it.standing.label(Lang::En),
        "reason": reason,
        "arranges": titles(it, Lang::En),
    })
}
