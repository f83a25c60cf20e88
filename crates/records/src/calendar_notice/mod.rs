//! Holiday notices and regional days off that an office adds to the calendar: one person reads one in, another
//! compares it with the printed one and confirms it. Until then it counts for nothing.
//!
//! Before anybody confirms, a [`Preview`] says which days would be other days, and which deadlines that run
//! would move.

mod deadline;
mod preview;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use law::Lang;
use law::calendar::{Calendar, LoadError};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

pub use deadline::{DueDay, Reading, RunningDeadline, Runs};
pub use preview::{AffectedDeadline, DayChange, Preview};

use crate::organisation::{Line, OrganisationId, Tree};
use crate::person::AccountId;
use crate::policy::{Object, RecordState};

/// The longest text of a notice, in bytes. A year with every day listed has about 8,000.
pub const LARGEST_TEXT: usize = 64 * 1024;

/// The longest reason, in characters.
const LONGEST_REASON: usize = 500;

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeDeed {
    /// Who. The operator of the machine is nobody here.
    pub by: Option<AccountId>,
    /// The day.
    pub on: NaiveDate,
    /// The instant, which orders what was confirmed on one day.
    pub at: DateTime<Utc>,
}

/// How a notice stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case", deny_unknown_fields)]
pub enum NoticeStanding {
    /// 待确认
    Proposed,
    /// 已确认: the calendar counts by it.
    Confirmed {
        /// By whom, and when.
        deed: NoticeDeed,
    },
    /// 已撤回: it never counted.
    Withdrawn {
        /// By whom, and when.
        deed: NoticeDeed,
        /// Why.
        reason: String,
    },
}

/// A notice that somebody proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarNotice {
    /// For whom it counts: this organisation and everybody below it.
    pub organisation: OrganisationId,
    /// The text in the form that [`Calendar::load`] takes, TOML or JSON.
    pub text: String,
    /// Who proposed it, and when.
    pub proposed: NoticeDeed,
    /// How it stands.
    pub standing: NoticeStanding,
}

/// Why something cannot be done with a notice.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NoticeError {
    /// The text is longer than any notice.
    #[error("the text is longer than {LARGEST_TEXT} bytes")]
    TooLong,
    /// The text is no notice, or what it says cannot be right.
    #[error(transparent)]
    Load(#[from] LoadError),
    /// It was confirmed or withdrawn before.
    #[error("the notice is no longer waiting to be confirmed")]
    NotProposed,
    /// Whoever proposed it cannot confirm it.
    #[error("whoever proposed a notice does not confirm it")]
    SamePerson,
    /// A reason is wanted.
    #[error("a reason of one line is wanted")]
    Reason,
}

impl CalendarNotice {
    /// Proposes a notice. The text is tried on a calendar at once.
    ///
    /// # Errors
    ///
    /// Where the text is no notice.
    pub fn propose(
        organisation: OrganisationId,
        text: &str,
        deed: NoticeDeed,
    ) -> Result<Self, NoticeError> {
        let (text, standing) = (text.to_owned(), NoticeStanding::Proposed);
        let notice = Self { organisation, text, proposed: deed, standing };
        notice.check()?;
        Ok(notice)
    }

    /// Confirms it: from then on the calendar counts by it.
    ///
    /// # Errors
    ///
    /// [`NoticeError::SamePerson`] for whoever proposed it; where it is not proposed any more.
    pub fn confirm(&self, deed: NoticeDeed) -> Result<Self, NoticeError> {
        self.require_proposed()?;
        if deed.by == self.proposed.by {
            return Err(NoticeError::SamePerson);
        }
        let confirmed = Self { standing: NoticeStanding::Confirmed { deed }, ..self.clone() };
        confirmed.check()?;
        Ok(confirmed)
    }

    /// Takes it back before it was confirmed, or refuses to confirm it.
    ///
    /// # Errors
    ///
    /// Where it is not proposed any more, or the reason is none.
    pub fn withdraw(&self, deed: NoticeDeed, reason: &str) -> Result<Self, NoticeError> {
        self.require_proposed()?;
        let reason = reason.trim().to_owned();
        let withdrawn =
            Self { standing: NoticeStanding::Withdrawn { deed, reason }, ..self.clone() };
        withdrawn.check()?;
        Ok(withdrawn)
    }

