//! `gongkai report list`.

use std::process::ExitCode;

use anyhow::Result;
use law::Lang;
use records::given_report::GivenReport;
use serde_json::{Value, json};
use store::{Source, StoreError};

use crate::columns::aligned;
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::told::told;

/// Arguments of `gongkai report list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    /// 只看一个机构 Of one organisation only
    #[arg(long, value_name = "CODE")]
    org: Option<String>,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    at: At,
}

/// Lists given reports, the editions of each year in their order.
pub fn run(args: &ListArgs, lang: Lang) -> Result<ExitCode> {
    let installation = Installation::read(&args.at.data, lang)?;
    let (directory, reports) = block_on(async {
        let wrong = |error: StoreError| told(&error, lang);
        let store = installation.open(lang).await?;
        let directory = Directory::read(&store).await.map_err(wrong)?;
        let only = args.org.as_ref().map(|code| directory.by_code(code, lang)).transpose()?;
        let places = match only {
            Some(it) => store.given_reports().places_of(it.value.id).await,
            None => store.given_reports().places().await,
        };
        let mut reports = Vec::new();
        for place in places.map_err(wrong)? {
            reports.push(store.given_reports().at(&place).await.map_err(wrong)?.value);
        }
        anyhow::Ok((directory, reports))
    })?;
    if args.json {
        let all: Vec<Value> = reports.iter().map(|it| data(it, &directory)).collect();
        say!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(ExitCode::SUCCESS);
    }
    if reports.is_empty() {
        say!("{}", lang.pick("没有发布过年报", "no report was published"));
    }
    let rows: Vec<[String; 5]> = reports.iter().map(|it| row(it, &directory, lang)).collect();
    for line in aligned(&rows) {
        say!("{line}");
    }
    Ok(ExitCode::SUCCESS)
}

fn row(it: &GivenReport, directory: &Directory, lang: Lang) -> [String; 5] {
    [
        directory.code_of(it.organisation),
        it.year.to_string(),
        lang.pick(format!("第{}版", it.edition), format!("edition {}", it.edition)),
        it.released_on.to_string(),
        it.source.name.clone(),
    ]
}

fn data(it: &GivenReport, directory: &Directory) -> Value {
    json!({
        "organisation": directory.code_of(it.organisation),
        "year": it.year,
        "edition": it.edition,
        "released_on": it.released_on,
        "source": it.source,
        "despite_errors": it.despite_errors,
        "replaces_because": it.replaces_because,
    })
}
