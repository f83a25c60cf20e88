//! The office: what staff see when they are signed in.

mod desk;
mod home;
mod people;
mod places;
mod room;
mod sure;

use axum::routing::get;
use records::policy::Action;

pub(crate) use desk::Desk;

use crate::guard::Guarded;

/// Pages of the office.
pub(super) fn routes(routes: Guarded) -> Guarded {
    let routes = routes.page("GET", "/office", Action::SeeSelf, get(home::show));
    people::routes(routes)
}
