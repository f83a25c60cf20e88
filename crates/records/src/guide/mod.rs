//! The guide to the openness of an agency 政府信息公开指南 (第十二条), with its versions.
//!
//! What the guide says of the law is composed from the figures of `law` and what it says of the office from
//! the profile of the organisation ([`GuideVersion::render`]); an office adds paragraphs of its own. A version is
//! drafted, looked at by somebody else, released, and compared with how things are at least once a year.

mod content;
mod figures;
mod render;
mod requests;
mod review;
#[cfg(test)]
mod tests;
mod version;

use chrono::NaiveDate;
use law::Lang;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

pub use content::{Block, RenderedGuide, Section, Statement, Table};
pub use render::GuideAbout;
pub use review::ReviewReason;
pub use version::{Deed, GuideParagraph, GuideState, GuideVersion, MOST_PARAGRAPHS, Part};

use crate::organisation::OrganisationId;
use crate::person::AccountId;
use crate::policy::{Object, RecordState};

/// The most versions that are kept.
pub const MOST_VERSIONS: usize = 500;

/// The guide of an organisation: all its versions, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    /// Whose guide it is.
    pub organisation: OrganisationId,
    /// Its versions. Only the last may be in work.
    versions: Vec<GuideVersion>,
}

/// Why something cannot be done to a guide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum GuideError {
    /// Nothing is drafted.
    #[error("no version is being drafted")]
    NotDrafted,
    /// What was drafted is before its reviewers.
    #[error("the draft is in review; it must be sent back before it is changed")]
    InReview,
    /// Nothing is in review.
    #[error("no version is in review")]
    NotInReview,
    /// Nothing was released that could be looked over.
    #[error("no version was released")]
    NotReleased,
    /// Something is in work, so that looking over the old version comes to nothing.
    #[error("a new version is in work")]
    InWork,
    /// Whoever wrote it cannot release it.
    #[error("whoever wrote a version does not release it")]
    SamePerson,
    /// The day lies before the last one that is told.
    #[error("the day lies before the last release or review")]
    Day,
    /// A paragraph that is empty, too long or has hidden characters.
    #[error("a paragraph is empty, too long or has hidden characters")]
    Text,
    /// More paragraphs or versions than are kept.
    #[error("too many paragraphs or versions")]
    TooMany,
    /// Versions that cannot have come about.
    #[error("the versions of the guide do not follow from one another")]
    OutOfOrder,
}

impl Guide {
    /// A guide without any version yet.
    #[must_use]
    pub fn of(organisation: OrganisationId) -> Self {
        Self { organisation, versions: Vec::new() }
    }

    /// Its versions, the oldest first.
    #[must_use]
    pub fn versions(&self) -> &[GuideVersion] {
        &self.versions
    }

    /// The version that is drafted or in review.
    #[must_use]
    pub fn in_work(&self) -> Option<&GuideVersion> {
        self.versions.last().filter(|it| it.released.is_none())
    }

    /// The version that was in force on a day: the last one released by then.
    #[must_use]
    pub fn in_force_on(&self, day: NaiveDate) -> Option<&GuideVersion> {
        let out = |it: &&GuideVersion| it.released.is_some_and(|deed| deed.on <= day);
        self.versions.iter().rev().find(out)
    }

    /// The last version that was released.
    #[must_use]
    pub fn released(&self) -> Option<&GuideVersion> {
        self.versions.iter().rev().find(|it| it.released.is_some())
    }

    /// How it stands, as far as rights depend on it: the version in work, else the one that is out.
    #[must_use]
    pub fn state(&self) -> RecordState {
        match (self.in_work(), self.released()) {
            (Some(version), _) if version.state() == GuideState::InReview => RecordState::InReview,
            (Some(_), _) => RecordState::Draft,
            (None, Some(_)) => RecordState::Published,
            (None, None) => RecordState::Absent,
        }
    }

    /// The guide as something that rights are asked for. [`Guide::release`] also refuses whoever wrote at
    /// it before the last writer.
    #[must_use]
    pub fn object(&self, id: Uuid) -> Object {
        let drafted_by = self.in_work().and_then(GuideVersion::last_writer);
        Object { drafted_by, ..Object::of(id, self.state(), self.organisation) }
    }

