//! The working of a result: ordered steps that say which days or amounts counted, and why.
//!
//! Pages, letters and commands print these steps; none of them computes a legal fact itself.

mod picture;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::lang::Lang;
use crate::parameter::{Authority, Remark};

pub use picture::PicturedDay;

/// What one step of a working does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepKind {
    /// The event that starts a period; its own day is not counted.
    Start,
    /// Ordinary working days that count.
    Counted,
    /// Weekend days worked by order of a holiday notice; they count.
    MakeUpCounted,
    /// Saturdays and Sundays that do not count.
    SkippedWeekend,
    /// Days off by holiday notice, by statute or by regional order; they do not count.
    SkippedHoliday,
    /// Days on which the period stands still while others are consulted.
    Suspended,
    /// An event that voids what was counted and starts the period again.
    Restart,
    /// Working days added by a lawful extension.
    Extension,
    /// A period in calendar days or months, before rolling.
    NaturalPeriod,
    /// The last day fell on a rest day and moved to the next working day.
    Rolled,
    /// The period touches a year whose holiday notice is not loaded.
    Provisional,
    /// The last day of the period.
    LastDay,
    /// Something happened after the last day for it.
    Breach,
    /// The matter ended.
    Closed,
    /// One band of a tariff.
    Band,
    /// The sum of the bands.
    Total,
    /// A remark a person should know: a convention, an uncertainty, a consequence.
    Note,
}

/// One step: what happened on which days, as a sentence in each language, and on what ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What the step does.
    pub kind: StepKind,
    /// First day the step speaks of, if it speaks of days.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub from: Option<NaiveDate>,
    /// Last day the step speaks of; equal to `from` for a single day.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub to: Option<NaiveDate>,
    /// Number of working days counted, excluded or added by the step.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub working_days: Option<u32>,
    /// The sentence in Chinese.
    pub zh: String,
    /// The sentence in English.
    pub en: String,
    /// Law, article and paragraph, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cite: Option<String>,
    /// How sure we are of the ground, or that the reading is our own; `None` when read in the source.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remark: Option<Remark>,
}

impl Step {
    /// Makes a step from its two sentences.
    pub fn new(kind: StepKind, zh: impl Into<String>, en: impl Into<String>) -> Self {
        let (zh, en) = (zh.into(), en.into());
        Self { kind, from: None, to: None, working_days: None, zh, en, cite: None, remark: None }
    }

    /// Says the day the step speaks of.
    #[must_use]
    pub fn on(self, day: NaiveDate) -> Self {
        self.over(day, day)
    }

    /// Says the first and last day the step speaks of.
    #[must_use]
    pub fn over(mut self, from: NaiveDate, to: NaiveDate) -> Self {
        self.from = Some(from);
        self.to = Some(to);
        self
    }

    /// Says how many working days the step counts, excludes or adds.
    #[must_use]
    pub fn working_days(mut self, days: u32) -> Self {
        self.working_days = Some(days);
        self
    }

    /// Says the ground of the step.
    #[must_use]
    pub fn citing(mut self, cite: impl Into<String>) -> Self {
        self.cite = Some(cite.into());
        self
    }

    /// Says the ground of the step together with its remark.
    #[must_use]
    pub(crate) fn resting_on(self, authority: &Authority) -> Self {
        self.citing(&authority.cite).remarked(authority.remark.clone())
    }

    /// Says how sure we are of the ground.
    #[must_use]
    pub fn remarked(mut self, remark: Option<Remark>) -> Self {
        self.remark = remark;
        self
    }

    /// Writes the step as one sentence, followed by its ground and its remark in brackets.
    pub fn line(&self, lang: Lang) -> String {
        let sentence = lang.pick(&self.zh, &self.en);
        let remark = self.remark.as_ref().map(|it| it.text(lang));
        let behind: Vec<_> = self.cite.as_deref().into_iter().chain(remark).collect();
        if behind.is_empty() {
            return sentence.clone();
        }
        let behind = behind.join(lang.pick("；", "; "));
        lang.pick(format!("{sentence}（{behind}）"), format!("{sentence} ({behind})"))
    }
}

/// An ordered explanation of a result.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Working {
    steps: Vec<Step>,
}

impl Working {
    /// Adds a step at the end.
    pub fn push(&mut self, step: Step) {
        self.steps.push(step);
    }

    /// Adds several steps at the end.
    pub fn extend(&mut self, steps: impl IntoIterator<Item = Step>) {
        self.steps.extend(steps);
    }

    /// Returns the steps in order.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Writes every step as a sentence.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        self.steps.iter().map(|step| step.line(lang)).collect()
    }
}

impl FromIterator<Step> for Working {
    fn from_iter<I: IntoIterator<Item = Step>>(steps: I) -> Self {
        Self { steps: steps.into_iter().collect() }
    }
}
