//! How sure we are of a figure or a reading, said in both languages.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::working::{Step, StepKind};

/// A remark on a figure or a reading: remembered only, chosen by us, or argued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remark {
    /// The remark in Chinese; begins with `凭记忆录入，待核对` or `本系统约定` where one of them is the case.
    pub zh: Cow<'static, str>,
    /// The remark in English; begins with `from memory, verify` or `our convention` where one of them is the case.
    pub en: Cow<'static, str>,
}

impl Remark {
    /// Makes a remark from its two sentences.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh: Cow::Borrowed(zh), en: Cow::Borrowed(en) }
    }

    /// Returns the text in a language.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }

    /// Joins two remarks, if there are two.
    pub(crate) fn joined(first: Option<Self>, second: Option<Self>) -> Option<Self> {
        match (first, second) {
            (Some(first), Some(second)) => Some(Self {
                zh: format!("{}；{}", first.zh, second.zh).into(),
                en: format!("{}; {}", first.en, second.en).into(),
            }),
            (first, second) => first.or(second),
        }
    }

    /// Writes the remark as a step of its own.
    pub(crate) fn step(&self) -> Step {
        let (zh, en) = (format!("说明：{}", self.zh), format!("note: {}", self.en));
        Step::new(StepKind::Note, zh, en)
    }

    /// Says whether the remark begins as all remarks on figures do.
    #[cfg(test)]
    pub(crate) fn is_marked(&self) -> bool {
        let marks =
            [("凭记忆录入，待核对", "from memory, verify"), ("本系统约定", "our convention")];
        marks.iter().any(|(zh, en)| self.zh.starts_with(zh) && self.en.starts_with(en))
    }
}
