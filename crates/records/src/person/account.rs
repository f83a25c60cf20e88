//! An account: who somebody is, which roles they hold where, and for whom they stand in.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use uuid::Uuid;

use super::AccountId;
use super::delegation::{Delegation, DelegationError, LONGEST_LEAVE_DAYS};
use super::role::Role;
use super::separation::{Incompatible, may_also_hold};
use crate::organisation::OrganisationId;

/// The most roles and delegations of one account.
const MOST_ROLES: usize = 100;

/// How an account stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// 已邀请: has not signed in yet.
    Invited,
    /// 正常
    Active,
    /// 停用
    Suspended,
    /// 注销: has left, for good.
    Closed,
}

/// A role held in an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointment {
    /// The appointment itself.
    pub id: Uuid,
    /// Which role.
    pub role: Role,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day; without one, until it is ended.
    pub until_on: Option<NaiveDate>,
}

/// A role that somebody may use on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grant {
    /// Which role.
    pub role: Role,
    /// In which organisation.
    pub organisation: OrganisationId,
    /// In whose stead, if not their own right.
    pub in_stead_of: Option<AccountId>,
}

/// An account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// What they sign in with, for good.
    pub login: String,
    /// What they are called.
    pub name: String,
    /// Where they work.
    pub organisation: OrganisationId,
    /// How the account stands.
    pub state: AccountState,
    /// Roles.
    #[serde(default)]
    pub appointments: Vec<Appointment>,
    /// Roles held in another's stead.
    #[serde(default)]
    pub delegations: Vec<Delegation>,
}

/// Why an account cannot be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AccountError {
    /// No login name.
    #[error("a login name is 2 to 40 of a–z, 0–9, \".\", \"_\" and \"-\"")]
    Login,
    /// No name, or one that cannot be kept.
    #[error("a name of 1 to 60 characters is needed")]
    Name,
    /// Not in this state.
    #[error("the account is {0:?}")]
    State(AccountState),
    /// It ends before it begins.
    #[error("the last day lies before the first")]
    Days,
    /// They hold it already.
    #[error("the role is held there already")]
    AlreadyHeld,
    /// More than are kept.
    #[error("too many roles")]
    TooMany,
    /// There is no such appointment or delegation.
    #[error("there is no such role of this account")]
    NoSuchRole,
    /// The roles do not go together.
    #[error(transparent)]
    Incompatible(#[from] Incompatible),
    /// They cannot stand in.
    #[error(transparent)]
    Delegation(#[from] DelegationError),
}

/// Whether a text can be a login name: 2 to 40 of `a–z`, `0–9`, `.`, `_` and `-`, beginning with a letter.
#[must_use]
pub fn is_login(text: &str) -> bool {
    (2..=40).contains(&text.len())
        && text.starts_with(|it: char| it.is_ascii_lowercase())
        && text.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-'))
}

impl Appointment {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from_on <= day && self.until_on.is_none_or(|last| day <= last)
    }
}

impl Account {
    /// Invites somebody.
    ///
    /// # Errors
    ///
    /// Where the login or the name cannot be kept.
    pub fn invite(
        login: &str,
        name: &str,
        organisation: OrganisationId,
    ) -> Result<Self, AccountError> {
        let name = name.trim();
        if !is_login(login) {
            return Err(AccountError::Login);
        }
        if name.is_empty() || name.chars().count() > 60 || !name.chars().all(crate::text::is_plain)
        {
            return Err(AccountError::Name);
        }
        Ok(Self {
            login: login.to_owned(),
            name: name.to_owned(),
            organisation,
            state: AccountState::Invited,
            appointments: Vec::new(),
            delegations: Vec::new(),
        })
    }

    /// Their own roles on a day; none unless the account is active.
    #[must_use]
    pub fn grants_on(&self, day: NaiveDate) -> Vec<Grant> {
        if self.state != AccountState::Active {
            return Vec::new();
        }
        let own = self.appointments.iter().filter(|it| it.holds_on(day));
        own.map(|it| Grant { role: it.role, organisation: it.organisation, in_stead_of: None })
            .collect()
    }

    /// Roles held in others' stead on a day. A delegation holds only while the other holds the role
    /// themselves: `holds` is asked.
    pub fn stands_in_on(
        &self,
        day: NaiveDate,
        holds: impl Fn(AccountId, Role, OrganisationId) -> bool,
    ) -> Vec<Grant> {
        if self.state != AccountState::Active {
            return Vec::new();
        }
        let held = self.delegations.iter().filter(|it| it.holds_on(day));
        held.filter(|it| holds(it.from, it.role, it.organisation))
            .map(|it| Grant {
                role: it.role,
                organisation: it.organisation,
                in_stead_of: Some(it.from),
            })
            .collect()
    }

