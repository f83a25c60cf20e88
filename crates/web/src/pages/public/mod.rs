//! The public site: the city's list of units, and each unit's 政府信息公开 with its fixed columns.

mod unit;

use axum::routing::get;
use records::policy::Action;

pub(crate) use unit::Unit;

use super::city;
use crate::guard::Guarded;

/// Pages of the public site.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes.page("GET", "/", Action::SignIn, get(city::show))
}
