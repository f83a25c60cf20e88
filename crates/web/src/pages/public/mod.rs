//! The public site: the city's list of units, and each unit's 政府信息公开 with its fixed columns.

mod accessibility;
mod apply;
mod content;
mod files;
mod guide;
mod home;
mod maps;
mod reports;
mod rules;
mod search;
mod unit;

use axum::routing::get;
use records::policy::Action;

pub(crate) use guide::{Written, written};
pub(crate) use home::page as unit_home;
pub(crate) use unit::{FootMark, Unit, foot};

use super::city;
use crate::guard::Guarded;

/// Pages of the public site.
pub(super) fn routes(routes: Guarded) -> Guarded {
    let see = Action::SeeSite;
    routes
        .page("GET", "/", see, get(city::show))
        .page("GET", "/search", see, get(search::show))
        .page("GET", "/sitemap", see, get(maps::show))
        .page("GET", "/sitemap.xml", see, get(maps::for_machines))
        .page("GET", "/robots.txt", see, get(maps::robots))
        .page("GET", "/accessibility", see, get(accessibility::show))
        .page("GET", "/o/{code}", see, get(home::show))
        .page("GET", "/o/{code}/guide", see, get(guide::show))
        .page("GET", "/o/{code}/guide/{number}", see, get(guide::show_version))
        .page("GET", "/o/{code}/rules", see, get(rules::show))
        .page("GET", "/o/{code}/content", see, get(content::show))
        .page("GET", "/o/{code}/content/{node}", see, get(content::show_node))
        .page("GET", "/o/{code}/reports", see, get(reports::list))
        .page("GET", "/o/{code}/reports/{year}", see, get(reports::show))
        .page("GET", "/o/{code}/reports/{year}/{file}", see, get(reports::download))
        .page("GET", "/o/{code}/feed.xml", see, get(reports::feed))
        .page("GET", "/o/{code}/apply", see, get(apply::show))
}