    /// Whether it can have come about.
    ///
    /// # Errors
    ///
    /// [`NoticeError`] says what does not fit.
    pub fn check(&self) -> Result<(), NoticeError> {
        if self.text.len() > LARGEST_TEXT {
            return Err(NoticeError::TooLong);
        }
        self.alone()?;
        match &self.standing {
            NoticeStanding::Confirmed { deed } if deed.by == self.proposed.by => {
                Err(NoticeError::SamePerson)
            }
            NoticeStanding::Withdrawn { reason, .. } if !is_reason(reason) => {
                Err(NoticeError::Reason)
            }
            _ => Ok(()),
        }
    }

    /// The notices and regional days off of the text, on a calendar that has nothing else.
    ///
    /// # Errors
    ///
    /// [`LoadError`] says what is wrong with the text.
    pub fn alone(&self) -> Result<Calendar, LoadError> {
        Calendar::empty().load(&self.text)
    }

    /// How it stands, as far as rights depend on it.
    #[must_use]
    pub fn state(&self) -> RecordState {
        match self.standing {
            NoticeStanding::Proposed => RecordState::InReview,
            NoticeStanding::Confirmed { .. } => RecordState::Published,
            NoticeStanding::Withdrawn { .. } => RecordState::Ended,
        }
    }

    /// The notice as something that rights are asked for.
    #[must_use]
    pub fn object(&self, id: Uuid) -> Object {
        let drafted_by = self.proposed.by;
        Object { drafted_by, ..Object::of(id, self.state(), self.organisation) }
    }

    /// A notice that somebody is about to propose for an organisation.
    #[must_use]
    pub fn absent(organisation: OrganisationId) -> Object {
        Object::of(Uuid::nil(), RecordState::Absent, organisation)
    }

    /// When it was confirmed, if it was.
    #[must_use]
    pub fn confirmed(&self) -> Option<&NoticeDeed> {
        match &self.standing {
            NoticeStanding::Confirmed { deed } => Some(deed),
            NoticeStanding::Proposed | NoticeStanding::Withdrawn { .. } => None,
        }
    }

    fn require_proposed(&self) -> Result<(), NoticeError> {
        match self.standing {
            NoticeStanding::Proposed => Ok(()),
            _ => Err(NoticeError::NotProposed),
        }
    }
}

/// The calendar that an organisation counts by: the one that ships, with everything that was confirmed for it
/// or for somebody above it. Of two notices for one year, the one confirmed later counts.
///
/// # Errors
///
/// [`LoadError`] where a confirmed text is none, which the store has made sure of.
pub fn calendar_of<'a>(
    id: OrganisationId,
    tree: &Tree,
    shipped: &Calendar,
    notices: impl IntoIterator<Item = &'a CalendarNotice>,
) -> Result<Calendar, LoadError> {
    let above = tree.above(Line::Administrative, id);
    let counts = |it: &&CalendarNotice| it.organisation == id || above.contains(&it.organisation);
    let mut confirmed: Vec<_> = notices
        .into_iter()
        .filter(counts)
        .filter_map(|it| Some((it.confirmed()?.at, &it.text)))
        .collect();
    confirmed.sort();
    confirmed.into_iter().try_fold(shipped.clone(), |calendar, (_, text)| calendar.load(text))
}

fn is_reason(text: &str) -> bool {
    !text.trim().is_empty()
        && text.chars().count() <= LONGEST_REASON
        && text.chars().all(crate::text::is_plain)
}

impl NoticeStanding {
    /// What it is called.
    #[must_use]
    pub fn label(&self, lang: Lang) -> &'static str {
        match self {
            Self::Proposed => lang.pick("待确认", "waiting to be confirmed"),
            Self::Confirmed { .. } => lang.pick("已确认", "confirmed"),
            Self::Withdrawn { .. } => lang.pick("已撤回", "withdrawn"),
        }
    }
}

impl NoticeError {
    /// Says what is wrong and what to do about it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let zh = match self {
            Self::Load(error) => return error.message(lang),
            Self::TooLong => format!("文本超过{}KB，不是放假安排", LARGEST_TEXT / 1024),
            Self::NotProposed => "该安排已经确认或者撤回".to_owned(),
            Self::SamePerson => "提出人不能自行确认，请由另一人对照原文确认".to_owned(),
            Self::Reason => "请写明理由（一行）".to_owned(),
        };
        lang.pick(zh, self.to_string())
    }
}
