//! When a guide must be compared with how things are, and why.

use chrono::NaiveDate;
use law::guide_review::review_by;
use law::{Authority, Lang, NotInForce};

use super::Guide;
use super::render::{GuideAbout, composed};
use super::version::Part;
use crate::content_tree::Level;
use crate::organisation::Organisation;

/// Why a guide must be looked over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReviewReason {
    /// Nothing is out (第十二条第一款).
    NotReleased,
    /// It was not looked over for so long.
    Due {
        /// Since when it is due.
        due_on: NaiveDate,
        /// On what that rests.
        authority: Authority,
    },
    /// What it says of the office or of the rules is not what it said when it was last looked over.
    Changed {
        /// In which part.
        part: Part,
    },
}

impl Guide {
    /// By when the version that is out must be looked over again, and on what that rests; nothing where
    /// nothing is out.
    ///
    /// # Errors
    ///
    /// [`NotInForce`] where it was last looked over before the Regulation of 2019 applied.
    pub fn next_review(&self) -> Result<Option<(NaiveDate, Authority)>, NotInForce> {
        let last = self.released().and_then(|it| it.last_reviewed_on());
        last.map(review_by).transpose()
    }

    /// Why it must be looked over on a day; nothing where it need not.
    ///
    /// # Errors
    ///
    /// [`NotInForce`] for a day before the Regulation of 2019 applied.
    pub fn review_reasons(
        &self,
        organisation: &Organisation,
        level: Option<Level>,
        day: NaiveDate,
    ) -> Result<Vec<ReviewReason>, NotInForce> {
        let Some(last) = self.released().and_then(|it| it.last_reviewed_on()) else {
            return Ok(vec![ReviewReason::NotReleased]);
        };
        let (due_on, authority) = review_by(last)?;
        let mut reasons = Vec::new();
        if due_on <= day {
            reasons.push(ReviewReason::Due { due_on, authority });
        }
        let (Some(then), Some(now)) = (organisation.on(last), organisation.on(day)) else {
            return Ok(reasons);
        };
        let then = GuideAbout { standing: &then, level, day: last };
        let now = GuideAbout { standing: &now, level, day };
        for part in Part::ALL {
            if composed(part, &then, Lang::Zh)? != composed(part, &now, Lang::Zh)? {
                reasons.push(ReviewReason::Changed { part });
            }
        }
        Ok(reasons)
    }
}

impl ReviewReason {
    /// Says why, and what to do about it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match self {
            Self::NotReleased => lang
                .pick(
                    "政府信息公开指南尚未发布，请起草并发布（《条例》第十二条）",
                    "no guide is out; draft and release one (第十二条)",
                )
                .to_owned(),
            Self::Due { due_on, .. } => {
                let day = lang.date(*due_on);
                lang.pick(
                    format!("指南应于{day}前核对；没有变化的登记“已核对”，有变化的修订"),
                    format!("the guide was to be looked over by {day}; confirm it, or change it"),
                )
            }
            Self::Changed { part } => {
                let part = part.label(lang);
                lang.pick(
                    format!("“{part}”的内容自上次核对以来有变化，请核对"),
                    format!(
                        "“{part}” has changed since the guide was last looked over; look at it"
                    ),
                )
            }
        }
    }
}
