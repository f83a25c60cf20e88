//! Markdown: a table of findings per file, for mails and review comments.

use std::io::Write;

use anyhow::Result;
use law::Lang;
use report::names;

use super::{Checked, Outcome, Printer, why_unopened};
use crate::commands::rules;

/// Prints findings as Markdown.
#[derive(Debug)]
pub struct Markdown {
    lang: Lang,
}

impl Markdown {
    /// Makes the printer.
    pub fn new(lang: Lang) -> Self {
        Self { lang }
    }
}

impl Printer for Markdown {
    fn begin(&mut self) -> Result<()> {
        Ok(())
    }

    fn file(&mut self, checked: &Checked) -> Result<()> {
        let lang = self.lang;
        let mut out = std::io::stdout().lock();
        let name = escape(&checked.name);
        match &checked.outcome {
            Outcome::PassedOver => return Ok(()),
            Outcome::Unread(error) => writeln!(out, "## {name}\n\n{}\n", error.say(lang))?,
            Outcome::Unopened(error) => {
                writeln!(out, "## {name}\n\n{}\n", escape(&why_unopened(error, self.lang)))?
            }
            Outcome::Read { report, findings } => {
                let agency = report.agency.as_ref().map(|it| it.value.as_str()).unwrap_or_default();
                let year = report.year.as_ref().map(|it| it.value.to_string()).unwrap_or_default();
                writeln!(out, "## {name}\n\n{} {year}\n", escape(agency))?;
                if findings.is_empty() {
                    writeln!(out, "{}\n", lang.pick("没有发现问题。", "Nothing found."))?;
                    return Ok(());
                }
                writeln!(
                    out,
                    "{}\n|---|---|---|---|",
                    lang.pick(
                        "| 级别 | 规则 | 位置 | 说明 |",
                        "| Severity | Rule | Place | Finding |"
                    )
                )?;
                for finding in findings {
                    let cell = finding.cell.map(|cell| names::cell(cell, lang)).unwrap_or_default();
                    writeln!(
                        out,
                        "| {} | {} | {} {} | {} |",
                        rules::severity(finding.severity, lang),
                        finding.rule,
                        finding.place.words(lang),
                        escape(&cell),
                        escape(lang.pick(&finding.zh, &finding.en)),
                    )?;
                }
                writeln!(out)?;
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Keeps text of a document from being taken for markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '<' | '>' | '*' | '_' | '`' | '[' | ']' | '#' | '\\' => {
                escaped.push('\\');
                escaped.push(c);
            }
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(c),
        }
    }
    escaped
}
