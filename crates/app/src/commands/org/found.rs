//! `gongkai org found`.

use anyhow::Result;
use chrono::NaiveDate;
use law::Lang;
use records::organisation::{Change, Fact, Organisation, OrganisationId};
use serde_json::json;
use store::{Source, StoreError};

use super::kinds::{KindArgs, NamesArgs};
use crate::clock;
use crate::commands::acts::{unit, upon_organisation};
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::refused;
use crate::told::told;

/// Arguments of `gongkai org found`.
#[derive(Debug, clap::Args)]
pub struct FoundArgs {
    /// 机构代码，2至40个小写字母、数字或“-”，以后不变 Its code, for good
    code: String,
    #[command(flatten)]
    names: NamesArgs,
    #[command(flatten)]
    kind: KindArgs,
    /// 上级机构的代码；最上一级不填 Whom it stands under; left out for the topmost
    #[arg(long, value_name = "CODE")]
    under: Option<String>,
    /// 信息公开主管机构的代码，不填即上级机构（第三条） Who leads its openness work, if not whom it stands under
    #[arg(long, value_name = "CODE")]
    ogi_authority: Option<String>,
    /// 前身机构的代码，可以几个 Whom it follows, where it came of a merger or a split
    #[arg(long, value_name = "CODE")]
    follows: Vec<String>,
    /// 设立日期；不填为今天 When; today if left out
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// 依据文件 The document that says so
    #[arg(long, default_value = "")]
    basis: String,
    #[command(flatten)]
    at: At,
}

/// Founds an organisation.
pub fn run(args: &FoundArgs, lang: Lang) -> Result<()> {
    let installation = Installation::read(&args.at.data, lang)?;
    let founded = block_on(async {
        let store = installation.open(lang).await?;
        let wrong = |error: StoreError| told(&error, lang);
        unit(&store, lang, async |work| {
            let directory = Directory::read(work).await.map_err(wrong)?;
            let id = OrganisationId(store.edge().new_id());
            let founded = founding(args, &directory, id, lang)?;
            let body = json!({ "code": founded.code });
            let act = upon_organisation(id, "organisation.founded", &args.basis, body);
            work.organisations().found(&founded, act).await.map_err(wrong)?;
            Ok(founded)
        })
        .await
    })?;
    let code = &founded.code;
    say!("{}", lang.pick(format!("已设立：{code}"), format!("Founded: {code}")));
    Ok(())
}

fn founding(
    args: &FoundArgs,
    directory: &Directory,
    id: OrganisationId,
    lang: Lang,
) -> Result<Organisation> {
    let today = clock::today();
    let on = args.on.unwrap_or(today);
    let there = |code: &String| directory.there_on(code, on, lang);
    let change = Change::Founded {
        names: args.names.names(""),
        of: args.kind.kind(lang)?,
        administrative_parent: args.under.as_ref().map(there).transpose()?,
        ogi_authority: args.ogi_authority.as_ref().map(there).transpose()?,
        predecessors: args
            .follows
            .iter()
            .map(|code| Ok(directory.by_code(code, lang)?.value.id))
            .collect::<Result<_>>()?,
    };
    let founding = Fact { on, basis: args.basis.clone(), change };
    let founded = Organisation::found(id, &args.code, founding);
    let founded = founded.map_err(|error| refused::fact(error, lang))?;
    directory.require_tree(&founded, [on, today], lang)?;
    Ok(founded)
}
