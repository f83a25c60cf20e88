//! What the pages of the check show, in one language.

use documents::compose::{severity_word, whereabouts};
use law::Lang;
use report::check::{Finding, Severity};

use crate::checks::{CheckedFile, CheckedReport, Outcome};
use crate::design::Tag;

/// A file in the summary.
pub(super) struct FileRow {
    pub number: usize,
    pub name: String,
    pub agency: String,
    pub year: String,
    /// How many errors, warnings and notes; nothing where it was not read.
    pub counts: Vec<Tag>,
    /// Why it was not read.
    pub unread: Option<String>,
    pub proposals: usize,
}

impl FileRow {
    pub(super) fn of(number: usize, file: &CheckedFile, lang: Lang) -> Self {
        let nothing = Self {
            number,
            name: file.name.clone(),
            agency: String::new(),
            year: String::new(),
            counts: Vec::new(),
            unread: None,
            proposals: 0,
        };
        match &file.outcome {
            Outcome::Read(read) => Self {
                agency: read.report.agency.as_ref().map(|it| it.value.clone()).unwrap_or_default(),
                year: read.report.year.as_ref().map(|it| it.value.to_string()).unwrap_or_default(),
                counts: counts(read, lang),
                proposals: read.corrected.corrections.len(),
                ..nothing
            },
            Outcome::NotRead { zh, en } => {
                Self { unread: Some(lang.pick(zh, en).clone()), ..nothing }
            }
        }
    }
}

fn counts(read: &CheckedReport, lang: Lang) -> Vec<Tag> {
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let found = all.into_iter().filter_map(|severity| {
        let count = read.count(severity);
        let label = format!("{} {count}", severity_word(severity, lang));
        (count > 0).then(|| Tag { label, ..tag(severity, lang) })
    });
    let found: Vec<Tag> = found.collect();
    match found.is_empty() {
        true => vec![Tag::of("good", "✓", lang.pick("没有发现问题", "nothing found"))],
        false => found,
    }
}

fn tag(severity: Severity, lang: Lang) -> Tag {
    let (kind, sign) = match severity {
        Severity::Error => ("bad", "✕"),
        Severity::Warning => ("warn", "!"),
        Severity::Note => ("info", "i"),
    };
    Tag::of(kind, sign, severity_word(severity, lang))
}

/// A finding beside the report.
pub(super) struct FindingRow {
    pub number: usize,
    pub tag: Tag,
    pub place: String,
    /// The address of the marked cell on the page.
    pub cell: Option<String>,
    pub text: String,
    pub rule: &'static str,
    pub authority: &'static str,
}

impl FindingRow {
    pub(super) fn all(read: &CheckedReport, lang: Lang) -> Vec<Self> {
        let rows = (1..).zip(&read.findings).map(|(number, it)| Self {
            number,
            tag: tag(it.severity, lang),
            place: whereabouts(it, lang),
            cell: marked_cell(read, it),
            text: lang.pick(&it.zh, &it.en).clone(),
            rule: it.rule,
            authority: it.authority().unwrap_or_default(),
        });
        rows.collect()
    }
}

/// Where the mark of a finding stands; findings on the words stand at their paragraphs.
fn marked_cell(read: &CheckedReport, finding: &Finding) -> Option<String> {
    let cell = finding.cell.filter(|it| read.report.cell(*it).is_some())?;
    (!finding.rule.starts_with("N-")).then(|| format!("cell-{cell}"))
}

/// A proposed value.
pub(super) struct ProposalRow {
    pub place: String,
    pub now: String,
    pub proposed: String,
    pub text: String,
}

impl ProposalRow {
    pub(super) fn all(read: &CheckedReport, lang: Lang) -> Vec<Self> {
        let rows = read.corrected.corrections.iter().map(|it| Self {
            place: report::names::cell(it.cell, lang),
            now: it.held(lang),
            proposed: it.proposed.to_string(),
            text: lang.pick(&it.zh, &it.en).clone(),
        });
        rows.collect()
    }
}
