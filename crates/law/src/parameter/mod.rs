//! Figures of the law as dated data: since when, what value, which article, last compared when.
//!
//! Each rule keeps its figures in its own `params.toml`. A superseded value stays in the file, because
//! old matters are judged by it.

mod civil_date;
mod remark;

use std::fmt::Debug;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

pub(crate) use civil_date::CivilDate;
pub use remark::Remark;

use crate::lang::Lang;

/// The ground of a result: the article it rests on, and how sure we are of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authority {
    /// Law, article and paragraph, in Chinese.
    pub cite: String,
    /// The day someone last compared the figure with its source.
    pub checked_on: NaiveDate,
    /// `from memory, verify` or `our convention`, with details; `None` when read in the source.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub remark: Option<Remark>,
}

/// One value of a figure, in force from a day on.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version<T> {
    /// First day on which the value applies.
    #[serde(with = "civil_date")]
    pub from: NaiveDate,
    /// The value; its unit is part of the parameter's name.
    pub value: T,
    /// Law, article and paragraph, in Chinese.
    pub cite: String,
    /// The day someone last compared the value with its source.
    #[serde(with = "civil_date")]
    pub checked_on: NaiveDate,
    /// `from memory, verify` or `our convention`, with details.
    #[serde(default)]
    pub remark: Option<Remark>,
}

impl<T> Version<T> {
    /// Returns the ground of this value.
    pub fn authority(&self) -> Authority {
        Authority {
            cite: self.cite.clone(),
            checked_on: self.checked_on,
            remark: self.remark.clone(),
        }
    }
}

/// A day before the first version of a figure: the rule did not exist yet.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no rule is in force on {day}: {cite} applies from {first}; check the date")]
pub struct NotInForce {
    /// The day asked for.
    pub day: NaiveDate,
    /// The first day on which the rule applies.
    pub first: NaiveDate,
    /// The article of the first version.
    pub cite: String,
}

impl NotInForce {
    /// Says since when the rule applies and what to do about it.
    pub fn message(&self, lang: Lang) -> String {
        match lang {
            Lang::En => self.to_string(),
            Lang::Zh => format!(
                "{}尚无可适用的规定：{}自{}起施行；请核对日期",
                lang.date(self.day),
                self.cite,
                lang.date(self.first)
            ),
        }
    }
}

/// Why a list of versions is not a parameter.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// The list is empty.
    #[error("a parameter needs at least one version")]
    Empty,
    /// Two versions start on one day, or a later one comes first.
    #[error("the version from {later} does not come after the one from {earlier}")]
    NotAscending {
        /// The version that stands first.
        earlier: NaiveDate,
        /// The version that stands second.
        later: NaiveDate,
    },
}

/// A figure of the law with all its known values, oldest first.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "Vec<Version<T>>", bound(deserialize = "T: Deserialize<'de>"))]
pub struct Parameter<T> {
    versions: Vec<Version<T>>,
}

impl<T> TryFrom<Vec<Version<T>>> for Parameter<T> {
    type Error = ParameterError;

    fn try_from(versions: Vec<Version<T>>) -> Result<Self, ParameterError> {
        if versions.is_empty() {
            return Err(ParameterError::Empty);
        }
        for pair in versions.windows(2) {
            let (earlier, later) = (pair[0].from, pair[1].from);
            if later <= earlier {
                return Err(ParameterError::NotAscending { earlier, later });
            }
        }
        Ok(Self { versions })
    }
}

impl<T> Parameter<T> {
    /// Returns the version in force on a day.
    ///
    /// # Errors
    ///
    /// [`NotInForce`] when the day lies before the first version.
    pub fn in_force_on(&self, day: NaiveDate) -> Result<&Version<T>, NotInForce> {
        let first = self.versions.first().expect("a parameter has at least one version");
        self.versions.iter().rev().find(|it| it.from <= day).ok_or_else(|| NotInForce {
            day,
            first: first.from,
            cite: first.cite.clone(),
        })
    }

    /// Returns all versions, oldest first.
    pub fn versions(&self) -> &[Version<T>] {
        &self.versions
    }
}

/// A parameter as a page lists it: rule, name and every version with its value as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ParameterSummary {
    /// Name of the rule's module.
    pub rule: &'static str,
    /// Name of the parameter in the rule's `params.toml`; it ends with the unit.
    pub name: &'static str,
    /// Each version: first day, value as text, and ground.
    pub versions: Vec<(NaiveDate, String, Authority)>,
}

impl<T: Debug> Parameter<T> {
    /// Describes the parameter for lists and coverage tests.
    pub fn summary(&self, rule: &'static str, name: &'static str) -> ParameterSummary {
        let versions = self
            .versions
            .iter()
            .map(|it| (it.from, format!("{:?}", it.value), it.authority()))
            .collect();
        ParameterSummary { rule, name, versions }
    }
}

/// Reads a data file that ships inside the program.
pub(crate) fn shipped<T: DeserializeOwned>(text: &str) -> T {
    toml::from_str(text).expect("data files inside the crate are read by the crate's tests")
}

#[cfg(test)]
mod tests;
