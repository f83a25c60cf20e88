//! `gongkai rules [ID]`.

use std::io::Write;
use std::process::ExitCode;

use anyhow::{Result, bail};
use law::Lang;
use report::check::{Severity, UNANSWERED, rule, rule_text, rules};

use crate::style;

/// Arguments of `gongkai rules`.
#[derive(Debug, clap::Args)]
#[command(after_help = "例 Example:\n  gongkai rules\n  gongkai rules T3-2")]
pub struct Args {
    /// 规则编号 Name of a rule, for example T3-2; all rules are listed without it
    id: Option<String>,
}

/// Lists the rules or explains one.
pub fn run(args: &Args, lang: Lang) -> Result<ExitCode> {
    let mut out = anstream::stdout().lock();
    match &args.id {
        None => {
            for rule in rules() {
                let [zh, en] = rule.title;
                let word = style::severity(rule.severity, severity(rule.severity, lang));
                writeln!(out, "{:<5} {word} {}", rule.id, lang.pick(zh, en))?;
            }
        }
        Some(id) => match rule(id) {
            Some(rule) => write!(out, "{}", rule_text(rule, lang))?,
            None if let Some(it) = UNANSWERED.iter().find(|it| it.id.eq_ignore_ascii_case(id)) => {
                let [title, why] = [it.title, it.why].map(|[zh, en]| lang.pick(zh, en));
                writeln!(out, "{} {title}\n\n{why}", it.id)?;
            }
            None => bail!(
                "{id}{}",
                lang.pick(
                    "：没有这条规则；用 gongkai rules 查看全部",
                    ": no such rule; `gongkai rules` lists them"
                )
            ),
        },
    }
    Ok(ExitCode::SUCCESS)
}

/// The word for a severity; the Chinese words have one width.
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("提示", "note"),
    }
}
