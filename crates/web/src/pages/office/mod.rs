//! The office: what staff see when they are signed in.

mod desk;
mod home;

use axum::routing::get;
use records::policy::Action;

pub(crate) use desk::Desk;

use crate::guard::Guarded;

/// Pages of the office.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes.page("GET", "/office", Action::SeeSelf, get(home::show))
}
