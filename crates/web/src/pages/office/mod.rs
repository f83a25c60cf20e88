//! The office: what staff see when they are signed in.

mod desk;
mod find;
mod health;
mod help;
mod home;
mod jobs;
mod log;
mod notifications;
mod organisations;
mod own;
mod people;
mod place;
mod places;
mod room;
mod roster;
mod setup;
mod sure;
mod todo;
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
    let routes = routes
        .page("GET", "/office/find", Action::SeeSelf, get(find::show))
        .page("GET", "/office/help", Action::SeeSelf, get(help::index))
        .page("GET", "/office/help/{name}", Action::SeeSelf, get(help::show));
    let routes = notifications::routes(routes);
    let routes = tokens::routes(people::routes(routes));
    let routes = own::routes(routes);
    let routes = roster::routes(organisations::routes(routes));
    log::routes(jobs::routes(routes))
}
