//! SARIF 2.1.0 (OASIS), which review tools and editors show beside the file.

use std::io::Write;

use anyhow::Result;
use law::Lang;
use report::check::{Finding, Severity, rules};
use report::names;
use serde_json::{Value, json};

use super::{Checked, Outcome, Printer, why_unopened};

/// Prints findings as SARIF.
#[derive(Debug)]
pub struct Sarif {
    lang: Lang,
    results: usize,
    unread: Vec<Value>,
}

impl Sarif {
    /// Makes the printer.
    pub fn new(lang: Lang) -> Self {
        Self { lang, results: 0, unread: Vec::new() }
    }

    fn result(&mut self, file: &str, finding: &Finding) -> Result<()> {
        let comma = if self.results > 0 { "," } else { "" };
        self.results += 1;
        let mut physical = json!({ "artifactLocation": { "uri": uri(file) } });
        // A line of a PDF counts within its page, which a region cannot say.
        if finding.place.line > 0 && finding.place.page == 0 {
            physical["region"] = json!({ "startLine": finding.place.line });
        }
        let mut location = json!({ "physicalLocation": physical });
        let words = finding.place.words(self.lang);
        if let Some(cell) = finding.cell {
            location["logicalLocations"] = json!([{
                "fullyQualifiedName": cell.to_string(),
                "name": names::cell(cell, self.lang),
                "kind": "member",
            }]);
        }
        if !words.is_empty() {
            location["message"] = json!({ "text": words });
        }
        let mut result = json!({
            "ruleId": finding.rule,
            "level": level(finding.severity),
            "message": { "text": self.lang.pick(&finding.zh, &finding.en) },
            "locations": [location],
        });
        if let Some(authority) = finding.authority() {
            result["properties"] = json!({ "authority": authority });
        }
        write!(std::io::stdout(), "{comma}\n{result}")?;
        Ok(())
    }
}

impl Printer for Sarif {
    fn begin(&mut self) -> Result<()> {
        let rules: Vec<Value> = rules()
            .map(|rule| {
                json!({
                    "id": rule.id,
                    "shortDescription": { "text": self.lang.pick(rule.title[0], rule.title[1]) },
                    "fullDescription": { "text": self.lang.pick(rule.what[0], rule.what[1]) },
                    "help": { "text": self.lang.pick(rule.remedy[0], rule.remedy[1]) },
                    "helpUri": format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), rule.id),
                    "properties": { "authority": rule.authority },
                    "defaultConfiguration": { "level": level(rule.severity) },
                })
            })
            .collect();
        let driver = json!({
            "name": "gongkai",
            "version": env!("CARGO_PKG_VERSION"),
            "rules": rules,
        });
        write!(
            std::io::stdout(),
            "{{\"version\":\"2.1.0\",\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\
             \"runs\":[{{\"tool\":{{\"driver\":{driver}}},\"columnKind\":\"unicodeCodePoints\",\"results\":["
        )?;
        Ok(())
    }

    fn file(&mut self, checked: &Checked) -> Result<()> {
        let unread = |text: String| {
            json!({
                "level": "error",
                "message": { "text": text },
                "locations": [{
                    "physicalLocation": { "artifactLocation": { "uri": uri(&checked.name) } }
                }],
            })
        };
        match &checked.outcome {
            Outcome::PassedOver => {}
            Outcome::Read { findings, .. } => {
                for finding in findings {
                    self.result(&checked.name, finding)?;
                }
            }
            Outcome::Unread(error) => self.unread.push(unread(error.say(self.lang))),
            Outcome::Unopened(error) => self.unread.push(unread(why_unopened(error, self.lang))),
        }
        Ok(())
    }

    fn end(&mut self) -> Result<()> {
        let invocation = json!([{
            "executionSuccessful": self.unread.is_empty(),
            "toolExecutionNotifications": self.unread,
        }]);
        writeln!(std::io::stdout(), "\n],\"invocations\":{invocation}}}]}}")?;
        Ok(())
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A file name as a relative URI: bytes outside the unreserved set are percent-encoded.
fn uri(name: &str) -> String {
    let mut uri = String::new();
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
