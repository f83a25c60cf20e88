//! People who work here: accounts, roles in organisations, and who stands in for whom.
//!
//! An [`Account`] says which roles a person holds where and since when. What they may do with a role is
//! said by [`crate::policy`] alone. Passwords and second factors are not here; those who ask have no account.

mod account;
mod delegation;
mod mail_address;
mod role;
mod separation;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use account::{Account, AccountError, AccountState, Appointment, Grant, is_login};
pub use delegation::{Delegation, DelegationError, LONGEST_LEAVE_DAYS};
pub use mail_address::is_mail_address;
pub use role::Role;
pub use separation::{Incompatible, may_also_hold};

/// An account, by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AccountId(pub Uuid);

impl std::fmt::Display for AccountId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