    /// Drafts a version, or writes at the one that is being drafted.
    ///
    /// # Errors
    ///
    /// [`GuideError::InReview`] while the last draft is before its reviewers; where a paragraph cannot be kept.
    pub fn draft(
        &self,
        paragraphs: Vec<GuideParagraph>,
        by: AccountId,
    ) -> Result<Self, GuideError> {
        let mut guide = self.clone();
        match guide.versions.last_mut().filter(|it| it.released.is_none()) {
            Some(version) => version.write(paragraphs, by)?,
            None => {
                let number = u32::try_from(self.versions.len() + 1);
                let number = number.map_err(|_| GuideError::TooMany)?;
                guide.versions.push(GuideVersion::begin(number, paragraphs, by));
            }
        }
        guide.checked()
    }

    /// Gives the draft to its reviewers.
    ///
    /// # Errors
    ///
    /// [`GuideError::NotDrafted`] where there is none.
    pub fn send_to_review(&self) -> Result<Self, GuideError> {
        self.with_work(GuideError::NotDrafted, GuideVersion::send_to_review)
    }

    /// Gives it back to be written at again.
    ///
    /// # Errors
    ///
    /// [`GuideError::NotInReview`] where nothing is.
    pub fn send_back(&self) -> Result<Self, GuideError> {
        self.with_work(GuideError::NotInReview, GuideVersion::send_back)
    }

    /// Releases what is in review.
    ///
    /// # Errors
    ///
    /// [`GuideError::SamePerson`] for whoever wrote at it; [`GuideError::NotInReview`] where nothing is.
    pub fn release(&self, by: AccountId, on: NaiveDate) -> Result<Self, GuideError> {
        let after = self.released().and_then(GuideVersion::last_reviewed_on);
        if after.is_some_and(|it| on < it) {
            return Err(GuideError::Day);
        }
        self.with_work(GuideError::NotInReview, |it| it.release(Deed { by, on }))
    }

    /// Notes that the version that is out was compared with how things are, and nothing had to be changed 已核对.
    ///
    /// # Errors
    ///
    /// [`GuideError::NotReleased`] where nothing is out; [`GuideError::InWork`] where a new one is on its way.
    pub fn confirm_reviewed(&self, by: AccountId, on: NaiveDate) -> Result<Self, GuideError> {
        if self.in_work().is_some() {
            return Err(GuideError::InWork);
        }
        self.with_last(GuideError::NotReleased, |it| it.review(Deed { by, on }))
    }

    /// Whether its versions can have come about, and every paragraph can be kept.
    ///
    /// # Errors
    ///
    /// [`GuideError`] says what does not fit.
    pub fn check(&self) -> Result<(), GuideError> {
        if self.versions.len() > MOST_VERSIONS {
            return Err(GuideError::TooMany);
        }
        let numbered = (1..).zip(&self.versions).all(|(n, it)| it.number == n);
        let older = self.versions.split_last().map(|(_, older)| older).unwrap_or_default();
        if !numbered || older.iter().any(|it| it.released.is_none()) {
            return Err(GuideError::OutOfOrder);
        }
        self.versions.iter().try_for_each(GuideVersion::check)
    }

    fn checked(self) -> Result<Self, GuideError> {
        self.check()?;
        Ok(self)
    }

    fn with_work(
        &self,
        otherwise: GuideError,
        change: impl FnOnce(&mut GuideVersion) -> Result<(), GuideError>,
    ) -> Result<Self, GuideError> {
        if self.in_work().is_none() {
            return Err(otherwise);
        }
        self.with_last(otherwise, change)
    }

    fn with_last(
        &self,
        otherwise: GuideError,
        change: impl FnOnce(&mut GuideVersion) -> Result<(), GuideError>,
    ) -> Result<Self, GuideError> {
        let mut guide = self.clone();
        change(guide.versions.last_mut().ok_or(otherwise)?)?;
        guide.checked()
    }
}

impl GuideError {
    /// Says what is wrong and what to do about it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let zh = match self {
            Self::NotDrafted => "没有正在起草的版本，请先起草",
            Self::InReview => "草稿正在审核，退回后才能修改",
            Self::NotInReview => "没有送审的版本",
            Self::NotReleased => "指南尚未发布，不能登记核对",
            Self::InWork => "新版本正在起草或者审核，请先发布新版本",
            Self::SamePerson => "参与起草的人不能发布，请由另一人发布",
            Self::Day => "日期早于上次发布或者核对的日期",
            Self::Text => "段落为空、过长或者含有不可见字符，请改正",
            Self::TooMany => "段落或者版本过多",
            Self::OutOfOrder => "指南的版本前后不符，请联系系统管理员",
        };
        lang.pick(zh.to_owned(), self.to_string())
    }
}
