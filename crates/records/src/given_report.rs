//! Annual reports that were given as a file: read, checked and released as they are.
//!
//! A report is kept in the JSON form of `docs/schema/annual-report.schema.json`, which this crate does not
//! look into. Whoever gives another for the same year replaces the earlier one, which stays visible.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use crate::organisation::OrganisationId;
use crate::person::AccountId;
use crate::policy::{Object, RecordState};

/// The longest name of a file or reason, in characters.
const LONGEST: usize = 500;

/// The largest report in JSON, in bytes. Long ones have about 100,000.
pub const LARGEST_REPORT: usize = 4 << 20;

/// The hexadecimal digits of a SHA-256.
const DIGITS_OF_A_HASH: usize = 64;

/// The file that a report was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceFile {
    /// Its name, without folders.
    pub name: String,
    /// What it is.
    pub media_type: String,
    /// How many bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// An annual report that was given as a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GivenReport {
    /// Whose report it is.
    pub organisation: OrganisationId,
    /// The year reported on.
    pub year: i32,
    /// One for the first report of a year, one more for each that replaces it.
    pub edition: u32,
    /// The report in its JSON form.
    pub report: serde_json::Value,
    /// The file it was read from.
    pub source: SourceFile,
    /// When it was released.
    pub released_on: NaiveDate,
    /// By whom; nobody where the operator of the machine did.
    pub released_by: Option<AccountId>,
    /// Why it was released although the check found errors; empty where it found none.
    #[serde(default)]
    pub despite_errors: String,
    /// Why it replaces the edition before it; empty for the first.
    #[serde(default)]
    pub replaces_because: String,
}

/// Why a report cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GivenReportError {
    /// A year in which nobody reports: the first were for 2008.
    #[error("no annual report is for the year {0}")]
    Year(i32),
    /// It is no report in JSON.
    #[error("the report is no JSON object")]
    NoReport,
    /// It is larger than any report.
    #[error("the report is larger than {LARGEST_REPORT} bytes")]
    TooLarge,
    /// A name, type or reason that is too long or has hidden characters.
    #[error("a name or reason is empty, too long or has hidden characters")]
    Text,
    /// No hash of a file.
    #[error("the hash of the file is none")]
    Hash,
    /// An edition after the first that does not say why.
    #[error("whoever replaces a report says why")]
    Reason,
}

impl GivenReport {
    /// Whether it can be kept.
    ///
    /// # Errors
    ///
    /// [`GivenReportError`] says what does not fit.
    pub fn check(&self) -> Result<(), GivenReportError> {
        if !(2008..=2999).contains(&self.year) || self.edition == 0 {
            return Err(GivenReportError::Year(self.year));
        }
        if !self.report.is_object() {
            return Err(GivenReportError::NoReport);
        }
        if self.report.to_string().len() > LARGEST_REPORT {
            return Err(GivenReportError::TooLarge);
        }
        let SourceFile { name, media_type, sha256, .. } = &self.source;
        let named =
            !name.trim().is_empty() && !name.contains(['/', '\\']) && !media_type.is_empty();
        let texts = [name, media_type, &self.despite_errors, &self.replaces_because];
        if !named || !texts.into_iter().all(|it| fits(it)) {
            return Err(GivenReportError::Text);
        }
        let is_hex = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
        if sha256.len() != DIGITS_OF_A_HASH || !sha256.bytes().all(is_hex) {
            return Err(GivenReportError::Hash);
        }
        let reason = !self.replaces_because.trim().is_empty();
        if reason != (self.edition > 1) {
            return Err(GivenReportError::Reason);
        }
        Ok(())
    }

    /// The report as something that rights are asked for: it is out.
    #[must_use]
    pub fn object(&self, id: Uuid) -> Object {
        Object::of(id, RecordState::Published, self.organisation)
    }
}

fn fits(text: &str) -> bool {
    text.chars().count() <= LONGEST && text.chars().all(crate::text::is_plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given() -> GivenReport {
        GivenReport {
            organisation: OrganisationId(Uuid::from_u128(1)),
            year: 2025,
            edition: 1,
            report: serde_json::json!({ "year": 2025 }),
            source: SourceFile {
                name: "年报.docx".to_owned(),
                media_type: "application/pdf".to_owned(),
                size: 1,
                sha256: "0".repeat(64),
            },
            released_on: "2026-01-20".parse().unwrap(),
            released_by: None,
            despite_errors: String::new(),
            replaces_because: String::new(),
        }
    }

    fn check(change: impl FnOnce(&mut GivenReport)) -> Result<(), GivenReportError> {
        let mut it = given();
        change(&mut it);
        it.check()
    }

    #[test]
    fn a_report_is_kept_as_it_is() {
        assert_eq!(given().check(), Ok(()));
        let text = serde_json::to_string(&given()).unwrap();
        assert_eq!(serde_json::from_str::<GivenReport>(&text).unwrap(), given());
        assert_eq!(given().object(Uuid::nil()).state, RecordState::Published);
    }

    #[test]
    fn what_is_no_report_or_names_no_file_is_refused() {
        assert_eq!(check(|it| it.year = 2007), Err(GivenReportError::Year(2007)));
        assert_eq!(check(|it| it.report = serde_json::json!(1)), Err(GivenReportError::NoReport));
        let large = serde_json::json!({ "title": "x".repeat(LARGEST_REPORT) });
        assert_eq!(check(|it| it.report = large), Err(GivenReportError::TooLarge));
        for bad in ["", "../年报.docx", "a\\b", "a\u{202E}b"] {
            assert_eq!(check(|it| it.source.name = bad.to_owned()), Err(GivenReportError::Text));
        }
        for bad in ["", "0", &"G".repeat(64), &"A".repeat(64)] {
            assert_eq!(check(|it| it.source.sha256 = bad.to_owned()), Err(GivenReportError::Hash));
        }
    }

    #[test]
    fn whoever_replaces_says_why_and_nobody_else() {
        assert_eq!(check(|it| it.edition = 2), Err(GivenReportError::Reason));
        let because = |it: &mut GivenReport| it.replaces_because = "更正表格三".to_owned();
        assert_eq!(check(because), Err(GivenReportError::Reason));
        let replaced = |it: &mut GivenReport| {
            because(it);
            it.edition = 2;
        };
        assert_eq!(check(replaced), Ok(()));
    }
}
