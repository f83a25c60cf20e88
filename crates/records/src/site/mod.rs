//! What the site of an organisation shows of itself: the marks at its foot, its own addresses, its colours.
//!
//! A [`SiteProfile`] is what one organisation has said for itself. What its pages show, with what it takes
//! from those above it, is a [`SiteShown`]. Pages, files and mail are made elsewhere.

mod address;
mod grey;
mod mark;
mod shown;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use law::Lang;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use address::{Host, HostError, is_https};
pub use grey::GreyPeriod;
pub use mark::Mark;
pub use shown::{Missing, Shown, SiteShown};

use crate::organisation::OrganisationId;

/// The most names of hosts that one organisation has.
pub const MOST_HOSTS: usize = 10;

/// The most periods without colours that are kept.
pub const MOST_GREY_PERIODS: usize = 50;

/// The longest text beneath a mail, in characters.
const LONGEST_NOTE: usize = 500;

/// The colours of a site.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// 蓝色
    #[default]
    Blue,
    /// 红色
    Red,
}

impl Theme {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Blue, Self::Red];

    /// Its name in data, forms and styles.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Red => "red",
        }
    }

    /// What it is called.
    #[must_use]
    pub fn label(self, lang: Lang) -> &'static str {
        match self {
            Self::Blue => lang.pick("蓝色", "blue"),
            Self::Red => lang.pick("红色", "red"),
        }
    }
}

/// Where answers to the office's mail go, and what stands beneath it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ReplyTo {
    /// The mailbox that answers go to; empty where there is none.
    pub mailbox: String,
    /// The sentence beneath each mail in Chinese; empty for the usual one.
    pub note: String,
    /// The same in English.
    pub note_in_english: String,
}

/// What an organisation has said of its site. What it has not said, it takes from whom it stands under.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SiteProfile {
    /// Whose site it is.
    pub organisation: OrganisationId,
    /// What stands at its foot.
    #[serde(default)]
    pub marks: BTreeMap<Mark, String>,
    /// 支持IPv6
    #[serde(default)]
    pub ipv6: Option<bool>,
    /// Names of hosts that lead to this organisation and to no other.
    #[serde(default)]
    pub hosts: BTreeSet<Host>,
    /// Its colours.
    #[serde(default)]
    pub theme: Option<Theme>,
    /// Days without colours.
    #[serde(default)]
    pub grey: BTreeSet<GreyPeriod>,
    /// Where answers to its mail go.
    #[serde(default)]
    pub reply_to: ReplyTo,
}

/// Why a profile cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SiteError {
    /// A mark is empty, too long, or has a line break or hidden character in it.
    #[error("{} is empty, too long, or has hidden characters", .0.name())]
    Text(Mark),
    /// No link that can be trusted.
    #[error("{} is no https link to a plain host", .0.name())]
    Link(Mark),
    /// More names of hosts than are kept.
    #[error("an organisation has at most {MOST_HOSTS} names of hosts")]
    TooManyHosts,
    /// More periods than are kept.
    #[error("at most {MOST_GREY_PERIODS} periods without colours are kept")]
    TooManyGreyPeriods,
    /// A period that ends before it begins, or goes on for months.
    #[error("the days {from_on} to {until_on} are no period without colours")]
    GreyDays {
        /// The first day.
        from_on: NaiveDate,
        /// The last day.
        until_on: NaiveDate,
    },
    /// A period without a reason.
    #[error("the period from {from_on} needs a reason of one line")]
    GreyReason {
        /// The first day.
        from_on: NaiveDate,
    },
    /// Two periods cover the same day.
    #[error("the period from {from_on} begins before the one before it is over")]
    GreyTwice {
        /// The first day of the later one.
        from_on: NaiveDate,
    },
    /// No address of a mailbox.
    #[error("the mailbox for answers is no mail address")]
    Mailbox,
    /// A note that is too long or has hidden characters.
    #[error(
        "a note beneath mails is longer than {LONGEST_NOTE} characters or has hidden characters"
    )]
    Note,
}