    /// Every role held or to be held from a day on, by whatever title.
    fn roles_from(&self, day: NaiveDate) -> impl Iterator<Item = Role> + '_ {
        let own = self.appointments.iter().filter(move |it| it.until_on.is_none_or(|it| day <= it));
        let others = self.delegations.iter().filter(move |it| day <= it.until_on);
        own.map(|it| it.role).chain(others.map(|it| it.role))
    }

    /// Gives a role. That nobody gives themselves one is the policy's to say.
    ///
    /// # Errors
    ///
    /// [`AccountError`] says what does not fit.
    pub fn appoint(&self, new: Appointment) -> Result<Self, AccountError> {
        self.require_member()?;
        if new.until_on.is_some_and(|last| last < new.from_on) {
            return Err(AccountError::Days);
        }
        if self.appointments.len() + self.delegations.len() >= MOST_ROLES {
            return Err(AccountError::TooMany);
        }
        let overlaps = |it: &&Appointment| {
            it.until_on.is_none_or(|last| new.from_on <= last)
                && new.until_on.is_none_or(|last| it.from_on <= last)
        };
        let same = |it: &Appointment| it.role == new.role && it.organisation == new.organisation;
        if self.appointments.iter().filter(overlaps).any(same) {
            return Err(AccountError::AlreadyHeld);
        }
        may_also_hold(self.roles_from(new.from_on), new.role)?;
        let mut appointed = self.clone();
        appointed.appointments.push(new);
        Ok(appointed)
    }

    /// Ends an appointment with a last day. One that had not begun by then goes.
    ///
    /// # Errors
    ///
    /// Where there is none of that id.
    pub fn end_appointment(&self, id: Uuid, last: NaiveDate) -> Result<Self, AccountError> {
        let mut ended = self.clone();
        let found = ended.appointments.iter_mut().find(|it| it.id == id);
        let appointment = found.ok_or(AccountError::NoSuchRole)?;
        if last < appointment.from_on {
            ended.appointments.retain(|it| it.id != id);
        } else {
            appointment.until_on = Some(appointment.until_on.map_or(last, |it| it.min(last)));
        }
        Ok(ended)
    }

    /// Lets this account stand in for another.
    ///
    /// # Errors
    ///
    /// [`AccountError`] says what does not fit.
    pub fn stand_in(
        &self,
        own_id: AccountId,
        of: &Self,
        new: Delegation,
        today: NaiveDate,
    ) -> Result<Self, AccountError> {
        self.require_member()?;
        if new.from == own_id {
            return Err(DelegationError::Oneself.into());
        }
        if new.role.administers() {
            return Err(DelegationError::Administrator.into());
        }
        let length = (new.until_on - new.from_on).num_days();
        if new.from_on < today || !(0..LONGEST_LEAVE_DAYS).contains(&length) {
            return Err(DelegationError::Days.into());
        }
        let reason = new.reason.trim();
        if !(1..=200).contains(&reason.chars().count()) || reason.chars().any(char::is_control) {
            return Err(DelegationError::Reason.into());
        }
        let held = |it: &Appointment| {
            it.role == new.role
                && it.organisation == new.organisation
                && it.holds_on(new.from_on)
                && it.holds_on(new.until_on)
        };
        if of.state != AccountState::Active || !of.appointments.iter().any(held) {
            return Err(DelegationError::NotHeld.into());
        }
        if self.appointments.len() + self.delegations.len() >= MOST_ROLES {
            return Err(AccountError::TooMany);
        }
        may_also_hold(self.roles_from(new.from_on), new.role)
            .map_err(DelegationError::Incompatible)?;
        let mut standing_in = self.clone();
        standing_in.delegations.push(new);
        Ok(standing_in)
    }

    /// Ends a delegation at once.
    ///
    /// # Errors
    ///
    /// Where there is none of that id.
    pub fn end_delegation(&self, id: Uuid) -> Result<Self, AccountError> {
        let mut ended = self.clone();
        ended.delegations.retain(|it| it.id != id);
        if ended.delegations.len() == self.delegations.len() {
            return Err(AccountError::NoSuchRole);
        }
        Ok(ended)
    }

    /// Takes the account to another state. A closed one stays closed, and nobody is invited twice.
    ///
    /// # Errors
    ///
    /// [`AccountError::State`] tells how it stands.
    pub fn become_state(&self, to: AccountState) -> Result<Self, AccountError> {
        use AccountState::{Active, Closed, Invited, Suspended};
        match (self.state, to) {
            (Invited | Suspended, Active) | (Active, Suspended) => {}
            (Invited | Active | Suspended, Closed) => {}
            (from, _) => return Err(AccountError::State(from)),
        }
        Ok(Self { state: to, ..self.clone() })
    }

    fn require_member(&self) -> Result<(), AccountError> {
        match self.state {
            AccountState::Invited | AccountState::Active => Ok(()),
            other => Err(AccountError::State(other)),
        }
    }
}

impl AccountState {
    /// What it is called.
    #[must_use]
    pub fn label(self, lang: law::Lang) -> &'static str {
        match self {
            Self::Invited => lang.pick("已邀请", "invited"),
            Self::Active => lang.pick("正常", "active"),
            Self::Suspended => lang.pick("停用", "suspended"),
            Self::Closed => lang.pick("注销", "closed"),
        }
    }
}
