//! `gongkai org rename`, `reclassify`, `move`, `merge`, `split`, `abolish` and `oblige`: what happens to an
//! organisation after its founding.

use anyhow::{Result, anyhow};
use chrono::NaiveDate;
use law::Lang;
use records::organisation::{Change, Fact, Obligations, Standing};
use serde_json::json;
use store::{Source, StoreError};

use super::facts;
use super::kinds::{KindArgs, NamesArgs};
use crate::clock;
use crate::commands::acts::{unit, upon_organisation};
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::refused;
use crate::told::told;

/// To which organisation something happens, when, and where that is written.
#[derive(Debug, Clone, clap::Args)]
pub struct Of {
    /// 机构代码 Its code
    code: String,
    /// 生效日期；不填为今天 The first day on which it holds; today if left out
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// 依据文件 The document that says so
    #[arg(long, default_value = "")]
    basis: String,
    #[command(flatten)]
    at: At,
}

/// What happens.
#[derive(Debug, clap::Subcommand)]
pub enum Note {
    /// 更名 Gives it another name
    Rename {
        #[command(flatten)]
        of: Of,
        #[command(flatten)]
        names: NamesArgs,
    },
    /// 调整性质，如初中改为九年一贯制学校 Makes it another kind
    Reclassify {
        #[command(flatten)]
        of: Of,
        #[command(flatten)]
        kind: KindArgs,
    },
    /// 调整隶属或者信息公开主管关系 Puts it under another, or under another authority
    #[command(group = clap::ArgGroup::new("where").required(true).multiple(true))]
    Move {
        #[command(flatten)]
        of: Of,
        /// 新的上级机构 Whom it stands under from then on
        #[arg(long, value_name = "CODE", group = "where")]
        under: Option<String>,
        /// 以后没有上级机构 Stands under nobody from then on
        #[arg(long, group = "where", conflicts_with = "under")]
        top: bool,
        /// 新的信息公开主管机构 Who leads its openness work from then on
        #[arg(long, value_name = "CODE", group = "where")]
        ogi_authority: Option<String>,
        /// 以后由上级机构主管 Whom it stands under leads its openness work from then on
        #[arg(long, group = "where", conflicts_with = "ogi_authority")]
        no_ogi_authority: bool,
    },
    /// 并入其他机构 Ends it in favour of another
    Merge {
        #[command(flatten)]
        of: Of,
        /// 承接的机构 Who goes on with its duties
        #[arg(long, value_name = "CODE")]
        into: String,
    },
    /// 分立 Ends it in favour of several
    Split {
        #[command(flatten)]
        of: Of,
        /// 承接的机构，写几次 Who goes on with its duties, once for each
        #[arg(long, value_name = "CODE", required = true)]
        into: Vec<String>,
    },
    /// 撤销 Ends it
    Abolish {
        #[command(flatten)]
        of: Of,
        /// 承接职责的机构 Who goes on with its duties
        #[arg(long, value_name = "CODE")]
        duties_to: Option<String>,
    },
    /// 职责：没有写的不变 Says what it must and may do; what is left out stays
    #[command(group = clap::ArgGroup::new("what").required(true).multiple(true))]
    Oblige {
        #[command(flatten)]
        of: Of,
        /// 须编制年报（第四十九条） Must hand in a yearly report
        #[arg(long, value_name = "true|false", group = "what")]
        files_annual_report: Option<bool>,
        /// 发布本级政府年报 Publishes the report of its government
        #[arg(long, value_name = "true|false", group = "what")]
        publishes_government_report: Option<bool>,
        /// 可制定规章 May make rules
        #[arg(long, value_name = "true|false", group = "what")]
        makes_rules: Option<bool>,
        /// 可制定规范性文件 May make normative documents
        #[arg(long, value_name = "true|false", group = "what")]
        makes_normative_documents: Option<bool>,
    },
}

