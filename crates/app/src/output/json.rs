//! JSON: `{"version": 1, "files": [...], "summary": {...}}`, written file by file.

use std::io::Write;

use anyhow::Result;
use serde_json::{Value, json};

use super::{Checked, Outcome, Printer, counts, why_unopened};

/// Version of this form of output; changes of meaning raise it.
const VERSION: u32 = 1;

/// Prints findings as JSON.
#[derive(Debug, Default)]
pub struct Json {
    files: usize,
    unread: usize,
    totals: [usize; 3],
}

impl Printer for Json {
    fn begin(&mut self) -> Result<()> {
        write!(std::io::stdout(), "{{\"version\":{VERSION},\"files\":[")?;
        Ok(())
    }

    fn file(&mut self, checked: &Checked) -> Result<()> {
        let value = match &checked.outcome {
            Outcome::PassedOver => return Ok(()),
            Outcome::Read { report, findings } => {
                let counted = counts(findings);
                for (total, count) in self.totals.iter_mut().zip(counted) {
                    *total += count;
                }
                json!({
                    "file": checked.name,
                    "agency": report.agency.as_ref().map(|it| &it.value),
                    "year": report.year.as_ref().map(|it| it.value),
                    "form": report.form().map(|form| form.year()),
                    "errors": counted[0],
                    "warnings": counted[1],
                    "notes": counted[2],
                    "findings": findings,
                })
            }
            Outcome::Unread(error) => {
                self.unread += 1;
                json!({ "file": checked.name, "unread": error.to_string() })
            }
            Outcome::Unopened(error) => {
                self.unread += 1;
                json!({ "file": checked.name, "unread": why_unopened(error, law::Lang::En) })
            }
        };
        self.write(&value)
    }

    fn end(&mut self) -> Result<()> {
        let [errors, warnings, notes] = self.totals;
        let summary = json!({
            "files": self.files - self.unread,
            "unread": self.unread,
            "errors": errors,
            "warnings": warnings,
            "notes": notes,
        });
        writeln!(std::io::stdout(), "\n],\"summary\":{summary}}}")?;
        Ok(())
    }
}

impl Json {
    fn write(&mut self, value: &Value) -> Result<()> {
        let comma = if self.files > 0 { "," } else { "" };
        self.files += 1;
        write!(std::io::stdout(), "{comma}\n{value}")?;
        Ok(())
    }
}
