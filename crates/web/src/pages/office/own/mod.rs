//! What somebody with an account asks for themselves: that another stands in, and a token for a program.

mod delegations;
mod tokens;

use axum::routing::{get, post};
use records::policy::Action;

use crate::guard::Guarded;

/// Pages of one's own.
pub(super) fn routes(routes: Guarded) -> Guarded {
    routes
        .page("GET", "/me/delegations", Action::SeeSelf, get(delegations::show))
        .page("POST", "/me/delegations", Action::Delegate, post(delegations::delegate))
        .page("GET", "/me/tokens", Action::SeeSelf, get(tokens::show))
        .page("POST", "/me/tokens", Action::RequestToken, post(tokens::request))
}