/// Notes what happened.
pub fn run(note: &Note, lang: Lang) -> Result<()> {
    let of = note.of();
    let told = record(of, "organisation.changed", lang, |directory, standing, on| {
        note.change(directory, standing, on, lang)
    })?;
    say!("{told}");
    Ok(())
}

/// Stores what happens to an organisation, and says it in words.
pub fn record(
    of: &Of,
    action: &'static str,
    lang: Lang,
    change: impl FnOnce(&Directory, &Standing, NaiveDate) -> Result<Change>,
) -> Result<String> {
    let installation = Installation::read(&of.at.data, lang)?;
    let wrong = |error: StoreError| told(&error, lang);
    block_on(async {
        let store = installation.open(lang).await?;
        unit(&store, lang, async |work| {
            let today = clock::today();
            let on = of.on.unwrap_or(today);
            let directory = Directory::read(work).await.map_err(wrong)?;
            let found = directory.by_code(&of.code, lang)?;
            let standing = found.value.on(on).ok_or_else(|| {
                anyhow!(lang.pick("早于该机构的设立日期", "the day lies before the founding"))
            })?;
            let change = change(&directory, &standing, on)?;
            let fact = Fact { on, basis: of.basis.clone(), change };
            let noted = found.value.note(fact.clone());
            let noted = noted.map_err(|error| refused::fact(error, lang))?;
            directory.require_tree(&noted, [on, today], lang)?;
            let body = json!({ "facts": [&fact] });
            let act = upon_organisation(noted.id, action, &of.basis, body);
            work.organisations().change(found, &noted, act).await.map_err(wrong)?;
            Ok(format!("{}: {}", of.code, facts::line(&fact, &directory, lang)))
        })
        .await
    })
}

impl Note {
    fn of(&self) -> &Of {
        match self {
            Self::Rename { of, .. }
            | Self::Reclassify { of, .. }
            | Self::Move { of, .. }
            | Self::Merge { of, .. }
            | Self::Split { of, .. }
            | Self::Abolish { of, .. }
            | Self::Oblige { of, .. } => of,
        }
    }

    /// What happens, given how the organisation stands.
    fn change(
        &self,
        directory: &Directory,
        standing: &Standing,
        on: NaiveDate,
        lang: Lang,
    ) -> Result<Change> {
        let there = |code: &String| directory.there_on(code, on, lang);
        Ok(match self {
            Self::Rename { names, .. } => {
                Change::Renamed { names: names.names(&standing.names.english) }
            }
            Self::Reclassify { kind, .. } => Change::Reclassified { to: kind.kind(lang)? },
            Self::Move { under, top, ogi_authority, no_ogi_authority, .. } => {
                let parent = standing.administrative_parent.filter(|_| !top);
                let authority = standing.ogi_authority.filter(|_| !no_ogi_authority);
                Change::Moved {
                    administrative_parent: under.as_ref().map(there).transpose()?.or(parent),
                    ogi_authority: ogi_authority.as_ref().map(there).transpose()?.or(authority),
                }
            }
            Self::Merge { into, .. } => Change::Merged { into: there(into)? },
            Self::Split { into, .. } => {
                Change::Split { into: into.iter().map(there).collect::<Result<_>>()? }
            }
            Self::Abolish { duties_to, .. } => {
                Change::Abolished { duties_to: duties_to.as_ref().map(there).transpose()? }
            }
            Self::Oblige {
                files_annual_report,
                publishes_government_report,
                makes_rules,
                makes_normative_documents,
                ..
            } => {
                let now = standing.obligations;
                let obligations = Obligations {
                    files_annual_report: files_annual_report.unwrap_or(now.files_annual_report),
                    publishes_government_report: publishes_government_report
                        .unwrap_or(now.publishes_government_report),
                    makes_rules: makes_rules.unwrap_or(now.makes_rules),
                    makes_normative_documents: makes_normative_documents
                        .unwrap_or(now.makes_normative_documents),
                };
                Change::Obliged { obligations }
            }
        })
    }
}
