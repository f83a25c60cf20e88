//! The office: what staff see when they are signed in.

mod calendar;
mod desk;
mod find;
mod guide;
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
mod site;
mod sure;
mod todo;
mod tokens;
mod typed;

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
    let routes = guide_routes(site_routes(calendar_routes(routes)));
    log::routes(jobs::routes(routes))
}

fn calendar_routes(routes: Guarded) -> Guarded {
    let (propose, confirm) = (Action::ProposeNotice, Action::ConfirmNotice);
    routes
        .page("GET", "/office/calendar", propose, get(calendar::list))
        .page("POST", "/office/calendar", propose, post(calendar::propose))
        .page("GET", "/office/calendar/{id}", propose, get(calendar::show))
        .page("POST", "/office/calendar/{id}/confirm", confirm, post(calendar::confirm))
        .page("POST", "/office/calendar/{id}/withdraw", propose, post(calendar::withdraw))
}

fn site_routes(routes: Guarded) -> Guarded {
    let change = Action::ChangeSite;
    routes
        .page("GET", "/office/sites", change, get(site::list))
        .page("GET", "/office/sites/{code}", change, get(site::show))
        .page("POST", "/office/sites/{code}", change, post(site::save))
}

fn guide_routes(routes: Guarded) -> Guarded {
    let (draft, release) = (Action::DraftGuide, Action::ReleaseGuide);
    routes
        .page("GET", "/office/guides", Action::SeeSelf, get(guide::list))
        .page("GET", "/office/guides/{code}", draft, get(guide::show))
        .page("POST", "/office/guides/{code}", draft, post(guide::save))
        .page("POST", "/office/guides/{code}/send", draft, post(guide::send))
        .page("POST", "/office/guides/{code}/reviewed", draft, post(guide::confirm_reviewed))
        .page("GET", "/office/guides/{code}/review", release, get(guide::review))
        .page("POST", "/office/guides/{code}/release", release, post(guide::release))
        .page("POST", "/office/guides/{code}/return", release, post(guide::send_back))
}
