//! One version of a guide: its paragraphs, who wrote and who released it, and when it was looked over.

use chrono::NaiveDate;
use law::Lang;
use serde::{Deserialize, Serialize};

use super::GuideError;
use crate::person::AccountId;

/// The most paragraphs of one version.
pub const MOST_PARAGRAPHS: usize = 50;

/// The longest paragraph, in characters.
const LONGEST: usize = 2_000;

/// The most people who wrote at one version.
const MOST_WRITERS: usize = 100;

/// A part of the guide, in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// 政府信息的分类和编排
    Classification,
    /// 主动公开信息的获取方式
    Obtaining,
    /// 依申请公开
    Requests,
    /// 政府信息公开工作机构
    Office,
    /// 监督和救济
    Remedies,
}

/// A paragraph of the office's own, at the end of a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideParagraph {
    /// Where it stands.
    pub part: Part,
    /// The paragraph in Chinese.
    pub zh: String,
    /// The same in English; empty where there is none, and the Chinese one is shown.
    #[serde(default)]
    pub en: String,
}

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deed {
    /// Who.
    pub by: AccountId,
    /// When.
    pub on: NaiveDate,
}

/// How a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GuideState {
    /// 草稿
    Draft,
    /// 审核中
    InReview,
    /// 已发布
    Released,
}

/// A version of a guide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuideVersion {
    /// Its number, from one.
    pub number: u32,
    /// What the office adds to what every guide says.
    pub paragraphs: Vec<GuideParagraph>,
    /// Everybody who wrote at it, the last writer last.
    written_by: Vec<AccountId>,
    /// Whether it is before its reviewers.
    in_review: bool,
    /// Who released it, and when.
    pub released: Option<Deed>,
    /// When it was compared with how things are, and found unchanged.
    pub reviews: Vec<Deed>,
}

impl GuideVersion {
    pub(super) fn begin(number: u32, paragraphs: Vec<GuideParagraph>, by: AccountId) -> Self {
        Self {
            number,
            paragraphs,
            written_by: vec![by],
            in_review: false,
            released: None,
            reviews: Vec::new(),
        }
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> GuideState {
        match (self.released, self.in_review) {
            (Some(_), _) => GuideState::Released,
            (None, true) => GuideState::InReview,
            (None, false) => GuideState::Draft,
        }
    }

    /// Everybody who wrote at it, the last writer last.
    #[must_use]
    pub fn written_by(&self) -> &[AccountId] {
        &self.written_by
    }

    /// Whoever wrote last.
    #[must_use]
    pub fn last_writer(&self) -> Option<AccountId> {
        self.written_by.last().copied()
    }

    /// When it was last compared with how things are: at its release or later.
    #[must_use]
    pub fn last_reviewed_on(&self) -> Option<NaiveDate> {
        self.reviews.last().or(self.released.as_ref()).map(|it| it.on)
    }

    /// Takes other paragraphs. Whoever wrote before stays among the writers.
    pub(super) fn write(
        &mut self,
        paragraphs: Vec<GuideParagraph>,
        by: AccountId,
    ) -> Result<(), GuideError> {
        if self.in_review {
            return Err(GuideError::InReview);
        }
        self.paragraphs = paragraphs;
        self.written_by.retain(|it| *it != by);
        self.written_by.push(by);
        Ok(())
    }

    pub(super) fn send_to_review(&mut self) -> Result<(), GuideError> {
        if self.in_review {
            return Err(GuideError::InReview);
        }
        self.in_review = true;
        Ok(())
    }

    pub(super) fn send_back(&mut self) -> Result<(), GuideError> {
        if !self.in_review {
            return Err(GuideError::NotInReview);
        }
        self.in_review = false;
        Ok(())
    }

    pub(super) fn release(&mut self, deed: Deed) -> Result<(), GuideError> {
        if !self.in_review {
            return Err(GuideError::NotInReview);
        }
        self.in_review = false;
        self.released = Some(deed);
        Ok(())
    }

    pub(super) fn review(&mut self, deed: Deed) -> Result<(), GuideError> {
        self.reviews.push(deed);
        Ok(())
    }

    pub(super) fn check(&self) -> Result<(), GuideError> {
        let writers = self.written_by.len();
        if self.paragraphs.len() > MOST_PARAGRAPHS || writers > MOST_WRITERS {
            return Err(GuideError::TooMany);
        }
        if self.paragraphs.iter().any(|it| !it.can_be_kept()) {
            return Err(GuideError::Text);
        }
        if self.released.is_some_and(|it| self.written_by.contains(&it.by)) {
            return Err(GuideError::SamePerson);
        }
        let deeds = self.released.iter().chain(&self.reviews);
        if !deeds.is_sorted_by_key(|it| it.on) {
            return Err(GuideError::Day);
        }
        let reviewed_before_release = self.released.is_none() && !self.reviews.is_empty();
        let both = self.in_review && self.released.is_some();
        if writers == 0 || reviewed_before_release || both {
            return Err(GuideError::OutOfOrder);
        }
        Ok(())
    }
}

impl GuideParagraph {
    /// The paragraph in a language; in Chinese where there is no other.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &str {
        let english = if self.en.is_empty() { &self.zh } else { &self.en };
        lang.pick(&self.zh, english)
    }

    fn can_be_kept(&self) -> bool {
        let fits =
            |it: &str| it.chars().count() <= LONGEST && it.chars().all(crate::text::is_plain);
        !self.zh.trim().is_empty() && fits(&self.zh) && fits(&self.en)
    }
}

impl GuideState {
    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Draft => lang.pick("草稿", "draft"),
            Self::InReview => lang.pick("审核中", "in review"),
            Self::Released => lang.pick("已发布", "released"),
        }
    }
}

impl Part {
    /// Every part, in order.
    pub const ALL: [Self; 5] =
        [Self::Classification, Self::Obtaining, Self::Requests, Self::Office, Self::Remedies];

    /// Its name in data, forms and addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Classification => "classification",
            Self::Obtaining => "obtaining",
            Self::Requests => "requests",
            Self::Office => "office",
            Self::Remedies => "remedies",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Classification => {
                lang.pick("政府信息的分类和编排", "How information is arranged")
            }
            Self::Obtaining => lang.pick("主动公开信息的获取方式", "How to get what is published"),
            Self::Requests => lang.pick("依申请公开", "Asking for information"),
            Self::Office => lang.pick("政府信息公开工作机构", "The disclosure office"),
            Self::Remedies => lang.pick("监督和救济", "Supervision and remedies"),
        }
    }
}
