//! Two reports set side by side: two years of one agency, or the submitted and the published version.
//!
//! [`two_years`] tells what carries over, what changed and what was copied; [`versions`] tells every
//! difference (L-3). Both yield a [`Comparison`], which pages, the terminal and JSON print. How the
//! files were read and how the result looks lives elsewhere.

mod cells;
mod copied;
pub(crate) mod exact;
mod links;
mod narrative;
mod remark;
pub(crate) mod serial;
pub(crate) mod text;
mod versions;
mod years;

use law::report_form::FormVersion;
use serde::Serialize;

pub use cells::{Care, CellPair, Comparable, NotComparable};
pub use copied::{CopiedSentence, SectionPair};
pub use links::{Lack, Link, LinkKind, LinkState, Which};
pub use narrative::{Hunk, HunkKind, ParagraphChange};
pub use remark::{Remark, RemarkKind};
pub use versions::{CellChange, CellChangeKind, HeadChange, HeadPart, SectionChange, Versions};
pub use years::TwoYears;

use crate::check::Severity;
use crate::model::Report;

/// Two reports set side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Comparison {
    /// Two years of one agency.
    TwoYears(TwoYears),
    /// The submitted and the published version of one report.
    Versions(Versions),
}

impl Comparison {
    /// Returns the gravest thing that the comparison tells, `None` where there is nothing to look at.
    pub fn worst(&self) -> Option<Severity> {
        match self {
            Self::TwoYears(years) => years.worst(),
            Self::Versions(versions) => versions.worst(),
        }
    }

    /// Tells whether there is nothing to look at.
    pub fn is_clean(&self) -> bool {
        self.worst().is_none()
    }

    /// Returns the law or document on which the comparison rests.
    pub fn authority(&self) -> &'static str {
        match self {
            Self::TwoYears(_) => years::AUTHORITY,
            Self::Versions(_) => versions::AUTHORITY,
        }
    }
}

/// Compares two years of one agency, the earlier one first.
///
/// Years that are swapped, equal or far apart and agencies that differ are told as a [`Remark`].
///
/// # Authority
///
/// 国办公开办函〔2021〕30号：“上年结转”即上一年度报告的“结转下年度继续办理”; the rest is practice.
pub fn two_years(earlier: &Report, later: &Report) -> Comparison {
    Comparison::TwoYears(TwoYears::of(earlier, later))
}

/// Compares the submitted with the published version of one report (L-3).
///
/// # Authority
///
/// 《政府信息公开条例》第四十九条: the report submitted to the authority is the one made public.
pub fn versions(submitted: &Report, published: &Report) -> Comparison {
    Comparison::Versions(Versions::of(submitted, published))
}

/// What a report says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The agency, as the document names it.
    pub agency: Option<String>,
    /// The year reported on.
    pub year: Option<i32>,
    /// The title line.
    pub title: Option<String>,
    /// The form.
    pub form: Option<FormVersion>,
}

impl Side {
    /// Returns what the report says about itself.
    pub fn of(report: &Report) -> Self {
        Self {
            agency: report.agency.as_ref().map(|it| it.value.clone()),
            year: report.year.as_ref().map(|it| it.value),
            title: report.title.as_ref().map(|it| it.value.clone()),
            form: report.form(),
        }
    }
}

#[cfg(test)]
mod tests;
