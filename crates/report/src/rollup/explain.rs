//! What an explanation of a difference says. How one is found lives in `search`.

use law::Lang;
use serde::Serialize;

use crate::number::Number;

/// What would explain a difference exactly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// What happened.
    pub kind: ExplanationKind,
    /// The units concerned, one or two; all missing ones for `missing`.
    pub units: Vec<String>,
    /// Their values in the cell, where they are known.
    pub values: Vec<Number>,
    /// How many of the differences this explains.
    pub explains: usize,
    /// A sentence in Chinese.
    pub zh: String,
    /// A sentence in English.
    pub en: String,
}

impl Explanation {
    /// Returns the sentence in the language.
    pub fn sentence(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

/// Kinds of explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExplanationKind {
    /// The parent's report lacks what the unit reports.
    ParentLacks,
    /// The parent's report counts the unit twice.
    CountedTwice,
    /// The parent's report counts a report that was kept out of the sum here.
    Quarantined,
    /// The parent's report counts a report that has no unit in the plan.
    Unmatched,
    /// The parent's report may count units whose reports are missing.
    Missing,
    /// Documents issued jointly are counted once, with the lead (L-4).
    JointDocuments,
}

/// A report that explains differences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspect {
    /// What happened.
    pub kind: ExplanationKind,
    /// The unit, or all missing ones for `missing`.
    pub units: Vec<String>,
    /// How many of the differences it explains.
    pub explains: usize,
    /// How many differences there are.
    pub of: usize,
}

impl Suspect {
    /// Tells it in a sentence.
    pub fn sentence(&self, lang: Lang) -> String {
        let [zh, en] = self.kind.words();
        let (units, n, of) = (list(&self.units, lang), self.explains, self.of);
        lang.pick(
            format!("{units}：{zh}，可解释{of}处差异中的{n}处。"),
            format!("{units}: {en}; explains {n} of {of} differences."),
        )
    }
}

impl ExplanationKind {
    fn words(self) -> [&'static str; 2] {
        match self {
            Self::ParentLacks => ["可能漏计", "probably left out by the parent"],
            Self::CountedTwice => ["可能重复计算", "probably counted twice by the parent"],
            Self::Quarantined => {
                ["报告有问题、此处未计入", "set aside here, but probably in the parent"]
            }
            Self::Unmatched => {
                ["不在名单中、此处未计入", "not in the plan, but probably in the parent"]
            }
            Self::Missing => ["没有报告", "no report was found"],
            Self::JointDocuments => ["联合制发的文件", "documents issued jointly"],
        }
    }
}

fn list(units: &[String], lang: Lang) -> String {
    units.join(lang.pick("、", ", "))
}

/// Tells in both languages what of this kind explains the amount.
pub(super) fn sentences(
    kind: ExplanationKind,
    units: &[String],
    amount: Option<Number>,
) -> [String; 2] {
    let amount = amount.map_or_else(|| "?".to_owned(), |it| it.to_string());
    let (zh, en) = (list(units, Lang::Zh), list(units, Lang::En));
    match kind {
        ExplanationKind::ParentLacks => [
            format!("汇总机关少计的{amount}，恰为“{zh}”的数，可能漏计。"),
            format!("The parent lacks {amount}, exactly what {en} reports."),
        ],
        ExplanationKind::CountedTwice => [
            format!("汇总机关多计的{amount}，恰为“{zh}”的数，可能重复计算。"),
            format!("The parent has {amount} more, exactly what {en} reports: counted twice?"),
        ],
        ExplanationKind::Quarantined => [
            format!("汇总机关多出的{amount}，恰为此处未计入的“{zh}”的数。"),
            format!("The parent has {amount} more, exactly what {en} reports, set aside here."),
        ],
        ExplanationKind::Unmatched => [
            format!("汇总机关多出的{amount}，恰为不在名单中的“{zh}”的数。"),
            format!("The parent has {amount} more, exactly what {en} reports, not in the plan."),
        ],
        ExplanationKind::Missing => [
            format!("汇总机关多出的{amount}，可能是没有报告的“{zh}”的数。"),
            format!("The parent has {amount} more, which may be {en}, whose report is missing."),
        ],
        ExplanationKind::JointDocuments => [
            "联合制发的文件只由牵头单位计一次（L-4），各单位之和可能重复。".to_owned(),
            "Documents issued jointly count once, with the lead (L-4); the units may repeat them."
                .to_owned(),
        ],
    }
}
