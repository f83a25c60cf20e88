//! A figure of the narrative against what the tables say, and the finding where they differ.

use law::report_form::CellId;

use super::reading::Reading;
use super::text::Paragraph;
use crate::check::{Finding, Prepared, Severity};

/// How a figure stands to the tables.
#[derive(Debug, Clone)]
pub(super) enum Verdict {
    /// One of the accepted readings agrees, or a cell needed is not to be had.
    Agrees,
    /// No accepted reading agrees, but another does.
    Otherwise(Reading),
    /// No reading agrees.
    Differs,
}

/// A figure of the narrative with its readings.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub rule: &'static str,
    /// The words round the figure.
    pub quote: String,
    pub value: i64,
    /// The cell that a finding points at.
    pub cell: CellId,
    /// Readings that are in common use; the first is named in a finding.
    pub accepted: Vec<Reading>,
    /// Readings that would explain a difference.
    pub others: Vec<Reading>,
    /// Whether a difference may be one of scope.
    pub doubtful: bool,
    /// Whether a difference that nothing explains is an error.
    pub may_be_error: bool,
}

impl Claim {
    /// Compares the figure with its readings.
    pub fn judge(&self) -> Verdict {
        let first = self.accepted.first().and_then(|it| it.amount);
        if first.is_none() || self.accepted.iter().any(|it| it.says(self.value)) {
            return Verdict::Agrees;
        }
        // A reading that cannot be had could still agree, unless it is a sum that is larger anyway.
        let unknown = self.accepted.iter().skip(1).any(|it| it.amount.is_none());
        if unknown && first.is_some_and(|it| self.value >= it.value) {
            return Verdict::Agrees;
        }
        match self.others.iter().find(|it| it.says(self.value)) {
            Some(other) => Verdict::Otherwise(other.clone()),
            None => Verdict::Differs,
        }
    }

    /// Returns the finding, `None` where text and table agree.
    ///
    /// `confirmed` tells that another figure of the paragraph agrees with the table, so that both
    /// count the same body.
    pub fn finding(
        &self,
        report: &Prepared<'_>,
        paragraph: &Paragraph<'_>,
        confirmed: bool,
    ) -> Option<Finding> {
        let verdict = self.judge();
        let main = self.accepted.first()?;
        let amount = main.amount?;
        if matches!(verdict, Verdict::Agrees) {
            return None;
        }
        let ([part_zh, part_en], [name_zh, name_en]) = (paragraph.whereabouts(), main.name.words());
        let (value, quote, table) = (self.value, &self.quote, amount.value);
        let mut zh = format!("{part_zh}写“{quote}”，而{name_zh}为{table}");
        let mut en = format!("{part_en} says “{quote}” ({value}), but {name_en} is {table}");
        let mut severity = Severity::Warning;
        match verdict {
            Verdict::Agrees => return None,
            Verdict::Otherwise(other) => {
                let [other_zh, other_en] = other.name.words();
                zh.push_str(&format!("；{value}与{other_zh}相同，可能是口径不同，请核对。"));
                en.push_str(&format!("; {value} is what {other_en} says: perhaps that is meant."));
            }
            Verdict::Differs if self.doubtful && !confirmed => {
                zh.push_str(
                    "；可能一处只计本机关自身，另一处计全地区或者所代表的政府，请核对口径。",
                );
                en.push_str("; one may count the agency itself, the other a wider area: confirm.");
            }
            Verdict::Differs if !amount.certain => {
                zh.push_str("（空白格按0计），请核对。");
                en.push_str(" (blank cells taken as zero): please check.");
            }
            Verdict::Differs => {
                if self.may_be_error {
                    severity = Severity::Error;
                }
                zh.push_str("，两者不符。");
                en.push_str("; the two differ.");
            }
        }
        let cell = report.cell(self.cell).map(|_| self.cell);
        let mut finding =
            Finding::new(self.rule, severity, zh, en).placed(paragraph.place).values(table, value);
        finding.cell = cell;
        Some(finding)
    }
}

/// Returns the words round a figure: at most twenty letters before it, the number and its unit.
pub(super) fn quote(sentence: &str, lead: &str, start: usize, end: usize) -> String {
    let letters = lead.chars().count();
    let lead: String = lead.chars().skip(letters.saturating_sub(20)).collect();
    let lead = lead.trim_start_matches(['、', '，', '：', '；', '（', '）']);
    format!("{lead}{}", sentence.get(start..end).unwrap_or_default())
}
