//! Standing in for somebody on leave, until a day that is said beforehand.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::AccountId;
use super::role::Role;
use crate::organisation::OrganisationId;

/// The longest time for which somebody stands in (our convention), in days.
pub const LONGEST_LEAVE_DAYS: i64 = 180;

/// A role that somebody holds in another's stead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// The delegation itself.
    pub id: Uuid,
    /// Whose role it is. It holds only while they hold it.
    pub from: AccountId,
    /// Which role.
    pub role: Role,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day.
    pub until_on: NaiveDate,
    /// Why, such as 年休假.
    pub reason: String,
}

/// Why somebody cannot stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DelegationError {
    /// For oneself.
    #[error("nobody stands in for themselves")]
    Oneself,
    /// The role is not theirs to give.
    #[error("the role is not held on those days")]
    NotHeld,
    /// It ends before it begins, began long ago, or is too long.
    #[error("a delegation begins today or later and ends within {LONGEST_LEAVE_DAYS} days")]
    Days,
    /// An administrator is replaced by an appointment, not by a delegation.
    #[error("the role of an administrator cannot be delegated")]
    Administrator,
    /// The two roles do not go together.
    #[error(transparent)]
    Incompatible(#[from] super::Incompatible),
    /// No reason, or one that is too long.
    #[error("a reason of 1 to 200 characters is needed")]
    Reason,
}

impl Delegation {
    /// Whether it holds on a day, as far as days decide.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        (self.from_on..=self.until_on).contains(&day)
    }
}