impl SiteProfile {
    /// A profile that says nothing yet.
    #[must_use]
    pub fn of(organisation: OrganisationId) -> Self {
        Self {
            organisation,
            marks: BTreeMap::new(),
            ipv6: None,
            hosts: BTreeSet::new(),
            theme: None,
            grey: BTreeSet::new(),
            reply_to: ReplyTo::default(),
        }
    }

    /// The same with a mark; without it where the text is empty.
    #[must_use]
    pub fn with(mut self, mark: Mark, text: &str) -> Self {
        match text.trim() {
            "" => self.marks.remove(&mark),
            text => self.marks.insert(mark, text.to_owned()),
        };
        self
    }

    /// Whether everything can be kept. What is not said can: [`SiteShown::missing`] names it.
    ///
    /// # Errors
    ///
    /// [`SiteError`] names the value.
    pub fn check(&self) -> Result<(), SiteError> {
        for (mark, value) in &self.marks {
            mark.check(value)?;
        }
        if self.hosts.len() > MOST_HOSTS {
            return Err(SiteError::TooManyHosts);
        }
        self.check_grey()?;
        self.reply_to.check()
    }

    /// What is unusual, by mark, for a person to look at.
    #[must_use]
    pub fn remarks(&self, lang: Lang) -> Vec<(Mark, &'static str)> {
        let remark = |(mark, value): (&Mark, &String)| Some((*mark, mark.remark(value, lang)?));
        self.marks.iter().filter_map(remark).collect()
    }

    fn check_grey(&self) -> Result<(), SiteError> {
        if self.grey.len() > MOST_GREY_PERIODS {
            return Err(SiteError::TooManyGreyPeriods);
        }
        let mut last: Option<NaiveDate> = None;
        // The set is in the order of first days.
        for period in &self.grey {
            period.check()?;
            if last.is_some_and(|it| period.from_on <= it) {
                return Err(SiteError::GreyTwice { from_on: period.from_on });
            }
            last = Some(period.until_on);
        }
        Ok(())
    }
}

impl ReplyTo {
    fn check(&self) -> Result<(), SiteError> {
        if !self.mailbox.is_empty() && !crate::text::is_mail(&self.mailbox) {
            return Err(SiteError::Mailbox);
        }
        for note in [&self.note, &self.note_in_english] {
            if note.chars().count() > LONGEST_NOTE || !note.chars().all(crate::text::is_plain) {
                return Err(SiteError::Note);
            }
        }
        Ok(())
    }
}

impl SiteError {
    /// Says what is wrong and what to do about it.
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::Text(mark), Lang::Zh) => {
                format!("{}为空、过长或者含有换行等不可见字符，请改正", mark.label(lang))
            }
            (Self::Link(mark), Lang::Zh) => {
                format!("{}须为以https://开头、指向域名的链接", mark.label(lang))
            }
            (Self::TooManyHosts, Lang::Zh) => format!("域名最多{MOST_HOSTS}个"),
            (Self::TooManyGreyPeriods, Lang::Zh) => {
                format!("置灰日期最多保留{MOST_GREY_PERIODS}段，请删去已过的")
            }
            (Self::GreyDays { from_on, until_on }, Lang::Zh) => {
                format!("{}不是合理的置灰日期，请核对", lang.dates(*from_on, *until_on))
            }
            (Self::GreyReason { from_on }, Lang::Zh) => {
                format!("{}起置灰，请写明事由（一行）", lang.date(*from_on))
            }
            (Self::GreyTwice { from_on }, Lang::Zh) => {
                format!("{}起的一段与前一段重叠，请合并", lang.date(*from_on))
            }
            (Self::Mailbox, Lang::Zh) => "回信邮箱不是有效的电子邮箱地址".to_owned(),
            (Self::Note, Lang::Zh) => {
                format!("邮件落款说明最多{LONGEST_NOTE}字，不能有不可见字符")
            }
            (_, Lang::En) => self.to_string(),
        }
    }
}
