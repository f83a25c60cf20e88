//! `gongkai fee`: what the processing fee comes to, with its working.

use std::io::{Write, stdout};
use std::process::ExitCode;

use chrono::{Datelike, NaiveDate};
use clap::{Args, value_parser};
use law::Lang;
use law::processing_fee::{Fee, LARGEST_COUNT, Standard, price_of_items, price_of_pages};
use serde::Serialize;

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
    #[arg(required_unless_present = "pages", long, value_name = "N", value_parser = value_parser!(u32).range(..=i64::from(LARGEST_COUNT)))]
    items: Option<u32>,

    /// 本月此前件数 Items the applicant already asked for earlier in the same calendar month
    #[arg(long, value_name = "N", default_value_t = 0, requires = "items",
          value_parser = value_parser!(u32).range(..=i64::from(LARGEST_COUNT)))]
    already: u32,

    /// 页数 Pages of this one request (one side of A4 or smaller)
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(..=i64::from(LARGEST_COUNT)))]
    pages: Option<u32>,

    /// 适用标准之日 Day whose tariff applies; today in Asia/Shanghai if left out
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    on: Option<NaiveDate>,

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
    let on = args.on.unwrap_or_else(clock::today);
    let by_item = args.items.map(|new| price_of_items(args.already, new, on)).transpose()?;
    let by_page = args.pages.map(|pages| price_of_pages(pages, on)).transpose()?;
    let text = if args.json {
        as_json(by_item.as_ref(), by_page.as_ref(), lang)?
    } else {
        as_text(by_item.as_ref(), by_page.as_ref(), lang)
    };
    writeln!(stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
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
        (None, None) => anyhow::bail!("give --items or --pages"),
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

fn parse_date(text: &str) -> Result<NaiveDate, String> {
    let day: NaiveDate =
        text.parse().map_err(|_| format!("{text:?} is not a date such as 2026-02-04"))?;
    if (2008..=2099).contains(&day.year()) {
        return Ok(day);
    }
    Err(format!("{day} is out of range; give a date from 2008 to 2099"))
}
