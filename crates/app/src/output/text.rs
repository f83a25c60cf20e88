//! For people, in the manner of a compiler.

use std::io::Write;

use anyhow::Result;
use law::Lang;
use report::Report;
use report::check::{Finding, Severity, rule};
use report::names;

use super::{Checked, Outcome, Printer, counts, why_unopened};
use crate::commands::rules;
use crate::style;

/// Prints findings as text.
pub struct Text {
    lang: Lang,
    quiet: bool,
    files: usize,
    unread: usize,
    clean: usize,
    totals: [usize; 3],
}

impl Text {
    /// Makes the printer; `quiet` leaves notes out.
    pub fn new(lang: Lang, quiet: bool) -> Self {
        Self { lang, quiet, files: 0, unread: 0, clean: 0, totals: [0; 3] }
    }

    fn finding(&self, out: &mut impl Write, file: &str, finding: &Finding) -> Result<()> {
        let lang = self.lang;
        let word = rules::severity(finding.severity, lang);
        let head = style::severity(finding.severity, &format!("{word}[{}]", finding.rule));
        writeln!(out, "{head}{}{}", lang.pick("：", ": "), lang.pick(&finding.zh, &finding.en))?;
        let whereabouts = finding.place.words(lang);
        let cell = finding.cell.map(|cell| names::cell(cell, lang)).unwrap_or_default();
        let parts: Vec<&str> =
            [whereabouts.as_str(), cell.as_str()].into_iter().filter(|it| !it.is_empty()).collect();
        let arrow = style::faint("  -->");
        writeln!(out, "{arrow} {file} {}", parts.join(lang.pick("，", ", ")))?;
        if let (Some(expected), Some(found)) = (&finding.expected, &finding.found)
            && !expected.is_empty()
            && finding.severity == Severity::Error
        {
            let shown = |text: &str| {
                if text.is_empty() {
                    lang.pick("空白", "blank").to_owned()
                } else {
                    text.to_owned()
                }
            };
            let line = lang.pick(
                format!("应为 {}，实为 {}", shown(expected), shown(found)),
                format!("expected {}, found {}", shown(expected), shown(found)),
            );
            writeln!(out, "{} {line}", style::faint("   ="))?;
        }
        if let Some(rule) = rule(finding.rule) {
            let line = lang.pick(
                format!("依据：{}；说明：gongkai rules {}", rule.authority, rule.id),
                format!("authority: {}; more: gongkai rules {}", rule.authority, rule.id),
            );
            writeln!(out, "{} {}", style::faint("   ="), style::faint(&line))?;
        }
        Ok(())
    }

    fn title(&self, report: &Report) -> String {
        let unknown = self.lang.pick("（未找到）", "(not found)");
        let agency = report.agency.as_ref().map_or(unknown, |it| it.value.as_str());
        let year = report.year.as_ref().map_or(unknown.to_owned(), |it| it.value.to_string());
        let form = report.form().map_or(unknown.to_owned(), |it| it.year().to_string());
        self.lang.pick(
            format!("{agency}，{year}年度，{form}年格式"),
            format!("{agency}, report for {year}, form of {form}"),
        )
    }

    fn count(&self, counts: [usize; 3]) -> String {
        let [errors, warnings, notes] = counts;
        self.lang.pick(
            format!("{errors}个错误，{warnings}个警告，{notes}个提示"),
            [(errors, "error"), (warnings, "warning"), (notes, "note")]
                .map(|(count, name)| counted(count, name))
                .join(", "),
        )
    }
}

/// `1 note`, `2 notes`.
fn counted(count: usize, name: &str) -> String {
    format!("{count} {name}{}", if count == 1 { "" } else { "s" })
}

impl Printer for Text {
    fn begin(&mut self) -> Result<()> {
        Ok(())
    }

    fn file(&mut self, checked: &Checked) -> Result<()> {
        let mut out = anstream::stdout().lock();
        match &checked.outcome {
            Outcome::PassedOver => return Ok(()),
            Outcome::Read { report, findings } => {
                self.files += 1;
                let counted = counts(findings);
                writeln!(out, "{} {}", style::strong(&checked.name), self.title(report))?;
                for finding in findings {
                    if !(self.quiet && finding.severity == Severity::Note) {
                        self.finding(&mut out, &checked.name, finding)?;
                    }
                }
                if findings.is_empty() {
                    self.clean += 1;
                    writeln!(
                        out,
                        "{}",
                        style::good(self.lang.pick("没有发现问题", "nothing found"))
                    )?;
                } else {
                    writeln!(
                        out,
                        "{}{}",
                        self.lang.pick("小计：", "in all: "),
                        self.count(counted)
                    )?;
                }
                for (total, count) in self.totals.iter_mut().zip(counted) {
                    *total += count;
                }
            }
            Outcome::Unread(error) => {
                self.unread += 1;
                let head = style::error(self.lang.pick("未能读取", "not read"));
                let why = error.say(self.lang);
                writeln!(
                    out,
                    "{} {head}{}{why}",
                    style::strong(&checked.name),
                    self.lang.pick("：", ": ")
                )?;
            }
            Outcome::Unopened(error) => {
                self.unread += 1;
                let head = style::error(self.lang.pick("打不开", "not opened"));
                writeln!(
                    out,
                    "{} {head}{}{}",
                    style::strong(&checked.name),
                    self.lang.pick("：", ": "),
                    why_unopened(error, self.lang)
                )?;
            }
        }
        writeln!(out)?;
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        if self.files + self.unread < 2 {
            return Ok(());
        }
        let mut out = anstream::stdout().lock();
        let line = self.lang.pick(
            format!(
                "共读取{}份报告，{}份未能读取；{}",
                self.files,
                self.unread,
                self.count(self.totals)
            ),
            format!(
                "{} read, {} not read; {}",
                counted(self.files, "report"),
                self.unread,
                self.count(self.totals)
            ),
        );
        writeln!(out, "{}", style::strong(&line))?;
        Ok(())
    }
}
