//! Which roles one person must not hold together.

use thiserror::Error;

use super::role::Role;

/// Why a role cannot be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Incompatible {
    /// 三员分立: the three administrators are three people.
    #[error(
        "whoever is {held:?} cannot be {wanted:?} too: the three administrators are three people"
    )]
    ThreeAdministrators {
        /// What they are.
        held: Role,
        /// What they cannot be too.
        wanted: Role,
    },
    /// Whoever reads the log does nothing that is written into it (our convention).
    #[error("an audit administrator holds no other role")]
    Auditor,
}

/// Whether somebody who holds these roles, anywhere, may hold another.
///
/// # Errors
///
/// [`Incompatible`] names the pair.
pub fn may_also_hold(
    held: impl IntoIterator<Item = Role>,
    wanted: Role,
) -> Result<(), Incompatible> {
    for held in held {
        if held == wanted {
            continue;
        }
        if held.administers() && wanted.administers() {
            return Err(Incompatible::ThreeAdministrators { held, wanted });
        }
        if held == Role::AuditAdministrator || wanted == Role::AuditAdministrator {
            return Err(Incompatible::Auditor);
        }
    }
    Ok(())
}
