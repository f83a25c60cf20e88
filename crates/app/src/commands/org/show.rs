//! `gongkai org list` and `gongkai org show`.

use std::collections::BTreeSet;

use anyhow::Result;
use chrono::NaiveDate;
use law::Lang;
use records::organisation::{Line, OrganisationId, Standing, Tree};
use serde_json::{Value, json};

use super::facts;
use super::kinds::words;
use crate::columns::aligned;
use crate::directory::Directory;
use crate::installation::{At, Installation, block_on};
use crate::told::told;
use crate::{clock, style};

/// Arguments of `gongkai org list`.
#[derive(Debug, clap::Args)]
pub struct ListArgs {
    #[command(flatten)]
    at: At,
    /// 某一天的情况；不填为今天 As they stood on a day; today if left out
    #[arg(long, value_name = "DATE")]
    on: Option<NaiveDate>,
    /// 按隶属关系排列 As a tree of who stands under whom
    #[arg(long, conflicts_with = "json")]
    tree: bool,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// Arguments of `gongkai org show`.
#[derive(Debug, clap::Args)]
pub struct ShowArgs {
    /// 机构代码 Its code
    code: String,
    #[command(flatten)]
    at: At,
    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

fn read(at: &At, lang: Lang) -> Result<Directory> {
    let installation = Installation::read(&at.data, lang)?;
    block_on(async {
        let store = installation.open(lang).await?;
        Directory::read(&store).await.map_err(|error| told(&error, lang))
    })
}

/// Lists organisations.
pub fn list(args: &ListArgs, lang: Lang) -> Result<()> {
    let directory = read(&args.at, lang)?;
    let tree = directory.tree(args.on.unwrap_or_else(clock::today));
    let there = directory.all().filter_map(|it| Some((it.id, tree.standing(it.id)?)));
    if args.json {
        let all: Vec<Value> =
            there.map(|(id, standing)| data(id, standing, &directory)).collect::<Result<_>>()?;
        say!("{}", serde_json::to_string_pretty(&all)?);
        return Ok(());
    }
    let rows: Vec<[String; 4]> = if args.tree {
        as_tree(&directory, &tree, lang)
    } else {
        there.map(|(id, it)| row(0, id, it, &directory, lang)).collect()
    };
    if rows.is_empty() {
        say!("{}", lang.pick("没有机构", "there are no organisations"));
    }
    for line in aligned(&rows) {
        say!("{line}");
    }
    Ok(())
}

fn row(
    depth: usize,
    id: OrganisationId,
    standing: &Standing,
    directory: &Directory,
    lang: Lang,
) -> [String; 4] {
    let parent = standing.administrative_parent.map_or(String::new(), |it| directory.code_of(it));
    let indent = "  ".repeat(depth);
    [
        format!("{indent}{}", directory.code_of(id)),
        standing.names.full.clone(),
        words(standing.kind, lang),
        if depth == 0 { parent } else { String::new() },
    ]
}

/// The organisations in the order of a tree; whoever stands under somebody that is not there begins one.
fn as_tree(directory: &Directory, tree: &Tree, lang: Lang) -> Vec<[String; 4]> {
    let mut rows = Vec::new();
    let mut seen = BTreeSet::new();
    let tops = directory.all().map(|it| it.id).filter(|it| {
        tree.standing(*it).is_some_and(|standing| {
            standing.administrative_parent.is_none_or(|above| tree.standing(above).is_none())
        })
    });
    // Those in a circle have no top: they come at the end.
    let all = directory.all().map(|it| it.id);
    for top in tops.chain(all) {
        let mut waiting = vec![(top, 0)];
        while let Some((id, depth)) = waiting.pop() {
            let Some(standing) = tree.standing(id).filter(|_| seen.insert(id)) else { continue };
            rows.push(row(depth, id, standing, directory, lang));
            let mut below: Vec<_> = tree.children(Line::Administrative, id).collect();
            below.sort_by_key(|it| std::cmp::Reverse(directory.code_of(*it)));
            waiting.extend(below.into_iter().map(|it| (it, depth + 1)));
        }
    }
    rows
}

/// Shows an organisation and what happened to it.
pub fn show(args: &ShowArgs, lang: Lang) -> Result<()> {
    let directory = read(&args.at, lang)?;
    let found = &directory.by_code(&args.code, lang)?.value;
    // One that is founded later is shown as it will begin.
    let today = clock::today();
    let standing = found.on(found.facts().first().map_or(today, |it| it.on.max(today)));
    if args.json {
        let mut shown = match &standing {
            Some(standing) => data(found.id, standing, &directory)?,
            None => json!({ "code": found.code }),
        };
        shown["facts"] = with_codes(serde_json::to_value(found.facts())?, &directory);
        say!("{}", serde_json::to_string_pretty(&shown)?);
        return Ok(());
    }
    if let Some(standing) = &standing {
        say!("{}  {}", style::strong(&standing.names.full), found.code);
        print(standing, &directory, lang);
    }
    say!("{}", lang.pick("沿革", "History"));
    for fact in found.facts() {
        say!("  {}", facts::line(fact, &directory, lang));
    }
    Ok(())
}

fn print(standing: &Standing, directory: &Directory, lang: Lang) {
    let code = |id: Option<OrganisationId>| id.map_or("—".to_owned(), |it| directory.code_of(it));
    let rows = [
        [lang.pick("类型", "kind"), &words(standing.kind, lang)],
        [lang.pick("上级", "under"), &code(standing.administrative_parent)],
        [lang.pick("信息公开主管", "openness led by"), &code(standing.leads_openness())],
        [lang.pick("信息公开机构", "disclosure office"), &facts::profile(&standing.office)],
        [lang.pick("职责", "duties"), &facts::duties(standing.obligations, lang)],
    ];
    for line in aligned(&rows.map(|it| it.map(str::to_owned))) {
        say!("  {line}");
    }
    if let Some(ended) = &standing.ended {
        say!("  {}{}", lang.pick("已终止：", "ended: "), ended.on);
    }
}

/// How an organisation stands, as data. Others are named by their codes.
fn data(id: OrganisationId, standing: &Standing, directory: &Directory) -> Result<Value> {
    let mut data = with_codes(serde_json::to_value(standing)?, directory);
    data["code"] = json!(directory.code_of(id));
    data["id"] = json!(id);
    Ok(data)
}

/// The same with codes in place of the ids of organisations: people and other programs know codes.
fn with_codes(value: Value, directory: &Directory) -> Value {
    match value {
        Value::String(text) => match text.parse() {
            Ok(id) => Value::String(directory.code_of(OrganisationId(id))),
            Err(_) => Value::String(text),
        },
        Value::Array(all) => all.into_iter().map(|it| with_codes(it, directory)).collect(),
        Value::Object(all) => {
            all.into_iter().map(|(name, it)| (name, with_codes(it, directory))).collect()
        }
        other => other,
    }
}
