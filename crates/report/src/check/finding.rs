//! What a rule found.

use law::report_form::CellId;
use serde::ser::SerializeStruct;
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
///
/// Serialised it carries the authority of its rule beside the name, so that a reader of JSON needs no
/// table of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Name of the rule.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// The cell concerned, where it is one.
    pub cell: Option<CellId>,
    /// Further cells that take part.
    pub others: Vec<CellId>,
    /// What the rule expects.
    pub expected: Option<String>,
    /// What was found.
    pub found: Option<String>,
    /// For sums: whether blanks matter.
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

    /// Returns the authority of the rule; `None` for a finding of a rule that is not among ours.
    pub fn authority(&self) -> Option<&'static str> {
        super::rule(self.rule).map(|rule| rule.authority)
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

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const NAME: &str = "Finding";
        let authority = self.authority();
        let cell = self.cell.map(|it| it.to_string());
        let others: Vec<String> = self.others.iter().map(ToString::to_string).collect();
        let optional = [
            authority.is_some(),
            cell.is_some(),
            !others.is_empty(),
            self.expected.is_some(),
            self.found.is_some(),
            self.holds.is_some(),
        ];
        let certain = ["rule", "severity", "place", "zh", "en"].len();
        let fields = certain + optional.iter().filter(|it| **it).count();
        let mut out = serializer.serialize_struct(NAME, fields)?;
        out.serialize_field("rule", self.rule)?;
        put(&mut out, "authority", authority.as_ref())?;
        out.serialize_field("severity", &self.severity)?;
        put(&mut out, "cell", cell.as_ref())?;
        put(&mut out, "others", Some(&others).filter(|it| !it.is_empty()))?;
        put(&mut out, "expected", self.expected.as_ref())?;
        put(&mut out, "found", self.found.as_ref())?;
        put(&mut out, "holds", self.holds.as_ref())?;
        out.serialize_field("place", &self.place)?;
        out.serialize_field("zh", &self.zh)?;
        out.serialize_field("en", &self.en)?;
        out.end()
    }
}

fn put<S: SerializeStruct, T: Serialize>(
    out: &mut S,
    name: &'static str,
    value: Option<&T>,
) -> Result<(), S::Error> {
    match value {
        Some(value) => out.serialize_field(name, value),
        None => out.skip_field(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_written_with_the_authority_of_its_rule() {
        let finding = Finding::new("F-4", Severity::Error, "迟".to_owned(), "late".to_owned());
        let json = serde_json::to_value(&finding).expect("a finding has string keys");
        let wanted = serde_json::json!({
            "rule": "F-4",
            "authority": "《政府信息公开条例》第四十九条",
            "severity": "error",
            "place": {},
            "zh": "迟",
            "en": "late",
        });
        assert_eq!(json, wanted);
        assert_eq!(Finding { rule: "L-1", ..finding }.authority(), None);
    }
}
