//! `gongkai fee`: what the processing fee comes to, with its working.

use std::io::{Write, stdout};
use std::process::ExitCode;

use anyhow::{anyhow, bail};
use clap::Args;
use law::Lang;
use law::processing_fee::{Fee, FeeError, LARGEST_COUNT, Standard, price_of_items, price_of_pages};
use serde::Serialize;

use super::due::input::{count_of, date_of};
use crate::clock;

const EXAMPLES: &str = "\
Examples:
  gongkai fee --items 12                  the 12 items of a month: 200 yuan
  gongkai fee --items 1 --already 11      the 12th item of a month: 100 yuan
  gongkai fee --pages 120                 one request of 120 pages: 1100 yuan
  gongkai fee --items 1 --already 11 --pages 120 --json

With both --items and --pages both amounts are shown; the agency may charge one of them, never both.
A refused request can be charged by item only.

Exit codes: 0 computed, 2 could not be computed.";

/// Computes the processing fee by item or by page, and shows the bands.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct FeeArgs {
    /// 本次件数 Items this applicant asks for now
    #[arg(long, value_name = "N")]
    items: Option<String>,

    /// 本月此前件数 Items the applicant already asked for earlier in the same calendar month
    #[arg(long, value_name = "N")]
    already: Option<String>,

    /// 页数 Pages of this one request (one side of A4 or smaller)
    #[arg(long, value_name = "N")]
    pages: Option<String>,

    /// 适用标准之日 Day whose tariff applies; today in Asia/Shanghai if left out
    #[arg(long, value_name = "DATE")]
    on: Option<String>,

    /// 输出 JSON Write JSON
    #[arg(long)]
    json: bool,
}

/// One amount in JSON.
#[derive(Debug, Serialize)]
struct Amount<'a> {
    #[serde(flatten)]
    fee: &'a Fee,
    explanation: Vec<String>,
}

/// Two amounts in JSON, of which the agency may choose one.
#[derive(Debug, Serialize)]
struct Choice<'a> {
    by_item: Amount<'a>,
    by_page: Amount<'a>,
    note: &'static str,
}

/// Runs `gongkai fee`.
///
/// # Errors
///
/// When the numbers cannot be right or no tariff is known for the day.
pub fn run(args: &FeeArgs, lang: Lang) -> anyhow::Result<ExitCode> {
    let on = date_of("--on", args.on.as_ref(), lang)?.unwrap_or_else(clock::today);
    let count =
        |option: &str, text: &Option<String>| count_of(option, text.as_ref(), LARGEST_COUNT, lang);
    let (items, pages) = (count("--items", &args.items)?, count("--pages", &args.pages)?);
    let already = count("--already", &args.already)?;
    refuse_nothing(items, already, pages, lang)?;
    let told = |error: FeeError| anyhow!(error.message(lang));
    let by_item = items.map(|new| price_of_items(already.unwrap_or(0), new, on));
    let by_item = by_item.transpose().map_err(told)?;
    let by_page = pages.map(|pages| price_of_pages(pages, on)).transpose().map_err(told)?;
    let text = if args.json {
        as_json(by_item.as_ref(), by_page.as_ref(), lang)?
    } else {
        as_text(by_item.as_ref(), by_page.as_ref(), lang)
    };
    writeln!(stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses a question that names nothing to price.
fn refuse_nothing(
    items: Option<u32>,
    already: Option<u32>,
    pages: Option<u32>,
    lang: Lang,
) -> anyhow::Result<()> {
    if items.is_none() && already.is_some() {
        bail!(lang.pick(
            "--already 须与 --items 同时给出；请用 --items 给出本次件数",
            "--already goes with --items; give the number of items asked for now with --items",
        ));
    }
    if items.is_none() && pages.is_none() {
        bail!(lang.pick(
            "请用 --items 给出件数，或者用 --pages 给出页数",
            "give the number of items with --items or of pages with --pages",
        ));
    }
    Ok(())
}

fn one_only(lang: Lang) -> &'static str {
    lang.pick(
        "同一申请只能选择一种标准收费，不得并收；也可以不收费。",
        "The agency may charge by one of the two, never both; it may also charge nothing.",
    )
}

fn as_json(by_item: Option<&Fee>, by_page: Option<&Fee>, lang: Lang) -> anyhow::Result<String> {
    fn amount(fee: &Fee, lang: Lang) -> Amount<'_> {
        Amount { fee, explanation: fee.working.lines(lang) }
    }
    Ok(match (by_item, by_page) {
        (Some(item), Some(page)) => serde_json::to_string_pretty(&Choice {
            by_item: amount(item, lang),
            by_page: amount(page, lang),
            note: one_only(lang),
        })?,
        (Some(fee), None) | (None, Some(fee)) => serde_json::to_string_pretty(&amount(fee, lang))?,
        (None, None) => unreachable!("a question without items and pages is refused before"),
    })
}

fn as_text(by_item: Option<&Fee>, by_page: Option<&Fee>, lang: Lang) -> String {
    let mut lines = Vec::new();
    for fee in by_item.into_iter().chain(by_page) {
        let standard = match fee.standard {
            Standard::ByItem => lang.pick("按件计收", "By item"),
            Standard::ByPage => lang.pick("按量计收", "By page"),
        };
        let amount = fee.amount_yuan;
        lines.push(
            lang.pick(format!("{standard}：{amount}元"), format!("{standard}: {amount} yuan")),
        );
        lines.extend(fee.working.lines(lang).into_iter().map(|line| format!("  {line}")));
    }
    if by_item.is_some() && by_page.is_some() {
        lines.push(one_only(lang).to_owned());
    }
    lines.join("\n")
}
