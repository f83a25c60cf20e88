//! What a rule found.

use law::report_form::CellId;
use serde::{Serialize, Serializer};

use crate::value::Place;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Must be mended before publication.
    Error,
    /// Needs somebody's confirmation.
    Warning,
    /// Worth knowing.
    Note,
}

/// Whether a sum over blank cells can be judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holds {
    /// Every cell has a number and the sum is wrong.
    No,
    /// The sum is right only if blank cells are zero.
    IfBlanksAreZero,
    /// The sum is wrong even if blank cells are zero and no reading of them can mend it.
    NotEvenIfBlanksAreZero,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Name of the rule.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The cell concerned, where it is one.
    #[serde(serialize_with = "cell_name", skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellId>,
    /// Further cells that take part.
    #[serde(serialize_with = "cell_names", skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<CellId>,
    /// What the rule expects.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// For sums: whether blanks matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<Holds>,
    /// Where it stands in the source.
    pub place: Place,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

impl Finding {
    /// Makes a finding with its two sentences; the rest is added by the methods below.
    pub fn new(rule: &'static str, severity: Severity, zh: String, en: String) -> Self {
        Self {
            rule,
            severity,
            cell: None,
            others: Vec::new(),
            expected: None,
            found: None,
            holds: None,
            place: Place::default(),
            zh,
            en,
        }
    }

    /// Names the cell.
    #[must_use]
    pub fn at(self, cell: CellId, place: Place) -> Self {
        Self { cell: Some(cell), place, ..self }
    }

    /// Names the place alone.
    #[must_use]
    pub fn placed(self, place: Place) -> Self {
        Self { place, ..self }
    }

    /// States both values.
    #[must_use]
    pub fn values(self, expected: impl ToString, found: impl ToString) -> Self {
        Self { expected: Some(expected.to_string()), found: Some(found.to_string()), ..self }
    }

    /// Names further cells.
    #[must_use]
    pub fn with(self, others: Vec<CellId>) -> Self {
        Self { others, ..self }
    }

    /// Says whether blanks matter.
    #[must_use]
    pub fn holding(self, holds: Holds) -> Self {
        Self { holds: Some(holds), ..self }
    }
}

#[expect(clippy::ref_option, reason = "serde hands in a reference")]
fn cell_name<S: Serializer>(cell: &Option<CellId>, serializer: S) -> Result<S::Ok, S::Error> {
    match cell {
        Some(cell) => serializer.collect_str(cell),
        None => serializer.serialize_none(),
    }
}

fn cell_names<S: Serializer>(cells: &[CellId], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(cells.iter().map(ToString::to_string))
}
