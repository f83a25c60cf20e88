//! The office: what staff see when they are signed in.

mod desk;
mod health;
mod home;
mod jobs;
mod log;
mod organisations;
mod own;
mod people;
mod place;
mod places;
mod room;
mod roster;
mod setup;
mod sure;
mod tokens;

use axum::routing::{get, post};
use records::policy::Action;

pub(crate) use desk::Desk;

use crate::guard::Guarded;

/// Pages of the office.
pub(super) fn routes(routes: Guarded) -> Guarded {
    let routes = routes.page("GET", "/office", Action::SeeSelf, get(home::show)).page(
        "POST",
        "/office/place",
        Action::ChangeSelf,
        post(place::choose),
    );
    let routes = routes.page("GET", "/office/health", Action::SeeJobs, get(health::show)).page(
        "GET",
        "/office/setup",
        Action::SeeJobs,
        get(setup::show),
    );
    let routes = tokens::routes(people::routes(routes));
    let routes = own::routes(routes);
    let routes = roster::routes(organisations::routes(routes));
    log::routes(jobs::routes(routes))
}
