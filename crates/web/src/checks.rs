//! What was found in uploaded reports: kept in memory for a while, under an address that nobody guesses. The
//! uploads themselves are gone when they have been read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use eventlog::At;
use report::Report;
use report::check::{Finding, Severity, Subject, check};
use report::correct::{Corrected, correct};
use tokio::sync::Semaphore;

use crate::limits::{CHECKS_AT_ONCE, MOST_RESULTS, RESULT_KEPT, RESULTS_TOGETHER, WRITING_AT_ONCE};

/// One file and what came of it.
#[derive(Debug)]
pub(crate) struct CheckedFile {
    /// What it was called.
    pub name: String,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a file.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// It was read.
    Read(Box<CheckedReport>),
    /// Why it was not, in both languages.
    NotRead {
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
    },
}

/// A report with what was found in it.
#[derive(Debug)]
pub(crate) struct CheckedReport {
    /// The report.
    pub report: Report,
    /// What was found, gravest first.
    pub findings: Vec<Finding>,
    /// What is proposed.
    pub corrected: Corrected,
}

impl CheckedReport {
    /// Checks a report.
    pub(crate) fn of(report: Report) -> Self {
        let mut findings = check(Subject { report: &report, previous: None });
        findings.sort_by_key(|it| it.severity);
        let corrected = correct(&report);
        Self { report, findings, corrected }
    }

    /// How many findings are of a severity.
    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|it| it.severity == severity).count()
    }

    /// About how much memory it takes, in bytes.
    fn size(&self) -> usize {
        const OF_A_CELL: usize = 256;
        const OF_A_FINDING: usize = 1024;
        let words = |report: &Report| {
            let sections = report.sections.iter().flat_map(|it| &it.paragraphs);
            sections.map(|it| it.value.len()).sum::<usize>() + report.cells.len() * OF_A_CELL
        };
        words(&self.report) + words(&self.corrected.report) + self.findings.len() * OF_A_FINDING
    }
}

/// All files of one upload.
pub(crate) type Checked = Arc<Vec<CheckedFile>>;

/// What was found, by address.
#[derive(Debug)]
pub(crate) struct Checks {
    kept: Mutex<Kept>,
    /// Places for uploads that are taken in.
    pub taking_in: Semaphore,
    /// Places for documents that are written.
    pub writing: Semaphore,
}

#[derive(Debug, Default)]
struct Kept {
    results: BTreeMap<String, KeptResult>,
    size: usize,
}

#[derive(Debug)]
struct KeptResult {
    at: At,
    size: usize,
    files: Checked,
}

impl Default for Checks {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            taking_in: Semaphore::new(CHECKS_AT_ONCE),
            writing: Semaphore::new(WRITING_AT_ONCE),
        }
    }
}

impl Checks {
    /// Keeps a result under an address that was drawn for it.
    pub(crate) fn keep(&self, address: String, files: Checked, now: At) {
        let sizes = files.iter().map(|it| match &it.outcome {
            Outcome::Read(read) => read.size(),
            Outcome::NotRead { .. } => 0,
        });
        let size = sizes.sum();
        let mut kept = self.kept();
        kept.results.insert(address, KeptResult { at: now, size, files });
        kept.size = kept.size.saturating_add(size);
        kept.make_room(now);
    }

    /// What was found, unless it is over.
    pub(crate) fn find(&self, address: &str, now: At) -> Option<Checked> {
        let mut kept = self.kept();
        kept.make_room(now);
        kept.results.get(address).map(|it| Arc::clone(&it.files))
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // Whoever panicked left a map that is whole: it changes by single calls.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    /// Forgets what is over, and the oldest where there is too much.
    fn make_room(&mut self, now: At) {
        let kept_for = i64::try_from(RESULT_KEPT.as_micros()).unwrap_or(i64::MAX);
        let over = |it: &KeptResult| now.micros().saturating_sub(it.at.micros()) >= kept_for;
        self.results.retain(|_, it| !over(it));
        self.size = self.results.values().map(|it| it.size).sum();
        while self.results.len() > MOST_RESULTS || self.size > RESULTS_TOGETHER {
            let oldest = self.results.iter().min_by_key(|(_, it)| it.at).map(|(id, _)| id.clone());
            let gone = oldest.and_then(|id| self.results.remove(&id));
            let Some(gone) = gone else { return };
            self.size = self.size.saturating_sub(gone.size);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> At {
        At::from_micros(seconds * 1_000_000).expect("an instant")
    }

    fn kept(checks: &Checks, name: &str, now: At) {
        checks.keep(name.to_owned(), Arc::new(Vec::new()), now);
    }

    #[test]
    fn a_result_is_over_after_half_an_hour() {
        let checks = Checks::default();
        kept(&checks, "a", at(0));
        assert!(checks.find("a", at(1799)).is_some());
        assert!(checks.find("b", at(1799)).is_none());
        assert!(checks.find("a", at(1800)).is_none());
    }

    #[test]
    fn the_oldest_makes_room() {
        let checks = Checks::default();
        for n in 0..=MOST_RESULTS {
            kept(&checks, &n.to_string(), at(i64::try_from(n).expect("small")));
        }
        let now = at(600);
        assert!(checks.find("0", now).is_none());
        assert!(checks.find("1", now).is_some());
    }

    #[test]
    fn a_result_that_is_too_large_for_all_is_not_kept() {
        let checks = Checks::default();
        let mut report = Report::default();
        report.sections.push(report::model::SectionText {
            section: None,
            heading: String::new(),
            place: report::value::Place::default(),
            paragraphs: vec![report::model::Found {
                value: "字".repeat(RESULTS_TOGETHER / 3),
                place: report::value::Place::default(),
            }],
        });
        let read = CheckedReport { corrected: correct(&report), findings: Vec::new(), report };
        let file = CheckedFile { name: String::new(), outcome: Outcome::Read(Box::new(read)) };
        checks.keep("large".to_owned(), Arc::new(vec![file]), at(0));
        assert!(checks.find("large", at(0)).is_none());
        kept(&checks, "small", at(0));
        assert!(checks.find("small", at(0)).is_some());
    }
}
