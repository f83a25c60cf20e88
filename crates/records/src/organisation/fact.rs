//! What happens to an organisation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::OrganisationId;
use super::kind::Kind;
use super::obligations::Obligations;
use super::office::{OfficeError, OgiOffice};

/// The longest name or document, in characters.
const LONGEST: usize = 100;

/// The most organisations that one is split into or follows.
const MOST_OTHERS: usize = 50;

/// Something that happened to an organisation on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    /// The first day on which it holds.
    pub on: NaiveDate,
    /// The document that says so, such as 东编发〔2026〕3号; empty where there is none.
    pub basis: String,
    /// What happened.
    pub change: Change,
}

/// The names of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// 规范全称
    pub full: String,
    /// 简称; the full name where it has none.
    pub short: String,
    /// The name in English; empty where it has none.
    #[serde(default)]
    pub english: String,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// 设立
    Founded {
        /// What it is called.
        names: Names,
        /// What it is.
        of: Kind,
        /// Whom it stands under.
        #[serde(default)]
        administrative_parent: Option<OrganisationId>,
        /// Who leads its openness work (第三条); without one, whom it stands under.
        #[serde(default)]
        ogi_authority: Option<OrganisationId>,
        /// Whom it follows, where it came of a merger or a split.
        #[serde(default)]
        predecessors: Vec<OrganisationId>,
    },
    /// 更名
    Renamed {
        /// What it is called from then on.
        names: Names,
    },
    /// 调整性质，如初中改为九年一贯制学校
    Reclassified {
        /// What it is from then on.
        to: Kind,
    },
    /// 调整隶属关系或者主管部门
    Moved {
        /// Whom it stands under from then on.
        administrative_parent: Option<OrganisationId>,
        /// Who leads its openness work from then on.
        ogi_authority: Option<OrganisationId>,
    },
    /// 信息公开工作机构的联系方式
    OfficeDescribed {
        /// What the guide tells from then on.
        office: OgiOffice,
    },
    /// 职责
    Obliged {
        /// What holds from then on.
        obligations: Obligations,
    },
    /// 并入其他机构
    Merged {
        /// Who goes on with its duties.
        into: OrganisationId,
    },
    /// 分立
    Split {
        /// Who goes on with its duties.
        into: Vec<OrganisationId>,
    },
    /// 撤销
    Abolished {
        /// Who goes on with its duties; nobody where they ended too.
        #[serde(default)]
        duties_to: Option<OrganisationId>,
    },
}

/// Why a fact does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FactError {
    /// No code of an organisation.
    #[error("a code is 2 to 40 of a–z, 0–9 and \"-\"")]
    Code,
    /// The first fact is a founding, and no other is.
    #[error("an organisation begins with its founding, once")]
    Founding,
    /// Something happened before it was founded.
    #[error("the day lies before the founding")]
    BeforeFounding,
    /// Something happened after it had ended.
    #[error("it had ended by then")]
    AfterEnd,
    /// The facts are not in the order of their days.
    #[error("the facts are not in the order of their days")]
    OutOfOrder,
    /// More facts than are kept.
    #[error("too many facts")]
    TooMany,
    /// A name is empty, too long or has control characters.
    #[error(
        "a name or document is empty, longer than {LONGEST} characters, or has control characters"
    )]
    Text,
    /// It would be its own parent, predecessor or successor.
    #[error("it would be its own parent, predecessor or successor")]
    Itself,
    /// It ends without anybody, or in too many.
    #[error("a split names 2 to {MOST_OTHERS} different organisations")]
    Others,
    /// A school stays a school, a section a section.
    #[error("an organisation cannot become one of that kind")]
    Kind,
    /// The profile of the office cannot be kept.
    #[error(transparent)]
    Office(#[from] OfficeError),
}

impl Fact {
    /// Whether the fact can be kept, taken by itself.
    pub(super) fn check(&self, of: OrganisationId) -> Result<(), FactError> {
        if !fits(&self.basis) {
            return Err(FactError::Text);
        }
        match &self.change {
            Change::Founded {
                names, administrative_parent, ogi_authority, predecessors, ..
            } => {
                names.check()?;
                distinct(of, predecessors)?;
                others(of, administrative_parent.iter().chain(ogi_authority))
            }
            Change::Renamed { names } => names.check(),
            Change::Reclassified { .. } | Change::Obliged { .. } => Ok(()),
            Change::Moved { administrative_parent, ogi_authority } => {
                others(of, administrative_parent.iter().chain(ogi_authority))
            }
            Change::OfficeDescribed { office } => Ok(office.check()?),
            Change::Merged { into } => others(of, [into]),
            Change::Split { into } => {
                if into.len() < 2 {
                    return Err(FactError::Others);
                }
                distinct(of, into)
            }
            Change::Abolished { duties_to } => others(of, duties_to),
        }
    }
}

impl Names {
    /// A name without a short form.
    #[must_use]
    pub fn of(full: &str) -> Self {
        Self { full: full.to_owned(), short: full.to_owned(), english: String::new() }
    }

    /// The full name in a language; in Chinese where there is no other.
    #[must_use]
    pub fn in_language(&self, lang: law::Lang) -> &str {
        let english = if self.english.is_empty() { &self.full } else { &self.english };
        lang.pick(&self.full, english)
    }

    fn check(&self) -> Result<(), FactError> {
        let named =
            [&self.full, &self.short].into_iter().all(|it| fits(it) && !it.trim().is_empty());
        if named && fits(&self.english) { Ok(()) } else { Err(FactError::Text) }
    }
}

fn fits(text: &str) -> bool {
    text.chars().count() <= LONGEST && text.chars().all(crate::text::is_plain)
}

fn others<'a>(
    of: OrganisationId,
    named: impl IntoIterator<Item = &'a OrganisationId>,
) -> Result<(), FactError> {
    if named.into_iter().any(|it| *it == of) { Err(FactError::Itself) } else { Ok(()) }
}

fn distinct(of: OrganisationId, named: &[OrganisationId]) -> Result<(), FactError> {
    others(of, named)?;
    let mut sorted = named.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() == named.len() && named.len() <= MOST_OTHERS {
        Ok(())
    } else {
        Err(FactError::Others)
    }
}
